"""Waiting tickets that nobody at a desk can serve: of a topic nobody has, or in languages nobody speaks."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Ticket
from rules.life_cycle import State
from rules.waiting_room import Adviser, Room
from service_point.calling import may_see
from service_point.desks import advisers_on_break
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.routing import SECONDS_A_MINUTE, as_waiting, waiting_room


def unserved_json(
    session: Session, facts: SiteFacts, who: SignedIn, now: datetime, but: int | None = None
) -> list[dict[str, Any]]:
    """`[{id, number, topic, languages, lacks}]` of those that `who` may see; `but`: somebody who is ill.

    Whoever is on a break comes back. Empty while nobody is at a desk, which says enough.
    """
    room = waiting_room(session, facts, now.timestamp() / SECONDS_A_MINUTE)
    resting = (adviser for adviser, _ in advisers_on_break(session, facts))
    room = _with(room, (one for one in (*room.advisers, *resting) if one.case_manager != but))
    if not room.advisers:
        return []
    seen = [ticket for ticket in _waiting(session, facts) if may_see(facts, who, ticket)]
    found = [(ticket, _lacks(room, facts, ticket)) for ticket in seen]
    return [
        {"id": ticket.id, "number": ticket.number, "topic": ticket.topic, "languages": ticket.advice_languages,
         "lacks": lacks}
        for ticket, lacks in found
        if lacks
    ]  # fmt: skip


def _with(room: Room, advisers: Iterable[Adviser]) -> Room:
    return replace(room, advisers=list(advisers))


def _waiting(session: Session, facts: SiteFacts) -> Iterable[Ticket]:
    query = select(Ticket).where(Ticket.site_id == facts.id, Ticket.state == State.WAITING)
    return session.scalars(query.order_by(Ticket.key_at, Ticket.number))


def _lacks(room: Room, facts: SiteFacts, ticket: Ticket) -> str | None:
    waiting = as_waiting(facts, ticket)
    if not room.able(waiting):
        return "topic"
    return "language" if room.needs_interpreter(waiting) else None
