"""Tickets that kiosks made without the server and that the server did not take: told to the lead, never dropped."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models import Device, RefusedTicket
from rules.errors import UnknownTicket
from service_point.boards import iso
from service_point.calling import LARGEST_ID
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.unit_of_work import Unit

REFUSED_KEPT = timedelta(days=30)  # the kiosk keeps its own for as long


@dataclass(frozen=True)
class Refused:
    """What the kiosk holds. `request_id`: of the visitor's wish; `why`: code of the refusal."""

    request_id: str
    number: int
    made_at: datetime
    topic: str
    language: str
    why: str


def report_refused(unit: Unit, device_id: int, told: Refused) -> RefusedTicket:
    """Somebody holds a slip that the server knows nothing of. Told again: the same row."""
    known = _of(unit, device_id, told.request_id)
    if known is None:
        known = RefusedTicket(
            site_id=unit.site_id, device_id=device_id, request_id=told.request_id, reported_at=unit.now
        )
        unit.session.add(known)
    known.number, known.made_at, known.why = told.number, min(told.made_at, unit.now), told.why
    known.topic, known.language = told.topic, told.language
    unit.session.flush()
    return known


def settle_refused(unit: Unit, who: SignedIn, refused_id: int) -> RefusedTicket:
    """A lead has seen to the visitor: the kiosk may drop it. Raises: UnknownTicket."""
    found = unit.session.get(RefusedTicket, refused_id) if refused_id <= LARGEST_ID else None
    if found is None or found.site_id != unit.site_id:
        raise UnknownTicket
    if found.settled_at is None:
        found.settled_at, found.settled_by = unit.now, who.staff_id
        unit.session.flush()
    return found


def taken_after_all(unit: Unit, device_id: int) -> None:
    """This request's ticket was handed in with success."""
    unit.session.execute(
        update(RefusedTicket)
        .where(
            RefusedTicket.device_id == device_id,
            RefusedTicket.request_id == unit.request_id,
            RefusedTicket.settled_at.is_(None),
        )
        .values(settled_at=unit.now)
        .execution_options(synchronize_session=False)
    )


def settled_wishes(session: Session, device_id: int) -> list[str]:
    """Request ids of tickets that this kiosk need not keep any longer."""
    query = select(RefusedTicket.request_id).where(RefusedTicket.device_id == device_id)
    return list(
        session.scalars(query.where(RefusedTicket.settled_at.is_not(None)).order_by(RefusedTicket.id))
    )


def refused_json(session: Session, facts: SiteFacts) -> list[dict[str, Any]]:
    """`[{id, kiosk, number, made_at, topic, language, why}]` nobody has seen to yet, the oldest first."""
    query = select(RefusedTicket, Device.name).join(Device, Device.id == RefusedTicket.device_id)
    open_ones = query.where(RefusedTicket.site_id == facts.id, RefusedTicket.settled_at.is_(None))
    return [
        {
            "id": row.RefusedTicket.id,
            "kiosk": row.name,
            "number": row.RefusedTicket.number,
            "made_at": iso(row.RefusedTicket.made_at),
            "topic": row.RefusedTicket.topic,
            "language": row.RefusedTicket.language,
            "why": row.RefusedTicket.why,
        }
        for row in session.execute(open_ones.order_by(RefusedTicket.made_at, RefusedTicket.id))
    ]


def count_refused(session: Session, facts: SiteFacts) -> int:
    """How many nobody has seen to yet."""
    query = select(func.count()).select_from(RefusedTicket)
    open_ones = query.where(RefusedTicket.site_id == facts.id, RefusedTicket.settled_at.is_(None))
    return session.scalars(open_ones).one()


def forget_refused(unit: Unit) -> None:
    """The nightly job: what a kiosk does not keep either."""
    old = RefusedTicket.reported_at < unit.now - REFUSED_KEPT
    unit.session.execute(delete(RefusedTicket).where(RefusedTicket.site_id == unit.site_id, old))


def _of(unit: Unit, device_id: int, request_id: str) -> RefusedTicket | None:
    query = select(RefusedTicket).where(
        RefusedTicket.device_id == device_id, RefusedTicket.request_id == request_id
    )
    return unit.session.scalars(query).one_or_none()
