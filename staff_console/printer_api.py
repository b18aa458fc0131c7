"""Slips once more, test prints, and how the printers are."""

from flask import Response

from rules.roles import Permission
from service_point.boards import Picture, iso
from service_point.print_jobs import reprint, trial_print
from service_point.printer_lists import devices_json, job_json
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.forms import PrintersAnswer, PrintJobAnswer, Reprint, TrialPrint
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import request_of


@staff_console.get("/api/printers")
@for_staff(Permission.DEVICES)
@staff_console.output(PrintersAnswer)
@staff_console.doc(responses=[401, 403])
def get_printers() -> Response:
    """Every printer that a kiosk prints on, how it is and since when."""
    office, who = house().office, current_staff()
    now = office.clock()
    with office.read() as session:
        printers = devices_json(session, office.facts(session, who.site_id), now)
    return json_answer({"now": iso(now), "printers": printers}, 200)


@staff_console.post("/api/printers/<int:printer_id>/test")
@for_staff(Permission.DEVICES)
@staff_console.input(TrialPrint, arg_name="click")
@staff_console.output(PrintJobAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def print_test(printer_id: int, click: TrialPrint) -> Response:
    """A test print. 404 `UnknownPrinter`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        return job_json(trial_print(unit, who, printer_id))

    answer = house().office.once(who.site_id, request_of(who.actor, click), work, status=201)
    return json_answer(answer.body, answer.status)


@staff_console.post("/api/tickets/<int:ticket_id>/reprint")
@for_staff(Permission.PRINT)
@staff_console.input(Reprint, arg_name="wanted")
@staff_console.output(PrintJobAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def print_slip_again(ticket_id: int, wanted: Reprint) -> Response:
    """The slip of a ticket once more. 409 `NoPrinter`, `NothingToPrint`; 404 `UnknownPrinter`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        return job_json(reprint(unit, who, ticket_id, wanted.printer))

    answer = house().office.once(who.site_id, request_of(who.actor, wanted), work, status=201)
    return json_answer(answer.body, answer.status)
