"""Help inside the console: somebody new is shown round once, keys can be looked up and changed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.support.cast import AYLIN
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.faces import Console, HttpLine
from tests.support.served import ServedPoint, served_point

STEPS = 10


@pytest.fixture
def point(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


def test_somebody_new_is_shown_round_and_changes_a_key(people: People, point: ServedPoint) -> None:
    number = point.issue()
    desk = Desk(people, point).sign_in(AYLIN)
    page, card = desk.page, desk.page.locator(".tour-card")
    page.locator(".tour-offer [data-tour=desk]").click()
    expect(card.get_by_role("heading")).to_have_text("Zuerst: ein Platz")
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(page.locator(".tour-offer")).to_have_count(0)
    desk.sit_down(3)
    desk.press("?")
    page.locator("dialog [data-tour=desk]").click()
    where = []
    for step in range(1, STEPS):
        expect(card.locator(".num").first).to_have_text(str(step))
        where.append(page.locator(".tour-light").bounding_box())
        assert page.locator(".tour-light.nowhere").count() == 0, (
            "every step points at something that is there"
        )
        desk.press("ArrowRight")
    assert len({str(box) for box in where}) >= 5, "at different things"
    expect(card).to_have_count(0)
    assert Console(HttpLine(point.url), AYLIN).get("/staff/api/session").body["tours_seen"] == ["desk"]
    change_a_key(desk, number)


def change_a_key(desk: Desk, number: int) -> None:
    page = desk.page
    expect(page.locator(".idle-next .key")).to_have_text("N")
    desk.press("?")
    page.get_by_role("button", name="Tasten ändern").click()
    first = page.locator(".key-input").first
    first.fill("s")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("alert")).to_contain_text("eigenen Buchstaben")
    first.fill("ы")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".idle-next .key")).to_have_text("Ы")
    expect(page.locator(".foot-keys")).to_contain_text("Ы nächste")
    desk.press("n")
    page.evaluate("() => dispatchEvent(new KeyboardEvent('keydown', { key: 'ы' }))")
    expect(desk.number).to_have_text(str(number))
    assert desk.calls_made() == 1, "its old key does nothing any more"
    desk.press("?")
    expect(page.locator("dialog .key").first).to_have_text("Ы")
    page.get_by_role("button", name="Tasten ändern").click()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Wie geliefert").click()
    desk.press("?")
    expect(page.locator("dialog .key").first).to_have_text("N")
