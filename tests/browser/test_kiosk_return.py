"""Who already has a number: held in front of the scanner, garbled as keyboards garble it; and what is no scan."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models import Ticket
from tests.support.cast import AYLIN
from tests.support.chromium import People
from tests.support.faces import Console, HttpLine
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import Visitor

CODE = "0123456789ABCDEFGHJKLMNPQRS"
KEYS = "keys => keys.forEach((key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})))"
SLOWLY_MS = 100  # between two keys, by hand


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


def code_of(place: ServedPoint, number: int) -> str:
    with place.office.read() as session:
        return str(session.scalars(select(Ticket.code).where(Ticket.number == number)).one())


def test_the_last_27_letters_and_digits_count_whatever_stands_around_them(
    place: ServedPoint, people: People
) -> None:
    visitor = Visitor(people, place.url)
    scanned = {
        CODE: CODE,
        CODE.lower(): CODE,
        f"https://lotse.example/t/{CODE}": CODE,
        f"httpsÖ--lotse.example-t-{CODE}": CODE,  # a US scanner at a German keyboard
        f"HTTPSÑßßlotseçexample&t&{CODE.lower()}\t": CODE,
        f"httpsжББлотсеюехамплебтб{CODE}.": CODE,
        " ".join(CODE): CODE,
        CODE[1:]: None,
        "417": None,
        "": None,
    }
    read = "async (texts) => { const { codeIn } = await import('/static/kiosk/scanner.js'); return texts.map(codeIn); }"
    assert dict(zip(scanned, visitor.page.evaluate(read, list(scanned)), strict=True)) == scanned


def test_who_missed_the_call_holds_the_slip_there_and_is_back_in_the_queue(
    place: ServedPoint, people: People
) -> None:
    number = place.issue()
    desk = Console(HttpLine(place.url), AYLIN).on_duty(3)
    desk.move(desk.call().ticket["id"], "missed")
    visitor = Visitor(people, place.url).speaks("ar")
    visitor.tap(".doors .tile >> nth=1")
    visitor.is_at("number")
    visitor.page.evaluate(KEYS, [*f"httpsÖ--lotse.example-t-{code_of(place, number).lower()}", "Enter"])
    visitor.is_at("place")
    expect(visitor.page.locator("h1")).to_have_text("تمت المناداة على رقمكم")
    visitor.tap(".go .primary")
    expect(visitor.page.locator(".fact").first).to_be_visible()
    assert place.state(number) == "waiting"


def test_a_scanner_that_sends_no_enter_is_understood_too(place: ServedPoint, people: People) -> None:
    number = place.issue()
    visitor = Visitor(people, place.url)
    visitor.page.evaluate(KEYS, [*code_of(place, number)])
    visitor.page.clock.run_for(250)
    visitor.is_at("place")


def test_what_somebody_types_by_hand_is_no_scan(place: ServedPoint, people: People) -> None:
    code = code_of(place, place.issue())
    visitor = Visitor(people, place.url)
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    for key in [*code, "Enter"]:
        visitor.page.evaluate(KEYS, [key])
        visitor.page.clock.run_for(SLOWLY_MS)
    visitor.page.clock.run_for(1_000)
    visitor.is_at("start")
    assert not any(re.search(r"/api/where$", url) for url in asked)


def test_a_scan_wakes_a_kiosk_that_greets_an_empty_room(place: ServedPoint, people: People) -> None:
    number = place.issue()
    visitor = Visitor(people, place.url)
    visitor.page.clock.run_for(62_000)
    visitor.is_at("attract")
    visitor.page.evaluate(KEYS, [*code_of(place, number), "Enter"])
    visitor.is_at("place")
    expect(visitor.page.locator(".big-number")).to_have_text(str(number))
