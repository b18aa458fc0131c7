"""The page behind an appointment's code: when and where, "I am here", another time, or not at all."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from flask import Response

from i18n.languages import SHIPPED, find_language, has_pages
from i18n.texts import translator
from phone.appointment_views import holder_of
from phone.blueprint import appointments
from phone.booking_forms import AppointmentClick, AppointmentState, OpenTimes, TimeChange
from printing.appointment_texts import what_to_bring
from rules.errors import UnknownCode
from service_point.appointments import VISITORS, appointment_by_id, cancel, move, times_to_move_to
from service_point.boards import Picture, iso
from service_point.unit_of_work import Actor, Unit
from web.answers import json_answer
from web.guards import check_same_origin, for_holder
from web.house import house
from web.languages import reader_language
from web.pages import face_page, page
from web.requests import Once, request_of

CHANGES_LIMIT = "20/hour"  # an appointment: a change of mind, not a script


@appointments.get("/<code>")
@appointments.doc(hide=True)
@for_holder
def appointment_page(code: str) -> str | tuple[str, int]:
    """The holder's page, in the language in which it was booked; 404 with where to go for a code nobody knows."""
    try:
        site_id, appointment_id = holder_of(code)
    except UnknownCode:
        return _unknown_page(), 404
    office = house().office
    with office.read() as session:
        facts = office.facts(session, site_id)
        one = appointment_by_id(session, facts, appointment_id)
        languages = [code for code in facts.page_languages if has_pages(code)] or list(SHIPPED)
        boot = {
            "code": one.code,
            "appointment": _state(one),
            "site": {
                "name": facts.short_name,
                "zone": facts.zone.key,
                "address": facts.site_plan.site.address,
            },
            "bring": {language: what_to_bring(translator(language)) for language in languages},
            "languages": [{"code": language, "name": find_language(language).name} for language in languages],
        }
        language = one.language if one.language in languages else reader_language()
    return face_page(
        "phone/appointment.html",
        language,
        face="phone",
        languages=languages,
        boot=boot,
        site_name=facts.short_name,
    )


@appointments.get("/<code>/free-times")
@for_holder
@appointments.output(OpenTimes)
@appointments.doc(responses=[404, 429])
def get_times_to_move_to(code: str) -> Picture:
    """Where the appointment could be moved, by start."""
    office = house().office
    site_id, appointment_id = holder_of(code)
    with office.read() as session:
        facts, now = office.facts(session, site_id), office.clock()
        one = appointment_by_id(session, facts, appointment_id)
        times = times_to_move_to(session, facts, one, VISITORS, now)
    return {"times": [{"starts_at": iso(time.starts_at), "minutes": time.minutes} for time in times]}


@appointments.post("/<code>/move")
@for_holder
@appointments.input(TimeChange, arg_name="wanted")
@appointments.output(AppointmentState)
@appointments.doc(responses=[403, 404, 409, 422, 429])
def move_by_phone(code: str, wanted: TimeChange) -> Response:
    """To another time, with the same code. 409 `JustTaken` with `next_times`, `AppointmentOver`."""
    starts_at = wanted.starts_at.astimezone(UTC)
    return _change(code, wanted, lambda unit, one: move(unit, one, starts_at, VISITORS))


@appointments.post("/<code>/cancel")
@for_holder
@appointments.input(AppointmentClick, arg_name="click")
@appointments.output(AppointmentState)
@appointments.doc(responses=[403, 404, 409, 422, 429])
def cancel_by_phone(code: str, click: AppointmentClick) -> Response:
    """Its time is free again, and an address for a reminder is erased. 409 `AppointmentOver`."""
    return _change(code, click, lambda unit, one: cancel(unit, one, VISITORS))


def _change(code: str, body: Once, change: Callable[[Unit, Any], Any]) -> Response:
    check_same_origin()
    site_id, appointment_id = holder_of(code)
    house().count_attempt(CHANGES_LIMIT, "appointment", appointment_id)

    def work(unit: Unit) -> Picture:
        return _state(change(unit, appointment_by_id(unit.session, unit.facts, appointment_id)))

    known = request_of(Actor("appointment", appointment_id), body)
    answer = house().office.once(site_id, known, work)
    return json_answer(answer.body, answer.status)


def _state(one: Any) -> Picture:
    return {"state": one.state, "starts_at": iso(one.starts_at), "ends_at": iso(one.ends_at)}


def _unknown_page() -> str:
    reader = reader_language()
    others = [translator(code) for code in SHIPPED if code != reader]
    return page("phone/unknown.html", reader, face="phone", site_name="Lotse", others=others)
