"""The kiosks: how they are, pausing the kiosks, and tickets that were not taken from them."""

from flask import Response

from rules.roles import Permission
from service_point.boards import Picture, iso
from service_point.kiosks import kiosk_details_json
from service_point.refused import settle_refused
from service_point.staff_pauses import ticketing_json
from service_point.ticketing import pause, resume
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.forms import KiosksAnswer, Move, SettledAnswer, Ticketing, TicketingAnswer
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house, voices_of
from web.program import kiosk_page_version
from web.requests import request_of


@staff_console.get("/api/kiosks")
@for_staff(Permission.DEVICES)
@staff_console.output(KiosksAnswer)
@staff_console.doc(responses=[401, 403])
def get_kiosks() -> Response:
    """Every kiosk, when it was last heard of, and what it said."""
    office, who = house().office, current_staff()
    now = office.clock()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        voices = voices_of(facts)
        kiosks = kiosk_details_json(
            session, facts, now, lambda printer: kiosk_page_version(facts.revision, printer, voices)
        )
    return json_answer({"now": iso(now), "kiosks": kiosks}, 200)


@staff_console.post("/api/refused-tickets/<int:refused_id>/settle")
@for_staff(Permission.LEAD)
@staff_console.input(Move, arg_name="click")
@staff_console.output(SettledAnswer)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def settle_refused_ticket(refused_id: int, click: Move) -> Response:
    """Somebody has seen to whoever holds the slip: the kiosk drops its ticket. 404 `UnknownTicket`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        found = settle_refused(unit, who, refused_id)
        return {"id": found.id, "number": found.number}

    answer = house().office.once(who.site_id, request_of(who.actor, click), work)
    return json_answer(answer.body, answer.status)


@staff_console.post("/api/ticketing")
@for_staff(Permission.PAUSE)
@staff_console.input(Ticketing, arg_name="wanted")
@staff_console.output(TicketingAnswer)
@staff_console.doc(responses=[401, 403, 409, 422])
def set_ticketing(wanted: Ticketing) -> Response:
    """Pause the kiosks with a reason, or let them go on. 409 `NotOnDuty`; 422 `UnknownChoice`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        if wanted.paused:
            pause(unit, who, wanted.reason)
        else:
            resume(unit, who)
        return {"ticketing": ticketing_json(unit.session, unit.facts, unit.now)}

    answer = house().office.once(who.site_id, request_of(who.actor, wanted), work)
    return json_answer(answer.body, answer.status)
