"""What a console sees, the next call, and tickets issued on a visitor's behalf."""

from typing import Any

from flask import Response

from rules.roles import Permission, Role
from service_point.boards import Picture
from service_point.calling import call_chosen, call_next
from service_point.issuing import issue
from service_point.queues import queue_picture, ticket_json
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.forms import CallAnswer, CallRequest, QueueAnswer, TicketForVisitor
from web.answers import TicketIssued, issued_json, json_answer, picture_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import request_of


@staff_console.get("/api/queue")
@for_staff(Permission.SEE_QUEUE)
@staff_console.output(QueueAnswer)
@staff_console.doc(responses=[304, 401, 403])
def get_queue() -> Response:
    """The whole console of whoever asks, with `ETag`."""
    office, who = house().office, current_staff()
    with office.read() as session:
        return picture_answer(queue_picture(session, office.facts(session, who.site_id), who, office.clock()))


@staff_console.post("/api/calls")
@for_staff(Permission.SERVE)
@staff_console.input(CallRequest, arg_name="wanted")
@staff_console.output(CallAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def call(wanted: CallRequest) -> Response:
    """Call the next visitor, or a given one with a reason. 404 `NobodyWaiting`, 409 `AlreadyCalled`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        if wanted.ticket_id is None:
            return called_json(unit, *call_next(unit, who))
        return called_json(unit, *call_chosen(unit, who, wanted.ticket_id, wanted.why))

    answer = house().office.once(who.site_id, request_of(who.actor, wanted), work, status=201)
    return json_answer(answer.body, answer.status)


@staff_console.post("/api/tickets")
@for_staff(Permission.ISSUE)
@staff_console.input(TicketForVisitor, arg_name="wanted")
@staff_console.output(TicketIssued, status_code=201)
@staff_console.doc(responses=[401, 403, 409, 422])
def issue_for_visitor(wanted: TicketForVisitor) -> Response:
    """As at the kiosk, for a visitor who can't use it; also after last call."""
    who = current_staff()
    wish = wanted.wish(stay=wanted.stay)
    issued_by = "reception" if who.role is Role.RECEPTION else "case_manager"

    def work(unit: Unit) -> Picture:
        return issued_json(unit, issue(unit, wish, issued_by))

    answer = house().office.once(who.site_id, request_of(who.actor, wanted), work, status=201)
    return json_answer(answer.body, answer.status)


def called_json(unit: Unit, ticket: Any, call: Any) -> Picture:
    return {"ticket": {**ticket_json(unit.facts, ticket), "desk": call.desk}, "reason": call.reason}
