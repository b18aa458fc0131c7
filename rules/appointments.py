"""Which times can be booked, and what an arrival is worth: pure, `now` is an argument, all times are aware UTC.

A *seat* is somebody who gives advice on that day. Every appointment sits on one seat, so that capacity is counted
where it is scarce; who asked for no particular person is still called by anybody who can help.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

CELL = timedelta(minutes=5)  # time is kept in cells of the clock: two appointments on a seat share none
LATE_KEEPS = timedelta(minutes=15)  # who comes later than this is an ordinary visitor
HOLD_LASTS = timedelta(minutes=15)  # a time is kept so long for somebody who is still booking
WORTH_REMINDING = timedelta(hours=2)  # sooner than this nobody needs a reminder
MAIL_PAUSES_MIN = (1, 5, 15, 60)  # after the first, second … try that failed; then every hour
MAIL_SENDING_LASTS = timedelta(
    minutes=10
)  # longer: whoever was sending it is gone, and nobody knows how far it came
MAY_BE_CALLED_BEFORE = timedelta(minutes=10)  # the credit rule's appointment_opens_min


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who gives advice in a slot, from when to when. `topics` and `languages` None: all."""

    key: str  # "staff:12", or "slot:7" for a partner body's adviser without account
    staff_id: int | None
    languages: frozenset[str] | None
    topics: frozenset[str] | None
    from_at: datetime
    until_at: datetime

    def serves(self, topic: str) -> bool:
        return self.topics is None or topic in self.topics

    def speaks(self, languages: frozenset[str]) -> bool:
        """Any of them; when nobody knows which, everybody may try."""
        return not languages or self.languages is None or bool(languages & self.languages)

    def is_there(self, begin: datetime, end: datetime) -> bool:
        return self.from_at <= begin and end <= self.until_at

    @property
    def minutes(self) -> int:
        return minutes_of(self.from_at, self.until_at)


@dataclass(frozen=True, slots=True)
class BookableSlot:
    """A slot with who is planned for it. At most `share_percent` of everybody's time may be booked."""

    opens_at: datetime
    ends_at: datetime
    topics: frozenset[str]
    seats: Sequence[Seat]
    desks: int  # no more people than this can advise at once
    share_percent: int


