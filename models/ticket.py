from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Ticket(Base):
    """A place in the queue. Never a person: no name, no birth date, no free text (promise 9)."""

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("site_id", "on", "number"),
        Index(None, "site_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"), index=True)
    on: Mapped[date]  # the day of the number: its slot's
    number: Mapped[int]
    code: Mapped[str | None] = mapped_column(unique=True)  # None once deleted by its holder or by the night
    pin: Mapped[str | None]
    state: Mapped[str]
    topic: Mapped[str]
    language: Mapped[str]  # of the pages the visitor used
    advice_languages: Mapped[list[str]] = mapped_column(JSON)  # empty: unknown
    needs: Mapped[list[str]] = mapped_column(JSON)
    persons: Mapped[int | None]
    issued_by: Mapped[str]  # "kiosk", "reception", "case_manager", "check_in"
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    key_at: Mapped[datetime] = mapped_column(UtcDateTime)  # order key: arrival, or the appointment if later
    skipped: Mapped[bool] = mapped_column(default=False)  # passed over once by the next call
    only_staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id")
    )  # handed over to, or suspended by
    only_desk: Mapped[int | None]
    handed_over_why: Mapped[str | None]  # a code of rules.outcomes.HAND_OVER_NOTES
    passed_by_ordinary: Mapped[int] = mapped_column(default=0)  # confirmed passes, see rules/routing.py
    passed_by_any: Mapped[int] = mapped_column(default=0)
    first_forecast: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # what was told at issue
    promised: Mapped[
        str | None
    ]  # the outlook told at issue: today, uncertain, not_today; None: admission is off
    missed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appointment_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # its start, for a booked visitor
    appointment_lapsed: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # came too late for its priority
