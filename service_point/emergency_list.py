"""The day on paper, for when nothing works any more: who waits, numbers to give out by hand, who sits where."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from models import PaperNumbers, Slot, Ticket
from rules.life_cycle import State
from rules.logged import Logged
from rules.roles import Permission
from service_point.audit import note
from service_point.desks_today import people_at_desks
from service_point.issuing import new_stubs
from service_point.people import SignedIn
from service_point.slots import running_slots
from service_point.times import iso
from service_point.unit_of_work import Unit

Picture = dict[str, Any]
HELD = 24  # blank lines: a page full, more than a small site's rest of a day
STILL_HERE = (State.WAITING, State.CALLED, State.PARKED)


def emergency_list(unit: Unit, who: SignedIn) -> Picture:
    """What the paper says, and one entry in the log. No ticket says its topic: so a discreet one looks like any other.

    The numbers are the same on every print of a day. Raises: NotAllowed.
    """
    who.require(Permission.LEAD)
    note(unit, Logged.EMERGENCY_LIST_PRINTED)
    on, slots = _day(unit), _slots(unit)
    held = _held(unit, on)
    return {
        "site": unit.facts.short_name,
        "on": on.isoformat(),
        "printed_at": iso(unit.now),
        "slots": [
            {"opens_at": iso(slot.opens_at), "ends_at": iso(slot.ends_at), "title": slot.title}
            for slot in slots
        ],
        "tickets": [_ticket(ticket) for ticket in _tickets(unit)],
        "numbers": list(range(held.first, held.first + held.count)),
        "desks": people_at_desks(unit.session, unit.facts),
    }


def forget_paper_numbers(unit: Unit) -> None:
    """The nightly job: yesterday's are given to nobody any more."""
    mine = PaperNumbers.site_id == unit.site_id
    unit.session.execute(delete(PaperNumbers).where(mine, PaperNumbers.on < unit.facts.local_day(unit.now)))


def _day(unit: Unit) -> date:
    """Of the slot that runs, which may have opened yesterday; else today."""
    running = running_slots(unit.session, unit.facts, unit.now)
    return running[0].on if running else unit.facts.local_day(unit.now)


def _slots(unit: Unit) -> Sequence[Slot]:
    query = select(Slot).where(
        Slot.site_id == unit.site_id,
        Slot.on == _day(unit),
        Slot.closed_at.is_(None),
        Slot.ends_at > unit.now,
    )
    return unit.session.scalars(query.order_by(Slot.opens_at, Slot.id)).all()


def _slot(slot: Slot) -> Picture:
    return {"opens_at": iso(slot.opens_at), "ends_at": iso(slot.ends_at), "title": slot.title}


def _held(unit: Unit, on: date) -> PaperNumbers:
    query = select(PaperNumbers).where(PaperNumbers.site_id == unit.site_id, PaperNumbers.on == on)
    held = unit.session.scalars(query).one_or_none()
    if held is None:
        first = new_stubs(unit, on, HELD)[0].number
        held = PaperNumbers(site_id=unit.site_id, on=on, first=first, count=HELD, held_at=unit.now)
        unit.session.add(held)
        unit.session.flush()
    return held


def _tickets(unit: Unit) -> Sequence[Ticket]:
    query = select(Ticket).where(Ticket.site_id == unit.site_id, Ticket.state.in_(STILL_HERE))
    return unit.session.scalars(query.order_by(Ticket.key_at, Ticket.number)).all()


def _ticket(ticket: Ticket) -> Picture:
    return {
        "number": ticket.number,
        "state": ticket.state,
        "arrived_at": iso(ticket.issued_at),
        "languages": ticket.advice_languages,
        "needs": ticket.needs,
        "persons": ticket.persons,
    }
