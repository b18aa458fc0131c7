"""Slots: what is open now, opening and closing by hand, and what the clock ends by itself."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Call, Consultation, Duty, Slot, Ticket
from rules.errors import SlotClosed
from rules.hours import Opening, opening_state
from rules.life_cycle import START_AFTER_CLOSING, Action, State
from service_point.facts import SiteFacts
from service_point.interpreters import release_asked_by, send_home
from service_point.planning import day_off
from service_point.unit_of_work import Unit

SLOTS_LISTED = 30
LOOK_AHEAD = timedelta(days=28)  # the next opening is looked for so far


def opening(session: Session, facts: SiteFacts, now: datetime) -> Opening[Slot]:
    """Whether tickets are issued now, why not, and when again. A discreet guest changes nothing of it (promise 8)."""
    slots = session.scalars(
        select(Slot)
        .where(
            Slot.site_id == facts.id,
            Slot.closed_at.is_(None),
            Slot.ends_at > now - timedelta(days=1),
            Slot.opens_at < now + LOOK_AHEAD,
        )
        .order_by(Slot.opens_at)
    ).all()
    off = day_off(facts.timetable, facts.holidays, facts.local_day(now))
    seen = [slot for slot in slots if not is_hidden(facts, slot)]
    return opening_state(seen, now, facts.zone, facts.doors, facts.last_call, off)


def is_hidden(facts: SiteFacts, slot: Slot) -> bool:
    """A guest's slot with a discreet topic: inside the regular hours, and nobody outside learns of it."""
    named = [facts.topics[code] for code in slot.topics if code in facts.topics]
    return slot.kind == "guest" and any(topic.discreet for topic in named)


def running_slots(session: Session, facts: SiteFacts, now: datetime) -> Sequence[Slot]:
    """Slots whose doors are open and that aren't closed, the latest end first; without those of discreet guests."""
    slots = session.scalars(
        select(Slot)
        .where(
            Slot.site_id == facts.id,
            Slot.closed_at.is_(None),
            Slot.opens_at <= now + facts.doors,
            Slot.ends_at > now,
        )
        .order_by(Slot.ends_at.desc(), Slot.id)
    ).all()
    return [slot for slot in slots if not is_hidden(facts, slot)]


def slot_for(
    session: Session, facts: SiteFacts, topic: str, now: datetime, *, by_staff: bool = False
) -> Slot:
    """The open slot that takes a ticket for `topic`: the latest end, if several.

    At the kiosk it takes tickets until last call, unless it is by appointment only; by staff until its end. What a
    discreet guest serves belongs to the regular slot around it. Raises: SlotClosed.
    """
    for slot in running_slots(session, facts, now):
        takes = by_staff or (slot.walk_in and now < slot.ends_at - facts.last_call)
        if topic in slot.topics and takes:
            return slot
    raise SlotClosed(topic=topic)


def past_slots(
    session: Session, facts: SiteFacts, now: datetime
) -> list[tuple[int, datetime, datetime, int]]:
    """(number, opening, end, tickets) of slots that have begun, the newest last."""
    tickets = select(func.count(Ticket.id)).where(Ticket.slot_id == Slot.id).scalar_subquery()
    query = select(Slot.id, Slot.opens_at, Slot.ends_at, tickets)
    query = query.where(Slot.site_id == facts.id, Slot.opens_at <= now).order_by(Slot.opens_at.desc())
    return [tuple(row) for row in session.execute(query.limit(SLOTS_LISTED))][::-1]


def open_until(unit: Unit, until: time) -> Slot:
    """Open a slot now with every topic, or extend the running one, until the next `until` in site time."""
    ends_at = _next(until, unit.now, unit.facts)
    running = running_slots(unit.session, unit.facts, unit.now)
    if running:
        slot = running[0]
        slot.ends_at, slot.topics = ends_at, list(unit.facts.topics)
        slot.origin = "command"  # planning leaves it alone from now on
        slot.opens_at = min(slot.opens_at, unit.now)
        return slot
    slot = Slot(
        site_id=unit.site_id,
        on=unit.facts.local_day(unit.now),
        opens_at=unit.now,
        ends_at=ends_at,
        topics=list(unit.facts.topics),
        origin="command",
    )
    unit.session.add(slot)
    unit.session.flush()
    return slot


def _next(until: time, now: datetime, facts: SiteFacts) -> datetime:
    """The next moment when the site's clocks show `until`: tomorrow's, if today's has passed."""
    local = now.astimezone(facts.zone)
    today = datetime.combine(local.date(), until, facts.zone)
    if today > local:
        return today
    return datetime.combine(local.date() + timedelta(days=1), until, facts.zone)


