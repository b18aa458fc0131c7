"""Which times can be booked, over five years: changes of the clocks, holidays, moved hours; and what an arrival is worth."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.appointments import (
    BookableSlot,
    BookingWish,
    FreeTime,
    Kept,
    Seat,
    Taken,
    cells_of,
    free_times_in,
    keeps_priority,
    next_mail_try,
    note_of_arrival,
    reminder_due,
    why_broken,
)
from rules.hours import PlannedSlot, days_off, slots_between
from rules.numbering import APPOINTMENT_CODE_BITS, appointment_code_from, read_appointment_code
from rules.site_file_plan import ClosedDays, ExceptionalDay, Hours, Timetable
from rules.site_file_schema import WEEKDAYS
from service_point.public_holidays import public_holidays

EXAMPLES = 30  # of days: changes of the clocks among them
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
FIVE_YEARS = (date(2026, 1, 1), date(2030, 12, 31))
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
)  # the last one's clocks change by half an hour
CLOCK_CHANGES = tuple(  # in Berlin and New York; a slot at night meets them
    date(year, *day)
    for year, days in {
        2026: ((3, 29), (10, 25), (3, 8), (11, 1)), 2027: ((3, 28), (10, 31)), 2028: ((3, 26), (10, 29)),
        2029: ((3, 25), (10, 28)), 2030: ((3, 31), (10, 27)),
    }.items()
    for day in days
)  # fmt: skip
LANGUAGES = ("de", "ar", "uk")


def seat(name: str, begin: datetime, end: datetime, languages: str = "de", staff_id: int = 1) -> Seat:
    return Seat(name, staff_id, frozenset(languages.split()), frozenset({"housing"}), begin, end)


def slot(*seats: Seat, share: int = 33, hours: int = 4, desks: int = 8) -> BookableSlot:
    return BookableSlot(NOON, NOON + timedelta(hours=hours), frozenset({"housing"}), seats, desks, share)


def wish(languages: str = "de", staff_id: int | None = None, minutes: int = 30) -> BookingWish:
    return BookingWish("housing", frozenset(languages.split()), staff_id, minutes, 100)


def book_all(one: BookableSlot, wanted: BookingWish, grid: int = 15) -> list[Taken]:
    """Take the first free time again and again."""
    taken: list[Taken] = []
    while found := free_times_in(one, wanted, taken, grid, one.opens_at):
        taken.append(taken_at(found[0], wanted))
    return taken


def taken_at(free: FreeTime, wanted: BookingWish) -> Taken:
    end = free.starts_at + timedelta(minutes=free.minutes)
    return Taken(free.seats[0], wanted.topic, free.starts_at, end)


def all_day(name: str, languages: str = "de", staff_id: int = 1) -> Seat:
    return seat(name, NOON, NOON + timedelta(hours=4), languages, staff_id)


def test_the_scarce_language_is_spared() -> None:
    (first, *_) = free_times_in(slot(all_day("both", "de ar"), all_day("german")), wish(), [], 15, NOON)
    assert first.seats == ("german", "both")


def test_desks_limit_how_many_are_there() -> None:
    people = [all_day(f"p{number}", staff_id=number) for number in range(6)]
    assert len(book_all(slot(*people), wish())) == 12
    assert len(book_all(slot(*people, desks=3), wish())) == 7  # 33 % of 720 minutes: 237


def test_nobody_has_two_at_the_same_time() -> None:
    two = slot(all_day("a", staff_id=1), all_day("b", staff_id=2), share=100)
    at_noon = Taken("a", "housing", NOON + timedelta(minutes=15), NOON + timedelta(minutes=45))
    times = free_times_in(two, wish(staff_id=1), [at_noon], 15, NOON)
    assert times[0].starts_at == NOON + timedelta(minutes=45)


def test_only_while_somebody_is_there_all_the_time() -> None:
    late = seat("late", NOON + timedelta(minutes=50), NOON + timedelta(hours=2))
    times = free_times_in(slot(late), wish(minutes=20), [], 15, NOON)
    assert [one.starts_at.minute for one in times] == [0, 15, 30]
    assert times[0].starts_at == NOON + timedelta(hours=1)


def test_nothing_in_the_past() -> None:
    times = free_times_in(slot(all_day("one")), wish(), [], 15, NOON + timedelta(minutes=31))
    assert times[0].starts_at == NOON + timedelta(minutes=45)


def test_odd_times_share_no_cell() -> None:
    begin = NOON + timedelta(minutes=3)
    assert cells_of(begin, begin + timedelta(minutes=4)) == [NOON, NOON + timedelta(minutes=5)]


@pytest.mark.parametrize(
    ("minutes", "said", "counts"),
    [
        (-11, "early", True),
        (-10, None, True),
        (0, None, True),
        (1, "late", True),
        (15, "late", True),
        (16, "late", False),
    ],
)
def test_what_an_arrival_is_worth(minutes: int, said: str | None, counts: bool) -> None:
    arrives = NOON + timedelta(minutes=minutes)
    assert (note_of_arrival(NOON, arrives), keeps_priority(NOON, arrives)) == (said, counts)


def test_when_reminders_are_due() -> None:
    assert reminder_due(NOON, NOON - timedelta(days=3), 24) == NOON - timedelta(days=1)
    assert reminder_due(NOON, NOON - timedelta(hours=5), 24) == NOON - timedelta(hours=5)
    assert reminder_due(NOON, NOON - timedelta(minutes=119), 24) is None
    assert [int((next_mail_try(n, NOON) - NOON) / timedelta(minutes=1)) for n in range(1, 7)] == [
        1,
        5,
        15,
        60,
        60,
        60,
    ]


@given(st.integers(0, 2**APPOINTMENT_CODE_BITS - 1))
def test_codes_of_eight_symbols_are_read_as_they_are_typed_or_scanned(bits: int) -> None:
    code = appointment_code_from(bits)
    assert len(code) == 8
    for text in (code, f" {code[:4]} {code[4:].lower()}", f"httpsö--lotse.example-a-{code}-calendar.ics"):
        assert read_appointment_code(text) == code
    wrong = code[:-1] + ("1" if code[-1] != "1" else "2")
    assert read_appointment_code(wrong) is None


# --- what moved hours and the roster break ---


def kept(
    number: int, minutes: int, where: str = "a", staff_id: int | None = None, languages: str = "de"
) -> Kept:
    begin = NOON + timedelta(minutes=minutes)
    return Kept(
        number, where, "housing", frozenset(languages.split()), staff_id, begin, begin + timedelta(minutes=30)
    )


def test_each_reason_has_its_name() -> None:
    here = slot(all_day("a", staff_id=1), all_day("b", "de ar", staff_id=2), hours=4)
    other = BookableSlot(NOON - timedelta(days=1), NOON - timedelta(hours=20), frozenset({"work"}), (), 1, 33)
    appointments = [
        kept(1, 0, staff_id=1), kept(2, 0), kept(3, 0),  # two people, three at once
        kept(4, 60, staff_id=9), kept(5, 60, languages="ar"), kept(6, 230), kept(7, -1440),
        kept(8, 120, languages="so"),  # nobody speaks it: an interpreter comes
    ]  # fmt: skip
    found = why_broken(appointments, [here, other])
    assert found == {3: "too_many", 4: "person_away", 6: "closed", 7: "not_offered"}
    without_b = why_broken(
        [kept(5, 60, languages="ar"), kept(9, 90)], [slot(all_day("a")), slot(all_day("b", "ar"), hours=0)]
    )
    assert without_b == {5: "nobody"}


# --- five years ---


def opening(opens: int, lasts: int) -> tuple[time, time, bool]:
    """In quarters of an hour since midnight: when it opens, when it ends, and whether that is the next day."""
    ends = opens + lasts
    return time(opens // 4, opens % 4 * 15), time(ends // 4 % 24, ends % 4 * 15), ends >= 96


openings = st.builds(opening, st.integers(0, 95), st.integers(2, 20))


@st.composite
def timetables(draw: st.DrawFn) -> tuple[Timetable, date]:
    """Weekly hours on one to four days, at any time of day and night, moved and closed days; and a day to look at."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    on = draw(st.one_of(st.sampled_from(CLOCK_CHANGES), st.dates(*FIVE_YEARS)))
    weekdays = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True))
    hours = [_hours(draw, weekday) for weekday in {*weekdays, WEEKDAYS[on.weekday()]}]
    moved = draw(st.lists(st.integers(-1, 1), max_size=2, unique=True))
    exceptions = [_moved(draw, on + timedelta(days=days)) for days in moved]
    closed = draw(st.lists(st.integers(-1, 1), max_size=1))
    closed_days = [
        ClosedDays(on + timedelta(days=days), on + timedelta(days=days), {"de": "zu"}) for days in closed
    ]
    return Timetable(zone, hours, exceptions, closed_days, ()), on


