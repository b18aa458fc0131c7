from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class RosterEntry(Base):
    """Who is planned for a day. By date and not by slot, as duty is: moved opening hours leave it as it is."""

    __tablename__ = "roster"
    __table_args__ = (UniqueConstraint("staff_id", "on"), Index(None, "site_id", "on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    on: Mapped[date]  # the site's local date
    comes: Mapped[time | None]  # local time; None: with the first slot of the day
    leaves: Mapped[time | None]  # None: with the last slot of the day
    ill_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # was planned, will not come
    planned_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
