"""The feed's own zone says the same instants as the site's clock, on every day of five years and beside every change of it."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from phone.calendar_feed import calendar_feed
from service_point.coming import ComingDate

BERLIN = ZoneInfo("Europe/Berlin")
FACTS: Any = SimpleNamespace(
    name="Service-Point",
    short_name="SP",
    zone=BERLIN,
    site_plan=SimpleNamespace(site=SimpleNamespace(address="")),
)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
CHANGES = [  # of the clocks, in UTC: last Sundays of March and October at one
    max(
        datetime(year, month, day, 1, tzinfo=UTC)
        for day in range(25, 32)
        if date(year, month, day).weekday() == 6
    )
    for year in range(2026, 2031)
    for month in (3, 10)
]
MOMENTS = st.integers(0, 5 * 365 * 24 * 4).map(lambda quarter: FIRST + timedelta(minutes=15 * quarter))
BESIDE = st.tuples(st.sampled_from(CHANGES), st.integers(-12, 12)).map(
    lambda pair: pair[0] + timedelta(minutes=15 * pair[1])
)


def event(begins_at: datetime, minutes: int = 90) -> ComingDate:
    ends_at = begins_at + timedelta(minutes=minutes)
    return ComingDate("event-1", "uid-1", "event", {"de": "Fest"}, {}, {}, begins_at, ends_at, FIRST)


def read(feed: bytes) -> tuple[datetime, datetime]:
    entry: Any
    (entry,) = Calendar.from_ical(feed).walk("VEVENT")
    return entry.decoded("dtstart"), entry.decoded("dtend")


@settings(max_examples=25)
@given(MOMENTS | BESIDE)
def test_a_calendar_reads_the_instant_and_the_clock_on_the_wall(begins_at: datetime) -> None:
    begin, end = read(calendar_feed(FACTS, [event(begins_at)], "de"))
    assert begin.astimezone(UTC).replace(tzinfo=None) in (
        begins_at.replace(tzinfo=None),
        (begins_at - timedelta(hours=1)).replace(tzinfo=None) if is_twice(begins_at) else None,
    )
    assert begin.replace(tzinfo=None) == begins_at.astimezone(BERLIN).replace(tzinfo=None, fold=0)
    assert end.replace(tzinfo=None) == (begins_at + timedelta(minutes=90)).astimezone(BERLIN).replace(
        tzinfo=None, fold=0
    )


def is_twice(at: datetime) -> bool:
    """An hour that the clock shows a second time: iCalendar can't say which, and means the first."""
    return bool(at.astimezone(BERLIN).fold)


def test_the_same_dates_are_the_same_bytes() -> None:
    one, other = (calendar_feed(FACTS, [event(CHANGES[0])], "de") for _ in range(2))
    assert one == other
    assert one != calendar_feed(FACTS, [event(CHANGES[1])], "de")
    assert calendar_feed(FACTS, [], "de").startswith(b"BEGIN:VCALENDAR")