def _hours(draw: st.DrawFn, weekday: str) -> Hours:
    opens, ends, crosses = draw(openings)
    return Hours(weekday, opens, ends, crosses, None, None)


def _moved(draw: st.DrawFn, on: date) -> ExceptionalDay:
    opens, ends, crosses = draw(openings)
    return ExceptionalDay(on, False, opens, ends, crosses, None)


def staffed(planned: Sequence[PlannedSlot], people: int, share: int) -> list[BookableSlot]:
    return [
        BookableSlot(
            one.opens_at, one.ends_at, frozenset({"housing"}),
            [seat(f"p{number}", one.opens_at, one.ends_at, "de ar", number) for number in range(1, people + 1)],
            8, share,
        )
        for one in planned
    ]  # fmt: skip


@settings(max_examples=EXAMPLES)
@given(
    timetables(), st.integers(1, 4), st.sampled_from((20, 33, 50, 100)), st.sampled_from((15, 20, 25)),
    st.sampled_from((20, 25, 30)),
)  # fmt: skip
def test_over_five_years_every_bookable_time_lies_in_open_hours_and_nobody_is_booked_twice(
    dated: tuple[Timetable, date], people: int, share: int, grid: int, minutes: int
) -> None:
    timetable, on = dated
    first, last = on - timedelta(days=1), on + timedelta(days=1)
    holidays = public_holidays("DE-NW", first, last)
    planned = slots_between(timetable, holidays, first, last)
    off = days_off(timetable, holidays, first, last)
    for one, open_slot in zip(planned, staffed(planned, people, share), strict=True):
        taken = book_all(open_slot, wish(minutes=minutes), grid)
        assert one.on not in off
        assert all(inside_hours(timetable, one, each) for each in taken)
        assert all(each.ends_at - each.starts_at == timedelta(minutes=minutes) for each in taken)
        assert all((each.starts_at - one.opens_at) % timedelta(minutes=grid) == timedelta() for each in taken)
        check_shares(open_slot, taken, people, share)


