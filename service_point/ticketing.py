"""Pausing the kiosks: they say why in every language and give no numbers; staff still do."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Site, StaffMember, TicketingChange
from rules.errors import NotOnDuty, TicketingPaused, UnknownChoice
from rules.roles import Permission, Role
from rules.ticketing import Change, Pause, PauseReason, PauseSpan, pause_now, spans
from service_point.desks import open_duty
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.unit_of_work import Unit

PAUSES_SHOWN = timedelta(days=1)


def pause(unit: Unit, who: SignedIn, reason: str | None) -> Pause:
    """No numbers at any kiosk of the site until `resume`, at most for the rest of the day. Again: another reason.

    Raises: NotAllowed; NotOnDuty for a case manager who is not; UnknownChoice.
    """
    _check_may(unit, who)
    if reason not in set(PauseReason):
        raise UnknownChoice(field="reason", value=reason)
    running = current_pause(unit.session, unit.facts, unit.now)
    found = Pause(PauseReason(reason), running.since if running else unit.now)
    _write(unit, found.reason, found.since)
    if running is None or running.reason is not found.reason:
        _record(unit, who, found.reason)
    return found


def resume(unit: Unit, who: SignedIn) -> None:
    """Raises: as `pause`. Nothing happens when nothing is paused."""
    _check_may(unit, who)
    if current_pause(unit.session, unit.facts, unit.now) is not None:
        _record(unit, who, None)
    _write(unit, None, None)


def current_pause(session: Session, facts: SiteFacts, now: datetime) -> Pause | None:
    """The pause that holds now."""
    row = session.execute(select(Site.paused_why, Site.paused_at).where(Site.id == facts.id)).one()
    return pause_now(row.paused_why, row.paused_at, now, facts.zone)


def check_not_paused(unit: Unit) -> None:
    """Raises: TicketingPaused."""
    found = current_pause(unit.session, unit.facts, unit.now)
    if found is not None:
        raise TicketingPaused(reason=found.reason)


def paused_by(session: Session, facts: SiteFacts) -> str | None:
    """The name of whoever last paused the kiosks: for staff only, and only while the pause holds."""
    query = select(StaffMember.name).join(TicketingChange, TicketingChange.staff_id == StaffMember.id)
    of_site = query.where(TicketingChange.site_id == facts.id, TicketingChange.reason.is_not(None))
    return session.scalars(of_site.order_by(TicketingChange.at.desc(), TicketingChange.id.desc())).first()


def pauses_lately(session: Session, facts: SiteFacts, now: datetime) -> list[PauseSpan]:
    """Those of the last day, the newest first."""
    rows = session.execute(
        select(TicketingChange.at, TicketingChange.reason, StaffMember.name)
        .join(StaffMember, StaffMember.id == TicketingChange.staff_id)
        .where(TicketingChange.site_id == facts.id, TicketingChange.at > now - PAUSES_SHOWN)
        .order_by(TicketingChange.at, TicketingChange.id)
    )
    return spans(Change(row.at, row.reason, row.name) for row in rows)[::-1]


def _check_may(unit: Unit, who: SignedIn) -> None:
    """Whoever is in the house: leads and reception always, case managers while on duty (also on a break)."""
    who.require(Permission.PAUSE)
    if who.role is Role.CASE_MANAGER and open_duty(unit.session, who.staff_id) is None:
        raise NotOnDuty


def _write(unit: Unit, why: PauseReason | None, since: datetime | None) -> None:
    values: dict[str, Any] = {"paused_why": why, "paused_at": since}
    unit.session.execute(
        update(Site)
        .where(Site.id == unit.site_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _record(unit: Unit, who: SignedIn, reason: PauseReason | None) -> None:
    change = TicketingChange(site_id=unit.site_id, at=unit.now, staff_id=who.staff_id, reason=reason)
    unit.session.add(change)
    unit.session.flush()
