"""What a kiosk asks for and sends: the offer, tickets, and the moves of people who already have a number."""

from collections.abc import Callable
from typing import Any

from flask import Response, request

from i18n.texts import site_text
from kiosk.blueprint import kiosk
from kiosk.forms import CheckIn, Holder, HolderMove, HolderQuestion, Offer, Pairing, TicketRequest, Where
from rules.errors import NotToday, SlotClosed, TicketingPaused, UnknownCode
from service_point.arriving import check_in
from service_point.boards import Picture, kiosk_picture, ticket_picture
from service_point.facts import TopicFacts
from service_point.handing_in import ticket_handed_in
from service_point.issuing import TicketWish, count_refusal, issue
from service_point.outlooks import Newcomers, offer_json
from service_point.print_jobs import queue_slip
from service_point.unit_of_work import Unit
from service_point.visiting import come_back, ticket_by_code, ticket_by_number, withdraw
from web.answers import CheckedIn, TicketIssued, arrived_json, device_paired, issued_json, json_answer
from web.guards import current_device, for_device, known_device, open_to_all
from web.house import house
from web.languages import reader_language
from web.pairing import PairingBegun, PairingSecret, PairingStart, PairingState, pairing_begun, pairing_state
from web.requests import request_of

TICKETS_LIMIT = "120/minute"  # a kiosk: far above a queue of people, far below a stuck finger's script
CHECK_INS_LIMIT = "30/minute"  # a kiosk: nobody types so fast; codes are not to be tried out
PIN_LIMIT = "5/10 minutes"  # a number: four digits are not to be tried out


@kiosk.post("/api/device")
@open_to_all
@kiosk.input(Pairing, arg_name="pairing")
@kiosk.doc(responses=[204, 401])
def pair(pairing: Pairing) -> Response:
    """Keep the device's token as its cookie."""
    known_device("kiosk", pairing.token)
    return device_paired("kiosk", pairing.token)


@kiosk.post("/api/pairings")
@open_to_all
@kiosk.input(PairingStart, arg_name="nothing")
@kiosk.output(PairingBegun, status_code=201)
@kiosk.doc(responses=[403, 422, 429])
def begin_pairing_here(nothing: PairingStart) -> Response:
    """A code for the screen of a kiosk that belongs to nobody yet, good for ten minutes."""
    return pairing_begun("kiosk")


@kiosk.post("/api/pairings/claim")
@open_to_all
@kiosk.input(PairingSecret, arg_name="asked")
@kiosk.output(PairingState)
@kiosk.doc(responses=[403, 422, 429])
def claim_pairing_here(asked: PairingSecret) -> Response:
    """Whether the code was typed in at the console; then with the device's cookie, as `/kiosk/api/device` sets it."""
    return pairing_state("kiosk", asked.secret)


@kiosk.get("/api/offer")
@for_device("kiosk")
@kiosk.output(Offer)
@kiosk.doc(responses=[401])
def get_offer() -> Picture:
    """Languages, topics, whether tickets are issued now and, if not, why and when again."""
    office, device = house().office, current_device()
    language, now = request.args.get("language") or reader_language(), office.clock()
    with office.read() as session:
        facts = office.facts(session, device.site_id)
        picture, newcomers = kiosk_picture(session, facts, now), Newcomers(session, facts, now)
        return {
            **picture,
            "languages": [
                {"code": entry["code"], "name": entry["name"], "direction": entry.get("direction", "ltr")}
                for entry in facts.languages
                if entry.get("pages")
            ],
            "topics": [
                {**_tile(facts.topics[code], language), **offer_json(newcomers, facts, code, language)}
                for code in picture["topics"]
            ],
        }


@kiosk.post("/api/tickets")
@for_device("kiosk")
@kiosk.input(TicketRequest, arg_name="wanted")
@kiosk.output(TicketIssued, status_code=201)
@kiosk.doc(responses=[401, 409, 422, 429])
def issue_ticket(wanted: TicketRequest) -> Response:
    """A ticket for the visitor who stands here. 409 `SlotClosed`, `TicketingPaused`, `NotToday`; `Uncertain`
    without `stay`."""
    office, device = house().office, current_device()
    house().count_attempt(TICKETS_LIMIT, "tickets", device.id)
    wish = TicketWish(
        topic=wanted.topic,
        language=wanted.language,
        advice_languages=tuple(wanted.advice_languages),
        needs=tuple(wanted.needs),
        persons=wanted.persons,
        stay=wanted.stay,
    )

    def work(unit: Unit) -> Picture:
        if known := ticket_handed_in(unit, device.id):
            return issued_json(unit, known)
        ticket = issue(unit, wish, "kiosk")
        return issued_json(unit, ticket, queue_slip(unit, device.id, ticket))

    try:
        answer = office.once(device.site_id, request_of(device.actor, wanted), work, status=201)
    except (SlotClosed, NotToday, TicketingPaused) as refusal:
        count_refusal(office, device.site_id, wish, refusal.code)
        raise
    return json_answer(answer.body, answer.status)


