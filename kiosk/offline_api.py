"""For a kiosk that may lose its server: numbers ahead, hours ahead, and what it hands in afterwards."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from flask import Response

from kiosk.blueprint import kiosk
from kiosk.forms import (
    HandedInTicket,
    OfflineTicketRequest,
    OutageReport,
    Plan,
    RefusedReport,
    Reserve,
    Reserved,
)
from printing.qr import qr_rows
from rules.life_cycle import State
from service_point.boards import Picture, iso
from service_point.handing_in import OfflineTicket, hand_in, report_outage
from service_point.issuing import Stub, TicketWish
from service_point.leasing import lease, plan_ahead_json
from service_point.refused import Refused, report_refused
from service_point.unit_of_work import Unit
from web.answers import issued_json, json_answer, phone_url
from web.guards import current_device, for_device
from web.house import house
from web.requests import request_of

RESERVE_LIMIT = "30/hour"  # a kiosk: one refill each ten tickets, and what a broken one may waste
HAND_IN_LIMIT = "600/minute"  # a long day's tickets at once
OFFLINE = "/offline"  # a wish has the same id on both addresses; their answers are kept apart


@kiosk.get("/api/plan")
@for_device("kiosk")
@kiosk.output(Plan)
@kiosk.doc(responses=[401])
def get_plan() -> Picture:
    """Hours, topics and days off of the coming weeks: what the kiosk goes by while it has no server."""
    office, device = house().office, current_device()
    with office.read() as session:
        return plan_ahead_json(session, office.facts(session, device.site_id), office.clock())


@kiosk.post("/api/reserve")
@for_device("kiosk")
@kiosk.input(Reserve, arg_name="stock")
@kiosk.output(Reserved, status_code=201)
@kiosk.doc(responses=[401, 422, 429])
def reserve(stock: Reserve) -> Response:
    """Numbers and codes for today and the next opening day, as many as the kiosk lacks; nobody else gets them."""
    device = current_device()
    house().count_attempt(RESERVE_LIMIT, "reserve", device.id)

    def work(unit: Unit) -> Picture:
        stubs = lease(unit, device.id, _by_day(stock.held))
        return {"now": iso(unit.now), "numbers": [_stub_json(stub) for stub in stubs]}

    answer = house().office.once(device.site_id, request_of(device.actor, stock), work, status=201)
    return json_answer(answer.body, answer.status)


@kiosk.post("/api/offline-tickets")
@for_device("kiosk")
@kiosk.input(OfflineTicketRequest, arg_name="made")
@kiosk.output(HandedInTicket, status_code=201)
@kiosk.doc(responses=[401, 404, 409, 422, 429])
def hand_in_ticket(made: OfflineTicketRequest) -> Response:
    """A ticket made without the server. 404 `UnknownCode`: not a number of this kiosk; 409 `RequestIdReused`."""
    device = current_device()
    house().count_attempt(HAND_IN_LIMIT, "hand-in", device.id)

    def work(unit: Unit) -> Picture:
        found = hand_in(unit, device.id, _as_made(made))
        late = found.ticket.state == State.UNSERVED
        return {**issued_json(unit, found.ticket), "renumbered_from": found.renumbered_from, "late": late}

    answer = house().office.once(device.site_id, request_of(device.actor, made, OFFLINE), work, status=201)
    return json_answer(answer.body, answer.status)


@kiosk.post("/api/refused-tickets")
@for_device("kiosk")
@kiosk.input(RefusedReport, arg_name="told")
@kiosk.doc(responses=[204, 401, 422])
def report_refused_ticket(told: RefusedReport) -> Response:
    """A ticket that was not taken at hand-in: a lead is told, since somebody holds its slip."""
    device = current_device()
    refused = Refused(
        request_id=str(told.wish),
        number=told.number,
        made_at=_utc(told.made_at),
        topic=told.topic,
        language=told.language,
        why=told.why,
    )

    def work(unit: Unit) -> Picture:
        report_refused(unit, device.id, refused)
        return {}

    house().office.once(device.site_id, request_of(device.actor, told), work, status=204)
    return Response(status=204)


@kiosk.post("/api/outages")
@for_device("kiosk")
@kiosk.input(OutageReport, arg_name="outage")
@kiosk.doc(responses=[204, 401, 422])
def report(outage: OutageReport) -> Response:
    """How long the kiosk had no server, told when its tickets are handed in: the lead sees it."""
    device = current_device()
    began_at, ended_at = _utc(outage.began_at), _utc(outage.ended_at)

    def work(unit: Unit) -> Picture:
        report_outage(unit, device.id, began_at, ended_at)
        return {}

    house().office.once(device.site_id, request_of(device.actor, outage), work, status=204)
    return Response(status=204)


def _by_day(held: dict[str, int]) -> dict[date, int]:
    """Days that no calendar has count for nothing."""
    days = {}
    for day, count in held.items():
        with suppress(ValueError):
            days[date.fromisoformat(day)] = count
    return days


def _stub_json(stub: Stub) -> Picture:
    address = phone_url(stub.code)
    return {
        "on": stub.on.isoformat(),
        "number": stub.number,
        "code": stub.code,
        "pin": stub.pin,
        "phone_url": address,
        "qr": qr_rows(address) if address else None,
    }


def _as_made(made: OfflineTicketRequest) -> OfflineTicket:
    wish = TicketWish(
        topic=made.topic,
        language=made.language,
        advice_languages=tuple(made.advice_languages),
        needs=tuple(made.needs),
        persons=made.persons,
    )
    return OfflineTicket(
        number=made.number,
        code=made.code,
        pin=made.pin,
        issued_at=_utc(made.issued_at),
        clock_offset=timedelta(seconds=made.clock_offset_s),
        wish=wish,
    )


def _utc(told: datetime) -> datetime:
    """In UTC, also at the ends of the calendar."""
    try:
        return told.astimezone(UTC)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC) if told.year > 1 else datetime.min.replace(tzinfo=UTC)
