"""Slots come out of weekly hours, exceptions, closed days, guests and holidays; the kiosk says what holds right now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.hours import DayOff, Opening, PlannedSlot, days_off, opening_state, slots_between
from rules.site_file_plan import ClosedDays, ExceptionalDay, GuestSlot, Hours, Timetable
from rules.site_file_schema import WEEKDAYS

BERLIN = ZoneInfo("Europe/Berlin")
DOORS, LAST_CALL = timedelta(minutes=30), timedelta(minutes=15)
MONDAY = date(2026, 12, 7)
SUNDAY = date(2026, 12, 13)
CHRISTMAS = {date(2026, 12, 25): {"de": "Erster Weihnachtstag"}}
WEEK = [
    Hours("monday", time(12, 45), time(16, 45), False, None, None),
    Hours("thursday", time(13), time(17), False, None, None),
    Hours("friday", time(8, 30), time(12, 30), False, None, None),
]


def timetable(
    hours: Sequence[Hours] = WEEK,
    exceptions: Sequence[ExceptionalDay] = (),
    closed_days: Sequence[ClosedDays] = (),
    guest_slots: Sequence[GuestSlot] = (),
    zone: ZoneInfo = BERLIN,
) -> Timetable:
    return Timetable(zone, hours, exceptions, closed_days, guest_slots)


def other_hours(on: date, opens: int, ends: int) -> ExceptionalDay:
    return ExceptionalDay(on, False, time(opens), time(ends), False, None)


def closed(on: date) -> ExceptionalDay:
    return ExceptionalDay(on, True, None, None, False, {"de": "Ausflug"})


def guest(on: date, opens: int, ends: int) -> GuestSlot:
    return GuestSlot(on, time(opens), time(ends), False, ("naturalisation",), {"de": "Einbürgerungsbehörde"})


def on_the_wall(slot: PlannedSlot, zone: ZoneInfo = BERLIN) -> str:
    opens, ends = slot.opens_at.astimezone(zone), slot.ends_at.astimezone(zone)
    return f"{opens:%a %d.%m. %H:%M}-{ends:%H:%M}"


def week_of(table: Timetable, first: date = MONDAY, last: date = SUNDAY) -> list[str]:
    return [on_the_wall(slot) for slot in slots_between(table, CHRISTMAS, first, last)]


def test_a_plain_week_has_its_three_slots() -> None:
    assert week_of(timetable()) == [
        "Mon 07.12. 12:45-16:45",
        "Thu 10.12. 13:00-17:00",
        "Fri 11.12. 08:30-12:30",
    ]


def test_slots_are_in_utc_and_carry_the_local_date() -> None:
    slot, *_ = slots_between(timetable(), {}, MONDAY, MONDAY)
    assert slot == PlannedSlot(
        MONDAY,
        datetime(2026, 12, 7, 11, 45, tzinfo=UTC),
        datetime(2026, 12, 7, 15, 45, tzinfo=UTC),
        "regular",
    )
    assert slot.opens_at.tzinfo is UTC


def test_both_ends_of_the_span_count() -> None:
    assert len(week_of(timetable(), MONDAY, date(2026, 12, 10))) == 2
    assert len(week_of(timetable(), MONDAY, date(2026, 12, 9))) == 1
    assert week_of(timetable(), SUNDAY, MONDAY) == []


def test_a_public_holiday_closes_its_day() -> None:
    assert week_of(timetable(), date(2026, 12, 24), date(2026, 12, 26)) == ["Thu 24.12. 13:00-17:00"]


def test_other_hours_replace_the_weekly_ones() -> None:
    assert week_of(timetable(exceptions=[other_hours(MONDAY, 9, 11)]))[:2] == [
        "Mon 07.12. 09:00-11:00",
        "Thu 10.12. 13:00-17:00",
    ]


def test_one_day_may_have_several_other_hours() -> None:
    table = timetable(exceptions=[other_hours(MONDAY, 14, 16), other_hours(MONDAY, 9, 11)])
    assert week_of(table, MONDAY, MONDAY) == ["Mon 07.12. 09:00-11:00", "Mon 07.12. 14:00-16:00"]


def test_other_hours_win_over_a_public_holiday_and_closed_days() -> None:
    table = timetable(
        exceptions=[other_hours(date(2026, 12, 25), 9, 11), other_hours(date(2026, 12, 28), 9, 11)],
        closed_days=[ClosedDays(date(2026, 12, 24), date(2027, 1, 1), {"de": "Betriebsferien"})],
    )
    assert week_of(table, date(2026, 12, 21), date(2027, 1, 4)) == [
        "Mon 21.12. 12:45-16:45",
        "Fri 25.12. 09:00-11:00",
        "Mon 28.12. 09:00-11:00",
        "Mon 04.01. 12:45-16:45",
    ]


def test_a_closed_exception_and_closed_days_close() -> None:
    assert week_of(timetable(exceptions=[closed(MONDAY)]))[0].startswith("Thu")
    table = timetable(closed_days=[ClosedDays(MONDAY, date(2026, 12, 10), {"de": "Umbau"})])
    assert week_of(table) == ["Fri 11.12. 08:30-12:30"]


def test_new_hours_follow_old_ones() -> None:
    old = Hours("monday", time(12, 45), time(16, 45), False, None, date(2026, 12, 13))
    new = Hours("monday", time(9), time(13), False, date(2026, 12, 14), None)
    assert week_of(timetable([old, new]), MONDAY, date(2026, 12, 14)) == [
        "Mon 07.12. 12:45-16:45",
        "Mon 14.12. 09:00-13:00",
    ]


def test_a_guest_slot_stands_beside_the_regular_one() -> None:
    regular, visiting = slots_between(timetable(guest_slots=[guest(MONDAY, 14, 16)]), {}, MONDAY, MONDAY)
    assert (regular.kind, regular.topics, regular.title) == ("regular", (), {})
    assert (visiting.kind, visiting.topics) == ("guest", ("naturalisation",))
    assert visiting.title == {"de": "Einbürgerungsbehörde"}
    assert on_the_wall(visiting) == "Mon 07.12. 14:00-16:00"


def test_guests_find_a_closed_house_closed() -> None:
    on = date(2026, 12, 25)
    assert week_of(timetable(guest_slots=[guest(on, 9, 11)]), on, on) == []
    opened = timetable(guest_slots=[guest(on, 9, 11)], exceptions=[other_hours(on, 9, 12)])
    assert week_of(opened, on, on) == ["Fri 25.12. 09:00-11:00", "Fri 25.12. 09:00-12:00"]


def test_a_slot_across_midnight_belongs_to_the_day_it_opens() -> None:
    night = Hours("monday", time(22), time(2), True, None, None)
    (slot,) = slots_between(timetable([night]), {}, MONDAY, SUNDAY)
    assert slot.on == MONDAY
    assert slot.ends_at - slot.opens_at == timedelta(hours=4)


def test_reasons_for_a_day_off_are_told_the_sites_own_before_the_holidays() -> None:
    eve = date(2026, 12, 24)
    table = timetable(
        closed_days=[ClosedDays(date(2026, 12, 25), date(2026, 12, 31), {"de": "Betriebsferien"})],
        exceptions=[closed(eve), other_hours(date(2026, 12, 30), 9, 11)],
    )
    off = days_off(table, CHRISTMAS, eve, date(2026, 12, 30))
    assert list(off) == [date(2026, 12, day) for day in range(24, 30)]
    assert off[eve] == DayOff("closed_day", {"de": "Ausflug"})
    assert off[date(2026, 12, 25)] == DayOff("closed_day", {"de": "Betriebsferien"})
    assert days_off(timetable(), CHRISTMAS, eve, date(2026, 12, 30)) == {
        date(2026, 12, 25): DayOff("holiday", {"de": "Erster Weihnachtstag"})
    }


def test_closed_days_of_a_thousand_years_cost_nothing() -> None:
    table = timetable(closed_days=[ClosedDays(date.min, date.max, {"de": "für immer"})])
    assert list(days_off(table, {}, MONDAY, MONDAY)) == [MONDAY]


# --- through five years, both changes of the clocks included ---

FIVE_YEARS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
CHANGES = [date(2026, 3, 29), date(2026, 10, 25), date(2030, 3, 31), date(2030, 10, 27)]
EVERY_DAY = [Hours(weekday, time(0, 30), time(4, 30), False, None, None) for weekday in WEEKDAYS]


@given(FIVE_YEARS, st.times(), st.times(), st.sampled_from([BERLIN, ZoneInfo("America/New_York")]))
def test_a_slot_shows_its_own_times_on_the_wall_on_every_day(
    on: date, opens: time, ends: time, zone: ZoneInfo
) -> None:
    opens, ends = (
        opens.replace(second=0, microsecond=0, fold=0),
        ends.replace(second=0, microsecond=0, fold=0),
    )
    row = Hours(WEEKDAYS[on.weekday()], opens, ends, ends <= opens, None, None)
    for slot in slots_between(timetable([row], zone=zone), {}, on, on):
        assert slot.on == on
        assert slot.opens_at < slot.ends_at
        for instant, clock in ((slot.opens_at, opens), (slot.ends_at, ends)):
            shown = instant.astimezone(zone)
            assert shown.time() == clock or is_left_out(shown.date(), clock, zone)


@given(FIVE_YEARS)
def test_four_hours_by_day_are_four_hours_on_every_day(on: date) -> None:
    row = Hours(WEEKDAYS[on.weekday()], time(12, 45), time(16, 45), False, None, None)
    (slot,) = slots_between(timetable([row]), {}, on, on)
    assert slot.ends_at - slot.opens_at == timedelta(hours=4)


@pytest.mark.parametrize(("on", "hours"), list(zip(CHANGES, (3, 5, 3, 5), strict=True)))
def test_over_the_change_of_the_clocks_the_wall_counts_not_the_duration(on: date, hours: int) -> None:
    (slot,) = slots_between(timetable(EVERY_DAY), {}, on, on)
    assert on_the_wall(slot).endswith("00:30-04:30")
    assert slot.ends_at - slot.opens_at == timedelta(hours=hours)


def test_over_five_years_every_day_has_its_slot_and_they_never_overlap() -> None:
    slots = slots_between(timetable(EVERY_DAY), {}, date(2026, 1, 1), date(2030, 12, 31))
    assert len(slots) == 5 * 365 + 1
    assert all(earlier.ends_at < later.opens_at for earlier, later in pairwise(slots))
    assert {slot.ends_at - slot.opens_at for slot in slots} == {timedelta(hours=hours) for hours in (3, 4, 5)}


def test_a_slot_within_the_hour_left_out_does_not_exist() -> None:
    row = Hours("sunday", time(2, 15), time(2, 45), False, None, None)
    assert len(slots_between(timetable([row]), {}, date(2026, 3, 22), date(2026, 3, 22))) == 1
    ending = Hours("sunday", time(2, 30), time(3), False, None, None)
    assert slots_between(timetable([ending]), {}, date(2026, 3, 29), date(2026, 3, 29)) == []


def is_left_out(on: date, clock: time, zone: ZoneInfo) -> bool:
    moment = datetime.combine(on, clock, tzinfo=zone)
    return moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None)


# --- what the kiosk says now ---


@dataclass
class Row:
    """What a row of the table of slots offers."""

    opens_at: datetime
    ends_at: datetime


def at(clock: str, on: date = MONDAY) -> datetime:
    return datetime.combine(on, time.fromisoformat(clock), tzinfo=BERLIN).astimezone(UTC)


def row(opens: str, ends: str, on: date = MONDAY, ends_on: date | None = None) -> Row:
    return Row(at(opens, on), at(ends, ends_on or on))


AFTERNOON = row("12:45", "16:45")
THURSDAY = row("13:00", "17:00", date(2026, 12, 10))


def state(now: datetime, *rows: Row, off: dict[date, DayOff] | None = None) -> Opening[Row]:
    return opening_state(rows, now, BERLIN, DOORS, LAST_CALL, off)


@pytest.mark.parametrize(
    ("clock", "open_", "reason", "slot", "next_slot"),
    [
        ("00:00", False, "not_yet_open", None, AFTERNOON),
        ("12:14:59", False, "not_yet_open", None, AFTERNOON),
        ("12:15", True, None, AFTERNOON, THURSDAY),
        ("12:45", True, None, AFTERNOON, THURSDAY),
        ("16:29:59", True, None, AFTERNOON, THURSDAY),
        ("16:30", False, "last_call", AFTERNOON, THURSDAY),
        ("16:44:59", False, "last_call", AFTERNOON, THURSDAY),
        ("16:45", False, "closed", None, THURSDAY),
        ("23:59", False, "closed", None, THURSDAY),
    ],
)
def test_a_day_at_the_kiosk(
    clock: str, open_: bool, reason: str | None, slot: Row | None, next_slot: Row | None
) -> None:
    now = at(clock)
    assert state(now, THURSDAY, AFTERNOON) == Opening(open_, reason, slot, next_slot)


def test_a_day_without_slots_is_closed_and_says_when_next() -> None:
    assert state(at("10:00", date(2026, 12, 8)), AFTERNOON, THURSDAY) == Opening(
        False, "closed", None, THURSDAY
    )
    assert state(at("10:00")) == Opening(False, "closed", None, None)


@pytest.mark.parametrize("reason", ["holiday", "closed_day"])
def test_a_day_off_says_why(reason: str) -> None:
    why = DayOff(reason, {"de": "Rosenmontag"})
    answer = state(at("13:00"), THURSDAY, off={MONDAY: why})
    assert answer == Opening(False, reason, None, THURSDAY, why)
    assert state(at("13:00", date(2026, 12, 8)), THURSDAY, off={MONDAY: why}).reason == "closed"


def test_a_slot_opened_by_hand_on_a_day_off_is_open() -> None:
    why = DayOff("holiday", {})
    assert state(at("13:00"), AFTERNOON, off={MONDAY: why}) == Opening(True, None, AFTERNOON, None)
    assert state(at("09:00"), AFTERNOON, off={MONDAY: why}).reason == "not_yet_open"


def test_between_two_slots_of_a_day_it_is_not_yet_open() -> None:
    morning = row("08:00", "11:00")
    assert state(at("11:30"), morning, AFTERNOON) == Opening(False, "not_yet_open", None, AFTERNOON)
    assert state(at("10:50"), morning, AFTERNOON) == Opening(False, "last_call", morning, AFTERNOON)


def test_doors_of_the_next_slot_open_while_the_last_call_of_the_one_before_runs() -> None:
    morning = row("08:00", "12:30")
    assert state(at("12:20"), morning, AFTERNOON) == Opening(True, None, AFTERNOON, None)


def test_of_two_open_slots_the_later_end_counts() -> None:
    guests = row("13:00", "16:00")
    assert state(at("13:30"), guests, AFTERNOON).slot is AFTERNOON
    assert state(at("12:20"), guests, AFTERNOON).next_slot is guests
    assert state(at("15:50"), guests, AFTERNOON).slot is AFTERNOON


def test_a_slot_runs_on_across_midnight() -> None:
    night = row("22:00", "02:00", MONDAY, date(2026, 12, 8))
    assert state(at("00:30", date(2026, 12, 8)), night, THURSDAY) == Opening(True, None, night, THURSDAY)
    assert state(at("01:50", date(2026, 12, 8)), night).reason == "last_call"
    assert state(at("02:00", date(2026, 12, 8)), night, THURSDAY).reason == "closed"


def test_doors_of_a_slot_just_after_midnight_open_the_day_before() -> None:
    early = row("00:15", "04:00", date(2026, 12, 8))
    assert state(at("23:44"), early) == Opening(False, "closed", None, early)
    assert state(at("23:45"), early) == Opening(True, None, early, None)


@given(
    st.datetimes(datetime(2026, 12, 5), datetime(2026, 12, 15)).map(lambda moment: moment.replace(tzinfo=UTC))
)
def test_open_exactly_from_the_doors_to_the_last_call(now: datetime) -> None:
    answer = state(now, AFTERNOON, THURSDAY)
    within = any(slot.opens_at - DOORS <= now < slot.ends_at - LAST_CALL for slot in (AFTERNOON, THURSDAY))
    assert answer.open is within
    assert (answer.reason is None) is answer.open
    assert (answer.slot is not None) is (answer.reason in {None, "last_call"})
    if answer.next_slot is not None:
        assert answer.next_slot.opens_at > now
