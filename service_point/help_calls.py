"""A silent call for help: colleagues see the desk until somebody goes there. Never on the board, no sound anywhere."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, aliased

from models import Duty, HelpCall, StaffMember
from rules.errors import HelpAnswered, NotOnDuty, NotYours, UnknownChoice
from rules.logged import Logged
from rules.roles import Permission
from service_point.audit import note
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.times import iso
from service_point.unit_of_work import Unit

LASTS = timedelta(minutes=30)  # nobody needs help for longer; what was forgotten disappears
KEPT_FOR = timedelta(days=90)
LARGEST_ID = 2**31 - 1


def call_for_help(unit: Unit, who: SignedIn) -> HelpCall:
    """Pressing twice is one call. Raises: NotOnDuty."""
    who.require(Permission.SERVE)
    desk = unit.session.scalars(
        select(Duty.desk).where(Duty.staff_id == who.staff_id, Duty.ended_at.is_(None))
    ).one_or_none()
    if desk is None:
        raise NotOnDuty
    known = _open_of(unit, who.staff_id)
    if known is not None and unit.now - known.asked_at <= LASTS:
        return known
    end_help_of(unit, who.staff_id)
    call = HelpCall(site_id=unit.site_id, staff_id=who.staff_id, desk=desk, asked_at=unit.now)
    unit.session.add(call)
    unit.session.flush()
    note(unit, Logged.HELP_CALLED, desk=desk)
    return call


def answer_help(unit: Unit, who: SignedIn, help_id: int) -> HelpCall:
    """ "I am going." Of two who press together one goes. Raises: UnknownChoice, HelpAnswered."""
    call = _help_call(unit, help_id)
    first = unit.session.execute(
        update(HelpCall)
        .where(HelpCall.id == call.id, HelpCall.answered_at.is_(None), HelpCall.ended_at.is_(None))
        .where(HelpCall.staff_id != who.staff_id)
        .values(answered_at=unit.now, answered_by=who.staff_id)
        .execution_options(synchronize_session=False)
    )
    if first.rowcount != 1:  # type: ignore[attr-defined]
        raise HelpAnswered
    unit.session.refresh(call)
    note(unit, Logged.HELP_ANSWERED, about=call.staff_id, desk=call.desk)
    return call


def end_help(unit: Unit, who: SignedIn, help_id: int) -> HelpCall:
    """It is over: for whoever called, whoever went there, and leads. Raises: UnknownChoice, NotYours."""
    call = _help_call(unit, help_id)
    if who.staff_id not in (call.staff_id, call.answered_by) and not who.is_lead:
        raise NotYours
    call.ended_at = call.ended_at or unit.now
    return call


def end_help_of(unit: Unit, staff_id: int) -> None:
    """Whoever called has left the desk."""
    unit.session.execute(
        update(HelpCall)
        .where(HelpCall.staff_id == staff_id, HelpCall.ended_at.is_(None))
        .values(ended_at=unit.now)
        .execution_options(synchronize_session=False)
    )


def forget_help(unit: Unit) -> None:
    """Who needed help when is nobody's business for longer than a quarter of a year."""
    old = HelpCall.asked_at < unit.now - KEPT_FOR
    unit.session.execute(delete(HelpCall).where(HelpCall.site_id == unit.site_id, old))


def help_json(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> list[dict[str, Any]]:
    """`[{id, desk, asked_at, is_mine, answered_by, is_answered_by_me}]`, the oldest first."""
    colleague = aliased(StaffMember)
    rows = session.execute(
        select(HelpCall, colleague.name)
        .outerjoin(colleague, colleague.id == HelpCall.answered_by)
        .where(HelpCall.site_id == facts.id, HelpCall.ended_at.is_(None), HelpCall.asked_at > now - LASTS)
        .order_by(HelpCall.id)
    )
    return [
        {
            "id": call.id,
            "desk": call.desk,
            "asked_at": iso(call.asked_at),
            "is_mine": call.staff_id == who.staff_id,
            "answered_by": name,
            "is_answered_by_me": call.answered_by == who.staff_id,
        }
        for call, name in rows
    ]


def _open_of(unit: Unit, staff_id: int) -> HelpCall | None:
    query = select(HelpCall).where(HelpCall.staff_id == staff_id, HelpCall.ended_at.is_(None))
    return unit.session.scalars(query).one_or_none()


def _help_call(unit: Unit, help_id: int) -> HelpCall:
    call = unit.session.get(HelpCall, help_id) if help_id <= LARGEST_ID else None
    if call is None or call.site_id != unit.site_id:
        raise UnknownChoice(field="help", value=str(help_id))
    return call
