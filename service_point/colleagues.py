"""What a lead does with accounts: who works here, what each may do, and what happens when somebody leaves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, undefer

from models import (
    Call,
    Duty,
    RecoveryCode,
    RosterEntry,
    Site,
    Slot,
    StaffIdentity,
    StaffLink,
    StaffMember,
)
from rules.errors import LastLead, NotAllowed, StillServing, UnknownPerson
from rules.logged import Logged, PlanChange
from rules.roles import Permission, Role, is_within
from service_point.audit import note
from service_point.boards import iso
from service_point.desks import open_duty
from service_point.facts import SiteFacts
from service_point.invitations import Link, check_email, make_link
from service_point.people import SignedIn, check_skills
from service_point.plan_history import forget_person, remember
from service_point.second_factor import rule_of, turn_off
from service_point.sessions import end_sessions
from service_point.slots import is_hidden
from service_point.unit_of_work import Unit

LARGEST_ID = 2**31 - 1  # of a column of whole numbers; an address may hold more
SLOTS_AHEAD = timedelta(days=60)  # as far as slots are planned
GONE = "–"

Picture = dict[str, Any]


@dataclass(frozen=True)
class Skills:
    """What a lead may set. `topics` None: all, also guest and discreet ones."""

    name: str
    role: Role
    carrier: str | None
    languages: tuple[str, ...]
    topics: tuple[str, ...] | None
    email: str | None


def people_picture(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> Picture:
    """Everybody of the site; how they sign in only of those whom `who` looks after."""
    who.require(Permission.PEOPLE)
    members = session.scalars(
        select(StaffMember).where(StaffMember.site_id == facts.id, StaffMember.name != GONE)
    )
    links = _open_links(session, facts.id, now)
    linked = set(session.scalars(select(StaffIdentity.staff_id)))
    return {
        "now": iso(now),
        "carrier": who.carrier,
        "second_factor": str(rule_of(facts)),
        "people": [
            _person(who, member, links.get(member.id), member.id in linked)
            for member in sorted(members, key=lambda one: (not one.active, one.name.casefold(), one.id))
        ],
        "topics": [
            {"code": topic.code, "icon": topic.icon, "name": dict(topic.name), "discreet": topic.discreet}
            for topic in facts.topics.values()
        ],
        "slots": [_slot(facts, who, slot) for slot in _slots_to_come(session, facts, now)],
    }


def edit_person(unit: Unit, who: SignedIn, staff_id: int, skills: Skills) -> StaffMember:
    """Name, languages and topics at any time; role, carrier and e-mail only freshly confirmed.

    Raises: UnknownPerson, NotAllowed, ConfirmNeeded, LastLead, UnknownChoice, UnknownTopic, UnknownLanguage,
    UsernameTaken.
    """
    member = managed(unit, who, staff_id)
    check_skills(unit.facts, skills.carrier, skills.languages, skills.topics)
    email = check_email(unit, skills.email, of=member.id)
    if (member.role, member.carrier, member.email) != (skills.role, skills.carrier, email):
        _check_rank(unit, who, member, skills)
        note(unit, Logged.ROLE_CHANGED, about=member.id, role=skills.role, was=member.role)
    member.name, member.role, member.carrier, member.email = skills.name, skills.role, skills.carrier, email
    member.languages = list(skills.languages)
    member.topics = None if skills.topics is None else list(skills.topics)
    note(unit, Logged.PERSON_CHANGED, about=member.id)
    return member


def invite_again(unit: Unit, who: SignedIn, staff_id: int, slot_id: int | None) -> tuple[StaffMember, Link]:
    """A new link: for a person of the site file, a forgotten password, a guest's next slot; wakes who asked.

    Raises: UnknownPerson, ConfirmNeeded, UnknownChoice, UsernameTaken.
    """
    who.require_fresh(unit.now)
    member = managed(unit, who, staff_id)
    return member, make_link(unit, member, slot_id)


def put_to_sleep(unit: Unit, who: SignedIn, staff_id: int) -> StaffMember:
    """No sign-in any more; what the person did stays theirs. Raises: as `erase`."""
    member = _leaving(unit, who, staff_id)
    member.active = False
    note(unit, Logged.PUT_TO_SLEEP, about=member.id)
    return member


def wake(unit: Unit, who: SignedIn, staff_id: int) -> StaffMember:
    """Back again, or let in after asking. Raises: UnknownPerson, ConfirmNeeded."""
    who.require_fresh(unit.now)
    member = managed(unit, who, staff_id)
    member.active, member.asks_since = True, None
    note(unit, Logged.WOKEN, about=member.id)
    return member


def erase(unit: Unit, who: SignedIn, staff_id: int) -> StaffMember:
    """Name and every way in are gone for good; only the number stays, which counts and the log refer to.

    Raises: UnknownPerson, NotAllowed (oneself), ConfirmNeeded, StillServing, LastLead.
    """
    member = _leaving(unit, who, staff_id)
    for table in (StaffLink, RecoveryCode, StaffIdentity):
        unit.session.execute(delete(table).where(table.staff_id == member.id))
    forget_person(unit.session, unit.site_id, member.code, GONE)
    _take_out_of_plan(unit, member.code)
    member.code, member.name, member.active = f"gone-{member.id}", GONE, False
    member.username = member.password_hash = member.email = member.totp_sealed = member.funding = None
    member.totp_since = member.asks_since = None
    member.languages, member.topics, member.woman_adviser = [], [], False
    note(unit, Logged.ERASED, about=member.id)
    return member


def reset_second_factor(unit: Unit, who: SignedIn, staff_id: int) -> StaffMember:
    """For a lost phone. Raises: UnknownPerson, ConfirmNeeded."""
    who.require_fresh(unit.now)
    member = managed(unit, who, staff_id)
    turn_off(unit, member, by_lead=True)
    end_sessions(unit, member.id, by=who.staff_id)
    return member


def sign_out_everywhere(unit: Unit, who: SignedIn, staff_id: int) -> StaffMember:
    """Raises: UnknownPerson."""
    member = managed(unit, who, staff_id)
    end_sessions(unit, member.id, by=who.staff_id)
    return member


def managed(unit: Unit, who: SignedIn, staff_id: int) -> StaffMember:
    """A person of the site whom `who` looks after. Raises: NotAllowed, UnknownPerson."""
    who.require(Permission.PEOPLE)
    member = unit.session.get(StaffMember, staff_id) if 0 < staff_id <= LARGEST_ID else None
    if (
        member is None
        or member.site_id != unit.site_id
        or member.name == GONE
        or not is_within(who.carrier, member.carrier)
    ):
        raise UnknownPerson(id=staff_id)
    return member


def person_json(who: SignedIn, member: StaffMember) -> Picture:
    """What a change answers with."""
    return _person(who, member, None, False)


def _check_rank(unit: Unit, who: SignedIn, member: StaffMember, skills: Skills) -> None:
    who.require_fresh(unit.now)
    if not is_within(who.carrier, skills.carrier):
        raise UnknownPerson(id=member.id)
    if skills.role is not Role.LEAD or skills.carrier != member.carrier:
        _check_another_lead(unit, member)


def _check_another_lead(unit: Unit, member: StaffMember) -> None:
    """Of the whole site, if this one is: a carrier's lead can't give back what only a site's lead may."""
    if member.role != Role.LEAD:
        return
    others = (
        select(func.count())
        .select_from(StaffMember)
        .where(
            StaffMember.site_id == unit.site_id,
            StaffMember.role == Role.LEAD,
            StaffMember.active,
            StaffMember.username.is_not(None),
            StaffMember.id != member.id,
        )
    )
    if member.carrier is None:
        others = others.where(StaffMember.carrier.is_(None))
    if not unit.session.scalars(others).one():
        raise LastLead


