"""Visitors book by themselves: no account, no name, only a code. What a script would do is made expensive."""

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Appointment, Slot
from rules.errors import AppointmentOver, TooManyAttempts, UnknownChoice, UnknownCode
from rules.numbering import read_appointment_code
from rules.puzzles import LASTS, RECENT, bits_for, is_solved
from service_point.appointments import VISITORS, Booking, book, cancel, hold
from service_point.capacity import may_book
from service_point.facts import SiteFacts, TopicFacts
from service_point.issuing import TicketWish, served_topics
from service_point.mails import remind
from service_point.slots import is_hidden
from service_point.unit_of_work import Office, Unit

MOST_HELD = 30  # times that visitors hold at once without having booked: a script can't empty the calendar
SIGNATURE_DIGITS = 32
PURPOSE = b"lotse puzzle"  # the server's secret signs nothing else with this


def topics_to_book(session: Session, facts: SiteFacts, now: datetime) -> list[TopicFacts]:
    """What visitors may book here, in the order of the tiles; empty where booking is only for staff."""
    served = served_topics(session, facts) & _in_bookable_slots(session, facts, now)
    return [
        topic for code, topic in facts.topics.items() if may_book(facts, code, VISITORS) and code in served
    ]


def make_puzzle(session: Session, office: Office, facts: SiteFacts) -> dict[str, Any]:
    """`{text, bits}`: signed, for one booking within half an hour."""
    now = office.clock()
    bits = bits_for(_held_lately(session, facts, now))
    text = f"{uuid4()}.{facts.id}.{bits}.{int((now + LASTS).timestamp())}"
    return {"text": f"{text}.{_signature(office, text)}", "bits": bits}


def check_puzzle(office: Office, puzzle: str, answer: str) -> tuple[int, str]:
    """(site id, id of the one request it is good for). Raises: UnknownChoice for a forged, old or unsolved one."""
    text, _, signature = puzzle.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(office, text).encode()):
        raise UnknownChoice(field="puzzle", value="")
    request_id, site_id, bits, until = text.split(".")
    if office.clock().timestamp() >= int(until) or not is_solved(puzzle, answer, int(bits)):
        raise UnknownChoice(field="puzzle", value="")
    return int(site_id), str(UUID(request_id))


def hold_for_visitor(unit: Unit, wish: TicketWish, starts_at: datetime) -> Appointment:
    """A time for 15 minutes. Raises: as `hold`; TooManyAttempts while very many are held and not booked."""
    held = select(func.count()).where(
        Appointment.site_id == unit.site_id,
        Appointment.booked_by == VISITORS,
        Appointment.state == "held",
        Appointment.held_until > unit.now,
    )
    if unit.session.scalars(held).one() >= MOST_HELD:
        raise TooManyAttempts
    return hold(unit, Booking(wish, VISITORS), starts_at)


def confirm(unit: Unit, code: str, email: str | None, secret: str) -> tuple[Appointment, bool]:
    """The held time is booked; with an address, whether it will be reminded. Raises: UnknownCode, AppointmentOver."""
    appointment = book(unit, _held(unit, code))
    return appointment, bool(email) and remind(unit, appointment, str(email), secret)


def let_go(unit: Unit, code: str) -> None:
    """Somebody else may have the time. Again, or too late, changes nothing. Raises: UnknownCode."""
    appointment = _held(unit, code)
    if appointment.state == "held":
        cancel(unit, appointment, VISITORS)


def _in_bookable_slots(session: Session, facts: SiteFacts, now: datetime) -> set[str]:
    """Topics of the slots to come that take appointments: a guest may be there for walk-ins only."""
    slots = session.scalars(select(Slot).where(Slot.site_id == facts.id, Slot.ends_at > now, Slot.bookable))
    return {code for slot in slots if not is_hidden(facts, slot) for code in slot.topics}


def site_of_held(office: Office, code: str) -> int:
    """Raises: UnknownCode."""
    with office.read() as session:
        site_id = session.scalars(
            select(Appointment.site_id).where(Appointment.code == read_appointment_code(code))
        ).one_or_none()
    if site_id is None:
        raise UnknownCode
    return site_id


def _held(unit: Unit, code: str) -> Appointment:
    found = unit.session.scalars(
        select(Appointment).where(
            Appointment.site_id == unit.site_id, Appointment.code == read_appointment_code(code)
        )
    ).one_or_none()
    if found is None:
        raise UnknownCode
    if found.state == "lapsed":
        raise AppointmentOver
    return found


def _held_lately(session: Session, facts: SiteFacts, now: datetime) -> int:
    query = select(func.count()).where(
        Appointment.site_id == facts.id,
        Appointment.booked_by == VISITORS,
        Appointment.made_at > now - RECENT,
    )
    return session.scalars(query).one()


def _signature(office: Office, text: str) -> str:
    key = hmac.new(office.secret.encode(), PURPOSE, sha256).digest()
    return hmac.new(key, text.encode(), sha256).hexdigest()[:SIGNATURE_DIGITS]
