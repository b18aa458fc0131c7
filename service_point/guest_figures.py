"""A guest's own figures: counts of the slot for which the guest came, and of nothing else."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Consultation, Slot, StaffLink, Ticket
from rules.life_cycle import State
from rules.roles import Permission
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.times import iso

Picture = dict[str, Any]
SHOWN_FOR = timedelta(days=90)  # as long as the rows are kept
COUNTED = {  # word → states of the tickets that it counts
    "advised": (State.DONE,),
    "missed": (State.MISSED,),
    "left": (State.WITHDRAWN,),
    "unserved": (State.UNSERVED,),
    "open": (State.WAITING, State.PARKED, State.CALLED, State.IN_CONSULTATION),
}


def guest_figures(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> list[Picture]:
    """By slot, the newest first: numbers taken for the own topics while its doors were open, and what became of them.

    Raises: NotAllowed.
    """
    who.require(Permission.OWN_FIGURES)
    return [_of(session, facts, who, slot) for slot in _own_slots(session, facts, who, now)]


def _own_slots(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> Sequence[Slot]:
    """The slot of the link; of a guest with a password, the guests' slots with nothing but the own topics."""
    known = select(Slot).where(Slot.site_id == facts.id, Slot.opens_at > now - SHOWN_FOR)
    linked = session.scalars(
        select(StaffLink.slot_id).where(StaffLink.staff_id == who.staff_id, StaffLink.slot_id.is_not(None))
    ).all()
    if linked:
        return session.scalars(known.where(Slot.id.in_(linked))).all()
    guests = session.scalars(known.where(Slot.kind == "guest").order_by(Slot.opens_at.desc())).all()
    return [
        slot for slot in guests if slot.opens_at - facts.doors <= now and all(map(who.serves, slot.topics))
    ]


def _of(session: Session, facts: SiteFacts, who: SignedIn, slot: Slot) -> Picture:
    tickets = (
        Ticket.site_id == facts.id,
        Ticket.topic.in_(_own_topics(facts, who, slot)),
        Ticket.issued_at >= slot.opens_at - facts.doors,
        Ticket.issued_at < slot.ends_at,
    )
    states = session.execute(select(Ticket.state, func.count()).where(*tickets).group_by(Ticket.state))
    by_state = {State(state): count for state, count in states}
    talks = select(Consultation.outcomes).join(Ticket, Ticket.id == Consultation.ticket_id)
    own = session.scalars(talks.where(*tickets, Consultation.staff_id == who.staff_id))
    return {
        "on": slot.on.isoformat(),
        "opens_at": iso(slot.opens_at),
        "ends_at": iso(slot.ends_at),
        "title": dict(slot.title or {}),
        "numbers": sum(by_state.values()),
        **{word: sum(by_state.get(state, 0) for state in states) for word, states in COUNTED.items()},
        "outcomes": dict(Counter(outcomes[0] for outcomes in own if outcomes)),
    }


def _own_topics(facts: SiteFacts, who: SignedIn, slot: Slot) -> list[str]:
    """In a guest's slot its topics, in any other the guest's."""
    asked = slot.topics if slot.kind == "guest" else list(facts.topics)
    return [code for code in asked if who.serves(code)]
