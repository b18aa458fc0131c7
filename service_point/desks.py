"""Duty: who is at which desk, on a break, or off."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Call, Duty, StaffMember
from rules.errors import DeskKept, DeskTaken, NotOnDuty, StillServing
from rules.logged import Logged
from rules.roles import Permission, Role
from rules.routing import Adviser
from service_point.audit import note
from service_point.facts import SiteFacts
from service_point.help_calls import end_help_of
from service_point.interpreters import release_asked_by
from service_point.people import SignedIn
from service_point.slots import running_slots
from service_point.unit_of_work import Unit


def go_on_duty(unit: Unit, who: SignedIn, desk: int) -> Duty:
    """At this desk from now on; also the way back from a break and to another desk.

    Raises: UnknownDesk, DeskTaken, DeskKept, StillServing when moving desks with an open call.
    """
    who.require(Permission.SERVE)
    unit.facts.desk(desk)
    _check_kept(unit, who, desk)
    duty = open_duty(unit.session, who.staff_id)
    if duty is not None and duty.desk == desk:
        duty.break_since = None
        return duty
    check_nothing_open(unit, who)
    taken = select(Duty.id).where(Duty.site_id == unit.site_id, Duty.desk == desk, Duty.ended_at.is_(None))
    if unit.session.execute(taken).first():
        raise DeskTaken(desk=desk)
    if duty is not None:
        duty.ended_at = unit.now
        unit.session.flush()
    return _begin(unit, who, desk)


def _check_kept(unit: Unit, who: SignedIn, desk: int) -> None:
    """While a guest's slot runs its desks are for those who serve it, and a guest sits there. Raises: DeskKept."""
    with_desks = [slot for slot in running_slots(unit.session, unit.facts, unit.now) if slot.desks]
    own = [slot for slot in with_desks if any(map(who.serves, slot.topics))]
    is_kept_from_me = any(desk in slot.desks for slot in with_desks) and not any(
        desk in slot.desks for slot in own
    )
    is_guest_elsewhere = who.role == Role.GUEST and own and not any(desk in slot.desks for slot in own)
    if is_kept_from_me or is_guest_elsewhere:
        raise DeskKept(desk=desk)


def _begin(unit: Unit, who: SignedIn, desk: int) -> Duty:
    on = unit.facts.local_day(unit.now)
    duty = Duty(site_id=unit.site_id, staff_id=who.staff_id, desk=desk, on=on, started_at=unit.now)
    unit.session.add(duty)
    unit.session.flush()
    note(unit, Logged.DUTY_BEGAN, desk=desk)
    return duty


def take_break(unit: Unit, who: SignedIn) -> Duty:
    """Raises: NotOnDuty, StillServing."""
    duty = _own_duty(unit, who)
    check_nothing_open(unit, who)
    release_asked_by(unit, who.staff_id)
    if duty.break_since is None:
        duty.break_since = unit.now
        note(unit, Logged.BREAK_BEGAN, desk=duty.desk)
    return duty


def end_duty(unit: Unit, who: SignedIn) -> None:
    """Raises: NotOnDuty, StillServing."""
    duty = _own_duty(unit, who)
    check_nothing_open(unit, who)
    release_asked_by(unit, who.staff_id)
    end_help_of(unit, who.staff_id)
    duty.ended_at = unit.now
    note(unit, Logged.DUTY_ENDED, desk=duty.desk)


def open_duty(session: Session, staff_id: int) -> Duty | None:
    return session.scalars(
        select(Duty).where(Duty.staff_id == staff_id, Duty.ended_at.is_(None))
    ).one_or_none()


def serving_duty(unit: Unit, who: SignedIn) -> Duty:
    """The duty of somebody who is at a desk and not on a break. Raises: NotOnDuty."""
    duty = _own_duty(unit, who)
    if duty.break_since is not None:
        raise NotOnDuty
    return duty


def _own_duty(unit: Unit, who: SignedIn) -> Duty:
    who.require(Permission.SERVE)
    duty = open_duty(unit.session, who.staff_id)
    if duty is None:
        raise NotOnDuty
    return duty


def check_nothing_open(unit: Unit, who: SignedIn) -> None:
    """Raises: StillServing."""
    if unit.session.execute(
        select(Call.id).where(Call.staff_id == who.staff_id, Call.ended_at.is_(None))
    ).first():
        raise StillServing


def advisers_on_duty(session: Session, facts: SiteFacts) -> list[Adviser]:
    """Everybody at a desk and not on a break, as the routing rule sees them."""
    rows = session.execute(_open_duties(facts).where(Duty.break_since.is_(None)))
    return [adviser_of(row.Duty, row.StaffMember, facts) for row in rows]


def advisers_on_break(session: Session, facts: SiteFacts) -> list[tuple[Adviser, datetime]]:
    """Everybody who will be back at the desk, and since when the break lasts."""
    rows = session.execute(_open_duties(facts).where(Duty.break_since.is_not(None)))
    return [(adviser_of(row.Duty, row.StaffMember, facts), row.Duty.break_since) for row in rows]


def _open_duties(facts: SiteFacts):  # type: ignore[no-untyped-def]
    return (
        select(Duty, StaffMember)
        .join(StaffMember, StaffMember.id == Duty.staff_id)
        .where(Duty.site_id == facts.id, Duty.ended_at.is_(None))
        .order_by(Duty.desk)
    )


def adviser_of(duty: Duty, member: StaffMember, facts: SiteFacts) -> Adviser:
    """Somebody on duty as the routing rule sees them."""
    desk = facts.desks.get(duty.desk)
    return Adviser(
        case_manager=member.id,
        desk=duty.desk,
        topics=frozenset(facts.topics if member.topics is None else member.topics),
        languages=frozenset(member.languages),
        woman_adviser=member.woman_adviser,
        step_free=bool(desk and desk.step_free),
        quiet=bool(desk and desk.quiet),
    )
