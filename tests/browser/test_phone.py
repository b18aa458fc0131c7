"""The phone page with the real server behind it: it follows its ticket, rings, does what its holder asks."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from models import Ticket, TicketEvent
from tests.support import looks
from tests.support.cast import AYLIN, kiosk_token
from tests.support.chromium import People, accessibility_faults
from tests.support.ears import gongs, listen
from tests.support.effort import languages
from tests.support.faces import Console, HttpLine, Kiosk
from tests.support.served import ServedPoint, served_point
from tools.screens_phone import UNKNOWN, status, statuses, wait

PHONE = {"width": 390, "height": 844}
ENDED = {"done", "withdrawn", "unserved"}
IN_TIME_MS = 8_000  # two questions at the pace of somebody whose turn is near, in ms


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    """Leverkusen on a Monday at 14:07, with a clock that can be moved on."""
    with served_point(sqlite_url) as served:
        yield served


def test_the_page_follows_its_ticket_from_waiting_to_the_end(place: ServedPoint, people: People) -> None:
    ticket, page = arrive(place, people)
    expect(page.locator(".place .num").first).to_have_text(str(ticket["number"]))
    expect(page.locator(".ahead")).to_have_text("Sie sind als Nächstes dran")
    desk = Console(HttpLine(place.url), AYLIN).on_duty(3)
    desk.call()
    expect(page.locator(".desk-number")).to_have_text("3", timeout=IN_TIME_MS)
    expect(page).to_have_title("Platz 3: bitte kommen")
    assert len(gongs(page)) == 1
    desk.move(ticket["id"], "start")
    expect(page.locator(".message")).to_contain_text("Sie sind an Platz 3.", timeout=IN_TIME_MS)
    desk.move(ticket["id"], "finish-later")
    ask_now(page)
    expect(page.locator(".ending")).to_contain_text("Danke für Ihren Besuch", timeout=IN_TIME_MS)


@pytest.mark.access(11)
def test_a_call_is_heard_and_felt_and_both_can_be_tried_before(place: ServedPoint, people: People) -> None:
    _, page = arrive(place, people, init=FEELING)
    expect(page.locator("main")).to_contain_text(
        "Seite offen und Bildschirm an lassen: Dann klingelt Ihr Handy."
    )
    page.get_by_role("button", name="Ton testen").click()
    page.wait_for_function("() => window.gongs.length === 1 && window.felt.length === 1")
    desk = Console(HttpLine(place.url), AYLIN).on_duty(3)
    ticket = desk.call().ticket
    expect(page.locator(".desk-number")).to_have_text("3", timeout=IN_TIME_MS)
    page.wait_for_function("() => window.gongs.length === 3 && window.felt.length >= 3")
    place.clock.forward(seconds=11)
    assert desk.move(ticket["id"], "call-again").status == 200
    page.wait_for_function("() => window.gongs.length >= 4", timeout=IN_TIME_MS)
    assert page.evaluate("window.felt.every((pattern) => pattern.length > 2)"), "a pattern, not a twitch"


FEELING = "window.felt = []; Navigator.prototype.vibrate = (pattern) => window.felt.push(pattern) > 0;"


def test_how_many_are_ahead_is_dots_up_to_eight_and_a_number(place: ServedPoint, people: People) -> None:
    for _ in range(10):
        place.issue()
    _, page = arrive(place, people)
    expect(page.locator(".ahead")).to_have_text("10 Personen vor Ihnen")
    expect(page.locator(".dots > :not(.mine)")).to_have_count(8)
    expect(page.locator(".dots > .mine")).to_have_count(1)


@pytest.mark.long
def test_who_was_missed_comes_back_with_one_tap(place: ServedPoint, people: People) -> None:
    ticket, page = arrive(place, people)
    desk = Console(HttpLine(place.url), AYLIN).on_duty(3)
    desk.call()
    desk.move(ticket["id"], "missed")
    expect(page.locator("h1")).to_have_text("Wir haben Sie aufgerufen", timeout=IN_TIME_MS)
    page.get_by_role("button", name="Ich bin jetzt da").click()
    expect(page.locator(".ahead")).to_be_visible()
    assert place.state(ticket["number"]) == "waiting"


def test_stepping_out_and_coming_back(place: ServedPoint, people: People) -> None:
    place.issue()
    ticket, page = arrive(place, people)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.get_by_role("button", name="Kurz rausgehen").click()
    expect(page.locator("h1")).to_have_text("Ihre Nummer macht Pause")
    expect(page.locator(".message")).to_contain_text("16:45")
    assert place.state(ticket["number"]) == "parked"
    Console(HttpLine(place.url), AYLIN).on_duty(3).call()
    ask_now(page)
    expect(page.locator("h1")).to_have_text("Jetzt wären Sie an der Reihe")
    page.get_by_role("button", name="Datenschutz").click()
    expect(page.get_by_role("dialog")).to_contain_text("Ihren Namen kennen wir nicht")
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Schließen").click()
    assert [url for url in loaded if url.endswith(".svg")] == []
    page.get_by_role("button", name="Ich bin wieder da").click()
    expect(page.locator(".ahead")).to_be_visible()
    assert place.state(ticket["number"]) == "waiting"


def test_giving_the_number_up_is_asked_first(place: ServedPoint, people: People) -> None:
    ticket, page = arrive(place, people)
    page.get_by_role("button", name="Nummer abgeben").click()
    page.get_by_role("button", name="Nein, behalten").click()
    assert place.state(ticket["number"]) == "waiting"
    page.wait_for_timeout(600)  # the dead time against double taps
    page.get_by_role("button", name="Nummer abgeben").click()
    page.get_by_role("button", name="Ja, abgeben").click()
    expect(page.locator("h1")).to_have_text("Ihre Nummer ist abgegeben")
    assert place.state(ticket["number"]) == "withdrawn"


def test_a_deleted_ticket_is_gone(place: ServedPoint, people: People) -> None:
    ticket, page = arrive(place, people)
    page.get_by_role("button", name="Mein Ticket löschen").click()
    page.get_by_role("button", name="Ja, löschen").click()
    expect(page.locator("h1")).to_have_text("Ihr Ticket ist gelöscht")
    answer = page.goto(f"{place.url}/t/{ticket['code']}")
    assert answer is not None
    assert answer.status == 404
    with place.office.read() as session:
        assert session.scalars(select(Ticket.code).where(Ticket.id == ticket["id"])).one() is None


@pytest.mark.long
def test_looking_changes_nothing_and_leaves_no_trace(place: ServedPoint, people: People) -> None:
    ticket, page = arrive(place, people)
    before = events(place, ticket["id"])
    answer = page.goto(f"{place.url}/t/{ticket['code']}")
    assert answer is not None
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    ask_now(page)
    page.wait_for_timeout(300)
    assert events(place, ticket["id"]) == before == ["issue"]
    assert page.context.cookies() == []
    assert "housing" not in page.content()


def test_a_reload_of_a_called_ticket_does_not_ring_again(place: ServedPoint, people: People) -> None:
    _, page = arrive(place, people)
    Console(HttpLine(place.url), AYLIN).on_duty(3).call()
    expect(page.locator(".desk-number")).to_have_text("3", timeout=IN_TIME_MS)
    page.reload()
    expect(page.locator(".desk-number")).to_have_text("3")
    page.wait_for_timeout(500)
    assert gongs(page) == []


def test_arabic_is_mirrored_and_its_numbers_are_not(place: ServedPoint, people: People) -> None:
    place.issue()
    _, page = arrive(place, people, language="ar")
    expect(page.locator("html[dir=rtl][lang=ar]")).to_be_attached()
    expect(page.locator(".ahead")).to_have_text("شخص واحد قبلك")
    assert left(page, ".language") < left(page, ".brand")
    assert left(page, ".dots > .mine") < left(page, ".dots > :not(.mine)")
    assert page.locator(".big-number").get_attribute("dir") == "ltr"
    assert not page.evaluate("() => document.scrollingElement.scrollWidth > innerWidth")


def test_the_language_can_be_changed_and_stays_on_a_reload(place: ServedPoint, people: People) -> None:
    _, page = arrive(place, people)
    page.locator(".language").click()
    page.get_by_role("button", name="Українська").click()
    expect(page.locator(".ahead")).to_have_text("Ви наступні")
    page.reload()
    expect(page.locator(".ahead")).to_have_text("Ви наступні")


def test_an_unknown_code_gets_a_friendly_page_in_the_readers_language(
    place: ServedPoint, people: People
) -> None:
    for language, words in (("uk", "Цей номер — з іншого дня"), ("ar", "هذا الرقم ليوم آخر")):
        page = people.arrive(**PHONE, locale=language)
        answer = page.goto(f"{place.url}/t/{UNKNOWN}")
        assert answer is not None
        assert answer.status == 404
        expect(page.locator("h1")).to_have_text(words)
        assert accessibility_faults(page) == []


def test_the_page_dies_with_the_day(place: ServedPoint, people: People) -> None:
    _, page = arrive(place, people)
    place.clock.forward(days=1)
    ask_now(page)
    expect(page.locator("h1")).to_have_text("Diese Nummer gehört zu einem anderen Tag", timeout=IN_TIME_MS)


@pytest.mark.long
def test_a_lost_line_is_said_and_found_again(place: ServedPoint, people: People) -> None:
    _, page = arrive(place, people)
    page.route("**/status", lambda route: route.abort())
    expect(page.locator(".line-lost")).to_be_visible(timeout=15_000)
    page.unroute("**/status")
    expect(page.locator(".line-lost")).to_have_count(0, timeout=15_000)


@pytest.mark.access(5)
@pytest.mark.access(9)
@pytest.mark.access(10)
@pytest.mark.parametrize("language", languages())
def test_every_state_is_accessible_and_fits_in_every_language(
    place: ServedPoint, people: People, language: str
) -> None:
    shown: dict[str, Any] = {}
    _, page = arrive(place, people, language, reduced_motion="reduce")
    page.route("**/status", lambda route: answer_with(route, shown))
    faults: dict[str, list[Any]] = {}
    for name, answer in statuses().items():
        shown.clear()
        shown.update(answer, version=10**6)
        if page.locator("html").get_attribute("data-state") in ENDED:
            page.reload()  # an ended ticket is not asked for any more
            expect(page.locator(".phone")).to_be_attached()
        ask_now(page)
        expect(page.locator(f"html[data-state={answer['state']}]")).to_be_attached()
        seen = looks.look(page)
        questions = (looks.without_contrast, looks.moving, looks.not_one_heading)
        faults[name] = [*accessibility_faults(page), *(fault for ask in questions for fault in ask(seen))]
        assert not page.evaluate("() => document.scrollingElement.scrollWidth > innerWidth"), name
    assert {name: found for name, found in faults.items() if found} == {}


RANGES = {
    "de": "etwa 40 bis 65 Minuten",
    "en": "about 40 to 65 minutes",
    "uk": "приблизно від 40 до 65 хвилин",
    "ar": "من 40 إلى 65 دقيقة تقريبًا",
}


@pytest.mark.parametrize("language", languages())
def test_the_wait_is_a_range_in_words_whose_numbers_keep_their_order(
    place: ServedPoint, people: People, language: str
) -> None:
    page = told(place, people, language, wait(40, 65, "range"), ahead=6)
    expect(page.locator(".wait")).to_have_text(RANGES[language])
    numbers = page.locator(".wait bdi[dir=ltr]")
    expect(numbers).to_have_text(["40", "65"])
    boxes = [box["x"] for box in (numbers.nth(index).bounding_box() for index in (0, 1)) if box]
    assert boxes == sorted(boxes, reverse=language == "ar"), "read in the direction of the language"


def test_almost_next_is_said_without_minutes(place: ServedPoint, people: People) -> None:
    page = told(place, people, "de", wait(0, 5, "next"), ahead=1)
    expect(page.locator(".ahead")).to_have_text("Sie sind gleich dran")
    expect(page.locator(".wait")).to_be_hidden()


def test_a_short_queue_says_the_place_first(place: ServedPoint, people: People) -> None:
    page = told(place, people, "de", wait(20, 35, "position"), ahead=2)
    expect(page.locator(".ahead")).to_have_text("2 Personen vor Ihnen")
    expect(page.locator(".wait.muted")).to_have_text("etwa 20 bis 35 Minuten")


def test_what_nobody_knows_is_said_to_be_unknown(place: ServedPoint, people: People) -> None:
    page = told(place, people, "de", None, ahead=2)
    expect(page.locator(".wait")).to_have_text("Wie lange es dauert, können wir noch nicht sagen.")


def told(
    place: ServedPoint, people: People, language: str, forecast: dict[str, Any] | None, ahead: int
) -> Page:
    """The page of somebody who waits, with this forecast."""
    _, page = arrive(place, people, language)
    shown = status("waiting", ahead=ahead, wait=forecast) | {"version": 10**6}
    page.route("**/status", lambda route: answer_with(route, shown))
    ask_now(page)
    expect(page.locator(".place .big-number")).to_have_text("417")
    return page


def arrive(
    place: ServedPoint, people: People, language: str = "de", init: str = "", **window: Any
) -> tuple[dict[str, Any], Page]:
    """Somebody who has just taken a ticket and opened its page; gongs are counted."""
    ticket = Kiosk(HttpLine(place.url), kiosk_token()).take("housing", language).ticket
    page = listen(people.arrive(**PHONE, **window))
    if init:
        page.add_init_script(init)
    page.goto(f"{place.url}/t/{ticket['code']}")
    expect(page.locator(".phone")).to_be_attached()
    return ticket, page


def ask_now(page: Page) -> None:
    """The page asks at once when its line is back."""
    page.evaluate("() => dispatchEvent(new Event('online'))")


def answer_with(route: Route, shown: dict[str, Any]) -> None:
    route.fulfill(status=200, content_type="application/json", body=json.dumps(shown))


def left(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


def events(place: ServedPoint, ticket_id: int) -> list[str]:
    """What happened to the ticket so far."""
    with place.office.read() as session:
        return list(session.scalars(select(TicketEvent.action).where(TicketEvent.ticket_id == ticket_id)))
