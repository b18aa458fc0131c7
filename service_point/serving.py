"""Consultations: start, undo, suspend, hand over, finish, and what came out."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models import Call, Consultation, StaffMember, Ticket
from rules.errors import NotOnDuty, NotYours, OutcomeMissing, TargetMissing, TooLate, UnknownChoice
from rules.life_cycle import Action, State, check_undo_start, state_after
from rules.outcomes import HAND_OVER_NOTES, SUSPEND_REASONS
from rules.roles import Permission, is_within
from service_point.calling import check_own, visible_ticket
from service_point.desks import advisers_on_duty, serving_duty
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.routing import confirm_passes
from service_point.slots import end_call, open_call
from service_point.unit_of_work import Unit


@dataclass(frozen=True)
class Outcome:
    """What came out of a consultation (service-point.md). `outcomes[0]` is the main one."""

    outcomes: tuple[str, ...] = ()
    referred_to: tuple[str, ...] = ()
    case_management_carrier: str | None = None
    long_term_need: str | None = None
    contact: str | None = None
    persons: int | None = None
    talk_language: str | None = None
    interpreted_by: str | None = None
    further_topics: tuple[str, ...] = ()
    gap: str | None = None


@dataclass(frozen=True)
class Target:
    """Where a hand-over goes. At least one; the note is a code of rules.outcomes.HAND_OVER_NOTES."""

    topic: str | None = None
    case_manager: int | None = None
    desk: int | None = None
    note: str | None = None


def start(unit: Unit, who: SignedIn, ticket_id: int) -> Ticket:
    """The visitor is here. Raises: IllegalMove, NotYours."""
    ticket, call = _at_own_desk(unit, who, ticket_id, Action.START)
    call.started_at = unit.now
    unit.session.add(
        Consultation(
            site_id=unit.site_id,
            ticket_id=ticket.id,
            call_id=call.id,
            staff_id=who.staff_id,
            carrier=who.carrier,
            desk=call.desk,
            topic=ticket.topic,
            started_at=unit.now,
        )
    )
    confirm_passes(unit, call)
    unit.move(ticket, Action.START, desk=call.desk, skipped=False, only_staff_id=None, only_desk=None)
    return ticket


def undo_start(unit: Unit, who: SignedIn, ticket_id: int) -> Ticket:
    """It was a slip of the finger: called again, as before. Raises: IllegalMove, NotYours, TooLate."""
    ticket, call = _at_own_desk(unit, who, ticket_id, Action.UNDO_START)
    consultation = _running(unit, call)
    check_undo_start(consultation.started_at, unit.now)
    unit.session.delete(consultation)
    call.started_at = None
    confirm_passes(unit, call, -1)
    unit.move(ticket, Action.UNDO_START, desk=call.desk)
    return ticket


def suspend(unit: Unit, who: SignedIn, ticket_id: int, why: str | None) -> Ticket:
    """The visitor waits for an interpreter, fetches documents, sees to a child; then first choice here again.

    Raises: IllegalMove, NotYours, UnknownChoice.
    """
    ticket, call = _at_own_desk(unit, who, ticket_id, Action.SUSPEND)
    if why is not None and why not in SUSPEND_REASONS:
        raise UnknownChoice(field="why", value=why)
    _end_talk(unit, call, Action.SUSPEND)
    unit.move(ticket, Action.SUSPEND, desk=call.desk, why=why, only_staff_id=who.staff_id)
    return ticket


def finish(unit: Unit, who: SignedIn, ticket_id: int, outcome: Outcome) -> Ticket:
    """The talk is over and its outcome is known.

    Raises: IllegalMove, NotYours, OutcomeMissing, UnknownChoice.
    """
    ticket, call = _own_talk(unit, who, ticket_id, Action.FINISH)
    check_outcome(unit.facts, outcome)
    consultation = _end_talk(unit, call, Action.FINISH)
    _write_outcome(unit, consultation, outcome)
    unit.move(
        ticket, Action.FINISH, desk=call.desk, ended_at=unit.now, details={"outcomes": list(outcome.outcomes)}
    )
    return ticket


def finish_later(unit: Unit, who: SignedIn, ticket_id: int) -> Ticket:
    """The talk is over, its outcome is recorded later today. Raises: IllegalMove, NotYours."""
    ticket, call = _own_talk(unit, who, ticket_id, Action.FINISH_LATER)
    _end_talk(unit, call, Action.FINISH_LATER)
    unit.move(ticket, Action.FINISH_LATER, desk=call.desk, ended_at=unit.now)
    return ticket


def hand_over(unit: Unit, who: SignedIn, ticket_id: int, target: Target) -> Ticket:
    """The visitor waits for somebody else, with number and place in the order kept.

    Raises: IllegalMove, NotYours, TargetMissing, UnknownTopic, UnknownDesk, UnknownChoice, NotOnDuty.
    """
    ticket, call = _own_talk(unit, who, ticket_id, Action.HAND_OVER)
    _check_target(unit, ticket, target)
    _end_talk(unit, call, Action.HAND_OVER)
    unit.move(
        ticket,
        Action.HAND_OVER,
        desk=call.desk,
        why=target.note,
        details={"topic": target.topic, "case_manager": target.case_manager, "desk": target.desk},
        topic=target.topic or ticket.topic,
        only_staff_id=target.case_manager,
        only_desk=target.desk,
        handed_over_why=target.note,
    )
    return ticket


def record_outcome(unit: Unit, who: SignedIn, ticket_id: int, outcome: Outcome) -> Ticket:
    """The outcome of the ticket's last talk, open or to correct: by the same case manager until midnight, then a lead.

    Raises: IllegalMove, NotYours, TooLate, OutcomeMissing, UnknownChoice.
    """
    who.require(Permission.SERVE)
    ticket = visible_ticket(unit, who, ticket_id)
    state_after(State(ticket.state), Action.RECORD_OUTCOME)
    consultation = last_consultation(unit, ticket)
    check_may_record(unit, who, consultation)
    check_outcome(unit.facts, outcome)
    _write_outcome(unit, consultation, outcome)
    unit.move(
        ticket, Action.RECORD_OUTCOME, desk=consultation.desk, details={"outcomes": list(outcome.outcomes)}
    )
    return ticket


def check_outcome(facts: SiteFacts, outcome: Outcome) -> None:
    """Raises: OutcomeMissing, UnknownChoice, UnknownTopic, UnknownLanguage."""
    if not outcome.outcomes:
        raise OutcomeMissing
    _check_codes("outcomes", outcome.outcomes, facts.codes("outcomes"))
    _check_codes("referred_to", outcome.referred_to, facts.codes("referral_bodies"))
    _check_codes("case_management_carrier", (outcome.case_management_carrier,), set(facts.carriers))
    _check_codes("gap", (outcome.gap,), facts.codes("gaps"))
    for topic in outcome.further_topics:
        facts.topic(topic)
    if outcome.talk_language is not None:
        facts.check_language(outcome.talk_language)


def last_consultation(unit: Unit, ticket: Ticket) -> Consultation:
    query = (
        select(Consultation)
        .where(Consultation.ticket_id == ticket.id)
        .order_by(Consultation.id.desc())
        .limit(1)
    )
    return unit.session.scalars(query).one()


def _check_codes(field: str, given: tuple[str | None, ...], known: set[str]) -> None:
    for code in given:
        if code is not None and code not in known:
            raise UnknownChoice(field=field, value=code)


def check_may_record(unit: Unit, who: SignedIn, consultation: Consultation) -> None:
    if who.is_lead and is_within(who.carrier, consultation.carrier):
        return
    if consultation.staff_id != who.staff_id:
        raise NotYours
    ended_at = consultation.ended_at or unit.now
    if unit.facts.local_day(ended_at) != unit.facts.local_day(unit.now):
        raise TooLate(minutes=0)


def _check_target(unit: Unit, ticket: Ticket, target: Target) -> None:
    if target.topic is None and target.case_manager is None and target.desk is None:
        raise TargetMissing
    if target.note is not None and target.note not in HAND_OVER_NOTES:
        raise UnknownChoice(field="note", value=target.note)
    topic = unit.facts.topic(target.topic or ticket.topic)
    if target.desk is not None:
        unit.facts.desk(target.desk)
    if target.case_manager is not None or target.desk is not None:
        _check_on_duty(unit, target, topic.code if topic.discreet else None)


def _check_on_duty(unit: Unit, target: Target, discreet_topic: str | None) -> None:
    """Raises: NotOnDuty; UnknownChoice when a discreet topic would go to somebody who doesn't serve it."""
    for adviser in advisers_on_duty(unit.session, unit.facts):
        if target.case_manager in (None, adviser.case_manager) and target.desk in (None, adviser.desk):
            if discreet_topic is not None and discreet_topic not in adviser.topics:
                raise UnknownChoice(field="topic", value=discreet_topic)
            return
    raise NotOnDuty


