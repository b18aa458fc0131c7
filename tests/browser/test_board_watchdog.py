"""A board looks after itself: without websockets it asks; one that stands still or hears nothing loads itself anew."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, WebSocketRoute, expect

from tests.support.cast import AYLIN, DISPLAY_TOKEN
from tests.support.chromium import People, open_face
from tests.support.faces import Console, HttpLine
from tests.support.served import ServedPoint, served_point

BOARD = re.compile(r"/display/api/board$")
POLL_S = 3.0
A_TICK_MS = 1_000  # the page looks once a second


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


def opened(people: People, place: ServedPoint) -> Page:
    """Without websockets: a line that comes back would bring a picture."""
    page = people.arrive(1920, 1080, watchdog=True)
    page.route_web_socket(re.compile(".*"), lambda line: line.close())
    page.clock.install()
    open_face(page, place.url, "display", DISPLAY_TOKEN)
    expect(page.locator(".board[data-phase=open]")).to_be_attached()
    return page


def test_without_websockets_the_board_is_right_by_asking(place: ServedPoint, people: People) -> None:
    page, asked, refused = people.arrive(1920, 1080, watchdog=True), list[Request](), list[str]()

    def refuse(line: WebSocketRoute) -> None:
        refused.append(line.url)
        line.close()

    page.route_web_socket(re.compile(".*"), refuse)
    page.on("requestfinished", lambda one: asked.append(one) if BOARD.search(one.url) else None)
    page.clock.install()
    open_face(page, place.url, "display", DISPLAY_TOKEN)
    expect(page.locator(".board[data-phase=open]")).to_be_attached()
    page.clock.pause_at(time.time() + 60)
    aylin = Console(HttpLine(place.url), AYLIN).on_duty(3)
    number = place.issue()
    assert after_its_interval(page) == 200
    expect(page.locator(".foot")).to_contain_text("1 wartet")
    aylin.call()
    assert after_its_interval(page) == 200
    expect(page.locator(".call .number")).to_have_text(str(number))
    assert after_its_interval(page) == 304, "nothing has changed: it asked with the ETag of the last one"
    expect(page.locator(".board")).to_have_attribute("data-line", "live")
    assert refused, "the premise: it tried, and got none"
    assert [request.headers.get("if-none-match") for request in asked].count(None) == 1


def after_its_interval(page: Page) -> int:
    """The status of the next answer; so long its clock runs, and no longer."""
    with page.expect_response(lambda answer: BOARD.search(answer.url) is not None, timeout=30_000) as found:
        page.clock.run_for(int(POLL_S * 1000) + A_TICK_MS)
    return found.value.status


def test_a_board_that_stands_still_or_hears_nothing_loads_itself_anew(
    place: ServedPoint, people: People
) -> None:
    page = opened(people, place)
    page.evaluate("() => { window.isOld = true; }")
    page.clock.run_for(60_000)
    assert page.evaluate("() => window.isOld === true"), "the premise: a board that works is left alone"
    sign = page.evaluate("() => localStorage['lotse-alive']")
    page.evaluate("() => { Map.prototype.keys = () => { throw new Error('a fault in every turn'); }; }")
    with page.expect_navigation(timeout=60_000):
        page.clock.run_for(50_000)
    assert sign
    assert page.evaluate("() => window.isOld === undefined")

    expect(page.locator(".board[data-phase=open]")).to_be_attached()
    page.evaluate("() => { sessionStorage.clear(); window.isOld = true; }")  # it would wait five minutes
    page.route(BOARD, lambda route: route.fulfill(status=500))
    page.clock.run_for(120_000)
    assert page.evaluate("() => window.isOld === true")
    with page.expect_navigation(timeout=60_000):
        page.clock.run_for(80_000)
    assert page.evaluate("() => window.isOld === undefined")
