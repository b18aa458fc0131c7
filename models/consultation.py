from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Consultation(Base):
    """One talk, from start to recorded outcome. A ticket handed over has several."""

    __tablename__ = "consultations"
    __table_args__ = (Index(None, "site_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    carrier: Mapped[str | None]
    desk: Mapped[int]
    topic: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None]  # finish, finish_later, hand_over, suspend, close_day
    outcomes: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # the first is the main one
    referred_to: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    case_management_carrier: Mapped[str | None]
    long_term_need: Mapped[str | None]
    contact: Mapped[str | None]
    persons: Mapped[int | None]
    talk_language: Mapped[str | None]
    interpreted_by: Mapped[str | None]
    further_topics: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    gap: Mapped[str | None]
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
