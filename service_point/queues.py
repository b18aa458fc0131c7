"""What one person of the staff sees of the queue: the picture of a console."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Call, Consultation, Desk, Duty, StaffMember, Ticket
from rules.life_cycle import CALLS_BEFORE_MISSED, State
from rules.routing import Reason, Room, terms_of
from service_point.boards import Picture, iso, opening_json, version_of
from service_point.calling import may_see
from service_point.desks import open_duty
from service_point.displays import displays_json
from service_point.facts import SiteFacts
from service_point.help_calls import help_json
from service_point.interpreters import interpreters_json
from service_point.kiosks import kiosks_json
from service_point.my_day import my_counts
from service_point.offering import offer_of
from service_point.outlooks import Newest
from service_point.people import SignedIn
from service_point.printer_lists import printers_json, unprinted_json
from service_point.refused import count_refused
from service_point.routing import SECONDS_A_MINUTE, choose, waiting_room
from service_point.slots import running_slots
from service_point.staff_pauses import ticketing_json
from service_point.undoing import undo_json

LIVE_STATES = (State.WAITING, State.PARKED, State.MISSED)


def queue_picture(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> Picture:
    """The whole console of `who`, with the site's version, from one snapshot."""
    version, epoch = version_of(session, facts.id)
    room = waiting_room(session, facts, now.timestamp() / SECONDS_A_MINUTE)
    tickets = _live_tickets(session, facts)
    seen = [ticket for ticket in tickets if may_see(facts, who, ticket)]
    newest = Newest(session, facts, now)
    upcoming = _next_ticket(session, who, room, tickets)
    return {
        "version": version,
        "epoch": epoch,
        "now": iso(now),
        "slot": _slot(session, facts, who, now),
        "duty": _duty(session, who),
        "current": _current(session, facts, who),
        "next": {"ticket": ticket_json(facts, upcoming[0]), "reason": asdict(upcoming[1])}
        if upcoming
        else None,
        "offer": _offer(session, facts, room, upcoming[0], now) if upcoming else None,
        "waiting": _waiting(facts, who, room, seen, newest),
        "others_waiting": sum(t.state == State.WAITING for t in tickets)
        - sum(t.state == State.WAITING for t in seen),
        "missed": [ticket_json(facts, ticket) for ticket in seen if ticket.state == State.MISSED],
        "parked": [ticket_json(facts, ticket) for ticket in seen if ticket.state == State.PARKED],
        "open_outcomes": _open_outcomes(session, facts, who),
        "desks": _desks(session, facts),
        "help": help_json(session, facts, who, now),
        "interpreters": interpreters_json(session, facts),
        "undo": undo_json(session, facts, who, now),
        "my_day": my_counts(session, facts, who, now),
        "ticketing": ticketing_json(session, facts, now),
        "kiosks": kiosks_json(session, facts, now),
        "displays": displays_json(session, facts, now),
        "refused_tickets": count_refused(session, facts),
        "printers": printers_json(session, facts, now),
        "unprinted": unprinted_json(session, facts, who),
    }


def ticket_json(facts: SiteFacts, ticket: Ticket) -> Picture:
    """A ticket as staff sees it. Never its code or PIN: those belong to the visitor."""
    topic = facts.topics.get(ticket.topic)
    return {
        "id": ticket.id,
        "number": ticket.number,
        "state": ticket.state,
        "topic": ticket.topic,
        "icon": topic.icon if topic else None,
        "languages": ticket.advice_languages,
        "page_language": ticket.language,
        "needs": ticket.needs,
        "persons": ticket.persons,
        "issued_at": iso(ticket.issued_at),
        "key_at": iso(ticket.key_at),
        "missed_at": iso(ticket.missed_at) if ticket.missed_at else None,
        "for_case_manager": ticket.only_staff_id,
        "for_desk": ticket.only_desk,
        "note": ticket.handed_over_why,
        "appointment_at": iso(ticket.appointment_at) if ticket.appointment_at else None,
        "came_late": ticket.appointment_lapsed,
    }


def call_json(call: Call) -> Picture:
    return {
        "desk": call.desk,
        "called_at": iso(call.called_at),
        "last_called_at": iso(call.last_called_at),
        "times": call.times,
        "suggest_missed": call.times >= CALLS_BEFORE_MISSED,
        "by_hand": call.by_hand,
        "started_at": iso(call.started_at) if call.started_at else None,
        "reason": call.reason,
    }


def _live_tickets(session: Session, facts: SiteFacts) -> list[Ticket]:
    query = select(Ticket).where(Ticket.site_id == facts.id, Ticket.state.in_(LIVE_STATES))
    return list(session.scalars(query.order_by(Ticket.key_at, Ticket.number)))


