"""A lead's day: everything at a glance, the hours by hand, the emergency list."""

from collections.abc import Callable
from datetime import time
from typing import Any

from flask import Response

from rules.roles import Permission
from service_point.boards import Picture, iso
from service_point.emergency_list import emergency_list
from service_point.slot_hours import change_end, close_slot, open_now
from service_point.today_page import today_picture
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.lead_forms import CloseSlot, EmergencyListAnswer, PrintList, SlotAnswer, TodayAnswer, Until
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import Body, request_of

REFUSALS = [401, 403, 409, 422]


@staff_console.get("/api/today")
@for_staff(Permission.LEAD)
@staff_console.output(TodayAnswer)
@staff_console.doc(responses=[401, 403])
def get_today() -> Response:
    """Hours, desks, who waits for what, how long it takes, what needs somebody, how the devices are."""
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        return json_answer(today_picture(session, facts, who, office.clock()), 200)


@staff_console.post("/api/slots")
@for_staff(Permission.LEAD)
@staff_console.input(Until, arg_name="wanted")
@staff_console.output(SlotAnswer, status_code=201)
@staff_console.doc(responses=REFUSALS)
def open_slot(wanted: Until) -> Response:
    """Today's slot begins now, else a new one does. 422 `EndNotAhead`."""
    return _once(wanted, 201, lambda unit: open_now(unit, current_staff(), time.fromisoformat(wanted.until)))


@staff_console.post("/api/slots/<int:slot_id>/end")
@for_staff(Permission.LEAD)
@staff_console.input(Until, arg_name="wanted")
@staff_console.output(SlotAnswer)
@staff_console.doc(responses=REFUSALS)
def end_slot_at(slot_id: int, wanted: Until) -> Response:
    """A running slot ends earlier or later. 409 `SlotClosed`; 422 `EndNotAhead`."""
    until = time.fromisoformat(wanted.until)
    return _once(wanted, 200, lambda unit: change_end(unit, current_staff(), slot_id, until))


@staff_console.post("/api/slots/<int:slot_id>/close")
@for_staff(Permission.LEAD)
@staff_console.input(CloseSlot, arg_name="click")
@staff_console.output(SlotAnswer)
@staff_console.doc(responses=REFUSALS)
def close_slot_now(slot_id: int, click: CloseSlot) -> Response:
    """At once; who waits is not served any more. 403 `ConfirmNeeded`; 409 `SlotClosed`."""
    return _once(click, 200, lambda unit: close_slot(unit, current_staff(), slot_id))


@staff_console.post("/api/emergency-list")
@for_staff(Permission.LEAD)
@staff_console.input(PrintList, arg_name="click")
@staff_console.output(EmergencyListAnswer)
@staff_console.doc(responses=REFUSALS)
def print_emergency_list(click: PrintList) -> Response:
    """What the paper says; the console prints it. Logged."""
    who = current_staff()
    answer = house().office.once(
        who.site_id, request_of(who.actor, click), lambda unit: emergency_list(unit, who)
    )
    return json_answer(answer.body, answer.status)


def _once(body: Body, status: int, work: Callable[[Unit], Any]) -> Response:
    who = current_staff()
    answer = house().office.once(
        who.site_id, request_of(who.actor, body), lambda unit: _slot_json(work(unit)), status=status
    )
    return json_answer(answer.body, answer.status)


def _slot_json(slot: Any) -> Picture:
    times = {"on": slot.on.isoformat(), "opens_at": iso(slot.opens_at), "ends_at": iso(slot.ends_at)}
    return {"slot": {"id": slot.id, "kind": slot.kind, **times}}
