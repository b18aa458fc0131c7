"""Every language on the kiosk: all on one screen, each to its ticket, one language's texts at a time, room for long ones."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from i18n.languages import READABLE, find_language
from service_point.issuing import TicketWish, issue
from tests.support import looks
from tests.support.cast import AYLIN, DISPLAY_TOKEN, LEAD, RECEPTION
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.effort import now_and_long
from tests.support.looks import Look, Tour, faults_of
from tests.support.plans import MADE_UP, change_plan, pages_only_in, with_made_up_languages
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import Visitor
from tools.kiosk_screens import to_topics
from tools.kiosk_walk import Walk
from tools.screens_kiosk import PANELS

MOST_BYTES = 400_000  # issue: a page of one language, without fonts
LANGUAGES = len(READABLE)


@pytest.fixture(scope="module")
def prepared(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("languages") / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    return copy


@pytest.fixture(scope="module")
def place(prepared: Path) -> Iterator[ServedPoint]:
    """One server for all who only look."""
    with served_point(f"sqlite:///{prepared}", public_url="http://127.0.0.1") as served:
        yield served


@pytest.fixture(scope="module")
def made_up(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPoint]:
    """The same place in languages whose texts are a third longer, or mirrored."""
    copy = tmp_path_factory.mktemp("made_up") / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    with served_point(f"sqlite:///{copy}", public_url="http://127.0.0.1") as served:
        change_plan(served.office, served.site_id, with_made_up_languages)
        yield served


@pytest.fixture(scope="module")
def made_up_tour(made_up: ServedPoint, browser: Browser) -> Iterator[Tour]:
    tour = Tour(browser, made_up.url)
    yield tour
    tour.close()


@pytest.fixture
def own(sqlite_url: str) -> Iterator[ServedPoint]:
    """A place of a test's own."""
    with served_point(sqlite_url) as served:
        yield served


@pytest.fixture(scope="module")
def tour(place: ServedPoint, browser: Browser) -> Iterator[Tour]:
    tour = Tour(browser, place.url)
    yield tour
    tour.close()


@pytest.mark.parametrize("panel", PANELS)
def test_all_languages_and_another_one_are_seen_at_once(tour: Tour, panel: str) -> None:
    for screen, seen in tour.sees(["start", "start-closed"], "de", panel).items():
        tiles = [one for one in seen["buttons"] if one["isLanguage"]]
        assert len(tiles) == LANGUAGES + 1, screen
        assert all(one["top"] > 0 and one["bottom"] < one["end"] + 1 for one in tiles), screen
        assert not seen["hasMore"], screen
        for ask in (looks.too_small_to_touch, looks.too_near_to_touch, looks.without_room):
            assert ask(seen) == [], screen


@pytest.mark.parametrize("view", now_and_long(["large"], ["normal"]))
def test_no_language_has_a_word_that_is_wider_than_its_place(tour: Tour, view: str) -> None:
    """One page, one language after the other: what they want, what helps, the ticket; without anything cut off."""
    walk = tour.walk("portrait")
    faults: dict[str, Any] = {}
    for code in READABLE:
        seen = on_the_way_to_a_ticket(walk, code, view)
        assert walk.page.locator("html").get_attribute("dir") == find_language(code).direction
        if found := faults_of(seen, looks.without_room):
            faults[code] = found
    assert faults == {}


def on_the_way_to_a_ticket(walk: Walk, language: str, view: str) -> dict[str, Look]:
    """Screen → what it looks like; large text up to the panel of views."""
    walk.begin(view)
    to_topics(walk, language)
    seen = {"topics": looks.look(walk.page)}
    walk.tap('[data-topic="housing"]')
    seen["needs"] = looks.look(walk.page)
    walk.open_bar(3)
    seen["view"] = looks.look(walk.page)
    if view == "normal":
        walk.close()
        walk.tap(".go .primary")
        walk.is_at(".screen-ticket")
        seen["ticket"] = looks.look(walk.page)
    return seen


