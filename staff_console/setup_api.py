"""The first run: whoever holds the link that the server printed makes the first service point and its first lead."""

from typing import Annotated, Any

from flask import Response
from pydantic import BaseModel, Field

from i18n.texts import translator
from rules.errors import PlanRefused
from rules.roles import Permission
from service_point.devices import add_device
from service_point.set_up import FirstLead, FirstSite, check_setup_link, set_up
from service_point.template_site import template_rows
from service_point.unit_of_work import Request
from staff_console.account_forms import Name, Password, Token
from staff_console.blueprint import staff_console
from staff_console.configuration_form import findings_json
from staff_console.forms import Code, SessionAnswer
from staff_console.problems import STAFF_PROBLEMS
from staff_console.session_api import signed_in_answer
from web.answers import json_answer
from web.clients import client_browser
from web.guards import check_same_origin, current_staff, for_staff, open_to_all
from web.house import house
from web.languages import reader_language
from web.problems import problem
from web.requests import MaybeOnce

LIMIT = "20/minute"  # of everybody together: the token has 256 bits anyway


class SetupToken(MaybeOnce):
    token: Token


class SetUp(SetupToken):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    short_name: Annotated[str, Field(min_length=1, max_length=40)]
    code: Annotated[str, Field(min_length=1, max_length=40)]
    time_zone: Annotated[str, Field(max_length=60)]
    holidays: Annotated[str, Field(max_length=15)]
    default_language: Code
    languages: Annotated[list[Code], Field(max_length=60)]
    carrier: Annotated[str, Field(min_length=1, max_length=80)]
    desks: Annotated[int, Field(ge=1, le=20)]
    desk_name: Annotated[str, Field(min_length=1, max_length=30)]
    lead_name: Name
    username: Annotated[str, Field(max_length=40)]
    password: Password


class SetupAnswer(BaseModel):
    languages: list[dict[str, Any]] = Field(description="that come with the program")


class NewKiosk(MaybeOnce):
    name: Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]
    kind: Annotated[str, Field(pattern="^(kiosk|display)$")]


class KioskAnswer(BaseModel):
    link: str = Field(description="to be opened on the device; shown once")


@staff_console.post("/api/setup/look")
@open_to_all
@staff_console.input(SetupToken, arg_name="given")
@staff_console.output(SetupAnswer)
@staff_console.doc(responses=[401, 403, 404, 422, 429])
def look_at_setup(given: SetupToken) -> Response:
    """What the form of the first run offers. 404 `UnknownSetup`."""
    check_same_origin()
    house().count_attempt(LIMIT, "setup")
    check_setup_link(house().office, given.token)
    return json_answer({"languages": template_rows()["languages"]}, 200)


@staff_console.post("/api/setup")
@open_to_all
@staff_console.input(SetUp, arg_name="given")
@staff_console.output(SessionAnswer)
@staff_console.doc(responses=[401, 403, 404, 422, 429])
def make_first_site(given: SetUp) -> Response:
    """The first service point and its lead, signed in. 404 `UnknownSetup`; 422 `PasswordTooWeak`, `PlanRefused`."""
    check_same_origin()
    house().count_attempt(LIMIT, "setup")
    lead = FirstLead(given.lead_name.strip(), given.username, given.password)
    try:
        found = set_up(house().office, given.token, _site(given), lead, client_browser())
    except PlanRefused as refused:
        status, text = STAFF_PROBLEMS[PlanRefused]
        findings = findings_json(refused.values["findings"], translator(reader_language()))
        return problem(status, refused.code, text, findings=findings)
    return signed_in_answer(*found)


@staff_console.post("/api/setup/device")
@for_staff(Permission.CONFIGURE)
@staff_console.input(NewKiosk, arg_name="given")
@staff_console.output(KioskAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 422])
def add_first_device(given: NewKiosk) -> Response:
    """A kiosk or display, and the link that makes a browser be it, shown once. 403 `ConfirmNeeded`."""
    who, office = current_staff(), house().office
    who.require_fresh(office.clock())
    with office.write(who.site_id, Request(who.actor, None, "")) as unit:
        token = add_device(unit, given.kind, given.name.strip())
    return json_answer({"link": f"/{given.kind}/#device={token}"}, 201)


def _site(given: SetUp) -> FirstSite:
    return FirstSite(
        name=given.name.strip(),
        short_name=given.short_name.strip(),
        code=given.code,
        time_zone=given.time_zone,
        holidays=given.holidays,
        default_language=given.default_language,
        languages=tuple(given.languages),
        carrier=given.carrier.strip(),
        desks=given.desks,
        desk_name=given.desk_name.strip(),
    )
