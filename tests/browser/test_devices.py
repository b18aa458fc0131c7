"""Devices in the browser: a kiosk and a board are connected by the code on their screen, renamed, let go again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.cast import LEAD
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.faces import Console, HttpLine
from tests.support.served import ServedPoint, served_point


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url, rate_limits="on") as served:
        yield served


def test_devices_are_connected_by_their_code_renamed_replaced_and_let_go(
    place: ServedPoint, people: People
) -> None:
    kiosk, board = people.arrive(1080, 1920, locale="ar"), people.arrive(1920, 1080, locale="uk")
    kiosk.goto(f"{place.url}/kiosk/", wait_until="commit")
    code = code_on(kiosk)
    assert accessibility_faults(kiosk) == []
    lead = Desk(people, place).sign_in(LEAD)
    lead.button("Geräte").click()
    lead.button("Gerät verbinden").click()
    page = lead.page
    fill(page, "BCDF-GHJK", "Bücherei")
    expect(page.get_by_role("alert")).to_contain_text("zeigt gerade kein Bildschirm")
    fill(page, code.lower().replace("-", " "), "Bücherei")
    row = page.locator(".kiosk-list li", has_text="Bücherei")
    expect(row).to_be_visible()
    expect(kiosk.locator(".screen-start")).to_be_visible(timeout=20_000)
    expect(row).to_contain_text("Terminal bereit", timeout=20_000)
    expect(row.locator(".kiosk-facts")).to_contain_text("Version")

    board.goto(f"{place.url}/display/", wait_until="commit")
    code = code_on(board)
    assert "Leverkusen" not in board.content()
    lead.button("Gerät verbinden").click()
    page.get_by_label("Ist es neu?").select_option(label="Anstelle von Board")
    fill(page, code)
    expect(board.locator(".board")).to_be_attached(timeout=20_000)
    expect(page.locator(".display-list li")).to_have_count(1)

    write_notice(place)
    expect(kiosk.locator(".screen-start .kiosk-notice")).to_have_text("Der Aufzug steht.")
    expect(kiosk.locator(".screen-start .kiosk-notice[lang=ar]")).to_be_visible(timeout=20_000)
    expect(kiosk.locator(".button.more")).to_be_hidden()

    row.get_by_role("button", name="Umbenennen").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Foyer")
    page.get_by_role("button", name="Speichern").click()
    row = page.locator(".kiosk-list li", has_text="Foyer")
    row.get_by_role("button", name="Trennen").click()
    page.get_by_role("dialog").get_by_role("button", name="Trennen").click()
    expect(row).to_have_count(0)
    code_on(kiosk)  # its live line is gone, and it asks for a place again by itself
    assert accessibility_faults(page) == []


def fill(page: Page, code: str, name: str = "") -> None:
    page.get_by_label("Code auf seinem Bildschirm").fill(code)
    if name:
        page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Verbinden", exact=True).click()


def write_notice(place: ServedPoint) -> None:
    texts = {"de": "Der Aufzug steht.", "ar": "المصعد معطل اليوم."}
    assert Console(HttpLine(place.url), LEAD).post("/staff/api/notices", {"texts": texts}).status == 201


def code_on(page: Page) -> str:
    """As somebody reads it from the screen."""
    expect(page.locator(".pairing-code")).to_be_visible(timeout=15_000)
    first, second = page.locator(".pairing-code span").all_inner_texts()
    assert len(first) == len(second) == 4
    return f"{first}-{second}"