@dataclass(frozen=True, slots=True)
class BookingWish:
    """`languages`: of advice, empty if unknown. `staff_id`: the same case manager; None: any. `minutes`: of the topic.

    `topic_share_percent`: how much of the time of those who serve the topic may be booked for it.
    """

    topic: str
    languages: frozenset[str]
    staff_id: int | None
    minutes: int
    topic_share_percent: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A living appointment, or one that is held."""

    seat: str
    topic: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class FreeTime:
    """`seats`: who could have it, the one who can help the fewest others first."""

    starts_at: datetime
    minutes: int
    seats: tuple[str, ...]


def free_times_in(
    slot: BookableSlot, wish: BookingWish, taken: Iterable[Taken], grid_minutes: int, from_at: datetime
) -> list[FreeTime]:
    """Every time of the slot that can still be booked, from `from_at` on; times stand `grid_minutes` apart.

    At most the slot's share of everybody's presence, of all presence together, and (rounded up) of the people who are
    there at one moment is booked; so somebody is always left for those who walk in, unless one is there alone.
    """
    if wish.topic not in slot.topics:
        return []
    inside = [one for one in taken if one.starts_at < slot.ends_at and slot.opens_at < one.ends_at]
    if not _has_room(slot, wish, inside):
        return []
    able = [seat for seat in slot.seats if _may_take(slot, seat, wish, inside)]
    if not able:
        return []
    busy = _busy(inside)
    able.sort(key=lambda seat: (_reach(seat), _booked(inside, seat.key), seat.key))
    found = []
    for begin in _grid(slot, wish.minutes, grid_minutes):
        seats = _free_at(slot, able, busy, begin, begin + timedelta(minutes=wish.minutes))
        if seats and begin >= from_at:
            found.append(FreeTime(begin, wish.minutes, seats))
    return found


def cells_of(begin: datetime, end: datetime) -> list[datetime]:
    """The cells of the clock that [begin, end) touches."""
    cell = begin - timedelta(seconds=begin.timestamp() % CELL.total_seconds())
    cells = []
    while cell < end:
        cells.append(cell)
        cell += CELL
    return cells


def minutes_of(begin: datetime, end: datetime) -> int:
    """Whole minutes between two times, at least 0."""
    return max(0, int((end - begin) / timedelta(minutes=1)))


def note_of_arrival(starts_at: datetime, now: datetime) -> str | None:
    """What the visitor is told: "early" (not called yet), "late", or None: on time."""
    if now < starts_at - MAY_BE_CALLED_BEFORE:
        return "early"
    return "late" if now > starts_at else None


def keeps_priority(starts_at: datetime, now: datetime) -> bool:
    return now <= starts_at + LATE_KEEPS


def reminder_due(starts_at: datetime, now: datetime, reminder_hours: int) -> datetime | None:
    """When to remind; now, if that has passed; None when it starts too soon for a reminder."""
    if starts_at - now < WORTH_REMINDING:
        return None
    return max(now, starts_at - timedelta(hours=reminder_hours))


def next_mail_try(tries: int, now: datetime) -> datetime:
    """After so many tries that failed (1 or more)."""
    return now + timedelta(minutes=MAIL_PAUSES_MIN[min(tries, len(MAIL_PAUSES_MIN)) - 1])


def _has_room(slot: BookableSlot, wish: BookingWish, inside: Sequence[Taken]) -> bool:
    """Is the share of the slot, and that of the topic, not used up?"""
    of_topic = [one for one in inside if one.topic == wish.topic]
    serving = [seat for seat in slot.seats if seat.serves(wish.topic)]
    return _within(
        slot.share_percent, _presence(slot.seats, slot.desks), _sum(inside) + wish.minutes
    ) and _within(wish.topic_share_percent, _presence(serving, slot.desks), _sum(of_topic) + wish.minutes)


def _may_take(slot: BookableSlot, seat: Seat, wish: BookingWish, inside: Sequence[Taken]) -> bool:
    if wish.staff_id is not None and seat.staff_id != wish.staff_id:
        return False
    booked = _booked(inside, seat.key) + wish.minutes
    is_able = seat.serves(wish.topic) and seat.speaks(wish.languages)
    return is_able and _within(slot.share_percent, seat.minutes, booked)


def _busy(taken: Iterable[Taken]) -> dict[datetime, set[str]]:
    """Cell → the seats that are taken in it."""
    busy: dict[datetime, set[str]] = {}
    for one in taken:
        for cell in cells_of(one.starts_at, one.ends_at):
            busy.setdefault(cell, set()).add(one.seat)
    return busy


def _free_at(
    slot: BookableSlot, able: Sequence[Seat], busy: dict[datetime, set[str]], begin: datetime, end: datetime
) -> tuple[str, ...]:
    meanwhile = [busy[cell] for cell in cells_of(begin, end) if cell in busy]
    there = min(slot.desks, sum(seat.is_there(begin, end) for seat in slot.seats))
    if max(map(len, meanwhile), default=0) + 1 > -(-slot.share_percent * there // 100):
        return ()
    taken = frozenset().union(*meanwhile)
    return tuple(seat.key for seat in able if seat.key not in taken and seat.is_there(begin, end))


def _grid(slot: BookableSlot, minutes: int, grid_minutes: int) -> Iterable[datetime]:
    begin = slot.opens_at.astimezone(UTC)
    while begin + timedelta(minutes=minutes) <= slot.ends_at:
        yield begin
        begin += timedelta(minutes=grid_minutes)


def _within(percent: int, minutes_there: int, minutes_booked: int) -> bool:
    return minutes_booked * 100 <= percent * minutes_there


def _presence(seats: Iterable[Seat], desks: int) -> int:
    """Minutes of advice that so many desks allow: of those who are there longest."""
    return sum(sorted((seat.minutes for seat in seats), reverse=True)[:desks])


def _booked(taken: Iterable[Taken], seat: str) -> int:
    return _sum(one for one in taken if one.seat == seat)


def _sum(taken: Iterable[Taken]) -> int:
    return sum(minutes_of(one.starts_at, one.ends_at) for one in taken)


def _reach(seat: Seat) -> int:
    """How much only this seat might be needed for: languages times topics; a seat for everything comes last."""
    if seat.languages is None or seat.topics is None:
        return 1_000_000
    return len(seat.languages) * len(seat.topics)


@dataclass(frozen=True, slots=True)
class Kept:
    """An appointment that is to be kept. `languages` and `staff_id` as in `BookingWish`."""

    id: int
    seat: str
    topic: str
    languages: frozenset[str]
    staff_id: int | None
    starts_at: datetime
    ends_at: datetime


def why_broken(appointments: Iterable[Kept], slots: Sequence[BookableSlot]) -> dict[int, str]:
    """Id → why it can't be kept with these slots and people; those that can are missing.

    "closed": nothing is open then; "not_offered": not for its topic; "person_away": who was asked for is not there;
    "nobody": nobody who is there serves the topic in one of its languages; "too_many": all who could have another one
    then. The share for walk-ins is no reason: what was promised is kept. Who wanted no particular person is moved to
    another seat, silently. Languages that nobody of all seats speaks are left to an interpreter.
    """
    spoken = frozenset().union(*(seat.languages or () for slot in slots for seat in slot.seats))
    busy: set[tuple[str, datetime]] = set()
    reasons = {}
    for one in sorted(appointments, key=lambda kept: (kept.staff_id is None, kept.starts_at, kept.id)):
        why, seat = _seat_for(one, slots, busy, spoken)
        if why:
            reasons[one.id] = why
        else:
            busy.update((seat, cell) for cell in cells_of(one.starts_at, one.ends_at))
    return reasons


def _seat_for(
    one: Kept, slots: Sequence[BookableSlot], busy: set[tuple[str, datetime]], spoken: frozenset[str]
) -> tuple[str, str]:
    """(why not, "") or ("", the seat)."""
    open_then = [slot for slot in slots if slot.opens_at <= one.starts_at and one.ends_at <= slot.ends_at]
    offering = [slot for slot in open_then if one.topic in slot.topics]
    if not offering:
        return ("not_offered" if open_then else "closed"), ""
    seats = [seat for slot in offering for seat in slot.seats if seat.is_there(one.starts_at, one.ends_at)]
    if one.staff_id is not None:
        seats = [seat for seat in seats if seat.staff_id == one.staff_id]
        if not seats:
            return "person_away", ""
    languages = one.languages if one.languages & spoken else frozenset[str]()
    able = [seat for seat in seats if seat.serves(one.topic) and seat.speaks(languages)]
    if not able:
        return "nobody", ""
    cells = cells_of(one.starts_at, one.ends_at)
    free = [seat.key for seat in able if not any((seat.key, cell) in busy for cell in cells)]
    if not free:
        return "too_many", ""
    return "", one.seat if one.seat in free else free[0]
