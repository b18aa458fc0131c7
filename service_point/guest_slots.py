"""Guest consultations to come: when, with which topics, and who is invited."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Slot, StaffLink, StaffMember
from rules.roles import Role
from service_point.facts import SiteFacts
from service_point.times import iso


def guest_slots_json(session: Session, facts: SiteFacts, now: datetime) -> list[dict[str, Any]]:
    """`[{id, on, title, topics, opens_at, ends_at, invited: [{id, name}]}]`, the next first."""
    query = select(Slot).where(Slot.site_id == facts.id, Slot.kind == "guest", Slot.ends_at > now)
    slots = session.scalars(query.order_by(Slot.opens_at, Slot.id)).all()
    invited = guests_of(session, facts, slots)
    return [
        {
            "id": slot.id,
            "on": slot.on.isoformat(),
            "title": slot.title,
            "topics": slot.topics,
            "opens_at": iso(slot.opens_at),
            "ends_at": iso(slot.ends_at),
            "invited": [{"id": guest.id, "name": guest.name} for guest in invited[slot.id]],
        }
        for slot in slots
    ]


def guests_of(session: Session, facts: SiteFacts, slots: Iterable[Slot]) -> dict[int, list[StaffMember]]:
    """Slot → guests with a topic of it, whose link is good from its opening to its end."""
    rows = session.execute(
        select(StaffMember, StaffLink.valid_from, StaffLink.expires_at)
        .join(StaffLink, StaffLink.staff_id == StaffMember.id)
        .where(StaffMember.site_id == facts.id, StaffMember.role == Role.GUEST, StaffMember.active)
        .order_by(StaffMember.name, StaffMember.id)
    ).all()
    return {slot.id: [row.StaffMember for row in rows if _is_for(row, slot)] for slot in slots}


def _is_for(link: Any, slot: Slot) -> bool:
    topics: Sequence[str] | None = link.StaffMember.topics
    is_in_time = bool(link.valid_from <= slot.opens_at and slot.ends_at <= link.expires_at)
    return is_in_time and (topics is None or bool(set(topics) & set(slot.topics)))
