"""A lead opens a slot now, gives it another end, or closes it: what the command does for whoever runs the server."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Slot, Ticket
from rules.errors import EndNotAhead, SlotClosed
from rules.life_cycle import State
from rules.logged import Logged
from rules.roles import Permission
from rules.site_file import plan_of
from service_point.audit import note
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.slots import close_due, running_slots
from service_point.unit_of_work import Unit

LONGEST = timedelta(hours=12)  # from now to the end: a typing error would else keep the kiosks open all night
BY_HAND = "command"  # planning leaves it alone from now on
CLOSING_ENDS = (State.WAITING, State.PARKED, State.CALLED, State.IN_CONSULTATION, State.MISSED)


def open_now(unit: Unit, who: SignedIn, until: time) -> Slot:
    """The slot still to come today begins now, else a new one with every topic but guests'; it ends at `until`.

    Again while a slot runs: that one. Raises: NotAllowed, EndNotAhead.
    """
    who.require(Permission.LEAD)
    ends_at = end_at(unit.facts, until, unit.now)
    running = [slot for slot in running_slots(unit.session, unit.facts, unit.now) if slot.kind == "regular"]
    if running and running[0].opens_at <= unit.now:
        return running[0]
    slot = next_today(unit.session, unit.facts, unit.now) or Slot(
        site_id=unit.site_id,
        on=unit.facts.local_day(unit.now),
        topics=list(plan_of(unit.facts.plan).ordinary_and_discreet_topics),
    )
    slot.opens_at, slot.ends_at, slot.origin = unit.now, ends_at, BY_HAND
    unit.session.add(slot)
    unit.session.flush()
    note(unit, Logged.SLOT_OPENED, until=until.strftime("%H:%M"))
    return slot


def change_end(unit: Unit, who: SignedIn, slot_id: int, until: time) -> Slot:
    """Longer or shorter. Raises: NotAllowed, SlotClosed for one that does not run, EndNotAhead."""
    slot = _running(unit, who, slot_id)
    ends_at = end_at(unit.facts, until, unit.now)
    if ends_at <= slot.opens_at:
        raise EndNotAhead
    slot.ends_at, slot.origin = ends_at, BY_HAND
    note(unit, Logged.SLOT_END_CHANGED, until=until.strftime("%H:%M"))
    return slot


def close_slot(unit: Unit, who: SignedIn, slot_id: int) -> Slot:
    """At once: who waits goes home unserved, who is called may still come, talks go on.

    Raises: NotAllowed, ConfirmNeeded, SlotClosed for one that does not run.
    """
    who.require_fresh(unit.now)
    slot = _running(unit, who, slot_id)
    slot.opens_at, slot.ends_at, slot.origin = min(slot.opens_at, unit.now), unit.now, BY_HAND
    unit.session.flush()
    close_due(unit)
    note(unit, Logged.SLOT_CLOSED)
    return slot


def next_today(session: Session, facts: SiteFacts, now: datetime) -> Slot | None:
    """The ordinary slot that has still to open today."""
    query = select(Slot).where(
        Slot.site_id == facts.id,
        Slot.on == facts.local_day(now),
        Slot.kind == "regular",
        Slot.closed_at.is_(None),
        Slot.opens_at > now,
        Slot.ends_at > Slot.opens_at,
    )
    return session.scalars(query.order_by(Slot.opens_at, Slot.id).limit(1)).first()


def people_of_slot(session: Session, slot: Slot) -> dict[str, int]:
    """State → how many tickets of this slot: what closing it means, discreet topics among them."""
    query = select(Ticket.state, func.count()).where(Ticket.slot_id == slot.id).group_by(Ticket.state)
    counts = {state: count for state, count in session.execute(query)}  # noqa: C416 (rows are no pairs to mypy)
    return {str(state): counts.get(state, 0) for state in CLOSING_ENDS}


def end_at(facts: SiteFacts, until: time, now: datetime) -> datetime:
    """When the site's clocks next show `until`. Raises: EndNotAhead when that is not within twelve hours."""
    local = now.astimezone(facts.zone)
    for days in (0, 1):
        found = datetime.combine(local.date() + timedelta(days=days), until, facts.zone).astimezone(UTC)
        if now < found <= now + LONGEST:
            return found
    raise EndNotAhead


def _running(unit: Unit, who: SignedIn, slot_id: int) -> Slot:
    who.require(Permission.LEAD)
    running = running_slots(unit.session, unit.facts, unit.now)
    slot = next((one for one in running if one.id == slot_id), None)
    if slot is None:
        raise SlotClosed
    return slot
