"""What comes on other days: the list for the kiosk's screens, and a slip with the date."""

from typing import Any

from flask import Response, request

from kiosk.blueprint import kiosk
from kiosk.forms import DatePrint, DatePrinted, KioskDates
from printing.date_slip import date_slip_pdf
from printing.qr import qr_rows
from service_point.boards import Picture
from service_point.coming import coming_date, coming_dates, dates_json, mark_of
from service_point.date_slips import date_slip_of
from service_point.print_jobs import queue_date
from service_point.unit_of_work import Unit
from web.answers import dates_url, json_answer, picture_answer
from web.guards import current_device, for_device
from web.house import house
from web.languages import reader_language
from web.requests import request_of

PRINT_LIMIT = "30/minute"  # a kiosk: paper is not for a stuck finger
SLIP: dict[int | str, Any] = {
    200: {"description": "The slip, 80 mm wide", "content": {"application/pdf": {}}},
    404: {"description": "UnknownEvent"},
}


@kiosk.get("/api/dates")
@for_device("kiosk")
@kiosk.output(KioskDates)
@kiosk.doc(responses=[304, 401])
def get_dates() -> Response:
    """Guests and events to come, in every language, with `ETag`; asked for when the picture's `dates` has changed."""
    office, device = house().office, current_device()
    with office.read() as session:
        facts = office.facts(session, device.site_id)
        dates = coming_dates(session, facts, office.clock())
    url = dates_url(facts.code)
    picture = {
        "mark": mark_of(dates),
        "dates": dates_json(dates),
        "url": url,
        "qr": qr_rows(url) if url else None,
    }
    return picture_answer(picture)


@kiosk.get("/api/dates/<key>/slip.pdf")
@for_device("kiosk")
@kiosk.doc(responses=SLIP)
def get_date_slip(key: str) -> Response:
    """One date as a slip, in the language asked for."""
    office, device = house().office, current_device()
    with office.read() as session:
        facts = office.facts(session, device.site_id)
        date = coming_date(session, facts, key, office.clock())
    slip = date_slip_of(facts, date, request.args.get("language") or reader_language(), dates_url(facts.code))
    return Response(date_slip_pdf(slip), mimetype="application/pdf")


@kiosk.post("/api/dates/<key>/print")
@for_device("kiosk")
@kiosk.input(DatePrint, arg_name="wanted")
@kiosk.output(DatePrinted, status_code=201)
@kiosk.doc(responses=[401, 404, 422, 429])
def print_date(key: str, wanted: DatePrint) -> Response:
    """One date on the kiosk's own printer. 404 `UnknownEvent`."""
    device = current_device()
    house().count_attempt(PRINT_LIMIT, "date", device.id)

    def work(unit: Unit) -> Picture:
        return {"print": queue_date(unit, device.id, key, wanted.language)}

    answer = house().office.once(device.site_id, request_of(device.actor, wanted), work, status=201)
    return json_answer(answer.body, answer.status)
