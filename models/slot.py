from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Slot(Base):
    """One dated opening of a site. `on` is the site's local date of the opening: the day of its numbers."""

    __tablename__ = "slots"
    __table_args__ = (Index(None, "site_id", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    on: Mapped[date]
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(default="regular")  # "regular", "guest"
    title: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))  # language → text
    topics: Mapped[list[str]] = mapped_column(JSON)  # codes offered
    desks: Mapped[list[int]] = mapped_column(JSON, default=list)  # of a guest slot: kept for it
    walk_in: Mapped[bool] = mapped_column(default=True)  # numbers are given; else by appointment only
    bookable: Mapped[bool] = mapped_column(default=True)  # times of it can be booked
    origin: Mapped[str] = mapped_column(default="plan")  # "plan" (site file), "command" (opened by hand)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the queue was closed
    learned_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # when the forecast was scored and taught by it
