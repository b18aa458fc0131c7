"""When a site is open: dated slots from weekly hours and their exceptions, and what the kiosk says right now.

Hours are wall-clock times in the site's zone, so a slot from 12:45 to 16:45 stays that on both sides of a
change of the clocks; what comes out is aware UTC.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from rules.site_file_plan import ExceptionalDay, Hours, Texts, Timetable
from rules.site_file_schema import WEEKDAYS

Holidays = Mapping[date, Texts]  # public holidays with their names by language
ONE_DAY = timedelta(days=1)


class HasTimes(Protocol):
    """Anything with a beginning and an end: a planned slot, a row of the table of slots.

    Both are aware datetimes; `Any`, since a checker takes a table's column for something else.
    """

    @property
    def opens_at(self) -> Any: ...

    @property
    def ends_at(self) -> Any: ...


S = TypeVar("S", bound=HasTimes)


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """One dated opening. `on` is the site's local date of the opening; times are aware UTC."""

    on: date
    opens_at: datetime
    ends_at: datetime
    kind: str  # "regular", "guest"
    topics: tuple[str, ...] = ()  # of a guest slot; a regular one offers every topic that isn't for guests
    title: Texts = field(default_factory=dict, hash=False)  # of a guest slot: who is there
    desks: tuple[int, ...] = ()  # of a guest slot: kept for it
    visits: str = "both"  # "walk-in", "appointment", "both"


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why nothing opens on a day: `reason` is "holiday" or "closed_day"; `texts` by language."""

    reason: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Opening(Generic[S]):
    """What the kiosk says at one moment. It issues exactly when `open`.

    `reason` (None when open): "not_yet_open" (a slot still comes today), "last_call" (a slot runs, but takes nobody
    more), "holiday" or "closed_day" (then `day_off` says which), "closed" (nothing more today).
    `slot`: the one that takes tickets or runs; `next_slot`: the first that opens later, on whatever day.
    """

    open: bool
    reason: str | None
    slot: S | None
    next_slot: S | None
    day_off: DayOff | None = None


def slots_between(timetable: Timetable, holidays: Holidays, first: date, last: date) -> list[PlannedSlot]:
    """Every slot that opens from `first` to `last` (both included), by opening.

    An exception with hours wins over weekly hours, public holidays and closed days; guest slots are held on their
    days unless nothing opens there.
    """
    off = days_off(timetable, holidays, first, last)
    slots: list[PlannedSlot] = []
    for on in _days(first, last):
        if on not in off:
            slots += [*_regular(on, timetable), *_guests(on, timetable)]
    return sorted(slots, key=lambda slot: (slot.opens_at, slot.ends_at, slot.kind))


def days_off(timetable: Timetable, holidays: Holidays, first: date, last: date) -> dict[date, DayOff]:
    """The days on which nothing opens though it might, and why. A site's own reason stands before a holiday's."""
    reasons = {on: DayOff("holiday", texts) for on, texts in holidays.items()}
    for days in timetable.closed_days:
        within = _days(max(first, days.first), min(last, days.last))
        reasons |= {on: DayOff("closed_day", days.reason) for on in within}
    for exception in timetable.exceptions:
        if exception.closed:
            reasons[exception.on] = DayOff("closed_day", exception.reason or {})
        else:
            reasons.pop(exception.on, None)
    return {on: day_off for on, day_off in sorted(reasons.items()) if first <= on <= last}


def opening_state(
    slots: Iterable[S],
    now: datetime,
    zone: ZoneInfo,
    doors: timedelta,
    last_call: timedelta,
    off: Mapping[date, DayOff] | None = None,
) -> Opening[S]:
    """Whether tickets are issued at `now`, and if not, why and what comes next.

    `slots` are those not closed by hand, in any order. Of several that take tickets the one that ends last counts.
    """
    by_opening = sorted(slots, key=lambda slot: slot.opens_at)
    begun = [slot for slot in by_opening if slot.opens_at - doors <= now < slot.ends_at]
    taking = [slot for slot in begun if now < slot.ends_at - last_call]
    slot = max(taking or begun, key=lambda slot: slot.ends_at, default=None)
    next_slot = next((later for later in by_opening if later.opens_at > now and later is not slot), None)
    if taking:
        return Opening(True, None, slot, next_slot)
    if slot is not None:
        return Opening(False, "last_call", slot, next_slot)
    today = now.astimezone(zone).date()
    if next_slot is not None and next_slot.opens_at.astimezone(zone).date() == today:
        return Opening(False, "not_yet_open", None, next_slot)
    day_off = (off or {}).get(today)
    return Opening(False, day_off.reason if day_off else "closed", None, next_slot, day_off)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _regular(on: date, timetable: Timetable) -> Iterator[PlannedSlot]:
    """The day's exceptions with hours, or else its weekly hours."""
    rows: Sequence[Hours | ExceptionalDay] = [
        row for row in timetable.exceptions if row.on == on and not row.closed
    ]
    for row in rows or [row for row in timetable.hours if _holds(row, on)]:
        if row.opens is not None and row.ends is not None:
            yield from _slot(on, row.opens, row.ends, row.ends_next_day, timetable.zone, "regular")


def _holds(row: Hours, on: date) -> bool:
    return (
        WEEKDAYS[on.weekday()] == row.weekday
        and (row.first is None or row.first <= on)
        and (row.last is None or on <= row.last)
    )


def _guests(on: date, timetable: Timetable) -> Iterator[PlannedSlot]:
    for row in timetable.guest_slots:
        if row.on == on:
            for slot in _slot(on, row.opens, row.ends, row.ends_next_day, timetable.zone, "guest"):
                yield replace(
                    slot, topics=row.topics, title=row.title, desks=row.desks or (), visits=row.visits
                )


def _slot(
    on: date, opens: time, ends: time, ends_next_day: bool, zone: ZoneInfo, kind: str
) -> Iterator[PlannedSlot]:
    """One slot, or none if all of it lies in the hour that a change of the clocks leaves out."""
    opens_at = _utc(on, opens, zone)
    ends_at = _utc(on + ONE_DAY if ends_next_day else on, ends, zone)
    if opens_at < ends_at:
        yield PlannedSlot(on, opens_at, ends_at, kind)


def _utc(on: date, clock: time, zone: ZoneInfo) -> datetime:
    """An hour that occurs twice means its first turn."""
    return datetime.combine(on, clock, tzinfo=zone).astimezone(UTC)
