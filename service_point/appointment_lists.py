"""Appointments as the staff sees them: one, those of a day, and those that can't be kept as things stand now."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import Appointment, StaffMember, Ticket
from rules.appointments import Kept, why_broken
from rules.errors import UnknownAppointment
from service_point.appointments import appointment_by_id, appointments_between
from service_point.boards import Picture
from service_point.capacity import bookable_slots
from service_point.facts import SiteFacts
from service_point.mails import trouble_json
from service_point.people import SignedIn
from service_point.times import iso

DAYS_AHEAD = 60  # as far as slots are planned
LISTED = ("booked", "checked_in", "missed", "cancelled")


@dataclass(frozen=True)
class Broken:
    """`why`: "closed", "not_offered", "person_away", "nobody", "too_many"."""

    appointment: Appointment
    why: str


def broken_appointments(session: Session, facts: SiteFacts, now: datetime) -> list[Broken]:
    """Every booked appointment to come that slots and roster, as they are in `session`, do not allow, by start.

    To see before a change what it would break, call it in the transaction of the change and roll that back.
    """
    today = facts.local_day(now)
    last = today + timedelta(days=DAYS_AHEAD)
    booked = appointments_between(session, facts, now, _midnight(facts, last))
    if not booked:
        return []
    slots = bookable_slots(session, facts, today, last)
    kept = [Kept(*_as_kept(one)) for one in booked]
    reasons = why_broken(kept, slots)
    return [Broken(one, reasons[one.id]) for one in booked if one.id in reasons]


def broken_json(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> list[Picture]:
    """`[{appointment, why}]`; those that this reader may not see are with whom may."""
    return [
        {"appointment": appointment_json(session, one.appointment), "why": one.why}
        for one in broken_appointments(session, facts, now)
        if may_see_appointment(facts, who, one.appointment)
    ]


def day_json(session: Session, facts: SiteFacts, who: SignedIn, on: date, now: datetime) -> Picture:
    """The list of a day, with how many there are on the coming days."""
    of_day = appointments_between(
        session, facts, _midnight(facts, on), _midnight(facts, on + timedelta(days=1)), LISTED
    )
    seen = [one for one in of_day if may_see_appointment(facts, who, one)]
    return {
        "on": on.isoformat(),
        "days": _days(session, facts, now),
        "appointments": _listed(session, seen),
        "others": len(of_day) - len(seen),
        "mails": trouble_json(session, facts, now) if who.is_lead else [],
        "broken": len(broken_appointments(session, facts, now)) if who.is_lead else 0,
    }


def appointment_json(session: Session, appointment: Appointment) -> Picture:
    """Never its code: that belongs to the holder."""
    return _listed(session, [appointment])[0]


def visible_appointment(
    session: Session, facts: SiteFacts, who: SignedIn, appointment_id: int
) -> Appointment:
    """Raises: UnknownAppointment, also for discreet topics of others."""
    found = appointment_by_id(session, facts, appointment_id)
    if not may_see_appointment(facts, who, found):
        raise UnknownAppointment(id=appointment_id)
    return found


def may_see_appointment(facts: SiteFacts, who: SignedIn, appointment: Appointment) -> bool:
    """Everybody who books sees all, but for discreet topics: only who serves them, and never the reception."""
    topic = facts.topics.get(appointment.topic)
    return not (topic and topic.discreet) or (who.role != "reception" and who.serves(appointment.topic))


def _listed(session: Session, appointments: Sequence[Appointment]) -> list[Picture]:
    names = _names(session, (one.staff_id for one in appointments))
    numbers = {
        one.ticket_id: session.get_one(Ticket, one.ticket_id).number for one in appointments if one.ticket_id
    }
    return [_json(one, names, numbers) for one in appointments]


def _json(one: Appointment, names: dict[int, str], numbers: dict[int, int]) -> Picture:
    return {
        "id": one.id,
        "state": one.state,
        "topic": one.topic,
        "languages": one.advice_languages,
        "page_language": one.language,
        "needs": one.needs,
        "starts_at": iso(one.starts_at),
        "ends_at": iso(one.ends_at),
        "case_manager": {"id": one.staff_id, "name": names[one.staff_id]} if one.staff_id else None,
        "booked_by": one.booked_by,
        "has_email": one.email_sealed is not None,
        "ticket": numbers[one.ticket_id] if one.ticket_id else None,
    }


def _names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    return {one: session.get_one(StaffMember, one).name for one in set(ids) if one is not None}


def _days(session: Session, facts: SiteFacts, now: datetime) -> dict[str, int]:
    begin = _midnight(facts, facts.local_day(now))
    coming = appointments_between(
        session, facts, begin, begin + timedelta(days=DAYS_AHEAD), ("booked", "checked_in")
    )
    counts: Counter[str] = Counter(facts.local_day(one.starts_at).isoformat() for one in coming)
    return dict(sorted(counts.items()))


def _as_kept(one: Appointment) -> tuple[Any, ...]:
    return (
        one.id,
        one.seat,
        one.topic,
        frozenset(one.advice_languages),
        one.staff_id,
        one.starts_at,
        one.ends_at,
    )


def _midnight(facts: SiteFacts, on: date) -> datetime:
    return datetime.combine(on, time.min, facts.zone)
