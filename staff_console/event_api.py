"""A lead's calendar of events: on kiosk, board, phone and in feeds; and a guest's own figures."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from flask import Response

from rules.roles import Permission
from service_point.boards import Picture, iso
from service_point.events import (
    EventWish,
    cancel_event,
    change_event,
    event_json,
    events_json,
    write_event,
)
from service_point.guest_figures import guest_figures
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.event_forms import EventAnswer, EventChange, EventsAnswer, GuestFiguresAnswer, NewEvent
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import Once, request_of

REFUSALS = [401, 403, 404, 409, 422]


@staff_console.get("/api/events")
@for_staff(Permission.LEAD)
@staff_console.output(EventsAnswer)
@staff_console.doc(responses=[401, 403])
def get_events() -> Response:
    """Every event to come, cancelled, or of the last 30 days; and the languages to write in."""
    office, who = house().office, current_staff()
    now = office.clock()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        found = events_json(session, facts, now)
    languages = list(dict.fromkeys([facts.default_language, *facts.board_languages, *facts.page_languages]))
    feed = house().own_url(f"/events/calendar.ics?site={facts.code}", "")
    page = house().own_url(f"/events/?site={facts.code}", "")
    return json_answer(
        {"now": iso(now), "languages": languages, "events": found, "page": page, "feed": feed}, 200
    )


@staff_console.post("/api/events")
@for_staff(Permission.LEAD)
@staff_console.input(NewEvent, arg_name="wanted")
@staff_console.output(EventAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 409, 422])
def post_event(wanted: NewEvent) -> Response:
    """A new event. 422 `UnknownChoice`: a language without pages here, none in the site's own, times that are over."""
    who = current_staff()
    return _once(wanted, lambda unit: write_event(unit, who, _wish(wanted)), status=201)


@staff_console.post("/api/events/<int:event_id>")
@for_staff(Permission.LEAD)
@staff_console.input(EventChange, arg_name="wanted")
@staff_console.output(EventAnswer)
@staff_console.doc(responses=REFUSALS)
def post_event_change(event_id: int, wanted: EventChange) -> Response:
    """Other words, place or time; a cancelled one takes place again. 404 `UnknownEvent`."""
    who = current_staff()
    return _once(wanted, lambda unit: change_event(unit, who, event_id, _wish(wanted)))


@staff_console.post("/api/events/<int:event_id>/cancel")
@for_staff(Permission.LEAD)
@staff_console.input(Once, arg_name="click")
@staff_console.output(EventAnswer)
@staff_console.doc(responses=REFUSALS)
def post_event_cancelled(event_id: int, click: Once) -> Response:
    """Off every page; calendars that follow it hear that it is cancelled. 404 `UnknownEvent`."""
    who = current_staff()
    return _once(click, lambda unit: cancel_event(unit, who, event_id))


@staff_console.get("/api/guest-figures")
@for_staff(Permission.OWN_FIGURES)
@staff_console.output(GuestFiguresAnswer)
@staff_console.doc(responses=[401, 403])
def get_guest_figures() -> Response:
    """For guests: counts of the own slot."""
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        return json_answer({"slots": guest_figures(session, facts, who, office.clock())}, 200)


def _once(body: Once, work: Callable[[Unit], Any], status: int = 200) -> Response:
    def answered(unit: Unit) -> Picture:
        return {"event": event_json(work(unit), unit.now)}

    who = current_staff()
    answer = house().office.once(who.site_id, request_of(who.actor, body), answered, status=status)
    return json_answer(answer.body, answer.status)


def _wish(wanted: NewEvent) -> EventWish:
    times = (wanted.from_at.astimezone(UTC), wanted.until_at.astimezone(UTC))
    return EventWish(wanted.title, wanted.place, *times)
