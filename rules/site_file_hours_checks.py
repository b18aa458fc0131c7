"""Do the hours of a site file make sense: ends after openings, no two slots at once, guests when somebody is there?"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from rules.hours import PlannedSlot, slots_between
from rules.site_file_plan import ExceptionalDay, GuestSlot, Hours, Timetable
from rules.site_file_problems import Finding, said
from rules.site_file_schema import WEEKDAYS
from rules.site_file_shape import Draft, nearest

DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES
CLOSED_OR_OPEN = said("closed, or opening and end")
ONE_BY_ONE = said("slots one after the other")
TIMED = ("hours", "exceptions", "closed_days", "guest_slots")


def hours_checked(draft: Draft) -> Iterator[Finding]:
    """Every problem of hours, exceptions, closed days and guest slots."""
    wrong = [
        *_ends(draft),
        *_spans(draft),
        *_closed_or_open(draft),
        *_weekly_overlaps(draft),
        *_exceptions_of_one_day(draft),
        *_guest_topics(draft),
        *_guest_desks(draft),
    ]
    yield from wrong
    if not wrong and draft.is_sound("site", "topics", *TIMED):
        yield from _guests_in_closed_house(draft)


def _ends(draft: Draft) -> Iterator[Finding]:
    for table in ("hours", "exceptions", "guest_slots"):
        for path, row in draft.each(table):
            if row.opens is None or row.ends is None:
                continue
            if row.ends_next_day and row.ends >= row.opens:
                yield Finding(
                    (*path, "ends_next_day"),
                    said("the slot would last a day or longer"),
                    said("an end before the opening"),
                )
            if not row.ends_next_day and row.ends <= row.opens:
                allowed = said("a later time, or an end on the next day")
                times = {"later": f"{row.ends:%H:%M}", "earlier": f"{row.opens:%H:%M}"}
                yield Finding((*path, "ends"), said("{later} is not after {earlier}", **times), allowed)


def _spans(draft: Draft) -> Iterator[Finding]:
    for table in ("hours", "closed_days"):
        for path, row in draft.each(table):
            if row.first is not None and row.last is not None and row.last < row.first:
                message = said("{later} is before {earlier}", later=str(row.last), earlier=str(row.first))
                yield Finding((*path, "last"), message, said("{day} or later", day=str(row.first)))


def _closed_or_open(draft: Draft) -> Iterator[Finding]:
    for path, row in draft.each("exceptions"):
        timed = row.opens is not None or row.ends is not None
        if row.closed and timed:
            yield Finding((*path, "closed"), said("a closed day has no hours"), CLOSED_OR_OPEN)
        elif not row.closed and (row.opens is None or row.ends is None):
            yield Finding(path, said("is neither closed nor open"), CLOSED_OR_OPEN)
        if row.closed and not row.reason:
            yield Finding((*path, "reason"), said("is missing: visitors read why the site is closed"))


def _weekly_overlaps(draft: Draft) -> Iterator[Finding]:
    for (_, earlier), (path, later) in combinations(draft.each("hours"), 2):
        if _in_force_together(earlier, later) and _overlap(_minutes(earlier), _minutes(later)):
            yield Finding(
                (*path, "opens"),
                said("overlaps the hours from {opens} to {ends}", **_clocks(earlier)),
                ONE_BY_ONE,
            )


def _exceptions_of_one_day(draft: Draft) -> Iterator[Finding]:
    for (_, earlier), (path, later) in combinations(draft.each("exceptions"), 2):
        if earlier.on != later.on:
            continue
        if earlier.closed or later.closed:
            yield Finding((*path, "on"), f"{later.on} has two exceptions, one of them closed")
        elif _complete(earlier) and _complete(later) and _overlap(_minutes(earlier), _minutes(later)):
            message = said("overlaps the exception from {opens} to {ends}", **_clocks(earlier))
            yield Finding((*path, "opens"), message, ONE_BY_ONE)


def _guest_topics(draft: Draft) -> Iterator[Finding]:
    by_code = {topic.code: topic for _, topic in draft.each("topics")}
    known = draft.values("topics")
    for path, slot in draft.each("guest_slots"):
        for place, code in enumerate(slot.topics):
            where = (*path, "topics", place)
            if code not in known:
                what = said("a code of {table}", table="[[topics]]")
                message = said(
                    '"{value}" is not {what}{hint}', value=code, what=what, hint=nearest(code, known)
                )
                yield Finding(where, message, ", ".join(dict.fromkeys(map(str, known))))
            elif code in by_code and by_code[code].is_ordinary:
                message = said("{topic} needs no guest: it is served in every slot", topic=code)
                yield Finding(where, message, said("guest or discreet topics"))
        if len({by_code[code].discreet for code in slot.topics if code in by_code}) == 2:
            message = said(
                "a discreet topic hides its slot, so the guest topic beside it would never be announced"
            )
            yield Finding((*path, "topics"), message, said("one slot for each"))


def _guest_desks(draft: Draft) -> Iterator[Finding]:
    """A desk or an appointment of its own would tell what a discreet guest's visitors came for."""
    discreet = {topic.code for _, topic in draft.each("topics") if topic.discreet}
    known = draft.values("desks", "number")
    for path, slot in draft.each("guest_slots"):
        for place, number in enumerate(slot.desks or ()):
            if number not in known:
                message = said("{number} is not a number of {table}", number=number, table="[[desks]]")
                yield Finding((*path, "desks", place), message, ", ".join(map(str, known)))
        if discreet.intersection(slot.topics):
            if slot.desks:
                message = said("a desk of its own would tell what its visitors came for")
                yield Finding((*path, "desks"), message, said("no desks for a discreet topic"))
            if slot.visits != "walk-in":
                message = said("times of its own would tell what its visitors came for")
                yield Finding((*path, "visits"), message, '"walk-in" for a discreet topic')


