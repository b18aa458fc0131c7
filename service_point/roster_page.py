"""A week of the roster for a lead: the own people by name, other carriers' as counts, and what is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RosterEntry, Slot, StaffMember
from rules.coverage import Gap, GapKind, Promise, gaps
from rules.hours import DayOff, days_off
from rules.roles import is_within
from rules.site_file_schema import WEEKDAYS
from service_point.facts import SiteFacts
from service_point.guest_slots import guest_slots_json, guests_of
from service_point.people import SignedIn
from service_point.public_holidays import public_holidays
from service_point.roster_plans import monday_of, week_of
from service_point.rosters import (
    Planned,
    advisers_of_site,
    entries_on,
    is_planned,
    presence,
    promise_of,
    promised_languages,
)
from service_point.sites import PLANNED_AHEAD
from service_point.times import iso

Picture = dict[str, Any]


@dataclass(frozen=True)
class _Week:
    """What the days of one week have in common."""

    facts: SiteFacts
    who: SignedIn
    slots: Sequence[Slot]
    members: dict[int, StaffMember]  # everybody who may be planned
    languages: Sequence[str]  # that somebody here speaks
    unspoken: Sequence[str]  # and those that nobody does
    guests: dict[int, list[StaffMember]]  # slot → those invited


def roster_picture(
    session: Session, facts: SiteFacts, who: SignedIn, now: datetime, around: date | None = None
) -> Picture:
    """The week of `around`, else this one. `unspoken`: languages of advice that nobody here ever speaks."""
    today = facts.local_day(now)
    days = week_of(around or today)
    week = _week(session, facts, who, _slots(session, facts, days))
    rows = entries_on(session, facts, days)
    off = days_off(facts.timetable, public_holidays(facts.holidays, days[0], days[-1]), days[0], days[-1])
    found = [_day(week, on, [row for row in rows if row.on == on], off.get(on)) for on in days]
    return {
        "now": iso(now),
        "today": today.isoformat(),
        "monday": days[0].isoformat(),
        "last_monday": monday_of(today + PLANNED_AHEAD).isoformat(),
        "carrier": who.carrier,
        "people": [_person(one) for one in week.members.values() if is_within(who.carrier, one.carrier)],
        "days": [day for day in found if day is not None],
        "unspoken": list(week.unspoken),
        "guest_slots": guest_slots_json(session, facts, now),
    }


def gaps_on(session: Session, facts: SiteFacts, who: SignedIn, on: date) -> list[Picture]:
    """What is missing on one day, as in the week's picture; nothing while nobody has planned it."""
    week = _week(session, facts, who, _slots(session, facts, [on]))
    rows = entries_on(session, facts, [on])
    if not any(map(is_planned, rows)):
        return []
    return [gap for slot in week.slots for gap in _gaps(week, slot, rows)]


def _week(session: Session, facts: SiteFacts, who: SignedIn, slots: Sequence[Slot]) -> _Week:
    advisers = advisers_of_site(session, facts)
    spoken, unspoken = promised_languages(facts, advisers)
    members = {one.id: one for one in advisers}
    return _Week(facts, who, slots, members, spoken, unspoken, guests_of(session, facts, slots))


def _slots(session: Session, facts: SiteFacts, days: Sequence[date]) -> Sequence[Slot]:
    """Also those that are over; not those that were closed by hand before they opened."""
    query = select(Slot).where(Slot.site_id == facts.id, Slot.on.in_(days), Slot.ends_at > Slot.opens_at)
    return session.scalars(query.order_by(Slot.opens_at, Slot.id)).all()


def _person(member: StaffMember) -> Picture:
    return {
        "id": member.id,
        "name": member.name,
        "carrier": member.carrier,
        "languages": member.languages,
        "topics": member.topics,
    }


def _day(week: _Week, on: date, rows: Sequence[RosterEntry], off: DayOff | None) -> Picture | None:
    """None for a day on which nothing opens and usually nothing does."""
    slots = [slot for slot in week.slots if slot.on == on]
    if not slots and not rows and not (off and _usually_opens(week.facts, on)):
        return None
    mine = [row for row in rows if row.staff_id in week.members and _is_mine(week, row)]
    others = [
        row for row in rows if row not in mine and row.ill_since is None and row.staff_id in week.members
    ]
    is_day_planned = any(map(is_planned, rows))
    return {
        "on": on.isoformat(),
        "off": {"reason": off.reason, "texts": dict(off.texts)} if off and not slots else None,
        "slots": [_slot(slot) for slot in slots],
        "is_planned": is_day_planned,
        "entries": [_entry(row) for row in mine],
        "others": _by_carrier(week, others),
        "gaps": [gap for slot in slots for gap in _gaps(week, slot, rows)] if is_day_planned else [],
    }


def _usually_opens(facts: SiteFacts, on: date) -> bool:
    return any(row.weekday == WEEKDAYS[on.weekday()] for row in facts.timetable.hours)


def _is_mine(week: _Week, row: RosterEntry) -> bool:
    return is_within(week.who.carrier, week.members[row.staff_id].carrier)


def _by_carrier(week: _Week, rows: Sequence[RosterEntry]) -> list[Picture]:
    counts = Counter(week.members[row.staff_id].carrier for row in rows)
    return [{"carrier": carrier, "count": counts[carrier]} for carrier in sorted(counts, key=str)]


def _slot(slot: Slot) -> Picture:
    return {
        "id": slot.id,
        "kind": slot.kind,
        "title": slot.title,
        "opens_at": iso(slot.opens_at),
        "ends_at": iso(slot.ends_at),
    }


def _entry(row: RosterEntry) -> Picture:
    return {
        "person": row.staff_id,
        "comes": _clock(row.comes),
        "leaves": _clock(row.leaves),
        "is_planned": is_planned(row),
        "is_ill": row.ill_since is not None,
    }


def _clock(at: time | None) -> str | None:
    return at.strftime("%H:%M") if at else None


def _gaps(week: _Week, slot: Slot, rows: Sequence[RosterEntry]) -> list[Picture]:
    promise = promise_of(slot, week.facts, week.languages)
    there = [
        presence(slot, week.members[row.staff_id], week.facts, Planned(row.staff_id, row.comes, row.leaves))
        for row in rows
        if row.ill_since is None and row.staff_id in week.members
    ]
    there += [presence(slot, guest, week.facts) for guest in week.guests[slot.id]]
    return [gap_json(week.facts, gap, promise, slot) for gap in gaps(promise, there)]


def gap_json(facts: SiteFacts, gap: Gap, promise: Promise, slot: Slot) -> Picture:
    """`name`: of a topic, by language. `spans` null: all the time."""
    name = dict(facts.topics[gap.code].name) if gap.kind is GapKind.TOPIC else None
    spans = (
        None if gap.is_whole(promise) else [{"from": iso(low), "to": iso(high)} for low, high in gap.spans]
    )
    return {"slot": slot.id, "kind": gap.kind, "code": gap.code, "name": name, "spans": spans}
