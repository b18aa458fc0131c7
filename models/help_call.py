from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime

OPEN = text("ended_at IS NULL")


class HelpCall(Base):
    """Somebody at a desk silently asks colleagues to come. Says the desk and nothing about the visitor."""

    __tablename__ = "help_calls"
    __table_args__ = (
        Index("one_open_help_call", "staff_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index(None, "site_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    desk: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
