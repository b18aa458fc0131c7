"""The lead's page of people: invite, change, put to sleep, erase."""

from collections.abc import Callable
from typing import Any

from flask import Response, request

from rules.roles import Permission, Role
from service_point import colleagues
from service_point.boards import iso
from service_point.colleagues import people_picture, person_json
from service_point.invitations import Link, NewColleague, invite
from service_point.people import SignedIn
from service_point.unit_of_work import Request, Unit
from staff_console.account_forms import (
    Invitation,
    InvitedAnswer,
    NewLink,
    PeopleAnswer,
    PersonAnswer,
    Skills,
)
from staff_console.blueprint import staff_console
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import MaybeOnce

REFUSALS = [401, 403, 404, 409, 422]


@staff_console.get("/api/people")
@for_staff(Permission.PEOPLE)
@staff_console.output(PeopleAnswer)
@staff_console.doc(responses=[401, 403])
def get_people() -> Response:
    """Everybody of the site; how they sign in only of those whom this lead looks after."""
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        return json_answer(people_picture(session, facts, who, office.clock()), 200)


@staff_console.post("/api/people")
@for_staff(Permission.PEOPLE)
@staff_console.input(Invitation, arg_name="given")
@staff_console.output(InvitedAnswer, status_code=201)
@staff_console.doc(responses=REFUSALS)
def invite_person(given: Invitation) -> Response:
    """A new colleague, and the link that lets them in, shown once. 403 `ConfirmNeeded`; 409 `UsernameTaken`."""
    new = NewColleague(
        **_skills(given), username=given.username, email=given.email or None, slot_id=given.slot
    )
    return _invited(lambda unit, who: invite(unit, who, new))


@staff_console.post("/api/people/<int:staff_id>")
@for_staff(Permission.PEOPLE)
@staff_console.input(Skills, arg_name="given")
@staff_console.output(PersonAnswer)
@staff_console.doc(responses=REFUSALS)
def change_person(staff_id: int, given: Skills) -> Response:
    """Name, languages, topics; role, carrier and e-mail only freshly confirmed. 409 `LastLead`."""
    skills = colleagues.Skills(**_skills(given), email=given.email or None)
    return _changed(lambda unit, who: colleagues.edit_person(unit, who, staff_id, skills))


@staff_console.post("/api/people/<int:staff_id>/link")
@for_staff(Permission.PEOPLE)
@staff_console.input(NewLink, arg_name="given")
@staff_console.output(InvitedAnswer, status_code=201)
@staff_console.doc(responses=REFUSALS)
def renew_link(staff_id: int, given: NewLink) -> Response:
    """A new link: a forgotten password, a person of the site file, a guest's next slot."""
    return _invited(lambda unit, who: colleagues.invite_again(unit, who, staff_id, given.slot))


@staff_console.post("/api/people/<int:staff_id>/sleep")
@for_staff(Permission.PEOPLE)
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.output(PersonAnswer)
@staff_console.doc(responses=REFUSALS)
def send_to_sleep(staff_id: int, click: MaybeOnce) -> Response:
    """No sign-in any more, all sessions end. 409 `StillServing`, `LastLead`."""
    return _changed(lambda unit, who: colleagues.put_to_sleep(unit, who, staff_id))


@staff_console.post("/api/people/<int:staff_id>/wake")
@for_staff(Permission.PEOPLE)
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.output(PersonAnswer)
@staff_console.doc(responses=REFUSALS)
def wake_person(staff_id: int, click: MaybeOnce) -> Response:
    """Back again, or let in after asking by the identity provider."""
    return _changed(lambda unit, who: colleagues.wake(unit, who, staff_id))


@staff_console.post("/api/people/<int:staff_id>/erase")
@for_staff(Permission.PEOPLE)
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.output(PersonAnswer)
@staff_console.doc(responses=REFUSALS)
def erase_person(staff_id: int, click: MaybeOnce) -> Response:
    """Name and every way in are gone for good. 409 `StillServing`, `LastLead`."""
    return _changed(lambda unit, who: colleagues.erase(unit, who, staff_id))


@staff_console.post("/api/people/<int:staff_id>/second-factor-off")
@for_staff(Permission.PEOPLE)
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.output(PersonAnswer)
@staff_console.doc(responses=REFUSALS)
def drop_second_factor(staff_id: int, click: MaybeOnce) -> Response:
    """For a lost phone; all sessions of the person end."""
    return _changed(lambda unit, who: colleagues.reset_second_factor(unit, who, staff_id))


@staff_console.post("/api/people/<int:staff_id>/sign-out")
@for_staff(Permission.PEOPLE)
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.output(PersonAnswer)
@staff_console.doc(responses=REFUSALS)
def sign_person_out(staff_id: int, click: MaybeOnce) -> Response:
    """Everywhere."""
    return _changed(lambda unit, who: colleagues.sign_out_everywhere(unit, who, staff_id))


def _skills(given: Skills) -> dict[str, Any]:
    return {
        "name": given.name.strip(),
        "role": Role(given.role),
        "carrier": given.carrier,
        "languages": tuple(dict.fromkeys(given.languages)),
        "topics": None if given.topics is None else tuple(dict.fromkeys(given.topics)),
    }


def _changed(work: Callable[[Unit, SignedIn], Any]) -> Response:
    who = current_staff()
    with house().office.write(who.site_id, Request(who.actor, None, "")) as unit:
        return json_answer({"person": person_json(who, work(unit, who))}, 200)


def _invited(work: Callable[[Unit, SignedIn], tuple[Any, Link]]) -> Response:
    """The token leaves once, in the part of the address that browsers keep to themselves."""
    who = current_staff()
    with house().office.write(who.site_id, Request(who.actor, None, "")) as unit:
        member, link = work(unit, who)
        person = person_json(who, member)
    address = house().own_url(f"/staff/#link={link.token}", request.url_root)
    times = {"valid_from": iso(link.valid_from), "expires_at": iso(link.expires_at)}
    return json_answer({"person": person, "link": address, **times}, 201)
