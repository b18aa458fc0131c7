"""Appointments at the console: free times, booking, the list of a day, moving, cancelling, check-in; what is broken."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from flask import Response

from printing.appointment_slip import appointment_slip
from rules.errors import UnknownTopic
from rules.roles import Permission
from service_point.appointment_lists import (
    appointment_json,
    broken_json,
    day_json,
    visible_appointment,
)
from service_point.appointment_papers import paper_of
from service_point.appointments import STAFF, Booking, book, cancel, free_times, hold, move, times_to_move_to
from service_point.arriving import arrive
from service_point.boards import Picture
from service_point.issuing import TicketWish
from service_point.mails import remind
from service_point.times import iso
from service_point.unit_of_work import Unit
from staff_console.appointment_forms import (
    AppointmentClick,
    AppointmentMove,
    BookedAnswer,
    BrokenAnswer,
    DayAnswer,
    DayQuestion,
    FreeTimesAnswer,
    FreeTimesWanted,
    MovedAnswer,
    NewAppointment,
)
from staff_console.blueprint import staff_console
from web.answers import CheckedIn, arrived_json, json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import Once, request_of

REFUSALS = [401, 403, 404, 409, 422]
SLIP: dict[int | str, Any] = {
    200: {"description": "The slip, 80 mm wide", "content": {"application/pdf": {}}},
    404: {"description": "UnknownAppointment"},
}


@staff_console.post("/api/appointments/free-times")
@for_staff(Permission.ISSUE)
@staff_console.input(FreeTimesWanted, arg_name="wanted")
@staff_console.output(FreeTimesAnswer)
@staff_console.doc(responses=REFUSALS)
def get_free_times(wanted: FreeTimesWanted) -> Response:
    """Every time that can be booked, by start. 409 `NotBookable`."""
    office, who = house().office, current_staff()
    now = office.clock()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        if wanted.for_appointment is not None:
            moved = visible_appointment(session, facts, who, wanted.for_appointment)
            times = times_to_move_to(session, facts, moved, STAFF, now)
        elif wanted.topic is None:
            raise UnknownTopic(topic="")
        else:
            wish = TicketWish(wanted.topic, wanted.language or "und", tuple(wanted.advice_languages))
            times = free_times(session, facts, Booking(wish, STAFF, wanted.staff_id), now)
    return json_answer({"times": [{"starts_at": iso(t.starts_at), "minutes": t.minutes} for t in times]}, 200)


@staff_console.post("/api/appointments")
@for_staff(Permission.ISSUE)
@staff_console.input(NewAppointment, arg_name="form")
@staff_console.output(BookedAnswer, status_code=201)
@staff_console.doc(responses=REFUSALS)
def book_appointment(form: NewAppointment) -> Response:
    """A time for the visitor who is here. 409 `JustTaken` with `next_times`, `NotBookable`."""
    who, office = current_staff(), house().office
    wish = TicketWish(form.topic, form.language, tuple(form.advice_languages), tuple(form.needs))

    def work(unit: Unit) -> Picture:
        made = book(unit, hold(unit, Booking(wish, STAFF, form.staff_id), form.starts_at.astimezone(UTC)))
        wants_mail = bool(form.email) and house().sends_mail
        is_reminded = wants_mail and remind(unit, made, str(form.email), office.secret)
        calendar = paper_of(unit.facts, made, house().public_url).calendar_url
        return {
            "appointment": appointment_json(unit.session, made),
            "code": made.code,
            "slip_url": f"/staff/api/appointments/{made.id}/slip.pdf",
            "calendar_url": calendar,
            "reminder": is_reminded,
        }

    answer = office.once(who.site_id, request_of(who.actor, form), work, status=201)
    return json_answer(answer.body, answer.status)


@staff_console.get("/api/appointments")
@for_staff(Permission.ISSUE)
@staff_console.input(DayQuestion, location="query", arg_name="question")
@staff_console.output(DayAnswer)
@staff_console.doc(responses=[401, 403, 422])
def get_day(question: DayQuestion) -> Response:
    """The appointments of a day (today, if none is given), by start."""
    office, who = house().office, current_staff()
    with office.read() as session:
        facts, now = office.facts(session, who.site_id), office.clock()
        return json_answer(day_json(session, facts, who, question.on or facts.local_day(now), now), 200)


@staff_console.post("/api/appointments/<int:appointment_id>/move")
@for_staff(Permission.ISSUE)
@staff_console.input(AppointmentMove, arg_name="form")
@staff_console.output(MovedAnswer)
@staff_console.doc(responses=REFUSALS)
def move_appointment(appointment_id: int, form: AppointmentMove) -> Response:
    """To another time with the same code; whoever left an address gets a mail. 409 `JustTaken`, `AppointmentOver`."""
    starts_at = form.starts_at.astimezone(UTC)
    return _change(form, appointment_id, lambda unit, one: move(unit, one, starts_at, STAFF))


@staff_console.post("/api/appointments/<int:appointment_id>/cancel")
@for_staff(Permission.ISSUE)
@staff_console.input(AppointmentClick, arg_name="click")
@staff_console.output(MovedAnswer)
@staff_console.doc(responses=REFUSALS)
def cancel_appointment(appointment_id: int, click: AppointmentClick) -> Response:
    """The time is free again; whoever left an address gets a mail. 409 `AppointmentOver`."""
    return _change(click, appointment_id, lambda unit, one: cancel(unit, one, STAFF))


@staff_console.post("/api/appointments/<int:appointment_id>/check-in")
@for_staff(Permission.ISSUE)
@staff_console.input(AppointmentClick, arg_name="click")
@staff_console.output(CheckedIn, status_code=201)
@staff_console.doc(responses=REFUSALS)
def check_appointment_in(appointment_id: int, click: AppointmentClick) -> Response:
    """The visitor is here: as at the kiosk."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        return arrived_json(
            unit, arrive(unit, visible_appointment(unit.session, unit.facts, who, appointment_id))
        )

    answer = house().office.once(who.site_id, request_of(who.actor, click), work, status=201)
    return json_answer(answer.body, answer.status)


@staff_console.get("/api/appointments/<int:appointment_id>/slip.pdf")
@for_staff(Permission.ISSUE)
@staff_console.doc(responses=SLIP)
def get_appointment_slip(appointment_id: int) -> Response:
    """The slip as PDF, in the holder's language with German."""
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        paper = paper_of(facts, visible_appointment(session, facts, who, appointment_id), house().public_url)
    response = Response(appointment_slip(paper), content_type="application/pdf")
    response.headers["Cache-Control"] = "no-store"
    return response


@staff_console.get("/api/appointments/broken")
@for_staff(Permission.LEAD)
@staff_console.output(BrokenAnswer)
@staff_console.doc(responses=[401, 403])
def get_broken_appointments() -> Response:
    """What moved opening hours, closed days or the roster no longer allow, by start."""
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        return json_answer({"broken": broken_json(session, facts, who, office.clock())}, 200)


def _change(form: Once, appointment_id: int, change: Callable[[Unit, Any], Any]) -> Response:
    who = current_staff()

    def work(unit: Unit) -> Picture:
        one = visible_appointment(unit.session, unit.facts, who, appointment_id)
        return {"appointment": appointment_json(unit.session, change(unit, one))}

    answer = house().office.once(who.site_id, request_of(who.actor, form), work)
    return json_answer(answer.body, answer.status)
