"""A visitor's way through the kiosk, with the real server behind it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Response, Route, expect
from sqlalchemy import select

from models import Ticket
from tests.support.cast import AYLIN
from tests.support.chromium import People
from tests.support.effort import languages
from tests.support.faces import Console, HttpLine
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import Visitor

LANGUAGES = {
    "de": "Sie sind angemeldet",
    "en": "You are registered",
    "uk": "Вас зареєстровано",
    "ar": "تم التسجيل",
}


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    """Leverkusen on a Monday at 14:07."""
    with served_point(sqlite_url) as served:
        yield served


@pytest.mark.parametrize("language", languages())
def test_a_ticket_in_every_language(place: ServedPoint, people: People, language: str) -> None:
    visitor = Visitor(people, place.url)
    number = visitor.takes_a_ticket(language)
    expect(visitor.page.locator("h1")).to_have_text(LANGUAGES[language])
    assert visitor.html("lang") == language
    assert visitor.html("dir") == ("rtl" if language == "ar" else "ltr")
    ticket = only_ticket(place)
    assert (ticket.number, ticket.topic, ticket.language) == (number, "housing", language)
    assert ticket.advice_languages == [language]


def test_needs_and_languages_reach_the_ticket(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url).speaks("uk").wants("work")
    visitor.tap('[data-need="wheelchair"]')
    visitor.tap('[data-need="children"]')
    visitor.tap('[data-need="wheelchair"]')
    visitor.tap(".talk .quiet")
    visitor.tap('[data-talk="ru"]')
    visitor.tap(".go .primary")
    expect(visitor.page.locator('[data-talk="ru"]')).to_have_attribute("aria-pressed", "true")
    visitor.tap(".go .primary")
    visitor.number()
    ticket = only_ticket(place)
    assert ticket.needs == ["children"]
    assert ticket.advice_languages == ["uk", "ru"]


def test_a_language_that_is_not_on_the_list_is_left_open(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    visitor.tap(".other")
    visitor.wants("housing").tap(".go .primary")
    visitor.number()
    assert (only_ticket(place).language, only_ticket(place).advice_languages) == ("de-simple", [])


@pytest.mark.long
def test_easy_german_is_read_and_german_is_spoken(place: ServedPoint, people: People) -> None:
    Visitor(people, place.url).takes_a_ticket("de-simple")
    assert (only_ticket(place).language, only_ticket(place).advice_languages) == ("de-simple", ["de"])


def test_arabic_is_mirrored(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url).speaks("ar")
    visitor.is_at("topics")
    assert left_of(visitor.page, '[data-topic="language-courses"]') > left_of(
        visitor.page, '[data-topic="day-care"]'
    )
    assert descending(left_of(visitor.page, f"#bar > :nth-child({cell})") for cell in (1, 2, 3, 4))
    assert visitor.page.locator("#bar .turns").evaluate("icon => getComputedStyle(icon).transform") == (
        "matrix(-1, 0, 0, 1, 0, 0)"
    )


@pytest.mark.access(8)
def test_the_bar_keeps_its_order_on_every_screen(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    names = ["Hilfe", "Sprache", "Ansicht", "Vorlesen"]
    expect(visitor.page.locator("#bar button")).to_have_text(names)
    visitor.speaks("de")
    expect(visitor.page.locator("#bar button")).to_have_text(["Zurück", *names])
    visitor.wants("housing").tap(".go .primary")
    visitor.number()
    expect(visitor.page.locator("#bar button")).to_have_text(names)


@pytest.mark.access(7)
def test_a_double_tap_issues_one_ticket(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url).speaks("de").wants("housing")
    posts = posts_of(visitor.page)
    visitor.page.clock.run_for(600)
    visitor.page.locator(".go .primary").dblclick(delay=10)
    visitor.number()
    visitor.is_at("ticket")  # the second tap did not press "done" either
    assert len([post for post in posts if post.url.endswith("/kiosk/api/tickets")]) == 1
    only_ticket(place)


@pytest.mark.access(7)
def test_a_line_that_breaks_after_the_ticket_was_made_makes_no_second(
    place: ServedPoint, people: People
) -> None:
    visitor = Visitor(people, place.url)
    visitor.has_numbers_of_its_own()
    visitor.speaks("de").wants("housing")
    bodies: list[Any] = []

    def lose_the_answers(route: Route) -> None:
        bodies.append(route.request.post_data_json)
        route.fetch()
        route.abort()

    visitor.page.route("**/kiosk/api/tickets", lose_the_answers)
    visitor.tap(".go .primary")
    printed = visitor.number()
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (Playwright marks what it is given)
    ticket = visitor.until(lambda: next((one for one in answers if "offline-tickets" in one.url), None))
    assert ticket.json()["renumbered_from"] != printed
    assert only_ticket(place).number == printed
    assert len({body["request_id"] for body in bodies}) == 1


@pytest.mark.long
def test_the_language_can_be_changed_on_the_way(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url).speaks("de").wants("housing")
    visitor.tap('[data-need="children"]')
    visitor.tap("#bar > :nth-child(3)")
    visitor.tap('dialog [data-language="ar"]')
    expect(visitor.page.locator("h1")).to_have_text("ما الذي يساعد؟")
    assert (visitor.html("lang"), visitor.html("dir")) == ("ar", "rtl")
    expect(visitor.page.locator('[data-need="children"]')).to_have_attribute("aria-pressed", "true")
    visitor.tap(".go .primary")
    visitor.number()
    assert (only_ticket(place).language, only_ticket(place).needs) == ("ar", ["children"])


@pytest.mark.access(6)
def test_done_leaves_nothing_for_the_next_visitor(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url).speaks("ar")
    visitor.tap("#bar > :nth-child(4)")
    visitor.tap("dialog .tile >> nth=1")
    visitor.tap("dialog > .button")
    assert visitor.html("data-theme") == "contrast"
    visitor.wants("housing").tap('[data-need="children"]')
    visitor.tap(".go .primary")
    number, pin = visitor.number(), only_ticket(place).pin
    visitor.tap(".done")
    visitor.is_at("start")
    assert (visitor.html("lang"), visitor.html("dir"), visitor.html("data-theme")) == ("de", "ltr", "light")
    assert "#" not in visitor.page.url
    assert visitor.page.locator("iframe").count() == 0
    shown = visitor.page.locator("body").inner_text()
    assert str(number) not in shown
    assert str(pin) not in shown
    visitor.speaks("de").wants("housing")
    expect(visitor.page.locator('[data-need][aria-pressed="true"]')).to_have_count(0)
    expect(visitor.page.locator('[data-talk][aria-pressed="true"]')).to_have_text(["Deutsch"])


def test_who_missed_the_call_comes_back(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    number = visitor.takes_a_ticket("de")
    visitor.tap(".done")
    ticket = only_ticket(place)
    desk = Console(HttpLine(place.url), AYLIN).on_duty(3)
    desk.call()
    desk.move(ticket.id, "missed")
    visitor.shows_number_and_pin(number, str(ticket.pin))
    expect(visitor.page.locator("h1")).to_have_text("Ihre Nummer wurde aufgerufen")
    visitor.tap(".go .primary")
    expect(visitor.page.locator("h1")).to_have_text("Ihre Nummer ist in der Reihe")
    assert place.state(number) == "waiting"


@pytest.mark.long
def test_who_goes_is_asked_first(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    number = visitor.takes_a_ticket("de")
    visitor.tap(".done")
    visitor.shows_number_and_pin(number, str(only_ticket(place).pin))
    visitor.tap(".go .button >> nth=1")
    visitor.tap("dialog .button >> nth=1")
    assert place.state(number) == "waiting"
    visitor.tap(".go .button >> nth=1")
    visitor.tap("dialog .button >> nth=0")
    expect(visitor.page.locator("h1")).to_have_text("Diese Nummer ist erledigt")
    assert place.state(number) == "withdrawn"


def test_a_scanned_slip_shows_its_place_from_any_screen(place: ServedPoint, people: People) -> None:
    number = place.issue()
    visitor = Visitor(people, place.url).speaks("uk")
    visitor.page.evaluate(SCAN, [*f"httpsö--lotse.example-t-{only_ticket(place).code}", "Enter"])
    visitor.is_at("place")
    expect(visitor.page.locator(".big-number")).to_have_text(str(number))


def test_a_wrong_pin_is_answered_kindly_and_is_no_dead_end(place: ServedPoint, people: People) -> None:
    number = place.issue()
    pin = "0000" if only_ticket(place).pin != "0000" else "1111"
    visitor = Visitor(people, place.url)
    visitor.shows_number_and_pin(number, pin)
    visitor.is_at("trouble")
    expect(visitor.page.locator(".lead")).not_to_be_empty()
    visitor.tap(".go .primary")
    visitor.is_at("number")


@pytest.mark.long
def test_an_unknown_appointment_can_still_take_a_number(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    visitor.tap(".doors .tile >> nth=0")
    visitor.types("7K3")
    visitor.tap(".go .primary")
    expect(visitor.page.locator(".lead")).to_contain_text("Niemand wird weggeschickt")
    visitor.tap(".go .button >> nth=1")
    visitor.is_at("topics")


@pytest.mark.long
def test_a_guest_topic_stands_behind_its_parents_tile(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    visitor.page.route("**/kiosk/api/offer*", lambda route: with_topics(route, "work", "labour-market"))
    visitor.page.reload()
    visitor.speaks("de")
    expect(visitor.page.locator("[data-topic]")).to_have_count(1)
    visitor.tap('[data-topic="work"]')
    expect(visitor.page.locator("[data-topic] .topic-name")).to_have_text(
        ["Arbeit und Qualifizierung", "Einstieg in den Arbeitsmarkt"]
    )


def test_the_token_leaves_the_address_and_is_posted_once(place: ServedPoint, people: People) -> None:
    page = people.arrive(1080, 1920)
    posts = posts_of(page)
    page.goto(f"{place.url}/kiosk/#device=token-of-kiosk-1")
    visitor = Visitor.__new__(Visitor)
    visitor.page = page
    visitor.is_at("start")
    assert "token" not in page.url
    paired = [post.url.split("/kiosk/")[1] for post in posts]
    assert [post for post in paired if post not in BY_ITSELF] == ["api/device"]


def test_a_token_nobody_knows_is_said_to_be_so(place: ServedPoint, people: People) -> None:
    page = people.arrive(1080, 1920, locale="de")
    page.goto(f"{place.url}/kiosk/#device=of-another-house")
    expect(page.locator(".wrong")).to_contain_text("Diesen Schlüssel kennen wir nicht")
    assert page.url.endswith("/kiosk/")


BY_ITSELF = ("api/reserve", "api/heartbeat")
SCAN = "keys => keys.forEach((key) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})))"


def only_ticket(place: ServedPoint) -> Ticket:
    with place.office.read() as session:
        return session.scalars(select(Ticket)).one()


def posts_of(page: Page) -> list[Request]:
    made: list[Request] = []
    page.on("request", lambda request: made.append(request) if request.method == "POST" else None)
    return made


def with_topics(route: Route, *codes: str) -> None:
    given = route.fetch()
    body = given.json()
    body["version"] += 1_000_000
    body["topics"] = [{"code": code} for code in codes]
    route.fulfill(response=given, json=body)


def left_of(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"]


def descending(values: Iterator[float]) -> bool:
    return all(first > second for first, second in pairwise(values))
