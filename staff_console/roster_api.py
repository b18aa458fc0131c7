"""A lead plans who comes on which day, and says who is ill today."""

from collections.abc import Callable
from datetime import date, time

from flask import Response

from rules.roles import Permission
from service_point.absences import absence_picture, known_adviser, mark_absent
from service_point.boards import Picture
from service_point.roster_page import roster_picture
from service_point.roster_plans import copy_week, plan, take_out
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.lead_forms import (
    Absence,
    AbsenceAnswer,
    CopiedAnswer,
    CopyWeek,
    PlannedAnswer,
    PlanPerson,
    RosterAnswer,
    TakeOut,
    WeekQuery,
)
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import Body, request_of

REFUSALS = [401, 403, 404, 409, 422]


@staff_console.get("/api/roster")
@for_staff(Permission.LEAD)
@staff_console.input(WeekQuery, location="query", arg_name="asked")
@staff_console.output(RosterAnswer)
@staff_console.doc(responses=[401, 403, 422])
def get_roster(asked: WeekQuery) -> Response:
    """A week: the own people by name, other carriers' as counts, what nobody serves or speaks; guest slots to come."""
    office, who = house().office, current_staff()
    around = date.fromisoformat(asked.week) if asked.week else None
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        return json_answer(roster_picture(session, facts, who, office.clock(), around), 200)


@staff_console.post("/api/roster")
@for_staff(Permission.LEAD)
@staff_console.input(PlanPerson, arg_name="wanted")
@staff_console.output(PlannedAnswer)
@staff_console.doc(responses=REFUSALS)
def plan_person(wanted: PlanPerson) -> Response:
    """Somebody of one's own carrier comes on this day. 404 `UnknownPerson`; 409 `TooLate`; 422 `UnknownChoice`."""
    on, comes, leaves = date.fromisoformat(wanted.on), _clock(wanted.comes), _clock(wanted.leaves)

    def work(unit: Unit) -> Picture:
        plan(unit, current_staff(), wanted.person, on, comes, leaves)
        return {"person": wanted.person, "on": wanted.on, "is_planned": True}

    return _once(wanted, work)


@staff_console.post("/api/roster/take-out")
@for_staff(Permission.LEAD)
@staff_console.input(TakeOut, arg_name="wanted")
@staff_console.output(PlannedAnswer)
@staff_console.doc(responses=REFUSALS)
def take_person_out(wanted: TakeOut) -> Response:
    """Not planned for this day any more."""

    def work(unit: Unit) -> Picture:
        take_out(unit, current_staff(), wanted.person, date.fromisoformat(wanted.on))
        return {"person": wanted.person, "on": wanted.on, "is_planned": False}

    return _once(wanted, work)


@staff_console.post("/api/roster/copy")
@for_staff(Permission.LEAD)
@staff_console.input(CopyWeek, arg_name="wanted")
@staff_console.output(CopiedAnswer)
@staff_console.doc(responses=REFUSALS)
def copy_roster(wanted: CopyWeek) -> Response:
    """One's own people as in another week; what is planned already stays. 422 `UnknownChoice`."""
    days = date.fromisoformat(wanted.source), date.fromisoformat(wanted.target)
    return _once(wanted, lambda unit: {"copied": copy_week(unit, current_staff(), *days)})


@staff_console.get("/api/roster/absences/<int:staff_id>")
@for_staff(Permission.LEAD)
@staff_console.output(AbsenceAnswer)
@staff_console.doc(responses=[401, 403, 404])
def get_absence(staff_id: int) -> Response:
    """What the site lacks today without this person, and who could come. 404 `UnknownPerson`."""
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        member = known_adviser(session, facts, who, staff_id)
        return json_answer(absence_picture(session, facts, who, member, office.clock()), 200)


@staff_console.post("/api/roster/absences")
@for_staff(Permission.LEAD)
@staff_console.input(Absence, arg_name="wanted")
@staff_console.output(AbsenceAnswer)
@staff_console.doc(responses=REFUSALS)
def set_absence(wanted: Absence) -> Response:
    """Ill today, or back. No reason is kept. 404 `UnknownPerson`."""

    def work(unit: Unit) -> Picture:
        member = mark_absent(unit, current_staff(), wanted.person, wanted.absent)
        return absence_picture(unit.session, unit.facts, current_staff(), member, unit.now)

    return _once(wanted, work)


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _once(body: Body, work: Callable[[Unit], Picture]) -> Response:
    who = current_staff()
    answer = house().office.once(who.site_id, request_of(who.actor, body), work)
    return json_answer(answer.body, answer.status)
