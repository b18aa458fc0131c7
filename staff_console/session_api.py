"""Sign in, who am I, confirm it, come by a link, sign out."""

from dataclasses import asdict
from typing import Any

from flask import Response

from rules.next_steps import DOCUMENTS
from rules.outcomes import CONTACTS, HAND_OVER_NOTES, INTERPRETED_BY, LONG_TERM_NEEDS, SUSPEND_REASONS
from rules.routing_settings import EFFECTS
from rules.sign_in import FRESH_FOR
from service_point.accounts import tours_seen
from service_point.boards import iso
from service_point.invitations import look_at_link, use_link
from service_point.people import SignedIn
from service_point.recording import may_record_something
from service_point.routing import settings_of
from service_point.sessions import SESSION_LASTS, Entry, confirm, sign_in, sign_out
from staff_console.account_forms import (
    Confirm,
    ConfirmedAnswer,
    LinkAnswer,
    LinkToken,
    SignIn,
    UseLink,
)
from staff_console.blueprint import staff_console
from staff_console.forms import SessionAnswer
from web.answers import json_answer, with_cookie
from web.clients import client_address, client_browser
from web.guards import check_same_origin, current_staff, for_staff, open_to_all
from web.house import house

LISTS = (
    *("needs", "outcomes", "referral_bodies", "call_reasons", "gaps"),
    *("interpreters", "telephone_interpreting"),
)


@staff_console.post("/api/session")
@open_to_all
@staff_console.input(SignIn, arg_name="given")
@staff_console.output(SessionAnswer)
@staff_console.doc(responses=[401, 403, 422, 429])
def begin_session(given: SignIn) -> Response:
    """Sign in: 200 with the CSRF token, and the session's cookie (a new id each time).

    401 `SignInFailed`, `CodeNeeded` (the same again with `code`); 422 `WrongCode`; 429 `TooManyAttempts` with
    `wait_s` and `Retry-After`.
    """
    check_same_origin()
    entry = Entry(given.username, given.password, given.code, client_address(), client_browser())
    return signed_in_answer(*sign_in(house().office, entry, limited=house().rate_limits))


@staff_console.get("/api/session")
@for_staff(before_second_factor=True)
@staff_console.output(SessionAnswer)
@staff_console.doc(responses=[401])
def get_session() -> dict[str, Any]:
    """The same after a reload."""
    return session_json(current_staff())


@staff_console.delete("/api/session")
@for_staff(before_second_factor=True)
@staff_console.doc(responses=[204, 401, 403])
def end_session() -> Response:
    """Sign out: the session is gone for good."""
    check_same_origin()
    sign_out(house().office, current_staff())
    return with_cookie(Response(status=204), "session", "", same_site="Lax", max_age_s=0)


@staff_console.post("/api/session/confirm")
@for_staff(before_second_factor=True)
@staff_console.input(Confirm, arg_name="given")
@staff_console.output(ConfirmedAnswer)
@staff_console.doc(responses=[401, 403, 422, 429])
def confirm_session(given: Confirm) -> Response:
    """Password or code once more: for ten minutes dangerous things are possible."""
    office = house().office
    confirm(office, current_staff(), given.password, given.code, limited=house().rate_limits)
    return json_answer({"confirmed_until": iso(office.clock() + FRESH_FOR)}, 200)


@staff_console.post("/api/links")
@open_to_all
@staff_console.input(LinkToken, arg_name="given")
@staff_console.output(LinkAnswer)
@staff_console.doc(responses=[401, 403, 404, 422])
def see_link(given: LinkToken) -> Response:
    """What a link is for; it is not used up by this. 404 `UnknownLink`."""
    check_same_origin()
    found = asdict(look_at_link(house().office, given.token))
    times = {name: iso(found[name]) for name in ("valid_from", "expires_at")}
    return json_answer({**found, **times}, 200)


@staff_console.post("/api/links/use")
@open_to_all
@staff_console.input(UseLink, arg_name="given")
@staff_console.output(SessionAnswer)
@staff_console.doc(responses=[401, 403, 404, 409, 422, 429])
def enter_by_link(given: UseLink) -> Response:
    """Set the password of an invitation, or come in as a guest; both signed in. 409 `LinkTooEarly`."""
    check_same_origin()
    found = use_link(
        house().office,
        given.token,
        given.password,
        given.code,
        client_browser(),
        limited=house().rate_limits,
    )
    return signed_in_answer(*found)


def signed_in_answer(token: str, who: SignedIn) -> Response:
    """200 with the session's cookie."""
    return with_session(json_answer(session_json(who), 200), token)


def with_session(answer: Response, token: str) -> Response:
    return with_cookie(
        answer, "session", token, same_site="Lax", max_age_s=int(SESSION_LASTS.total_seconds())
    )


def session_json(who: SignedIn) -> dict[str, Any]:
    office = house().office
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        may_record = may_record_something(session, facts, who)
        tours = tours_seen(session, who)
    return {
        "csrf_token": who.csrf_token,
        "may_record": may_record,
        "lacks_second_factor": who.lacks_second_factor,
        "tours_seen": tours,
        "case_manager": {
            "id": who.staff_id,
            "code": who.code,
            "name": who.name,
            "role": who.role,
            "carrier": who.carrier,
            "languages": list(who.languages),
            "topics": [code for code in facts.topics if who.serves(code)],
        },
        "site": {
            "name": facts.short_name,
            "zone": facts.zone.key,
            "sends_mail": house().sends_mail,
            "routing": _numbers_of_the_rule(facts),
            **_choices(facts, who),
        },
    }


def _numbers_of_the_rule(facts: Any) -> dict[str, float]:
    """By the names of rules.routing_settings.EFFECTS."""
    settings = settings_of(facts)
    return {effect.name: getattr(settings, effect.name) for effect in EFFECTS}


def _choices(facts: Any, who: SignedIn) -> dict[str, Any]:
    """Everything a form of the console offers. Discreet topics only to those who serve them."""
    return {
        "topics": [
            {"code": topic.code, "icon": topic.icon, "name": dict(topic.name), "discreet": topic.discreet}
            for topic in facts.topics.values()
            if not topic.discreet or who.serves(topic.code)
        ],
        **{name: facts.plan.get(name, []) for name in LISTS},
        "carriers": [{"code": code, "name": name} for code, name in facts.carriers.items()],
        "languages": [
            {"code": entry["code"], "name": entry["name"], "staff_name": entry.get("staff_name")}
            for entry in facts.languages
        ],
        "desks": [{"number": desk.number, "name": desk.name} for desk in facts.desks.values()],
        "hand_over_notes": list(HAND_OVER_NOTES),
        "suspend_reasons": list(SUSPEND_REASONS),
        "long_term_needs": list(LONG_TERM_NEEDS),
        "contacts": list(CONTACTS),
        "interpreted_by": list(INTERPRETED_BY),
        "documents": list(DOCUMENTS),
    }
