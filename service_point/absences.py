"""Somebody is ill today: no reason is kept, and the day after not even that. What is lost by it, and who could come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Call, Duty, RosterEntry, Slot, StaffMember
from rules.coverage import Gap, GapKind, Present, Promise, lost, serves
from rules.errors import UnknownChoice, UnknownPerson
from rules.logged import Logged
from rules.roles import is_within
from rules.staffing import still_to_come, talks_that_fit
from service_point.appointment_lists import broken_appointments
from service_point.appointments import appointments_between
from service_point.audit import note
from service_point.colleagues import managed
from service_point.desks import open_duty
from service_point.facts import SiteFacts
from service_point.learning import learned, minutes_between
from service_point.people import SignedIn
from service_point.roster_page import gap_json
from service_point.rosters import (
    Planned,
    advisers_of_site,
    entries_on,
    is_planned,
    may_be_planned,
    planned_on,
    presence,
    promise_of,
    promised_languages,
)
from service_point.unit_of_work import Unit
from service_point.unserved import unserved_json

Picture = dict[str, Any]


@dataclass(frozen=True)
class _Today:
    """Everybody who may be planned, who is expected or at a desk, and the slots that are not over."""

    facts: SiteFacts
    now: datetime
    members: dict[int, StaffMember]
    expected: dict[int, Planned]
    ill: set[int]
    slots: Sequence[Slot]
    languages: Sequence[str]

    def there(self, slot: Slot, but: int | None = None) -> list[Present]:
        return [
            presence(slot, self.members[id_], self.facts, planned)
            for id_, planned in self.expected.items()
            if id_ != but
        ]

    def promise(self, slot: Slot) -> Promise:
        return promise_of(slot, self.facts, self.languages)


def mark_absent(unit: Unit, who: SignedIn, staff_id: int, is_absent: bool) -> StaffMember:
    """Today only. Whoever is at a desk with nobody called or served leaves it.

    Raises: NotAllowed, UnknownPerson (also for another carrier's), UnknownChoice for somebody who serves nobody.
    """
    member = managed(unit, who, staff_id)
    if not may_be_planned(member):
        raise UnknownChoice(field="person", value=staff_id)
    row = _row_today(unit, member.id)
    if (row is not None and row.ill_since is not None) == is_absent:
        return member
    if is_absent:
        _fall_ill(unit, who, member, row)
    elif row is not None:
        _be_back(unit, row)
    note(unit, Logged.ABSENT_TODAY if is_absent else Logged.BACK_TODAY, about=member.id)
    return member


def known_adviser(session: Session, facts: SiteFacts, who: SignedIn, staff_id: int) -> StaffMember:
    """Somebody who may be planned and whom `who` looks after. Raises: UnknownPerson."""
    found = (one for one in advisers_of_site(session, facts) if one.id == staff_id)
    member = next(found, None)
    if member is None or not is_within(who.carrier, member.carrier):
        raise UnknownPerson(id=staff_id)
    return member


def _row_today(unit: Unit, staff_id: int) -> RosterEntry | None:
    today = unit.facts.local_day(unit.now)
    query = select(RosterEntry).where(RosterEntry.staff_id == staff_id, RosterEntry.on == today)
    return unit.session.scalars(query).one_or_none()


def _fall_ill(unit: Unit, who: SignedIn, member: StaffMember, row: RosterEntry | None) -> None:
    if row is None:  # nobody had planned this one: `planned_by` stays empty, see rosters.is_planned
        row = RosterEntry(
            site_id=unit.site_id,
            staff_id=member.id,
            on=unit.facts.local_day(unit.now),
            planned_at=unit.now,
        )
        unit.session.add(row)
    row.ill_since = unit.now
    duty = open_duty(unit.session, member.id)
    if duty is not None and not _is_serving(unit.session, member.id):
        duty.ended_at = unit.now
    unit.session.flush()


def _be_back(unit: Unit, row: RosterEntry) -> None:
    if is_planned(row):
        row.ill_since = None
    else:
        unit.session.delete(row)
    unit.session.flush()


def _is_serving(session: Session, staff_id: int) -> bool:
    query = select(Call.id).where(Call.staff_id == staff_id, Call.ended_at.is_(None))
    return session.execute(query).first() is not None


# --- what it means ---


def absence_picture(
    session: Session, facts: SiteFacts, who: SignedIn, member: StaffMember, now: datetime
) -> Picture:
    """What the site lacks today without this person, and who could come instead; the same before and after marking."""
    today = _today(session, facts, now, member)
    gone = [(slot, gap) for slot in today.slots for gap in _lost(today, slot, member.id)]
    return {
        "person": {"id": member.id, "name": member.name},
        "on": facts.local_day(now).isoformat(),
        "is_absent": member.id in today.ill,
        "is_planned": member.id in today.expected,
        "serving_at": _serving_desk(session, member.id),
        "slots": len(today.slots),
        "lost": [gap_json(facts, gap, today.promise(slot), slot) for slot, gap in gone],
        "appointments": len(appointments_touched(session, facts, member, now)),
        "unserved": unserved_json(session, facts, who, now, but=member.id),
        "substitutes": _substitutes(today, who, member, [gap for _, gap in gone]),
        "forecast": _forecast(session, today, member.id),
    }


def appointments_touched(session: Session, facts: SiteFacts, member: StaffMember, now: datetime) -> set[int]:
    """Ids of today's booked appointments with this person, and of those that cannot be kept as things stand."""
    midnight = datetime.combine(facts.local_day(now) + timedelta(days=1), time.min, facts.zone)
    own = {one.id for one in appointments_between(session, facts, now, midnight) if one.staff_id == member.id}
    broken = [one.appointment for one in broken_appointments(session, facts, now)]
    return own | {one.id for one in broken if one.starts_at < midnight}


def _today(session: Session, facts: SiteFacts, now: datetime, absent: StaffMember) -> _Today:
    """Without a roster for today, those at the desks are the ones expected; the absent one always was."""
    on = facts.local_day(now)
    rows = entries_on(session, facts, [on])
    ill = {row.staff_id for row in rows if row.ill_since is not None}
    members = {one.id: one for one in advisers_of_site(session, facts)}
    own = next(
        (Planned(row.staff_id, row.comes, row.leaves) for row in rows if row.staff_id == absent.id), None
    )
    expected = {one.staff_id: one for one in planned_on(session, facts, [on]).get(on, [])}
    at_desks = session.scalars(select(Duty.staff_id).where(Duty.site_id == facts.id, Duty.ended_at.is_(None)))
    expected = {id_: Planned(id_, None, None) for id_ in at_desks if id_ not in ill} | expected
    if own is not None or not any(map(is_planned, rows)):
        expected[absent.id] = own or Planned(absent.id, None, None)
    query = select(Slot).where(
        Slot.site_id == facts.id, Slot.on == on, Slot.closed_at.is_(None), Slot.ends_at > now
    )
    return _Today(
        facts=facts,
        now=now,
        members=members,
        expected={id_: planned for id_, planned in expected.items() if id_ in members},
        ill=ill,
        slots=session.scalars(query.order_by(Slot.opens_at, Slot.id)).all(),
        languages=promised_languages(facts, members.values())[0],
    )


def _lost(today: _Today, slot: Slot, absent: int) -> list[Gap]:
    return lost(today.promise(slot), today.there(slot), today.there(slot, but=absent))


def _serving_desk(session: Session, staff_id: int) -> int | None:
    query = select(Call.desk).where(Call.staff_id == staff_id, Call.ended_at.is_(None))
    return session.scalars(query).first()


def _substitutes(today: _Today, who: SignedIn, absent: StaffMember, gone: Sequence[Gap]) -> list[Picture]:
    """Who is not expected today and not ill, most useful first; other carriers' people only as their carrier."""
    free = [
        member
        for id_, member in today.members.items()
        if id_ not in today.expected and id_ not in today.ill and member is not absent
    ]
    found = [_substitute(today, who, member, gone) for member in free]
    return sorted(found, key=lambda one: (-len(one["languages"]) - len(one["topics"]), one["name"] or "~"))


def _substitute(today: _Today, who: SignedIn, member: StaffMember, gone: Sequence[Gap]) -> Picture:
    is_mine = is_within(who.carrier, member.carrier)
    topics, languages = (
        dict.fromkeys(gap.code for gap in gone if gap.kind is kind)
        for kind in (GapKind.TOPIC, GapKind.LANGUAGE)
    )
    return {
        "id": member.id if is_mine else None,
        "name": member.name if is_mine else None,
        "carrier": member.carrier,
        "languages": [code for code in languages if code in member.languages],
        "topics": [code for code in topics if _would_serve(today, member, code)],
    }


def _would_serve(today: _Today, member: StaffMember, topic: str) -> bool:
    return any(
        topic in slot.topics and serves(presence(slot, member, today.facts), topic, today.promise(slot))
        for slot in today.slots
    )


def _forecast(session: Session, today: _Today, absent: int) -> Picture | None:
    """How many talks still fit into the ordinary slot, with and without; and how many visitors usually still come."""
    slot = next((one for one in today.slots if one.kind == "regular"), None)
    if slot is None:
        return None
    taught = learned(session, today.facts.id)
    last_call, mean = slot.ends_at - today.facts.last_call, taught.durations(today.facts).site_mean
    everybody, others = today.there(slot), today.there(slot, but=absent)
    arrivals = taught.profile(today.facts, slot, len(everybody)).arrivals()
    return {
        "to_come": still_to_come(arrivals, minutes_between(slot.opens_at, today.now)),
        "before": {
            "people": len(everybody),
            "talks": talks_that_fit(everybody, today.now, last_call, mean),
        },
        "after": {"people": len(others), "talks": talks_that_fit(others, today.now, last_call, mean)},
    }
