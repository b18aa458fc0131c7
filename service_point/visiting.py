"""What a visitor (or the staff for them) does with a ticket: come back, step out, withdraw, delete, ask."""

from datetime import datetime

from sqlalchemy import Select, or_, select, update
from sqlalchemy import delete as sql_delete
from sqlalchemy.orm import Session

from models import AnsweredRequest, NextSteps, Slot, Ticket, TicketEvent
from rules.errors import SlotClosed, UnknownCode
from rules.life_cycle import Action, State, is_legal, state_after
from rules.numbering import read_code
from service_point.facts import SiteFacts
from service_point.slots import end_call, open_call
from service_point.unit_of_work import Office, Unit


def ticket_by_code(session: Session, facts: SiteFacts, text: str, now: datetime) -> Ticket:
    """The ticket of a scanned or typed code, while its code lives. Raises: UnknownCode."""
    code = read_code(text)
    query = _living(facts, now).where(Ticket.code == code)
    ticket = session.scalars(query).one_or_none() if code else None
    if ticket is None:
        raise UnknownCode
    return ticket


def ticket_by_number(session: Session, facts: SiteFacts, number: int, pin: str, now: datetime) -> Ticket:
    """The ticket with this number and PIN. Raises: UnknownCode."""
    query = _living(facts, now).where(Ticket.number == number, Ticket.pin == pin, Ticket.code.is_not(None))
    ticket = session.scalars(query.order_by(Ticket.id.desc())).first()
    if ticket is None:
        raise UnknownCode
    return ticket


def _living(facts: SiteFacts, now: datetime) -> Select[Ticket]:
    """A code lives on the local day of its slot's opening, and to the slot's end if that is later (promise 1)."""
    alive = or_(Ticket.on == facts.local_day(now), Slot.ends_at > now)
    return select(Ticket).join(Slot, Slot.id == Ticket.slot_id).where(Ticket.site_id == facts.id, alive)


def come_back(unit: Unit, ticket: Ticket) -> Ticket:
    """From missed (then passed over once) or from a short way out, with the old place in the order.

    Raises: IllegalMove; SlotClosed after the slot's end.
    """
    state_after(State(ticket.state), Action.COME_BACK)
    slot = unit.session.get_one(Slot, ticket.slot_id)
    if slot.closed_at is not None or slot.ends_at <= unit.now:
        raise SlotClosed(topic=ticket.topic)
    missed = ticket.state == State.MISSED
    unit.move(ticket, Action.COME_BACK, skipped=missed or ticket.skipped, missed_at=None)
    return ticket


def park(unit: Unit, ticket: Ticket) -> Ticket:
    """ "I step out for a moment". Raises: IllegalMove."""
    unit.move(ticket, Action.PARK)
    return ticket


def withdraw(unit: Unit, ticket: Ticket) -> Ticket:
    """The visitor goes. Raises: IllegalMove."""
    state_after(State(ticket.state), Action.WITHDRAW)
    desk = None
    if ticket.state == State.CALLED:
        call = open_call(unit, ticket)
        desk = call.desk
        end_call(unit, call, Action.WITHDRAW)
    unit.move(ticket, Action.WITHDRAW, desk=desk, ended_at=unit.now)
    return ticket


def delete(unit: Unit, ticket: Ticket) -> Ticket:
    """Withdraw if that is still possible, then forget what the visitor told: code, PIN, languages, needs, persons.

    Topic and times stay for the counts; the log keeps its rows, without what was told.
    """
    if is_legal(State(ticket.state), Action.WITHDRAW):
        withdraw(unit, ticket)
    ticket.code = ticket.pin = ticket.persons = None
    ticket.needs, ticket.advice_languages = [], []
    unit.session.execute(sql_delete(NextSteps).where(NextSteps.ticket_id == ticket.id))
    _blank_kept_answer(unit, ticket)
    _blank_log(unit, ticket)
    unit.record(ticket, "delete", State(ticket.state))
    return ticket


def _blank_kept_answer(unit: Unit, ticket: Ticket) -> None:
    """The answer kept for the kiosk's retries still names code and PIN: a retry gets it without them."""
    issued = select(TicketEvent.request_id).where(
        TicketEvent.ticket_id == ticket.id, TicketEvent.action == Action.ISSUE
    )
    for kept in unit.session.scalars(
        select(AnsweredRequest).where(AnsweredRequest.request_id == issued.scalar_subquery())
    ):
        without = {**kept.answer["ticket"], "code": None, "pin": None}
        kept.answer = {**kept.answer, "ticket": without, "phone_url": None, "slip_url": None}


def _blank_log(unit: Unit, ticket: Ticket) -> None:
    unit.session.flush()
    unit.session.execute(
        update(TicketEvent)
        .where(TicketEvent.ticket_id == ticket.id)
        .values(details=None)
        .execution_options(synchronize_session=False)
    )


def find_by_code(office: Office, text: str) -> tuple[int, int]:
    """(site id, ticket id) of a living code at whatever site. Raises: UnknownCode."""
    code = read_code(text)
    with office.read() as session:
        row = session.execute(select(Ticket.site_id, Ticket.id).where(Ticket.code == code)).one_or_none()
        if code is None or row is None:
            raise UnknownCode
        ticket_by_code(session, office.facts(session, row.site_id), code, office.clock())
        return row.site_id, row.id


def ticket_by_id(session: Session, ticket_id: int) -> Ticket:
    """The ticket that `find_by_code` found."""
    return session.get_one(Ticket, ticket_id)
