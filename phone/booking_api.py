"""Booking by visitors, where the site allows it: topic, free times, a time held, booked. No account, no name."""

from collections import OrderedDict
from datetime import UTC, datetime
from typing import Any

from flask import Response, current_app, request

from i18n.languages import SHIPPED, find_language, has_pages
from phone.asked_site import asked_site
from phone.blueprint import booking
from phone.booking_forms import (
    BookedTime,
    Confirmation,
    HeldTime,
    HoldWish,
    LetGo,
    OpenTimes,
    Puzzle,
    TimesQuestion,
)
from service_point.appointments import VISITORS, Booking, free_times
from service_point.boards import Picture, iso, version_of
from service_point.issuing import TicketWish
from service_point.unit_of_work import Actor, Request, Unit
from service_point.visitor_booking import (
    check_puzzle,
    confirm,
    hold_for_visitor,
    let_go,
    make_puzzle,
    site_of_held,
    topics_to_book,
)
from web.answers import json_answer
from web.guards import check_same_origin, for_holder, open_to_all
from web.house import house
from web.languages import reader_language
from web.pages import face_page
from web.requests import request_of

VISITOR = Actor("visitor", 0)  # nobody knows who
KNOWN_TIMES = "known free times"
TIMES_KEPT = 200  # answers; the same question of many phones is worked out once a change and minute


@booking.get("/")
@booking.doc(hide=True)
@open_to_all
def booking_page() -> tuple[str, int]:
    """404, and what to do instead, where visitors can't book."""
    office = house().office
    with office.read() as session:
        facts = asked_site(session)
        topics = topics_to_book(session, facts, office.clock())
    languages = [code for code in facts.page_languages if has_pages(code)] or list(SHIPPED)
    wanted = reader_language()
    boot = {
        "site": {"code": facts.code, "name": facts.short_name, "zone": facts.zone.key},
        "topics": [{"code": topic.code, "icon": topic.icon, "name": dict(topic.name)} for topic in topics],
        "languages": [{"code": code, "name": find_language(code).name} for code in languages],
        "sends_mail": house().sends_mail,
    }
    shown = face_page(
        "phone/booking.html",
        wanted if wanted in languages else facts.default_language,
        face="phone",
        languages=languages,
        boot=boot,
        site_name=facts.short_name,
    )
    return shown, 200 if topics else 404


@booking.get("/api/puzzle")
@open_to_all
@booking.output(Puzzle)
@booking.doc(responses=[404])
def get_puzzle() -> Picture:
    """What a browser works on before it may hold a time: more, the more times were held lately."""
    office = house().office
    with office.read() as session:
        return make_puzzle(session, office, asked_site(session))


@booking.get("/api/free-times")
@open_to_all
@booking.input(TimesQuestion, location="query", arg_name="question")
@booking.output(OpenTimes)
@booking.doc(responses=[404, 409, 422])
def get_free_times(question: TimesQuestion) -> Picture:
    """By start. 409 `NotBookable` where visitors can't book the topic."""
    office = house().office
    with office.read() as session:
        facts, now = asked_site(session), office.clock()
        asked = (facts.id, version_of(session, facts.id), question.topic, question.language, _minute(now))
        known: OrderedDict[Any, list[Picture]] = current_app.extensions.setdefault(KNOWN_TIMES, OrderedDict())
        if (times := known.get(asked)) is None:
            wish = Booking(TicketWish(question.topic, question.language), VISITORS)
            found = free_times(session, facts, wish, now)
            times = known[asked] = [
                {"starts_at": iso(one.starts_at), "minutes": one.minutes} for one in found
            ]
            while len(known) > TIMES_KEPT:
                known.popitem(last=False)
    return {"times": times}


@booking.post("/api/holds")
@open_to_all
@booking.input(HoldWish, arg_name="wanted")
@booking.output(HeldTime, status_code=201)
@booking.doc(responses=[403, 409, 422, 429])
def hold_time(wanted: HoldWish) -> Response:
    """A time for 15 minutes; the puzzle is good for one. 409 `JustTaken` with `next_times`, `NotBookable`."""
    check_same_origin()
    office = house().office
    site_id, request_id = check_puzzle(office, wanted.puzzle, wanted.answer)
    wish = TicketWish(wanted.topic, wanted.language)

    def work(unit: Unit) -> Picture:
        held = hold_for_visitor(unit, wish, wanted.starts_at.astimezone(UTC))
        until = held.held_until or unit.now
        return {"code": held.code, "starts_at": iso(held.starts_at), "held_until": iso(until)}

    asked = wanted.model_dump(mode="json", exclude={"answer"})
    once = Request.of(VISITOR, request_id, f"{request.method} {request.path}", asked)
    answer = office.once(site_id, once, work, status=201)
    return json_answer(answer.body, answer.status)


@booking.post("/api/confirm")
@for_holder
@booking.input(Confirmation, arg_name="wanted")
@booking.output(BookedTime, status_code=201)
@booking.doc(responses=[403, 404, 409, 422])
def confirm_time(wanted: Confirmation) -> Response:
    """The held time is an appointment. 409 `AppointmentOver` when it was held too long."""
    check_same_origin()
    office = house().office
    email = wanted.email if house().sends_mail else None

    def work(unit: Unit) -> Picture:
        made, is_reminded = confirm(unit, wanted.code, email, office.secret)
        return {"code": made.code, "starts_at": iso(made.starts_at), "reminder": is_reminded}

    known = request_of(VISITOR, wanted)
    answer = office.once(site_of_held(office, wanted.code), known, work, status=201)
    return json_answer(answer.body, answer.status)


@booking.post("/api/let-go")
@for_holder
@booking.input(LetGo, arg_name="click")
@booking.doc(responses=[204, 403, 404, 422])
def let_time_go(click: LetGo) -> Response:
    """Somebody else may have it."""
    check_same_origin()
    office = house().office

    def work(unit: Unit) -> Picture:
        let_go(unit, click.code)
        return {}

    office.once(site_of_held(office, click.code), request_of(VISITOR, click), work, status=204)
    return Response(status=204)


def _minute(now: datetime) -> str:
    return f"{now:%Y-%m-%d %H:%M}"
