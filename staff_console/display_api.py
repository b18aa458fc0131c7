"""The displays on the wall: how they are, how they sound and look, and whether they can be heard."""

from flask import Response

from rules.displays import Theme
from rules.roles import Permission
from service_point.boards import Picture, iso
from service_point.displays import ask_sound_check, display_details_json, display_json, set_display
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.device_forms import DisplayAnswer, DisplayChange, DisplaysAnswer, SoundCheck
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.program import page_version
from web.requests import request_of


@staff_console.get("/api/displays")
@for_staff(Permission.DEVICES)
@staff_console.output(DisplaysAnswer)
@staff_console.doc(responses=[401, 403])
def get_displays() -> Response:
    """Every display, whether it can be heard, and what is set on it."""
    office, who = house().office, current_staff()
    now = office.clock()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        found = display_details_json(session, facts, now, page_version("display", facts.revision))
    return json_answer({"now": iso(now), "displays": found}, 200)


@staff_console.post("/api/displays/<int:display_id>")
@for_staff(Permission.DEVICES)
@staff_console.input(DisplayChange, arg_name="wanted")
@staff_console.output(DisplayAnswer)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def change_display(display_id: int, wanted: DisplayChange) -> Response:
    """Its volume and its colours; what is left out stays. 404 `UnknownDisplay`."""
    who = current_staff()
    theme = Theme(wanted.theme) if wanted.theme and wanted.theme != "site" else None

    def work(unit: Unit) -> Picture:
        own_theme = wanted.theme is not None
        device = set_display(unit, who, display_id, wanted.volume, theme, own_theme=own_theme)
        return {"display": display_json(device, unit.facts, unit.now)}

    answer = house().office.once(who.site_id, request_of(who.actor, wanted), work)
    return json_answer(answer.body, answer.status)


@staff_console.post("/api/displays/<int:display_id>/sound-check")
@for_staff(Permission.DEVICES)
@staff_console.input(SoundCheck, arg_name="click")
@staff_console.output(DisplayAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def check_sound(display_id: int, click: SoundCheck) -> Response:
    """The display is to be heard now; it says whether it was (`check` of the display). 404 `UnknownDisplay`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        return {"display": display_json(ask_sound_check(unit, who, display_id), unit.facts, unit.now)}

    answer = house().office.once(who.site_id, request_of(who.actor, click), work, status=201)
    return json_answer(answer.body, answer.status)
