"""What is printed for a ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from models import Slot, Ticket
from printing.slip import Slip
from printing.slip_texts import EARLY, LATE
from rules.appointments import note_of_arrival
from rules.forecast import Range, rounded_clock
from service_point.facts import SiteFacts
from service_point.issuing import count_ahead


def slip_of(session: Session, facts: SiteFacts, ticket: Ticket, phone_url: str | None) -> Slip:
    """The slip of a ticket, in its holder's language."""
    slot = session.get_one(Slot, ticket.slot_id)
    wait_from_at, wait_to_at = told_times(ticket)
    return Slip(
        site_name=facts.short_name,
        number=ticket.number,
        pin=ticket.pin or "",
        language=ticket.language,
        issued_at=ticket.issued_at,
        zone=facts.zone.key,
        closes_at=slot.ends_at,
        ahead=count_ahead(session, ticket),
        wait_from_at=wait_from_at,
        wait_to_at=wait_to_at,
        appointment_at=None if ticket.appointment_lapsed else ticket.appointment_at,
        phone_url=phone_url,
        note=_note(ticket),
    )


def _note(ticket: Ticket) -> str | None:
    """What an arrival was told; nothing for who came on time, or without an appointment."""
    if ticket.appointment_at is None:
        return None
    said = note_of_arrival(ticket.appointment_at, ticket.issued_at)
    return {"early": EARLY, "late": LATE}.get(said or "")


def told_times(ticket: Ticket) -> tuple[datetime | None, datetime | None]:
    """The range that was told with the ticket, as clock times rounded outward to 5 minutes; both None: unknown."""
    told = ticket.first_forecast
    if told is None or told["kind"] == "unknown":
        return None, None
    return rounded_clock(Range(told["low"], told["high"]), ticket.issued_at)