def inside_hours(timetable: Timetable, planned: PlannedSlot, each: Taken) -> bool:
    """On the clock on the wall, as the visitor reads it, unless that clock goes back within the slot."""
    opens, ends = (
        at.astimezone(timetable.zone).replace(tzinfo=None) for at in (planned.opens_at, planned.ends_at)
    )
    begin, end = (at.astimezone(timetable.zone).replace(tzinfo=None) for at in (each.starts_at, each.ends_at))
    turns = (
        planned.opens_at.astimezone(timetable.zone).utcoffset()
        != planned.ends_at.astimezone(timetable.zone).utcoffset()
    )
    on_the_wall = opens <= begin and (end <= ends or turns)
    return (on_the_wall or turns) and planned.opens_at <= each.starts_at and each.ends_at <= planned.ends_at


def check_shares(open_slot: BookableSlot, taken: Sequence[Taken], people: int, share: int) -> None:
    minutes = int((open_slot.ends_at - open_slot.opens_at) / timedelta(minutes=1))
    cells = [(each.seat, cell) for each in taken for cell in cells_of(each.starts_at, each.ends_at)]
    assert len(cells) == len(set(cells)), "one at a time on each seat"
    for key in {each.seat for each in taken}:
        booked = sum(
            (each.ends_at - each.starts_at).total_seconds() / 60 for each in taken if each.seat == key
        )
        assert booked * 100 <= share * minutes
    at_once = [sum(cell == other for _, other in cells) for _, cell in cells]
    assert max(at_once, default=0) <= -(-share * people // 100)


@settings(max_examples=EXAMPLES)
@given(timetables(), st.integers(-120, 120))
def test_over_five_years_moved_hours_break_exactly_what_no_longer_fits(
    dated: tuple[Timetable, date], moved_by: int
) -> None:
    timetable, on = dated
    planned = slots_between(timetable, {}, on, on)
    before = staffed(planned, 2, 100)
    taken = [each for open_slot in before for each in book_all(open_slot, wish(minutes=30))]
    kept_ones = [
        Kept(number, each.seat, "housing", frozenset({"de"}), None, each.starts_at, each.ends_at)
        for number, each in enumerate(taken)
    ]
    assert why_broken(kept_ones, before) == {}
    move = timedelta(minutes=moved_by)
    after = staffed(
        [PlannedSlot(one.on, one.opens_at + move, one.ends_at + move, one.kind) for one in planned], 2, 100
    )
    broken = why_broken(kept_ones, after)
    fits = {
        one.id for one in kept_ones
        if any(new.opens_at <= one.starts_at and one.ends_at <= new.ends_at for new in after)
    }  # fmt: skip
    assert set(broken) == {one.id for one in kept_ones} - fits
    assert set(broken.values()) <= {"closed"}