def test_the_page_holds_one_language_and_gets_each_other_when_it_is_chosen(
    place: ServedPoint, people: People
) -> None:
    visitor = Visitor(people, place.url)
    weights = weighed(visitor.page)
    visitor.page.reload()
    visitor.is_at("start")
    expect(visitor.page.locator(".head-state")).to_be_visible()
    assert list(boot(visitor.page)["texts"]) == ["de"]
    assert [url for url in weights if "/texts/" in url] == []
    with visitor.page.expect_response("**/texts/kiosk/ti.*") as given:
        visitor.speaks("ti")
    assert given.value.json()["language"] == "ti"
    visitor.is_at("topics")
    assert len([url for url in weights if "/texts/" in url]) == 1
    visitor.wants("housing").tap(".go .primary")
    visitor.number()
    assert sum(weights.values()) < MOST_BYTES, weights


def test_no_language_is_much_heavier_than_another(place: ServedPoint, people: People) -> None:
    page = Visitor(people, place.url).page
    files = boot(page)["text_files"]
    assert len(files) == LANGUAGES
    sizes = {code: len(page.request.get(place.url + address).body()) for code, address in files.items()}
    assert max(sizes.values()) < 25_000, sizes
    answer = page.request.get(place.url + files["uk"])
    assert "immutable" in answer.headers["cache-control"]
    old = page.request.get(place.url + files["uk"].replace(files["uk"].split(".")[1], "0123456789ab"))
    assert (old.headers["cache-control"], old.json()) == ("no-cache", answer.json())
    assert page.request.get(f"{place.url}/texts/kiosk/xx.0123456789ab.json").status == 404


def test_a_language_that_cannot_be_had_still_leads_to_a_ticket(own: ServedPoint, people: People) -> None:
    visitor = Visitor(people, own.url)
    visitor.page.route("**/texts/**", lambda route: route.abort())
    visitor.tap('.screen [data-language="uk"]')
    visitor.page.clock.run_for(1_000)
    expect(visitor.page.locator("h1")).to_have_text("Worum geht es?")
    visitor.wants("housing").tap(".go .primary")
    number = visitor.number()
    console = Desk(people, own).sign_in(AYLIN).sit_down(3)
    expect(console.page.locator("main")).to_contain_text(str(number))
    expect(console.page.locator("main")).to_contain_text("Ukrainisch")


@pytest.mark.long
def test_a_language_of_advice_without_pages_is_noted_for_the_talk(own: ServedPoint, people: People) -> None:
    change_plan(own.office, own.site_id, pages_only_in("de", "de-simple", "en"))
    visitor = Visitor(people, own.url)
    visitor.tap(".other")
    visitor.is_at("other-languages")
    visitor.tap('[data-language="ti"]')
    visitor.is_at("topics")
    assert visitor.html("lang") == "de-simple"
    visitor.wants("housing").tap(".go .primary")
    visitor.number()
    console = Desk(people, own).sign_in(AYLIN).sit_down(3)
    expect(console.page.locator("main")).to_contain_text("Tigrinya")


@pytest.mark.long
def test_a_language_nobody_knows_is_told_to_everybody_at_a_console(own: ServedPoint, people: People) -> None:
    desks = [Desk(people, own).sign_in(AYLIN).sit_down(3), Desk(people, own).sign_in(RECEPTION)]
    for desk in desks:
        expect(desk.page.locator("main")).to_be_visible()
        expect(desk.page.locator(".unknown-languages")).to_have_count(0)
    visitor = Visitor(people, own.url)
    visitor.tap(".other")
    visitor.is_at("topics")
    assert visitor.html("lang") == "de-simple"
    visitor.wants("something-else").tap(".go .primary")
    number = visitor.number()
    for desk in desks:
        expect(desk.page.locator(".notice")).to_contain_text(str(number))
        alert = desk.page.locator(".unknown-languages")
        expect(alert).to_contain_text("Bei 1 Person ist die Sprache noch unbekannt")
        expect(alert.locator(".chip")).to_contain_text(str(number))
    assert accessibility_faults(desks[0].page) == []


