from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime

OPEN = text("ended_at IS NULL")


class Duty(Base):
    """A case manager at a desk on a day: on duty, on a break, off (ended). Per site and day, across slots."""

    __tablename__ = "duties"
    __table_args__ = (
        Index("one_duty_a_case_manager", "staff_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("one_duty_a_desk", "site_id", "desk", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    desk: Mapped[int]
    on: Mapped[date]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    break_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