@kiosk.post("/api/check-ins")
@for_device("kiosk")
@kiosk.input(CheckIn, arg_name="arrival")
@kiosk.output(CheckedIn, status_code=201)
@kiosk.doc(responses=[401, 404, 409, 422, 429])
def check_in_here(arrival: CheckIn) -> Response:
    """The arrival of somebody with an appointment. 404 `UnknownCode`; 409 `WrongDay`, `AppointmentCancelled`,
    `SlotClosed`; never refused for being late."""
    office, device = house().office, current_device()
    house().count_attempt(CHECK_INS_LIMIT, "check-ins", device.id)

    def work(unit: Unit) -> Picture:
        arrived = check_in(unit, arrival.code)
        return arrived_json(unit, arrived, queue_slip(unit, device.id, arrived.ticket))

    answer = office.once(device.site_id, request_of(device.actor, arrival), work, status=201)
    return json_answer(answer.body, answer.status)


@kiosk.post("/api/where")
@for_device("kiosk")
@kiosk.input(HolderQuestion, arg_name="holder")
@kiosk.output(Where)
@kiosk.doc(responses=[401, 404, 422, 429])
def where(holder: HolderQuestion) -> Picture:
    """Where a ticket is in the queue, for whoever holds its slip."""
    office, device = house().office, current_device()
    with office.read() as session:
        facts = office.facts(session, device.site_id)
        ticket = _ticket_of(session, facts, holder)
        return _where_json(ticket_picture(session, facts, ticket, office.clock()), ticket)


@kiosk.post("/api/come-back")
@for_device("kiosk")
@kiosk.input(HolderMove, arg_name="holder")
@kiosk.output(Where)
@kiosk.doc(responses=[401, 404, 409, 422, 429])
def come_back_here(holder: HolderMove) -> Response:
    """ "I missed my number": back into the queue at the old place."""
    return _move(holder, come_back)


@kiosk.post("/api/withdraw")
@for_device("kiosk")
@kiosk.input(HolderMove, arg_name="holder")
@kiosk.output(Where)
@kiosk.doc(responses=[401, 404, 409, 422, 429])
def withdraw_here(holder: HolderMove) -> Response:
    """The visitor goes and gives the number back."""
    return _move(holder, withdraw)


def _tile(topic: TopicFacts, language: str) -> dict[str, Any]:
    name = site_text(topic.name, language)
    return {"code": topic.code, "name": name, "icon": topic.icon, "parent": topic.parent}


def _move(holder: HolderMove, move: Callable[[Unit, Any], Any]) -> Response:
    device = current_device()

    def work(unit: Unit) -> Picture:
        ticket = _ticket_of(unit.session, unit.facts, holder)
        move(unit, ticket)
        return _where_json(ticket_picture(unit.session, unit.facts, ticket, unit.now), ticket)

    answer = house().office.once(device.site_id, request_of(device.actor, holder), work)
    return json_answer(answer.body, answer.status)


def _ticket_of(session: Any, facts: Any, holder: Holder) -> Any:
    """Raises: UnknownCode, TooManyAttempts."""
    now = house().office.clock()
    if holder.code is not None:
        return ticket_by_code(session, facts, holder.code, now)
    if holder.number is None or holder.pin is None:
        raise UnknownCode
    key = ("pin", facts.id, holder.number)
    house().count_attempt(PIN_LIMIT, *key)
    ticket = ticket_by_number(session, facts, holder.number, holder.pin, now)
    house().forget_attempts(PIN_LIMIT, *key)
    return ticket


def _where_json(picture: Picture, ticket: Any) -> Picture:
    return {
        "ticket": {"id": ticket.id, "number": ticket.number, "state": ticket.state},
        "ahead": picture["ahead"],
        "wait": picture["wait"],
        "desk": picture["desk"],
    }