def _guests_in_closed_house(draft: Draft) -> Iterator[Finding]:
    """A guest slot on a closed day; a discreet one outside the regular hours, when nobody else is called."""
    discreet = {topic.code for _, topic in draft.each("topics") if topic.discreet}
    for path, slot in draft.each("guest_slots"):
        planned = _planned(draft, slot.on)
        if not any(row.kind == "guest" for row in planned):
            message = said("the site is closed on {day}", day=str(slot.on))
            yield Finding((*path, "on"), message, said("an open day, or an exception with hours"))
        elif discreet.intersection(slot.topics) and not _inside_regular(slot, planned):
            message = said("a discreet topic would be the only one called at this time")
            yield Finding((*path, "opens"), message, said("a time within the regular hours of that day"))


def _planned(draft: Draft, on: date) -> list[PlannedSlot]:
    """The day's slots, public holidays left aside: they move from year to year."""
    (_, site), *_ = draft.each("site")
    hours, exceptions, closed_days, guest_slots = ([row for _, row in draft.each(table)] for table in TIMED)
    timetable = Timetable(ZoneInfo(site.time_zone), hours, exceptions, closed_days, guest_slots)
    return slots_between(timetable, {}, on, on)


def _inside_regular(slot: GuestSlot, planned: list[PlannedSlot]) -> bool:
    return any(
        row.kind == "regular" and row.opens_at <= guest.opens_at and guest.ends_at <= row.ends_at
        for row in planned
        for guest in planned
        if guest.kind == "guest" and guest.topics == slot.topics
    )


def _in_force_together(one: Hours, other: Hours) -> bool:
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)


def _complete(row: ExceptionalDay) -> bool:
    return row.opens is not None and row.ends is not None


def _minutes(row: Any) -> tuple[int, int]:
    """Opening and end of a row: minutes of its week, or of its day for an exception."""
    day = WEEKDAYS.index(row.weekday) if hasattr(row, "weekday") else 0
    start = day * DAY_MINUTES + row.opens.hour * 60 + row.opens.minute
    ends = day * DAY_MINUTES + row.ends.hour * 60 + row.ends.minute
    return start, ends + (DAY_MINUTES if row.ends_next_day else 0)


def _clocks(row: Any) -> dict[str, str]:
    return {"opens": f"{row.opens:%H:%M}", "ends": f"{row.ends:%H:%M}"}


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Also across Sunday midnight: a week later is the same week."""
    return any(
        max(one[0], other[0] + shift) < min(one[1], other[1] + shift)
        for shift in (-WEEK_MINUTES, 0, WEEK_MINUTES)
    )
