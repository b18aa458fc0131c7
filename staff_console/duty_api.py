"""On duty at a desk, on a break, off."""

from collections.abc import Callable
from typing import Any

from flask import Response

from rules.roles import Permission
from service_point.boards import Picture, iso
from service_point.desks import end_duty, go_on_duty, take_break
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.forms import DutyAnswer, GoOnDuty
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import Body, MaybeOnce, request_of


@staff_console.post("/api/duty")
@for_staff(Permission.SERVE)
@staff_console.input(GoOnDuty, arg_name="wanted")
@staff_console.output(DutyAnswer)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def begin_duty(wanted: GoOnDuty) -> Response:
    """At this desk from now on; also back from a break. 409 `DeskTaken`, `StillServing`."""
    return _once(wanted, lambda unit: _json(go_on_duty(unit, current_staff(), wanted.desk)))


@staff_console.post("/api/duty/break")
@for_staff(Permission.SERVE)
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.output(DutyAnswer)
@staff_console.doc(responses=[401, 403, 409, 422])
def begin_break(click: MaybeOnce) -> Response:
    """409 `NotOnDuty`, `StillServing`."""
    return _once(click, lambda unit: _json(take_break(unit, current_staff())))


@staff_console.post("/api/duty/end")
@for_staff(Permission.SERVE)
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.output(DutyAnswer)
@staff_console.doc(responses=[401, 403, 409, 422])
def go_off_duty(click: MaybeOnce) -> Response:
    """409 `NotOnDuty`, `StillServing`."""

    def work(unit: Unit) -> Picture:
        end_duty(unit, current_staff())
        return {"desk": None, "since": None, "on_break": False}

    return _once(click, work)


def _once(body: Body, work: Callable[[Unit], Picture]) -> Response:
    who = current_staff()
    answer = house().office.once(who.site_id, request_of(who.actor, body), work)
    return json_answer(answer.body, answer.status)


def _json(duty: Any) -> Picture:
    return {"desk": duty.desk, "since": iso(duty.started_at), "on_break": duty.break_since is not None}
