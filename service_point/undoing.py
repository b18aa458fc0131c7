"""The last thing somebody did with a ticket, and which move of the life cycle takes it back."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Ticket, TicketEvent
from rules.life_cycle import UNDO_START_WITHIN, Action
from service_point.calling import may_see
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.times import iso

SHOWN_FOR = timedelta(seconds=60)  # later a move is no slip of the finger any more
WAYS_BACK: dict[str, str] = {  # action → the address below /staff/api/tickets/ID that takes it back
    Action.CALL: "cancel-call",
    Action.START: "undo-start",
    Action.MARK_MISSED: "come-back",
    Action.PARK: "come-back",
    Action.SUSPEND: "come-back",
    Action.FINISH: "outcome",
}


def undo_json(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> dict[str, Any] | None:
    """`{ticket: id, number, topic, action, way, until}`, or None: nothing was done lately, or the ticket has moved on.

    `way` "outcome": nothing is taken back, the outcome can be corrected.
    """
    last = _last_move(session, facts.id, who.staff_id, now - UNDO_START_WITHIN)
    way = WAYS_BACK.get(last.action) if last else None
    if last is None or way is None or _has_moved_on(session, last):
        return None
    until = last.at + (UNDO_START_WITHIN if last.action == Action.START else SHOWN_FOR)
    ticket = session.get_one(Ticket, last.ticket_id)
    if until <= now or not may_see(facts, who, ticket):
        return None
    return {
        "ticket": ticket.id,
        "number": ticket.number,
        "topic": ticket.topic,
        "action": last.action,
        "way": way,
        "until": iso(until),
    }


def _last_move(session: Session, site_id: int, staff_id: int, since: datetime) -> TicketEvent | None:
    query = select(TicketEvent).where(
        TicketEvent.site_id == site_id,
        TicketEvent.at >= since,
        TicketEvent.actor_kind == "staff",
        TicketEvent.actor_id == staff_id,
    )
    return session.scalars(query.order_by(TicketEvent.id.desc()).limit(1)).first()


def _has_moved_on(session: Session, move: TicketEvent) -> bool:
    later = select(TicketEvent.id).where(TicketEvent.ticket_id == move.ticket_id, TicketEvent.id > move.id)
    return session.execute(later.limit(1)).first() is not None