def close_now(unit: Unit) -> int:
    """Close every running slot at once. Returns how many were closed."""
    running = running_slots(unit.session, unit.facts, unit.now)
    for slot in running:
        slot.ends_at = unit.now
        slot.opens_at = min(slot.opens_at, unit.now)
    close_due(unit)
    return len(running)


def is_something_due(session: Session, site_id: int, now: datetime) -> bool:
    """Cheap look, before a write transaction is begun: does the clock have anything to end?"""
    ended = select(Slot.id).where(Slot.site_id == site_id, Slot.closed_at.is_(None), Slot.ends_at <= now)
    left = (
        select(Ticket.id)
        .join(Slot, Slot.id == Ticket.slot_id)
        .where(
            Ticket.site_id == site_id, Slot.closed_at.is_not(None), Ticket.state.in_(("waiting", "parked"))
        )
    )
    late = (
        select(Call.id)
        .join(Slot, Slot.id == Call.slot_id)
        .where(
            Call.site_id == site_id,
            Call.ended_at.is_(None),
            Call.started_at.is_(None),
            Slot.closed_at <= now - START_AFTER_CLOSING,
        )
    )
    return any(session.execute(query.limit(1)).first() for query in (ended, left, late))


def close_due(unit: Unit) -> None:
    """What the clock ends: slots at their end, tickets still called ten minutes later."""
    session = unit.session
    for slot in session.scalars(
        select(Slot).where(Slot.site_id == unit.site_id, Slot.closed_at.is_(None), Slot.ends_at <= unit.now)
    ):
        slot.closed_at = unit.now
    session.flush()
    for ticket in session.scalars(_in_closed_slots(unit, State.WAITING, State.PARKED)):
        unit.move(ticket, Action.CLOSE_SLOT, ended_at=unit.now)
    late = _in_closed_slots(unit, State.CALLED).where(Slot.closed_at <= unit.now - START_AFTER_CLOSING)
    for ticket in session.scalars(late):
        end_call(unit, open_call(unit, ticket), Action.CLOSE_SLOT)
        unit.move(ticket, Action.CLOSE_SLOT, ended_at=unit.now)


def close_day(unit: Unit) -> None:
    """After a day's last slot: running talks end with their outcome open, duties end, interpreters go home."""
    today = unit.facts.local_day(unit.now)
    if _is_day_still_open(unit, today):
        return
    for duty in unit.session.scalars(
        select(Duty).where(Duty.site_id == unit.site_id, Duty.ended_at.is_(None), Duty.on < today)
    ):
        duty.ended_at = unit.now
    send_home(unit, today)
    for ticket in unit.session.scalars(
        select(Ticket).where(
            Ticket.site_id == unit.site_id, Ticket.state == State.IN_CONSULTATION, Ticket.on < today
        )
    ):
        call = open_call(unit, ticket)
        end_call(unit, call, Action.CLOSE_DAY)
        consultation = unit.session.scalars(select(Consultation).where(Consultation.call_id == call.id)).one()
        consultation.ended_at, consultation.ended_by = unit.now, Action.CLOSE_DAY
        unit.move(ticket, Action.CLOSE_DAY, desk=call.desk, ended_at=unit.now)


def _is_day_still_open(unit: Unit, today: object) -> bool:
    """A slot of an earlier day that runs past midnight keeps its day open."""
    query = select(Slot.id).where(Slot.site_id == unit.site_id, Slot.closed_at.is_(None), Slot.on < today)
    return (
        unit.session.execute(query.where(Slot.ends_at > unit.now, Slot.opens_at <= unit.now)).first()
        is not None
    )


def open_call(unit: Unit, ticket: Ticket) -> Call:
    """The ticket's open call (there is one in the states called and in_consultation)."""
    return unit.session.scalars(
        select(Call).where(Call.ticket_id == ticket.id, Call.ended_at.is_(None))
    ).one()


def end_call(unit: Unit, call: Call, action: Action) -> None:
    """Whoever interpreted there is free again."""
    call.ended_at, call.ended_by = unit.now, action
    release_asked_by(unit, call.staff_id)
    unit.session.flush()


def _in_closed_slots(unit: Unit, *states: State):  # type: ignore[no-untyped-def]
    return (
        select(Ticket)
        .join(Slot, Slot.id == Ticket.slot_id)
        .where(Ticket.site_id == unit.site_id, Slot.closed_at.is_not(None), Ticket.state.in_(states))
    )
