"""What is printed for a ticket."""

from sqlalchemy.orm import Session

from models import Slot, Ticket
from printing.slip import Slip
from service_point.facts import SiteFacts
from service_point.issuing import count_ahead


def slip_of(session: Session, facts: SiteFacts, ticket: Ticket, phone_url: str | None) -> Slip:
    """The slip of a ticket, in its holder's language."""
    slot = session.get_one(Slot, ticket.slot_id)
    return Slip(
        site_name=facts.short_name,
        number=ticket.number,
        pin=ticket.pin or "",
        language=ticket.language,
        issued_at=ticket.issued_at,
        zone=facts.zone.key,
        closes_at=slot.ends_at,
        ahead=count_ahead(session, ticket),
        phone_url=phone_url,
    )