def _slot(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> Picture | None:
    """The slot with the latest end; `topics`: what any running slot takes tickets for, as far as `who` may see it."""
    running = running_slots(session, facts, now)
    if not running:
        return None
    slot = running[0]
    offered = {code for one in running for code in one.topics}
    topics = [
        code
        for code, topic in facts.topics.items()
        if code in offered and (not topic.discreet or who.serves(code))
    ]
    opens = opening_json(session, facts, now)
    return {"id": slot.id, "kind": slot.kind, "on": slot.on.isoformat(), "topics": topics, **opens}


def _duty(session: Session, who: SignedIn) -> Picture | None:
    duty = open_duty(session, who.staff_id)
    if duty is None:
        return None
    return {"desk": duty.desk, "since": iso(duty.started_at), "on_break": duty.break_since is not None}


def _current(session: Session, facts: SiteFacts, who: SignedIn) -> Picture | None:
    row = session.execute(
        select(Ticket, Call)
        .join(Call, Call.ticket_id == Ticket.id)
        .where(Call.staff_id == who.staff_id, Call.ended_at.is_(None))
    ).one_or_none()
    return {**ticket_json(facts, row.Ticket), "call": call_json(row.Call)} if row else None


def _next_ticket(
    session: Session, who: SignedIn, room: Room, tickets: Iterable[Ticket]
) -> tuple[Ticket, Reason] | None:
    adviser = next((one for one in room.advisers if one.case_manager == who.staff_id), None)
    chosen = choose(session, room, adviser) if adviser else None
    if chosen is None:
        return None
    return next(ticket for ticket in tickets if ticket.id == chosen.ticket), chosen.reason


def _offer(session: Session, facts: SiteFacts, room: Room, ticket: Ticket, now: datetime) -> Picture | None:
    """To which idle desk the next one is offered first, if there is a choice."""
    offer = offer_of(session, facts, room, ticket, now)
    return {**offer, "until": iso(offer["until"])} if offer else None


def _waiting(
    facts: SiteFacts, who: SignedIn, room: Room, seen: Iterable[Ticket], newest: Newest
) -> list[Picture]:
    """Each with its forecast, and its terms of the rule, so that anybody can ask why somebody else comes first."""
    adviser = next((one for one in room.advisers if one.case_manager == who.staff_id), None)
    by_id = {ticket.ticket: ticket for ticket in room.waiting}
    return [
        {
            **ticket_json(facts, ticket),
            "interpreter": room.needs_interpreter(by_id[ticket.id]),
            "can_serve": bool(adviser and room.may_serve(adviser, by_id[ticket.id])),
            "skipped": ticket.skipped,
            "terms": asdict(terms_of(room, by_id[ticket.id])),
            **newest.row_of(ticket),
        }
        for ticket in seen
        if ticket.id in by_id
    ]


def _open_outcomes(session: Session, facts: SiteFacts, who: SignedIn) -> list[Picture]:
    """Finished talks whose outcome is still to be recorded: one's own; for leads their carrier's."""
    query = (
        select(Consultation, Ticket, StaffMember.name)
        .join(Ticket, Ticket.id == Consultation.ticket_id)
        .join(StaffMember, StaffMember.id == Consultation.staff_id)
        .where(
            Consultation.site_id == facts.id,
            Consultation.outcomes.is_(None),
            Consultation.ended_by.in_(("finish_later", "close_day")),
            Ticket.state == State.DONE,
        )
        .order_by(Consultation.id)
    )
    if not who.is_lead:
        query = query.where(Consultation.staff_id == who.staff_id)
    elif who.carrier is not None:
        query = query.where(Consultation.carrier == who.carrier)
    return [
        {
            **ticket_json(facts, row.Ticket),
            "desk": row.Consultation.desk,
            "case_manager": row.name,
            "started_at": iso(row.Consultation.started_at),
            "ended_at": iso(row.Consultation.ended_at),
        }
        for row in session.execute(query)
        if may_see(facts, who, row.Ticket)
    ]


def _desks(session: Session, facts: SiteFacts) -> list[dict[str, Any]]:
    """Every desk and who is there: what a hand-over and a sign-on need; nothing about visitors."""
    rows = session.execute(
        select(Desk.number, Desk.name, StaffMember.id, StaffMember.name, Duty.break_since)
        .outerjoin(
            Duty, (Duty.site_id == Desk.site_id) & (Duty.desk == Desk.number) & Duty.ended_at.is_(None)
        )
        .outerjoin(StaffMember, StaffMember.id == Duty.staff_id)
        .where(Desk.site_id == facts.id, Desk.active)
        .order_by(Desk.number)
    )
    return [
        {
            "number": number,
            "name": name,
            "case_manager_id": staff_id,
            "case_manager": staff_name,
            "on_break": break_since is not None,
        }
        for number, name, staff_id, staff_name, break_since in rows
    ]
