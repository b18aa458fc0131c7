"""Every move of a ticket that is made at a console: one address a move, all of the same form."""

from collections.abc import Callable
from typing import Any

from flask import Response

from rules.errors import NobodyWaiting
from rules.roles import Permission
from service_point.boards import Picture
from service_point.calling import call_again, call_next, cancel_call, mark_missed, put_back, visible_ticket
from service_point.queues import ticket_json
from service_point.serving import (
    Outcome,
    Target,
    find_colleague,
    finish,
    finish_later,
    hand_over,
    record_outcome,
    start,
    suspend,
    undo_start,
)
from service_point.unit_of_work import Unit
from service_point.visiting import come_back, park, withdraw
from staff_console.blueprint import staff_console
from staff_console.forms import (
    FinishLaterMove,
    FinishMove,
    HandOver,
    MissedMove,
    Move,
    MoveAnswer,
    OutcomeForm,
    SuspendMove,
)
from staff_console.queue_api import called_json
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import Once, request_of

REFUSALS = [401, 403, 404, 409, 422]


@staff_console.post("/api/tickets/<int:ticket_id>/call-again")
@for_staff(Permission.SERVE)
@staff_console.input(Move, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def call_ticket_again(ticket_id: int, click: Move) -> Response:
    """At least 10 s after the last call, else 409 `TooSoon`."""
    return _move(click, lambda unit: call_again(unit, current_staff(), ticket_id))


@staff_console.post("/api/tickets/<int:ticket_id>/start")
@for_staff(Permission.SERVE)
@staff_console.input(Move, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def start_talk(ticket_id: int, click: Move) -> Response:
    """The visitor is here."""
    return _move(click, lambda unit: start(unit, current_staff(), ticket_id))


@staff_console.post("/api/tickets/<int:ticket_id>/put-back")
@for_staff(Permission.SERVE)
@staff_console.input(Move, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def put_ticket_back(ticket_id: int, click: Move) -> Response:
    """Back to the queue, passed over once."""
    return _move(click, lambda unit: put_back(unit, current_staff(), ticket_id))


@staff_console.post("/api/tickets/<int:ticket_id>/cancel-call")
@for_staff(Permission.SERVE)
@staff_console.input(Move, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def cancel_ticket_call(ticket_id: int, click: Move) -> Response:
    """As if never called."""
    return _move(click, lambda unit: cancel_call(unit, current_staff(), ticket_id))


@staff_console.post("/api/tickets/<int:ticket_id>/missed")
@for_staff(Permission.SERVE)
@staff_console.input(MissedMove, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def mark_ticket_missed(ticket_id: int, click: MissedMove) -> Response:
    """Called and not come."""
    return _move(click, lambda unit: mark_missed(unit, current_staff(), ticket_id), then_next=click.call_next)


@staff_console.post("/api/tickets/<int:ticket_id>/come-back")
@for_staff(Permission.SEE_QUEUE)
@staff_console.input(Move, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def bring_back(ticket_id: int, click: Move) -> Response:
    """From missed or parked, waiting again at the old place."""
    return _move(click, lambda unit: come_back(unit, visible_ticket(unit, current_staff(), ticket_id)))


@staff_console.post("/api/tickets/<int:ticket_id>/park")
@for_staff(Permission.SEE_QUEUE)
@staff_console.input(Move, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def park_ticket(ticket_id: int, click: Move) -> Response:
    """The visitor stepped out for a moment."""
    return _move(click, lambda unit: park(unit, visible_ticket(unit, current_staff(), ticket_id)))


@staff_console.post("/api/tickets/<int:ticket_id>/suspend")
@for_staff(Permission.SERVE)
@staff_console.input(SuspendMove, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def suspend_talk(ticket_id: int, click: SuspendMove) -> Response:
    """The talk pauses; the ticket is parked, first choice here again."""
    return _move(click, lambda unit: suspend(unit, current_staff(), ticket_id, click.why))


@staff_console.post("/api/tickets/<int:ticket_id>/withdraw")
@for_staff(Permission.SEE_QUEUE)
@staff_console.input(Move, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def withdraw_ticket(ticket_id: int, click: Move) -> Response:
    """The visitor goes without a talk."""
    return _move(click, lambda unit: withdraw(unit, visible_ticket(unit, current_staff(), ticket_id)))


@staff_console.post("/api/tickets/<int:ticket_id>/undo-start")
@for_staff(Permission.SERVE)
@staff_console.input(Move, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def undo_talk_start(ticket_id: int, click: Move) -> Response:
    """Within 2 minutes, else 409 `TooLate`."""
    return _move(click, lambda unit: undo_start(unit, current_staff(), ticket_id))


@staff_console.post("/api/tickets/<int:ticket_id>/finish")
@for_staff(Permission.SERVE)
@staff_console.input(FinishMove, arg_name="form")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def finish_talk(ticket_id: int, form: FinishMove) -> Response:
    """The talk is over, with its outcome; with `call_next` 201 and the next call, in one transaction."""
    return _move(
        form,
        lambda unit: finish(unit, current_staff(), ticket_id, outcome_of(form)),
        then_next=form.call_next,
    )


@staff_console.post("/api/tickets/<int:ticket_id>/finish-later")
@for_staff(Permission.SERVE)
@staff_console.input(FinishLaterMove, arg_name="click")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def finish_talk_later(ticket_id: int, click: FinishLaterMove) -> Response:
    """The talk is over, its outcome stays open."""
    return _move(
        click, lambda unit: finish_later(unit, current_staff(), ticket_id), then_next=click.call_next
    )


@staff_console.post("/api/tickets/<int:ticket_id>/hand-over")
@for_staff(Permission.SERVE)
@staff_console.input(HandOver, arg_name="form")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def hand_ticket_over(ticket_id: int, form: HandOver) -> Response:
    """To a topic, a colleague or a desk. 409 `NotOnDuty`."""

    def move(unit: Unit) -> Any:
        target = Target(form.topic, find_colleague(unit, form.case_manager), form.desk, form.note)
        return hand_over(unit, current_staff(), ticket_id, target)

    return _move(form, move)


@staff_console.post("/api/tickets/<int:ticket_id>/outcome")
@for_staff(Permission.SERVE)
@staff_console.input(OutcomeForm, arg_name="form")
@staff_console.output(MoveAnswer)
@staff_console.doc(responses=REFUSALS)
def record_ticket_outcome(ticket_id: int, form: OutcomeForm) -> Response:
    """The outcome of a finished talk, open or to correct."""
    return _move(form, lambda unit: record_outcome(unit, current_staff(), ticket_id, outcome_of(form)))


def outcome_of(form: OutcomeForm) -> Outcome:
    given: dict[str, Any] = form.model_dump(exclude={"request_id", "call_next"})
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
    return Outcome(**values)


def _move(body: Once, move: Callable[[Unit], Any], *, then_next: bool = False) -> Response:
    """One click, one transaction: the move and, if wished, the next call. 201 exactly when somebody was called."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        moved = ticket_json(unit.facts, move(unit))
        if not then_next:
            return {"ticket": moved}
        try:
            return {**called_json(unit, *call_next(unit, who)), "ended": moved}
        except NobodyWaiting:
            return {"ticket": moved, "next": None}

    answer = house().office.once(who.site_id, request_of(who.actor, body), work)
    return json_answer(answer.body, 201 if "ended" in answer.body else 200)
