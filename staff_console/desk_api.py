"""A silent call for help, a visitor without a number, one's own day."""

from collections.abc import Callable
from typing import Any

from flask import Response

from rules.roles import Permission
from service_point.boards import Picture, iso
from service_point.help_calls import answer_help, call_for_help, end_help
from service_point.my_day import my_day
from service_point.unit_of_work import Unit
from service_point.walk_ups import serve_without_number
from staff_console.blueprint import staff_console
from staff_console.desk_forms import Click, HelpAnswer, MyDayAnswer, WalkUp
from staff_console.forms import CallAnswer
from staff_console.queue_api import called_json
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import request_of


@staff_console.post("/api/help")
@for_staff(Permission.SERVE)
@staff_console.input(Click, arg_name="click")
@staff_console.output(HelpAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 409, 422])
def ask_for_help(click: Click) -> Response:
    """Every console shows this desk until somebody goes there. 409 `NotOnDuty`."""
    return _help(click, lambda unit: call_for_help(unit, current_staff()), status=201)


@staff_console.post("/api/help/<int:help_id>/answer")
@for_staff(Permission.SEE_QUEUE)
@staff_console.input(Click, arg_name="click")
@staff_console.output(HelpAnswer)
@staff_console.doc(responses=[401, 403, 409, 422])
def go_and_help(help_id: int, click: Click) -> Response:
    """ "I am going." 409 `HelpAnswered`."""
    return _help(click, lambda unit: answer_help(unit, current_staff(), help_id))


@staff_console.post("/api/help/<int:help_id>/end")
@for_staff(Permission.SEE_QUEUE)
@staff_console.input(Click, arg_name="click")
@staff_console.output(HelpAnswer)
@staff_console.doc(responses=[401, 403, 422])
def end_help_call(help_id: int, click: Click) -> Response:
    """It is over, for whoever called, whoever went there, and leads. 403 `NotYours`."""
    return _help(click, lambda unit: end_help(unit, current_staff(), help_id))


@staff_console.post("/api/walk-ups")
@for_staff(Permission.SERVE)
@staff_console.input(WalkUp, arg_name="wanted")
@staff_console.output(CallAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 409, 422])
def serve_walk_up(wanted: WalkUp) -> Response:
    """A visitor who sits here already: ticket, call and start in one step. 409 `AlreadyServing`, `SlotClosed`."""
    who = current_staff()
    wish = wanted.wish(stay=True)

    def work(unit: Unit) -> Picture:
        return called_json(unit, *serve_without_number(unit, who, wish))

    answer = house().office.once(who.site_id, request_of(who.actor, wanted), work, status=201)
    return json_answer(answer.body, answer.status)


@staff_console.get("/api/my-day")
@for_staff(Permission.SERVE)
@staff_console.output(MyDayAnswer)
@staff_console.doc(responses=[401, 403])
def get_my_day() -> Picture:
    """What this person did today; nobody else is told."""
    office, who = house().office, current_staff()
    with office.read() as session:
        return my_day(session, office.facts(session, who.site_id), who, office.clock())


def _help(click: Click, move: Callable[[Unit], Any], *, status: int = 200) -> Response:
    who = current_staff()

    def work(unit: Unit) -> Picture:
        call = move(unit)
        times = {name: getattr(call, name) for name in ("asked_at", "answered_at", "ended_at")}
        told = {name: iso(at) if at else None for name, at in times.items()}
        return {"id": call.id, "desk": call.desk, **told}

    answer = house().office.once(who.site_id, request_of(who.actor, click), work, status=status)
    return json_answer(answer.body, answer.status)