def find_colleague(unit: Unit, given: int | str | None) -> int | None:
    """The id of a colleague named by id, code or user name. Raises: UnknownChoice."""
    if given is None:
        return None
    query = select(StaffMember.id).where(StaffMember.site_id == unit.site_id, StaffMember.active)
    if isinstance(given, int):
        query = query.where(StaffMember.id == given)
    else:
        query = query.where((StaffMember.code == given) | (StaffMember.username == given))
    found = unit.session.scalars(query).first()
    if found is None:
        raise UnknownChoice(field="case_manager", value=str(given))
    return found


def _at_own_desk(unit: Unit, who: SignedIn, ticket_id: int, action: Action) -> tuple[Ticket, Call]:
    """For moves that only the case manager at the desk makes. Raises: IllegalMove, NotYours, NotOnDuty."""
    ticket, call = _own_talk(unit, who, ticket_id, action)
    if call.staff_id != who.staff_id:
        raise NotYours
    serving_duty(unit, who)
    return ticket, call


def _own_talk(unit: Unit, who: SignedIn, ticket_id: int, action: Action) -> tuple[Ticket, Call]:
    who.require(Permission.SERVE)
    ticket = visible_ticket(unit, who, ticket_id)
    state_after(State(ticket.state), action)
    call = open_call(unit, ticket)
    check_own(who, call)
    return ticket, call


def _running(unit: Unit, call: Call) -> Consultation:
    return unit.session.scalars(select(Consultation).where(Consultation.call_id == call.id)).one()


def _end_talk(unit: Unit, call: Call, action: Action) -> Consultation:
    consultation = _running(unit, call)
    consultation.ended_at, consultation.ended_by = unit.now, action
    end_call(unit, call, action)
    return consultation


def _write_outcome(unit: Unit, consultation: Consultation, outcome: Outcome) -> None:
    values: dict[str, Any] = {
        "outcomes": list(outcome.outcomes),
        "referred_to": list(outcome.referred_to),
        "case_management_carrier": outcome.case_management_carrier,
        "long_term_need": outcome.long_term_need,
        "contact": outcome.contact,
        "persons": outcome.persons,
        "talk_language": outcome.talk_language,
        "interpreted_by": outcome.interpreted_by,
        "further_topics": list(outcome.further_topics),
        "gap": outcome.gap,
        "recorded_at": unit.now,
    }
    for name, value in values.items():
        setattr(consultation, name, value)
