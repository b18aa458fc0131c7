from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Event(Base):
    """A date of the house that everybody may come to. Changed in place: calendars follow it by `uid` and `sequence`."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "site_id", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    uid: Mapped[str] = mapped_column(unique=True)  # of the entry in calendars, for ever
    title: Mapped[dict[str, str]] = mapped_column(
        JSON
    )  # language → text, always with the site's own language
    place: Mapped[dict[str, str]] = mapped_column(JSON)  # the same
    begins_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sequence: Mapped[int] = mapped_column(default=0)  # how often it was changed
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)  # written, changed or cancelled
    changed_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
