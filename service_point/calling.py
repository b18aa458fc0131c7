"""Calling: the next visitor or a chosen one, again, back, missed."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Call, Duty, Ticket
from rules.errors import (
    AlreadyCalled,
    AlreadyServing,
    NobodyWaiting,
    NotYours,
    UnknownChoice,
    UnknownTicket,
)
from rules.life_cycle import OPEN_CALL, Action, State, check_call_again, state_after
from rules.roles import Permission
from rules.routing import Adviser, Pick, Room, Waiting, line_of, passed, reason_by_hand
from service_point.desks import serving_duty
from service_point.facts import SiteFacts
from service_point.interpreters import ask_if_needed
from service_point.people import SignedIn
from service_point.routing import SECONDS_A_MINUTE, as_waiting, choose, waiting_room
from service_point.slots import end_call, open_call
from service_point.unit_of_work import Unit

LARGEST_ID = 2**31 - 1  # of a column of whole numbers; an address may hold more


def call_next(unit: Unit, who: SignedIn) -> tuple[Ticket, Call]:
    """Call the next visitor by the rule. Raises: NotOnDuty, AlreadyServing, NobodyWaiting."""
    duty = serving_duty(unit, who)
    _check_free(unit, who)
    room = waiting_room(unit.session, unit.facts, unit.now.timestamp() / SECONDS_A_MINUTE)
    chosen = choose(unit.session, room, _adviser(room, who))
    if chosen is None:
        raise NobodyWaiting
    _forget_skips(unit, chosen)
    return _call(unit, who, duty, unit.session.get_one(Ticket, chosen.ticket), chosen)


def call_chosen(unit: Unit, who: SignedIn, ticket_id: int, why: str | None) -> tuple[Ticket, Call]:
    """Call a given ticket, for a reason from the site's list.

    Raises: NotOnDuty, AlreadyServing, UnknownTicket, AlreadyCalled, IllegalMove, UnknownChoice.
    """
    duty = serving_duty(unit, who)
    _check_free(unit, who)
    ticket = visible_ticket(unit, who, ticket_id)
    if ticket.state in OPEN_CALL:
        raise AlreadyCalled(number=ticket.number)
    state_after(State(ticket.state), Action.CALL)
    if why not in unit.facts.codes("call_reasons"):
        raise UnknownChoice(field="why", value=why or "")
    return _call_by_hand(unit, who, duty, ticket, why)


def call_issued(unit: Unit, who: SignedIn, ticket: Ticket, why: str) -> tuple[Ticket, Call]:
    """Call a ticket that was just issued for somebody who sits here already. Raises: NotOnDuty, AlreadyServing."""
    duty = serving_duty(unit, who)
    _check_free(unit, who)
    return _call_by_hand(unit, who, duty, ticket, why)


def _call_by_hand(
    unit: Unit, who: SignedIn, duty: Duty, ticket: Ticket, why: str | None
) -> tuple[Ticket, Call]:
    room = waiting_room(unit.session, unit.facts, unit.now.timestamp() / SECONDS_A_MINUTE)
    chosen = _by_hand(room, _adviser(room, who), as_waiting(unit.facts, ticket))
    return _call(unit, who, duty, ticket, chosen, why)


def _by_hand(room: Room, adviser: Adviser, ticket: Waiting) -> Pick:
    """A choice of the case manager: passes others like any call, and is reported apart."""
    return Pick(
        ticket=ticket.ticket,
        reason=reason_by_hand(room, adviser, ticket),
        passed=passed(room, adviser, ticket),
        is_ordinary=line_of(room, ticket)[2],
    )


def _call(
    unit: Unit, who: SignedIn, duty: Duty, ticket: Ticket, chosen: Pick, why: str | None = None
) -> tuple[Ticket, Call]:
    reason = asdict(chosen.reason)
    call = Call(
        site_id=unit.site_id,
        ticket_id=ticket.id,
        slot_id=ticket.slot_id,
        staff_id=who.staff_id,
        desk=duty.desk,
        by_hand=chosen.reason.rule == "by_hand",
        why=why,
        reason=reason,
        passed=list(chosen.passed),
        is_ordinary=chosen.is_ordinary,
        called_from=ticket.state,
        called_at=unit.now,
        last_called_at=unit.now,
        times=1,
    )
    unit.move(
        ticket,
        Action.CALL,
        desk=duty.desk,
        why=why,
        details={"reason": reason, "passed": list(chosen.passed)},
    )
    unit.session.add(call)
    try:
        unit.session.flush()
    except IntegrityError as error:  # the indexes hold even if the site's lock were lost
        raise AlreadyCalled(number=ticket.number) from error
    ask_if_needed(unit, who.staff_id, duty.desk, ticket.advice_languages, who.languages)
    return ticket, call


def call_again(unit: Unit, who: SignedIn, ticket_id: int) -> Ticket:
    """Only from the desk that called: nobody else sees who comes. Raises: IllegalMove, NotYours, TooSoon."""
    ticket, call = _own_call(unit, who, ticket_id, Action.CALL_AGAIN)
    if call.staff_id != who.staff_id:
        raise NotYours
    check_call_again(call.last_called_at, unit.now)
    call.last_called_at, call.times = unit.now, call.times + 1
    unit.move(ticket, Action.CALL_AGAIN, desk=call.desk)
    return ticket


def put_back(unit: Unit, who: SignedIn, ticket_id: int) -> Ticket:
    """Back to the queue, passed over once. Raises: IllegalMove, NotYours."""
    ticket, call = _own_call(unit, who, ticket_id, Action.PUT_BACK)
    end_call(unit, call, Action.PUT_BACK)
    unit.move(ticket, Action.PUT_BACK, desk=call.desk, skipped=True)
    return ticket


def cancel_call(unit: Unit, who: SignedIn, ticket_id: int) -> Ticket:
    """As if never called. Raises: IllegalMove, NotYours."""
    ticket, call = _own_call(unit, who, ticket_id, Action.CANCEL_CALL)
    end_call(unit, call, Action.CANCEL_CALL)
    unit.move(ticket, Action.CANCEL_CALL, desk=call.desk)
    return ticket


def mark_missed(unit: Unit, who: SignedIn, ticket_id: int) -> Ticket:
    """Called and not come. Raises: IllegalMove, NotYours."""
    ticket, call = _own_call(unit, who, ticket_id, Action.MARK_MISSED)
    end_call(unit, call, Action.MARK_MISSED)
    unit.move(ticket, Action.MARK_MISSED, desk=call.desk, missed_at=unit.now)
    return ticket


def visible_ticket(unit: Unit, who: SignedIn, ticket_id: int) -> Ticket:
    """A ticket of the site that this reader may see. Raises: UnknownTicket (also for others' discreet topics)."""
    return visible_ticket_in(unit.session, unit.facts, who, ticket_id)


def visible_ticket_in(session: Session, facts: SiteFacts, who: SignedIn, ticket_id: int) -> Ticket:
    """The same for reading only. Raises: UnknownTicket."""
    ticket = session.get(Ticket, ticket_id) if ticket_id <= LARGEST_ID else None
    if ticket is None or ticket.site_id != facts.id or not may_see(facts, who, ticket):
        raise UnknownTicket(id=ticket_id)
    return ticket


def may_see(facts: SiteFacts, who: SignedIn, ticket: Ticket) -> bool:
    """Discreet topics are seen only by those who serve them; other topics also by leads and the reception."""
    topic = facts.topics.get(ticket.topic)
    if who.role == "reception":
        return not (topic and topic.discreet)
    if topic and topic.discreet:
        return who.serves(ticket.topic)
    return who.is_lead or who.serves(ticket.topic) or ticket.only_staff_id == who.staff_id


def check_own(who: SignedIn, call: Call) -> None:
    """Raises: NotYours unless it is this case manager's call, or a lead."""
    if call.staff_id != who.staff_id and not who.is_lead:
        raise NotYours


def _own_call(unit: Unit, who: SignedIn, ticket_id: int, action: Action) -> tuple[Ticket, Call]:
    who.require(Permission.SERVE)
    ticket = visible_ticket(unit, who, ticket_id)
    state_after(State(ticket.state), action)
    call = open_call(unit, ticket)
    check_own(who, call)
    return ticket, call


def _check_free(unit: Unit, who: SignedIn) -> None:
    if unit.session.execute(
        select(Call.id).where(Call.staff_id == who.staff_id, Call.ended_at.is_(None))
    ).first():
        raise AlreadyServing


def _adviser(room: Room, who: SignedIn) -> Adviser:
    return next(adviser for adviser in room.advisers if adviser.case_manager == who.staff_id)


def _forget_skips(unit: Unit, chosen: Pick) -> None:
    """Passed over once is once: the next call may take them again."""
    for ticket_id in chosen.unskipped:
        unit.session.get_one(Ticket, ticket_id).skipped = False
