"""A visitor who sits down without a number: one step instead of issue, call and start."""

from models import Call, Ticket
from rules.roles import Permission
from service_point.calling import call_issued
from service_point.issuing import TicketWish, issue
from service_point.people import SignedIn
from service_point.serving import start
from service_point.unit_of_work import Unit

WHY = "without_number"  # beside the site's own reasons for a call by hand; counted with them


def serve_without_number(unit: Unit, who: SignedIn, wish: TicketWish) -> tuple[Ticket, Call]:
    """A ticket, called and in consultation at once; it passes others like any call by hand.

    Raises: as issuing, calling by hand and starting do; UnknownTicket for a topic that this person doesn't serve.
    """
    who.require(Permission.SERVE)
    ticket, call = call_issued(unit, who, issue(unit, wish, "case_manager"), WHY)
    return start(unit, who, ticket.id), call
