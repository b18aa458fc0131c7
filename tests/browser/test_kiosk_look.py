"""How the kiosk looks: sizes that are read and hit, nothing cut off, no fault for those who see or hear otherwise."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import People, accessibility_faults
from tests.support.effort import languages
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import LYING, STANDING, Visitor
from tools.screens_kiosk import SCREENS, tap

READ_PX, READ_NOTO_PX, SECOND_PX, SECOND_LARGE_PX = (
    44,
    42,
    32,
    46,
)  # people.md, row 4, on a panel 1080 px wide
TOUCH_PX, APART_PX = 81, 21  # 20 mm and 5 mm
CHOICES = ["start", "topics", "needs", "number"]
SOME = ["start", "topics", "needs", "ticket", "closed"]  # in languages beside the first
MORE = ["number", "view", "contrast", "warning"]


@pytest.fixture(scope="module")
def place(prepared_sqlite: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPoint]:
    """One server for all pictures."""
    copy = tmp_path_factory.mktemp("kiosk") / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    with served_point(f"sqlite:///{copy}", public_url="http://127.0.0.1") as served:
        yield served


@pytest.mark.parametrize("screen", CHOICES)
def test_what_must_be_read_is_large_enough(place: ServedPoint, people: People, screen: str) -> None:
    page = open_screen(place, people, screen)
    read = sizes(page, "h1, .lead, main .tile, main .primary")
    assert read
    assert {text: size for text, size in read.items() if size < READ_NOTO_PX} == too_small_but_second(read)
    everything = sizes(page, "body *:not(script, .more *)")
    assert {text: size for text, size in everything.items() if size < SECOND_PX} == {}


def test_large_text_is_larger_everywhere(place: ServedPoint, people: People) -> None:
    page = open_screen(place, people, "large")
    found = sizes(page, "main *, #bar *")
    assert {text: size for text, size in found.items() if size < SECOND_LARGE_PX} == {}


@pytest.mark.parametrize("panel", [STANDING, LYING])
@pytest.mark.parametrize("screen", ["start", "topics", "needs", "talk", "number", "appointment"])
def test_what_is_touched_is_large_and_apart(
    place: ServedPoint, people: People, screen: str, panel: tuple[int, int]
) -> None:
    page = open_screen(place, people, screen, panel=panel)
    assert page.evaluate(TOO_SMALL, TOUCH_PX) == []
    assert page.evaluate(TOO_NEAR, APART_PX) == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("panel", [STANDING, LYING])
def test_nothing_is_cut_off_on_the_way_to_a_ticket(
    place: ServedPoint, people: People, panel: tuple[int, int], language: str
) -> None:
    visitor = Visitor(people, place.url, panel)
    assert visitor.page.evaluate(CUT_OFF) == []
    visitor.speaks(language)
    visitor.is_at("topics")
    assert visitor.page.evaluate(CUT_OFF) == []
    visitor.wants("housing")
    assert visitor.page.evaluate(CUT_OFF) == []
    visitor.tap(".go .primary")
    visitor.number()
    assert visitor.page.evaluate(CUT_OFF) == []
    expect(visitor.page.locator(".more")).to_be_hidden()


def test_a_long_list_is_reached_without_dragging(place: ServedPoint, people: People) -> None:
    page = open_screen(place, people, "large")
    last = page.locator('[data-topic="something-else"]')
    expect(last).not_to_be_in_viewport(ratio=0.9)
    for _ in range(6):
        if page.locator('.more[data-way="down"]').is_visible():
            tap(page, ".more")
        page.wait_for_timeout(500)
    expect(last).to_be_in_viewport(ratio=0.9)
    expect(page.locator(".more")).to_have_attribute("data-way", "up")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_screens_are_without_faults_for_assistive_techniques(
    place: ServedPoint, people: People, language: str
) -> None:
    """Every screen in every language: tests/long/test_kiosk_every_screen.py."""
    screens = [*SOME, *MORE] if language == "de" else SOME
    assert {name: found for name in screens if (found := faults(place, people, name, language))} == {}


def faults(place: ServedPoint, people: People, screen: str, language: str) -> list[str]:
    page = open_screen(place, people, screen, language)
    found = accessibility_faults(page)
    if page.locator("h1").count() != 1:
        found.append("not one h1")
    page.context.close()
    return found


def open_screen(
    place: ServedPoint,
    people: People,
    screen: str,
    language: str = "de",
    panel: tuple[int, int] = STANDING,
) -> Page:
    visitor = Visitor(people, place.url, panel, reduced_motion="reduce")
    expect(visitor.page.locator(".head-state")).to_be_visible()
    SCREENS[screen](visitor.page, language)
    return visitor.page


def sizes(page: Page, selector: str) -> dict[str, float]:
    """Text → its font size in CSS pixels, for everything visible with words of its own."""
    found: dict[str, float] = page.evaluate(SIZES, selector)
    return found


def too_small_but_second(read: dict[str, float]) -> dict[str, float]:
    """Second lines inside tiles, and the two doors below the topics, may be as small as secondary text."""
    return {text: size for text, size in read.items() if size < READ_NOTO_PX and text.startswith("Ich habe")}


SIZES = """(selector) => Object.fromEntries([...document.querySelectorAll(selector)]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => [e.textContent.trim(), parseFloat(getComputedStyle(e).fontSize)]))"""
TOO_SMALL = """(least) => [...document.querySelectorAll("main button, #bar button")].filter((e) => e.checkVisibility())
  .filter((e) => { const box = e.getBoundingClientRect(); return Math.min(box.width, box.height) < least - 0.5; })
  .map((e) => e.textContent)"""
TOO_NEAR = """(least) => {
  const boxes = [...document.querySelectorAll("main .tile, main .key-cap, main .box")].filter((e) => e.checkVisibility())
    .map((e) => [e.textContent, e.getBoundingClientRect()]);
  const gap = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
  return boxes.flatMap(([name, a], i) => boxes.slice(i + 1).filter(([, b]) => gap(a, b) < least - 0.5).map(([other]) => [name, other]));
}"""
CUT_OFF = """() => document.fonts.ready.then(() => [...document.querySelectorAll("main *, #head *, #bar *")].filter((e) => e.checkVisibility())
  .filter((e) => !["svg", "use", "bdi", "circle"].includes(e.tagName.toLowerCase()) && getComputedStyle(e).display !== "inline")
  .filter((e) => e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0)
  .map((e) => `${e.className}: ${e.textContent}`))"""
