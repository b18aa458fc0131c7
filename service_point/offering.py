"""Several case managers idle: a visitor is offered first to the one who can serve the fewest (queueing.md §1).

An offer is a hint on the consoles, and whose console chimes first. It bars nobody: `calls` picks as ever.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Call, Ticket
from rules.routing import Adviser, Room, offers
from service_point.facts import SiteFacts
from service_point.routing import SEEN_BY_THE_RULES, as_waiting

OFFER_LASTS = timedelta(seconds=30)  # then every idle console is asked alike
USUAL_TICKETS = 200  # the newest of the site: who usually comes


def offer_of(
    session: Session, facts: SiteFacts, room: Room, ticket: Ticket, now: datetime
) -> dict[str, Any] | None:
    """`{number, desk, until}`: the desk to which a newcomer is offered first; None with one idle desk or none."""
    until = max(ticket.issued_at, ticket.key_at) + OFFER_LASTS
    idle = _idle(session, facts, room)
    if now >= until or len(idle) < 2:
        return None
    waiting = next(one for one in room.waiting if one.ticket == ticket.id)
    able = offers(room, waiting, idle, [as_waiting(facts, row) for row in _usual(session, facts)])
    return {"number": ticket.number, "desk": able[0].desk, "until": until} if len(able) > 1 else None


def _idle(session: Session, facts: SiteFacts, room: Room) -> list[Adviser]:
    query = select(Call.staff_id).where(Call.site_id == facts.id, Call.ended_at.is_(None))
    busy = set(session.scalars(query))
    return [adviser for adviser in room.advisers if adviser.case_manager not in busy]


def _usual(session: Session, facts: SiteFacts) -> list[Any]:
    query = select(*SEEN_BY_THE_RULES).where(Ticket.site_id == facts.id)
    return list(session.execute(query.order_by(Ticket.id.desc()).limit(USUAL_TICKETS)))
