"""The next-step slip of a talk: written, printed, as PDF."""

from datetime import datetime
from typing import Any

from flask import Response

from printing.next_steps_pdf import next_steps_pdf
from rules.errors import UnknownChoice
from rules.roles import Permission
from service_point.boards import Picture
from service_point.facts import SiteFacts
from service_point.next_steps import Steps, next_steps_json, own_sheet, write_next_steps
from service_point.print_jobs import print_next_steps
from service_point.printer_lists import job_json
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.desk_forms import NextStepsForm, NextStepsWritten, PrintNextSteps
from staff_console.forms import PrintJobAnswer
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import request_of

SLIP: dict[int | str, Any] = {
    200: {"description": "The slip, 80 mm wide", "content": {"application/pdf": {}}},
    403: {"description": "NotYours"},
    404: {"description": "UnknownTicket"},
    409: {"description": "NothingToPrint"},
}


@staff_console.post("/api/tickets/<int:ticket_id>/next-steps")
@for_staff(Permission.SERVE)
@staff_console.input(NextStepsForm, arg_name="form")
@staff_console.output(NextStepsWritten)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def write_steps(ticket_id: int, form: NextStepsForm) -> Response:
    """During the talk or after it; the last one counts. For slip and phone page, gone the same night."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        written = write_next_steps(unit, who, ticket_id, _steps(unit.facts, form))
        return {**next_steps_json(written), "pdf_url": f"/staff/api/tickets/{ticket_id}/next-steps.pdf"}

    answer = house().office.once(who.site_id, request_of(who.actor, form), work)
    return json_answer(answer.body, answer.status)


@staff_console.post("/api/tickets/<int:ticket_id>/next-steps/print")
@for_staff(Permission.SERVE)
@staff_console.input(PrintNextSteps, arg_name="wanted")
@staff_console.output(PrintJobAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def print_steps(ticket_id: int, wanted: PrintNextSteps) -> Response:
    """On paper. 409 `NoPrinter`, `NothingToPrint`; 404 `UnknownPrinter`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        return job_json(print_next_steps(unit, who, ticket_id, wanted.printer))

    answer = house().office.once(who.site_id, request_of(who.actor, wanted), work, status=201)
    return json_answer(answer.body, answer.status)


@staff_console.get("/api/tickets/<int:ticket_id>/next-steps.pdf")
@for_staff(Permission.SERVE)
@staff_console.doc(responses=SLIP)
def get_steps_pdf(ticket_id: int) -> Response:
    """The same for any printer of the browser."""
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        sheet = own_sheet(session, facts, who, ticket_id)
    response = Response(next_steps_pdf(sheet), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{sheet.number}-next-steps.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _steps(facts: SiteFacts, form: NextStepsForm) -> Steps:
    return Steps(
        referred_to=tuple(form.referred_to),
        documents=tuple(form.documents),
        case_management_carrier=form.case_management_carrier,
        come_again=form.come_again,
        come_again_at=_on_the_clock(facts, form.come_again_at),
        on_page=form.on_page,
    )


def _on_the_clock(facts: SiteFacts, written: str | None) -> datetime | None:
    """Raises: UnknownChoice for the thirtieth of February."""
    if written is None:
        return None
    try:
        return datetime.fromisoformat(written).replace(tzinfo=facts.zone)
    except ValueError:
        raise UnknownChoice(field="come_again_at", value=written) from None
