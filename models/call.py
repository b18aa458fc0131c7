from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime

OPEN = text("ended_at IS NULL")


def _one_open(name: str, *columns: str) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=OPEN, postgresql_where=OPEN)


class Call(Base):
    """One ticket asked to one desk, open until its talk has ended or it came to nothing (promise 2)."""

    __tablename__ = "calls"
    __table_args__ = (
        _one_open("one_open_call_a_ticket", "ticket_id"),
        _one_open("one_open_call_a_case_manager", "staff_id"),
        _one_open("one_open_call_a_desk", "site_id", "desk"),
        Index(None, "site_id", "called_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    desk: Mapped[int]
    by_hand: Mapped[bool]
    why: Mapped[str | None]  # a code of the site, when chosen by hand
    reason: Mapped[dict[str, Any]] = mapped_column(JSON)  # rules.routing.Reason
    passed: Mapped[list[int]] = mapped_column(JSON)  # ids of tickets that gain a pass when the talk starts
    is_ordinary: Mapped[bool]  # neither priority nor appointment: then it is an ordinary pass too
    called_from: Mapped[str]  # the ticket's state before
    called_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_called_at: Mapped[datetime] = mapped_column(UtcDateTime)
    times: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None]  # the action that ended it
