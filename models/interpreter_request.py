from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime

OPEN = text("ended_at IS NULL")


class InterpreterRequest(Base):
    """An interpreter asked to a desk, from then on busy there until the talk ends or somebody says so."""

    __tablename__ = "interpreter_requests"
    __table_args__ = (
        Index("one_desk_an_interpreter", "day_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index(None, "staff_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    day_id: Mapped[int] = mapped_column(ForeignKey("interpreter_days.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    desk: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
