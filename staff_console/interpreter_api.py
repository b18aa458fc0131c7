"""Interpreters: here or gone, asked to a desk, on the way, free again."""

from collections.abc import Callable

from flask import Response

from rules.roles import Permission
from service_point.boards import Picture
from service_point.interpreters import Present, interpreter_json
from service_point.interpreting import accept, ask, come, leave, set_free
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.desk_forms import Click, Come, InterpreterAnswer
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import Once, request_of

REFUSALS = [401, 403, 409, 422]


@staff_console.post("/api/interpreters")
@for_staff(Permission.ISSUE)
@staff_console.input(Come, arg_name="wanted")
@staff_console.output(InterpreterAnswer, status_code=201)
@staff_console.doc(responses=REFUSALS)
def interpreter_comes(wanted: Come) -> Response:
    """Here from now on: somebody of the site's list, or somebody else with name and languages."""
    return _move(
        wanted,
        lambda unit: come(unit, current_staff(), wanted.code, wanted.name or "", wanted.languages),
        status=201,
    )


@staff_console.post("/api/interpreters/<int:interpreter_id>/leave")
@for_staff(Permission.ISSUE)
@staff_console.input(Click, arg_name="click")
@staff_console.output(InterpreterAnswer)
@staff_console.doc(responses=REFUSALS)
def interpreter_leaves(interpreter_id: int, click: Click) -> Response:
    """Gone for today."""
    return _move(click, lambda unit: leave(unit, current_staff(), interpreter_id))


@staff_console.post("/api/interpreters/<int:interpreter_id>/ask")
@for_staff(Permission.SERVE)
@staff_console.input(Click, arg_name="click")
@staff_console.output(InterpreterAnswer)
@staff_console.doc(responses=REFUSALS)
def ask_interpreter(interpreter_id: int, click: Click) -> Response:
    """ "Please come to my desk." 409 `InterpreterBusy`, `NotOnDuty`."""
    return _move(click, lambda unit: ask(unit, current_staff(), interpreter_id))


@staff_console.post("/api/interpreters/<int:interpreter_id>/accept")
@for_staff(Permission.SEE_QUEUE)
@staff_console.input(Click, arg_name="click")
@staff_console.output(InterpreterAnswer)
@staff_console.doc(responses=REFUSALS)
def interpreter_accepts(interpreter_id: int, click: Click) -> Response:
    """On the way to the desk, or there. 409 `InterpreterBusy`: nobody asks any more."""
    return _move(click, lambda unit: accept(unit, current_staff(), interpreter_id))


@staff_console.post("/api/interpreters/<int:interpreter_id>/free")
@for_staff(Permission.SEE_QUEUE)
@staff_console.input(Click, arg_name="click")
@staff_console.output(InterpreterAnswer)
@staff_console.doc(responses=REFUSALS)
def free_interpreter(interpreter_id: int, click: Click) -> Response:
    """Cannot come, or is needed no longer."""
    return _move(click, lambda unit: set_free(unit, current_staff(), interpreter_id))


def _move(click: Once, move: Callable[[Unit], Present], *, status: int = 200) -> Response:
    who = current_staff()

    def work(unit: Unit) -> Picture:
        return interpreter_json(move(unit))

    answer = house().office.once(who.site_id, request_of(who.actor, click), work, status=status)
    return json_answer(answer.body, answer.status)
