from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class NextSteps(Base):
    """What a visitor takes home after a talk, as codes. Only for slip and phone page: gone the same night."""

    __tablename__ = "next_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), unique=True)
    written_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    referred_to: Mapped[list[Any]] = mapped_column(JSON)
    documents: Mapped[list[Any]] = mapped_column(JSON)
    case_management_carrier: Mapped[str | None]
    come_again: Mapped[bool]
    come_again_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: in the opening hours
    on_page: Mapped[bool]  # also on the page behind the slip's code
