"""What the holder of an appointment's code asks for by phone: the calendar file, the slip; and "I am here"."""

from typing import Any

from flask import Response

from phone.blueprint import appointments
from printing.appointment_slip import appointment_slip
from rules.errors import TooManyAttempts, UnknownCode
from service_point.appointment_papers import calendar_of, paper_of
from service_point.appointments import appointment_by_id, find_appointment
from service_point.arriving import check_in
from service_point.boards import Picture
from service_point.unit_of_work import Actor, Unit
from web.answers import CheckedIn, arrived_json, json_answer
from web.guards import check_same_origin, for_holder
from web.house import house
from web.requests import Once, request_of

MISSES_LIMIT = "120/minute"  # wrong codes of everybody together: 35 bits are not to be tried out
CALENDAR: dict[int | str, Any] = {
    200: {"description": "The appointment for a calendar", "content": {"text/calendar": {}}},
    404: {"description": "UnknownCode"},
    429: {"description": "TooManyAttempts"},
}
SLIP: dict[int | str, Any] = {
    200: {"description": "The slip, 80 mm wide", "content": {"application/pdf": {}}},
    404: {"description": "UnknownCode"},
    429: {"description": "TooManyAttempts"},
}


class Arrive(Once):
    pass


@appointments.after_request
def keep_private(response: Response) -> Response:
    """Nothing of an appointment is kept by a browser or told to the next page."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def holder_of(code: str) -> tuple[int, int]:
    """(site id, appointment id). Raises: UnknownCode; TooManyAttempts while many wrong codes come in."""
    if house().is_used_up(MISSES_LIMIT, "appointment codes"):
        raise TooManyAttempts
    try:
        return find_appointment(house().office, code)
    except UnknownCode:
        house().count_attempt(MISSES_LIMIT, "appointment codes")
        raise


@appointments.get("/<code>/calendar.ics")
@for_holder
@appointments.doc(responses=CALENDAR)
def get_calendar(code: str) -> Response:
    """The appointment as iCalendar; after a move or a cancellation the same file says so."""
    office = house().office
    site_id, appointment_id = holder_of(code)
    with office.read() as session:
        facts = office.facts(session, site_id)
        data = calendar_of(facts, appointment_by_id(session, facts, appointment_id))
    return _file(data, "text/calendar; charset=utf-8", "appointment.ics")


@appointments.get("/<code>/slip.pdf")
@for_holder
@appointments.doc(responses=SLIP)
def get_slip(code: str) -> Response:
    """The slip as PDF."""
    office = house().office
    site_id, appointment_id = holder_of(code)
    with office.read() as session:
        facts = office.facts(session, site_id)
        paper = paper_of(facts, appointment_by_id(session, facts, appointment_id), house().public_url)
    return _file(appointment_slip(paper), "application/pdf", "appointment.pdf")


@appointments.post("/<code>/check-in")
@for_holder
@appointments.input(Arrive, arg_name="click")
@appointments.output(CheckedIn, status_code=201)
@appointments.doc(responses=[403, 404, 409, 422, 429])
def check_in_by_phone(code: str, click: Arrive) -> Response:
    """ "I am here": a ticket, with the address of its page. As at the kiosk; somebody early is called at the time."""
    check_same_origin()
    site_id, appointment_id = holder_of(code)

    def work(unit: Unit) -> Picture:
        return arrived_json(unit, check_in(unit, code))

    actor = Actor("appointment", appointment_id)
    answer = house().office.once(site_id, request_of(actor, click), work, status=201)
    return json_answer(answer.body, answer.status)


def _file(data: bytes, kind: str, name: str) -> Response:
    response = Response(data, content_type=kind)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
