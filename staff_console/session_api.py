"""Sign in, who am I, sign out."""

from typing import Any

from flask import Response

from rules.outcomes import CONTACTS, HAND_OVER_NOTES, INTERPRETED_BY, LONG_TERM_NEEDS, SUSPEND_REASONS
from rules.routing_settings import EFFECTS
from service_point.people import SESSION_LASTS, SignedIn, sign_in, sign_out
from service_point.recording import may_record_something
from service_point.routing import settings_of
from staff_console.blueprint import staff_console
from staff_console.forms import SessionAnswer, SignIn
from web.answers import json_answer, with_cookie
from web.guards import check_same_origin, current_staff, for_staff, open_to_all
from web.house import house

SIGN_IN_LIMIT = "10/5 minutes"  # an account: enough for a forgetful morning, not for guessing
LISTS = ("needs", "outcomes", "referral_bodies", "call_reasons", "gaps")


@staff_console.post("/api/session")
@open_to_all
@staff_console.input(SignIn, arg_name="given")
@staff_console.output(SessionAnswer)
@staff_console.doc(responses=[401, 403, 422, 429])
def begin_session(given: SignIn) -> Response:
    """Sign in: 200 with the CSRF token, and the session's cookie (a new id each time)."""
    check_same_origin()
    key = ("sign-in", given.username.casefold())
    house().count_attempt(SIGN_IN_LIMIT, *key)
    token, who = sign_in(house().office, given.username, given.password)
    house().forget_attempts(SIGN_IN_LIMIT, *key)
    answer = json_answer(session_json(who), 200)
    return with_cookie(
        answer, "session", token, same_site="Lax", max_age_s=int(SESSION_LASTS.total_seconds())
    )


@staff_console.get("/api/session")
@for_staff()
@staff_console.output(SessionAnswer)
@staff_console.doc(responses=[401])
def get_session() -> dict[str, Any]:
    """The same after a reload."""
    return session_json(current_staff())


@staff_console.delete("/api/session")
@for_staff()
@staff_console.doc(responses=[204, 401, 403])
def end_session() -> Response:
    """Sign out: the session is gone for good."""
    check_same_origin()
    sign_out(house().office, current_staff())
    return with_cookie(Response(status=204), "session", "", same_site="Lax", max_age_s=0)


def session_json(who: SignedIn) -> dict[str, Any]:
    office = house().office
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        may_record = may_record_something(session, facts, who)
    return {
        "csrf_token": who.csrf_token,
        "may_record": may_record,
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
    }
