"""The dates to come as an iCalendar file (RFC 5545), in the site's zone with its changes of the clocks."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry
from icalendar.prop import vDuration

from i18n.texts import site_text
from service_point.coming import ComingDate
from service_point.facts import SiteFacts

PRODUCT = "-//Lotse//Dates//EN"
REFRESH = timedelta(hours=1)


def calendar_feed(facts: SiteFacts, dates: Sequence[ComingDate], language: str) -> bytes:
    """The same dates give the same bytes, so that an `ETag` says whether something is new."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", facts.short_name)
    calendar.add("x-wr-timezone", facts.zone.key)
    calendar.add("refresh-interval", REFRESH)
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for one in dates:
        calendar.add_component(_entry(facts, one, language))
    calendar.add_missing_timezones(*_years(dates))
    return bytes(calendar.to_ical())


def _entry(facts: SiteFacts, one: ComingDate, language: str) -> Entry:
    entry = Entry()
    entry.add("uid", one.uid)
    entry.add("dtstamp", one.changed_at)
    entry.add("last-modified", one.changed_at)
    entry.add("sequence", one.sequence)
    entry.add("dtstart", _local(one.begins_at, facts.zone))
    entry.add("dtend", _local(one.ends_at, facts.zone))
    entry.add("summary", site_text(one.title, language))
    entry.add("location", site_text(one.place, language) or _house(facts))
    if one.by:
        entry.add("description", site_text(one.by, language))
    entry.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")  # nobody's time is taken by reading of it
    return entry


def _house(facts: SiteFacts) -> str:
    address = facts.site_plan.site.address
    return f"{facts.name}, {address}" if address else facts.name


def _years(dates: Sequence[ComingDate]) -> tuple[date, date]:
    """From when to when the feed must know how the clocks change: whole years, so that it seldom differs."""
    begins = [one.begins_at.year for one in dates] or [1970]
    return date(min(begins) - 1, 1, 1), date(max(begins) + 2, 1, 1)


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone)
