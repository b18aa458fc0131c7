"""What a display asks for: its pairing, the whole board, and what is set on it."""

from datetime import timedelta

from flask import Response

from display.blueprint import display
from display.forms import Board, DisplayOrders, DisplayReport, Pairing
from rules.displays import Sound
from service_point.boards import Picture, board_picture, iso
from service_point.displays import Told, note_display, settings_of
from web.answers import device_paired, picture_answer
from web.guards import current_device, for_device, known_device, open_to_all
from web.house import house
from web.pairing import PairingBegun, PairingSecret, PairingStart, PairingState, pairing_begun, pairing_state
from web.program import page_version


@display.post("/api/device")
@open_to_all
@display.input(Pairing, arg_name="pairing")
@display.doc(responses=[204, 401])
def pair(pairing: Pairing) -> Response:
    """Keep the device's token as its cookie."""
    known_device("display", pairing.token)
    return device_paired("display", pairing.token)


@display.post("/api/pairings")
@open_to_all
@display.input(PairingStart, arg_name="nothing")
@display.output(PairingBegun, status_code=201)
@display.doc(responses=[403, 422, 429])
def begin_pairing_here(nothing: PairingStart) -> Response:
    """A code for the screen of a display that belongs to nobody yet, good for ten minutes."""
    return pairing_begun("display")


@display.post("/api/pairings/claim")
@open_to_all
@display.input(PairingSecret, arg_name="asked")
@display.output(PairingState)
@display.doc(responses=[403, 422, 429])
def claim_pairing_here(asked: PairingSecret) -> Response:
    """Whether the code was typed in at the console; then with the device's cookie, as `/display/api/device` sets it."""
    return pairing_state("display", asked.secret)


@display.get("/api/board")
@for_device("display")
@display.output(Board)
@display.doc(responses=[304, 401])
def get_board() -> Response:
    """The whole board, with `ETag`."""
    office, device = house().office, current_device()
    with office.read() as session:
        return picture_answer(board_picture(session, office.facts(session, device.site_id), office.clock()))


@display.post("/api/heartbeat")
@for_device("display")
@display.input(DisplayReport, arg_name="report")
@display.output(DisplayOrders)
@display.doc(responses=[401, 422])
def display_heartbeat(report: DisplayReport) -> Picture:
    """The display is there, and whether it can be heard. Answers what is set on it and which page it should show."""
    office, device = house().office, current_device()
    note_display(office, device.id, device.site_id, _told(report))
    with office.read() as session:
        facts = office.facts(session, device.site_id)
        orders = settings_of(session, facts, device.id)
    return {"now": iso(office.clock()), "page": page_version("display", facts.revision), **orders}


def _told(report: DisplayReport) -> Told:
    check = report.check
    return Told(
        page=report.page,
        up_for=timedelta(seconds=report.up_for_s),
        sound=Sound(report.sound),
        checked_at=check.asked_at if check else None,
        sounded=check.sounded if check else None,
    )
