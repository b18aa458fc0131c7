"""Pausing the kiosks: they say why in every language and give no numbers; staff still do."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Site
from rules.errors import NotOnDuty, TicketingPaused, UnknownChoice
from rules.logged import Logged
from rules.roles import Permission, Role
from rules.ticketing import Pause, PauseReason, pause_now
from service_point.audit import note
from service_point.desks import open_duty
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.unit_of_work import Unit


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
    note(unit, Logged.KIOSKS_PAUSED, why=str(found.reason))
    return found


def resume(unit: Unit, who: SignedIn) -> None:
    """Raises: as `pause`. Nothing happens when nothing is paused."""
    _check_may(unit, who)
    _write(unit, None, None)
    note(unit, Logged.KIOSKS_RESUMED)


def current_pause(session: Session, facts: SiteFacts, now: datetime) -> Pause | None:
    """The pause that holds now."""
    row = session.execute(select(Site.paused_why, Site.paused_at).where(Site.id == facts.id)).one()
    return pause_now(row.paused_why, row.paused_at, now, facts.zone)


def check_not_paused(unit: Unit) -> None:
    """Raises: TicketingPaused."""
    found = current_pause(unit.session, unit.facts, unit.now)
    if found is not None:
        raise TicketingPaused(reason=found.reason)


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
