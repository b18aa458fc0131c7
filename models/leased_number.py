from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class LeasedNumber(Base):
    """A number given ahead to one kiosk, for when it has no server. From the same counter as every other number, so
    nobody else ever gets it; one that is never used stays unused.
    """

    __tablename__ = "leased_numbers"
    __table_args__ = (
        UniqueConstraint("site_id", "on", "number"),
        UniqueConstraint("device_id", "request_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"))
    on: Mapped[date]  # the day of the number
    number: Mapped[int]
    code_hash: Mapped[str] = mapped_column(unique=True)  # the code itself is on the kiosk only
    pin: Mapped[str | None]  # None once the night has erased it
    leased_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))  # once handed in
    request_id: Mapped[str | None]  # of that ticket
    handed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
