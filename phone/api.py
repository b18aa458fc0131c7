"""What the holder of a slip asks for and does by phone. The code in the address is the only key."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Response

from i18n.languages import has_pages
from phone.blueprint import phone
from phone.forms import NextStepsAnswer, Reading
from printing.next_steps_texts import next_steps_texts
from printing.qr import qr_svg
from printing.slip_pdf import slip_pdf
from rules.errors import UnknownCode
from service_point.boards import Picture, ticket_picture
from service_point.next_steps import sheet_for_holder
from service_point.slips import slip_of
from service_point.unit_of_work import Actor, Unit
from service_point.visiting import come_back, delete, find_by_code, park, ticket_by_id, withdraw
from web.answers import TicketStatus, json_answer, phone_url, picture_answer, remembered_answer
from web.guards import check_same_origin, for_holder
from web.house import house
from web.requests import MaybeOnce, request_of

SLIP: dict[int | str, Any] = {
    200: {"description": "The slip, 80 mm wide", "content": {"application/pdf": {}}},
    404: {"description": "UnknownCode"},
}
QR_CODE: dict[int | str, Any] = {
    200: {"description": "QR code of the phone page", "content": {"image/svg+xml": {}}},
    404: {"description": "UnknownCode"},
}
MOVES_LIMIT = "30/minute"  # a code: a nervous finger, not a script


@phone.after_request
def keep_private(response: Response) -> Response:
    """Nothing of a slip's page is kept by a browser or told to the next page."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@phone.get("/<code>/status")
@for_holder
@phone.output(TicketStatus)
@phone.doc(responses=[304, 404])
def get_status(code: str) -> Response:
    """Where the ticket is, with `ETag`."""
    status = house().statuses.of(code)
    return remembered_answer(status) if status else picture_answer(_ended(code))


@phone.get("/<code>/slip.pdf")
@for_holder
@phone.doc(responses=SLIP)
def get_slip(code: str) -> Response:
    """The slip as PDF."""
    office = house().office
    site_id, ticket_id = find_by_code(office, code)
    with office.read() as session:
        facts = office.facts(session, site_id)
        slip = slip_of(session, facts, ticket_by_id(session, ticket_id), phone_url(code))
    response = Response(slip_pdf(slip), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slip.number}.pdf"'
    return response


@phone.get("/<code>/qr.svg")
@for_holder
@phone.doc(responses=QR_CODE)
def get_qr(code: str) -> Response:
    """The QR code that leads a phone here. 404 while phones can't reach this server."""
    find_by_code(house().office, code)
    address = phone_url(code)
    if address is None:
        raise UnknownCode
    return Response(qr_svg(address), mimetype="image/svg+xml")


@phone.get("/<code>/next-steps")
@for_holder
@phone.input(Reading, location="query", arg_name="reader")
@phone.output(NextStepsAnswer)
@phone.doc(responses=[404, 422])
def get_next_steps(code: str, reader: Reading) -> dict[str, Any]:
    """What the visitor was told to do next, when the talk is over, in `language`, else the ticket's."""
    office = house().office
    site_id, ticket_id = find_by_code(office, code)
    language = reader.language if reader.language and has_pages(reader.language) else None
    with office.read() as session:
        facts = office.facts(session, site_id)
        sheet = sheet_for_holder(session, facts, ticket_by_id(session, ticket_id), language)
    return asdict(next_steps_texts(sheet)) if sheet else {"day": None, "title": None, "blocks": []}


@phone.post("/<code>/step-out")
@for_holder
@phone.input(MaybeOnce, arg_name="click")
@phone.output(TicketStatus)
@phone.doc(responses=[404, 409, 422, 429])
def step_out(code: str, click: MaybeOnce) -> Response:
    """ "I step out for a moment": the ticket is parked."""
    return _move(code, click, park)


@phone.post("/<code>/come-back")
@for_holder
@phone.input(MaybeOnce, arg_name="click")
@phone.output(TicketStatus)
@phone.doc(responses=[404, 409, 422, 429])
def come_back_by_phone(code: str, click: MaybeOnce) -> Response:
    """Back in the room: waiting again at the old place."""
    return _move(code, click, come_back)


@phone.post("/<code>/withdraw")
@for_holder
@phone.input(MaybeOnce, arg_name="click")
@phone.output(TicketStatus)
@phone.doc(responses=[404, 409, 422, 429])
def withdraw_by_phone(code: str, click: MaybeOnce) -> Response:
    """The visitor goes."""
    return _move(code, click, withdraw)


@phone.post("/<code>/delete")
@for_holder
@phone.input(MaybeOnce, arg_name="click")
@phone.output(TicketStatus)
@phone.doc(responses=[404, 409, 422, 429])
def delete_by_phone(code: str, click: MaybeOnce) -> Response:
    """Withdraw, and forget code, PIN and needs at once."""
    return _move(code, click, delete)


def _ended(code: str) -> Picture:
    """Of a ticket that is not followed any more. Raises: UnknownCode."""
    office = house().office
    site_id, ticket_id = find_by_code(office, code)
    with office.read() as session:
        facts = office.facts(session, site_id)
        return ticket_picture(session, facts, ticket_by_id(session, ticket_id), office.clock())


def _move(code: str, click: MaybeOnce, move: Callable[[Unit, Any], Any]) -> Response:
    check_same_origin()
    office = house().office
    site_id, ticket_id = find_by_code(office, code)
    house().count_attempt(MOVES_LIMIT, "phone", ticket_id)

    def work(unit: Unit) -> Picture:
        ticket = ticket_by_id(unit.session, ticket_id)
        move(unit, ticket)
        return ticket_picture(unit.session, unit.facts, ticket, unit.now)

    known = request_of(Actor("phone", ticket_id), click)
    answer = office.once(site_id, known, work)
    return json_answer(answer.body, answer.status)
