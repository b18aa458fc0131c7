"""Numbers leased ahead to a kiosk, and what becomes of the tickets that it made without the server."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeVar

STOCK = 30  # numbers a kiosk holds for a day: a long afternoon at one kiosk without the server
REFILL_BELOW = 20  # fewer than this, and it asks for more
DAYS = 2  # today and the next opening day; on a closed day the next two


class HasDay(Protocol):
    """A slot: its day, its times (aware), its topics; `Any` as in rules/hours.py."""

    @property
    def on(self) -> Any: ...

    @property
    def opens_at(self) -> Any: ...

    @property
    def ends_at(self) -> Any: ...

    @property
    def topics(self) -> Any: ...


S = TypeVar("S", bound=HasDay)


def days_to_stock(slots: Iterable[HasDay], now: datetime) -> list[date]:
    """The days for which a kiosk holds numbers: of the slots that haven't ended, the first two days."""
    days = sorted({slot.on for slot in slots if slot.ends_at > now})
    return days[:DAYS]


def missing(days: Iterable[date], held: Mapping[date, int]) -> dict[date, int]:
    """How many numbers a kiosk gets for each day, when it says how many it still holds."""
    lacking = {on: STOCK - held.get(on, 0) for on in days if held.get(on, 0) < REFILL_BELOW}
    return {on: count for on, count in lacking.items() if count > 0}


def corrected(
    issued_at: datetime, clock_offset: timedelta, leased_at: datetime, received_at: datetime
) -> datetime:
    """When a ticket was made: the kiosk's time, put right by what it knows of its clock, within [lease, receipt]."""
    try:
        told = issued_at + clock_offset
    except OverflowError:
        return received_at
    return max(leased_at, min(told, received_at))


def slot_of(slots: Sequence[S], on: date, at: datetime, topic: str, doors: timedelta) -> S | None:
    """The slot to which a ticket belongs that was made at `at` with a number of the day `on`; None: there is no slot.

    The one whose doors were open and that took the topic (the latest end, if several). Should the plan have changed
    since, another of that day, else of any day: the nearest in time. So no ticket is without a place.
    """

    def preference(slot: S) -> tuple[bool, bool, bool, timedelta, float]:
        away = max(slot.opens_at - doors - at, at - slot.ends_at, timedelta(0))
        return (slot.on != on, away > timedelta(0), topic not in slot.topics, away, -slot.ends_at.timestamp())

    return min(slots, key=preference, default=None)
