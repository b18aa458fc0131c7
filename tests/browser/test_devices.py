"""Devices in the browser: a kiosk and a board are connected by the code on their screen, renamed, let go again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.cast import LEAD, OPERATOR
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.served import ServedPoint, served_point


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url, rate_limits="on") as served:
        yield served


def test_a_kiosk_is_connected_by_its_code_and_let_go_again(place: ServedPoint, people: People) -> None:
    kiosk = people.arrive(1080, 1920, locale="ar")
    kiosk.goto(f"{place.url}/kiosk/")
    code = code_on(kiosk)
    assert kiosk.evaluate("() => JSON.parse(document.getElementById('boot').textContent).topics") is None
    assert accessibility_faults(kiosk) == []
    lead = Desk(people, place).sign_in(LEAD)
    lead.button("Geräte").click()
    lead.button("Gerät verbinden").click()
    page = lead.page
    page.get_by_label("Code auf seinem Bildschirm").fill("BCDF-GHJK")
    page.get_by_label("Name", exact=True).fill("Bücherei")
    page.get_by_role("button", name="Verbinden", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("zeigt gerade kein Bildschirm")
    page.get_by_label("Code auf seinem Bildschirm").fill(code.lower().replace("-", " "))
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Verbinden", exact=True).click()
    row = page.locator(".kiosk-list li", has_text="Bücherei")
    expect(row).to_be_visible()
    expect(kiosk.locator(".screen-start")).to_be_visible(timeout=15_000)
    assert kiosk.url == f"{place.url}/kiosk/"
    expect(row).to_contain_text("Terminal bereit", timeout=15_000)
    expect(row.locator(".kiosk-facts")).to_contain_text("Version")

    row.get_by_role("button", name="Umbenennen").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Foyer")
    page.get_by_role("button", name="Speichern").click()
    row = page.locator(".kiosk-list li", has_text="Foyer")
    assert accessibility_faults(page) == []
    row.get_by_role("button", name="Trennen").click()
    page.get_by_role("dialog").get_by_role("button", name="Trennen").click()
    expect(row).to_have_count(0)
    assert code_on(kiosk) != code, "its live line is gone, and it asks for a place again by itself"


def test_a_board_takes_the_place_of_the_one_that_broke(place: ServedPoint, people: People) -> None:
    board = people.arrive(1920, 1080, locale="uk")
    board.goto(f"{place.url}/display/")
    assert "Leverkusen" not in board.content()
    assert accessibility_faults(board) == []
    page = Desk(people, place).sign_in(OPERATOR).page
    expect(page.get_by_role("heading", name="Geräte")).to_be_visible()
    page.get_by_role("button", name="Gerät verbinden").click()
    page.get_by_label("Code auf seinem Bildschirm").fill(code_on(board))
    page.get_by_label("Ist es neu?").select_option(label="Anstelle von Board")
    expect(page.get_by_label("Name", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Verbinden", exact=True).click()
    expect(board.locator(".board")).to_be_attached(timeout=15_000)
    expect(page.locator(".display-list li")).to_contain_text("Board")
    expect(page.locator(".display-list .kiosk-facts")).to_contain_text("Version", timeout=15_000)
    assert page.locator(".display-list li").count() == 1


def code_on(page: Page) -> str:
    """As somebody reads it from the screen."""
    expect(page.locator(".pairing-code")).to_be_visible(timeout=15_000)
    first, second = page.locator(".pairing-code span").all_inner_texts()
    assert len(first) == len(second) == 4
    return f"{first}-{second}"
