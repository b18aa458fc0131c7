from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class RefusedTicket(Base):
    """A ticket that a kiosk made without the server, and that the server did not take: somebody holds its slip."""

    __tablename__ = "refused_tickets"
    __table_args__ = (UniqueConstraint("device_id", "request_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"))
    request_id: Mapped[str]  # of the visitor's wish
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    topic: Mapped[str]
    language: Mapped[str]
    why: Mapped[str]  # code of the refusal
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # a lead saw to it, or it was taken after all
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