def _leaving(unit: Unit, who: SignedIn, staff_id: int) -> StaffMember:
    who.require_fresh(unit.now)
    member = managed(unit, who, staff_id)
    if member.id == who.staff_id:
        raise NotAllowed
    if member.active:
        _check_another_lead(unit, member)
    if unit.session.scalars(
        select(Call.id).where(Call.staff_id == member.id, Call.ended_at.is_(None))
    ).first():
        raise StillServing
    _end_duty(unit, open_duty(unit.session, member.id))
    to_come = (RosterEntry.staff_id == member.id, RosterEntry.on >= unit.facts.local_day(unit.now))
    unit.session.execute(delete(RosterEntry).where(*to_come))
    end_sessions(unit, member.id, by=who.staff_id)
    return member


def _end_duty(unit: Unit, duty: Duty | None) -> None:
    if duty is not None:
        duty.ended_at = unit.now


def _take_out_of_plan(unit: Unit, code: str) -> None:
    """Else loading the same site file again would bring the name back."""
    site = unit.session.get_one(Site, unit.site_id, options=[undefer(Site.plan)])
    kept = [row for row in site.plan.get("case_managers", []) if row["code"] != code]
    if kept and len(kept) < len(site.plan["case_managers"]):
        site.plan = {**site.plan, "case_managers": kept}
        site.plan_revision += 1
        remember(unit.session, site, site.plan, unit.now, PlanChange.PERSON_ERASED, unit.actor)


def _open_links(session: Session, site_id: int, now: datetime) -> dict[int, StaffLink]:
    query = (
        select(StaffLink)
        .join(StaffMember, StaffMember.id == StaffLink.staff_id)
        .where(StaffMember.site_id == site_id, StaffLink.expires_at > now, StaffLink.used_at.is_(None))
    )
    return {link.staff_id: link for link in session.scalars(query)}


def _person(who: SignedIn, member: StaffMember, link: StaffLink | None, linked: bool) -> Picture:
    is_mine = is_within(who.carrier, member.carrier)
    known: Picture = {
        "id": member.id,
        "name": member.name,
        "role": member.role,
        "carrier": member.carrier,
        "languages": member.languages,
        "topics": member.topics,
        "woman_adviser": member.woman_adviser,
        "active": member.active,
        "is_mine": is_mine,
        "is_me": member.id == who.staff_id,
    }
    if not is_mine:
        return known
    return {
        **known,
        "state": _state(member, link, linked),
        "username": member.username,
        "email": member.email,
        "second_factor": member.totp_since is not None,
        "provider": linked,
        "link_until": iso(link.expires_at) if link else None,
    }


def _state(member: StaffMember, link: StaffLink | None, linked: bool) -> str:
    if member.asks_since is not None:
        return "asks"
    if not member.active:
        return "asleep"
    if member.password_hash or linked:
        return "active"
    return "invited" if link else "no_login"


def _slots_to_come(session: Session, facts: SiteFacts, now: datetime) -> list[Slot]:
    query = select(Slot).where(
        Slot.site_id == facts.id, Slot.ends_at > now, Slot.opens_at < now + SLOTS_AHEAD
    )
    return list(session.scalars(query.order_by(Slot.opens_at, Slot.id)))


def _slot(facts: SiteFacts, who: SignedIn, slot: Slot) -> Picture:
    """Of a discreet guest's slot only those learn what it is about who serve its topic."""
    may_know = not is_hidden(facts, slot) or all(map(who.serves, slot.topics))
    return {
        "id": slot.id,
        "kind": slot.kind,
        "opens_at": iso(slot.opens_at),
        "ends_at": iso(slot.ends_at),
        "title": slot.title if may_know else None,
        "topics": slot.topics if may_know else [],
    }
