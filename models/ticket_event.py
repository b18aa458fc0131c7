from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class TicketEvent(Base):
    """The log: one row a move, written in its transaction. All figures and waits are computed from it."""

    __tablename__ = "ticket_events"
    __table_args__ = (Index(None, "site_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    actor_kind: Mapped[str]  # "kiosk", "staff", "phone", "system"
    actor_id: Mapped[int | None]
    desk: Mapped[int | None]
    why: Mapped[str | None]
    request_id: Mapped[str | None]
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