@pytest.mark.long
def test_the_lead_sees_which_languages_are_on_and_unreviewed(own: ServedPoint, people: People) -> None:
    change_plan(own.office, own.site_id, pages_only_in("de", "fa", "prs"))
    lead = Desk(people, own).sign_in(LEAD)
    lead.page.get_by_role("button", name="Sprachen", exact=True).click()
    rows = lead.page.locator("tbody tr")
    expect(rows).to_have_count(LANGUAGES)
    expect(lead.page.locator('[data-language="prs"]')).to_contain_text("die Seiten von Persisch")
    expect(lead.page.locator('[data-language="uk"] td').first).to_have_text("aus")
    expect(lead.page.locator('[data-language="uk"]')).to_contain_text("ungeprüft")
    expect(lead.page.locator('[data-language="fa"]')).to_contain_text("künstliche Stimme")
    expect(lead.page.locator(".card.next")).to_contain_text("3 Sprachen sind ungeprüft eingeschaltet")
    assert accessibility_faults(lead.page) == []


# --- longer and mirrored texts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("panel", "language"),
    now_and_long(
        [("portrait", "en-XA"), ("landscape", "ar-XB")],
        [("landscape", "en-XA"), ("portrait", "ar-XB")],
        several=True,
    ),
)
def test_the_kiosk_has_room_for_longer_and_mirrored_texts(
    made_up_tour: Tour, panel: str, language: str
) -> None:
    seen = made_up_tour.sees(WITH_LONGER_TEXTS, language, panel)
    assert {name: look["cutOff"] for name, look in seen.items() if look["cutOff"]} == {}


WITH_LONGER_TEXTS = ["start", "topics", "needs", "talk", "ticket", "number"]


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_the_board_has_room_for_longer_and_mirrored_texts(
    made_up: ServedPoint, people: People, size: tuple[int, int]
) -> None:
    page = people.arrive(*size, reduced_motion="reduce")
    page.goto(f"{made_up.url}/display/#device={DISPLAY_TOKEN}")
    page.locator(".idle .title").wait_for()
    assert sideways(page) == []


@pytest.mark.parametrize("language", MADE_UP)
def test_the_phone_has_room_for_longer_and_mirrored_texts(
    made_up: ServedPoint, people: People, language: str
) -> None:
    with made_up.office.write(made_up.site_id) as unit:
        code = issue(unit, TicketWish("housing", language), "kiosk").code
    page = people.arrive(360, 720)
    page.goto(f"{made_up.url}/t/{code}")
    page.locator("[data-state='waiting'] main h1, [data-state='waiting'] main").first.wait_for()
    assert page.locator("html").get_attribute("lang") == language
    assert "[" in page.locator("main").inner_text()
    assert sideways(page) == []
    tap_language = page.get_by_role("button", name="[").first
    expect(tap_language).to_be_visible()


def sideways(page: Page) -> list[str]:
    """What is wider than its place, or makes the page itself so; words for screen readers have no width."""
    page.evaluate("document.querySelectorAll('.visually-hidden').forEach((element) => element.remove())")
    found: list[str] = looks.look(page)["cutOff"]
    page_itself = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    found = [
        name for name in found if not name.startswith("phone-head")
    ]  # its button reaches into the margin
    return [*found, *(["the page"] if page_itself else [])]


def weighed(page: Page) -> dict[str, int]:
    """Address → bytes of all that the page gets from now on, without fonts."""
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.request.resource_type not in ("font", "websocket") and response.status == 200:
            weights[response.url.split("?")[0]] = len(response.body())

    page.on("response", weigh)
    return weights


def boot(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("JSON.parse(document.getElementById('boot').textContent)")
    return found
