"""The board in its three kinds of colours, with notices: accessible, large enough, nothing cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.cast import DISPLAY_TOKEN
from tests.support.chromium import People, accessibility_faults, open_face
from tests.support.effort import now_and_long
from tests.support.served import ServedPoint, served_point
from tools.screens_board import board_pictures, obey, show

WORD_SHARE = 0.04  # of the height, for whatever must be read
SETTLED_MS = 1000  # what comes in has faded in
SAMPLES = now_and_long(
    [("urgent-call", "contrast"), ("urgent", "dark")], [("six-calls", "contrast"), ("closed", "contrast")]
)


@pytest.fixture(scope="module")
def place(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPoint]:
    """One server for all pictures: it only gives out the page."""
    copy = tmp_path_factory.mktemp("themes") / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    with served_point(f"sqlite:///{copy}") as served:
        yield served


@pytest.mark.parametrize("sample", SAMPLES, ids="-".join)
def test_a_board_is_accessible_in_other_colours(
    place: ServedPoint, people: People, sample: tuple[str, str]
) -> None:
    state, theme = sample
    page = dressed(place, people, state, theme)
    assert accessibility_faults(page) == []
    assert words_too_small(page) == {}
    assert cut_off(page) == []


def dressed(
    place: ServedPoint, people: People, state: str, theme: str, width: int = 1920, height: int = 1080
) -> Page:
    """A board that shows this picture of tools/screens_board.py in these colours."""
    page = show(people.arrive(width, height), board_pictures()[state])
    page.route("**/display/api/heartbeat", lambda route: obey(route, theme))
    open_face(page, place.url, "display", DISPLAY_TOKEN)
    expect(page.locator(".board:not([data-phase=''])")).to_be_attached()
    dim = "dark" if state in ("closed", "holiday") and theme != "contrast" else theme
    expect(page.locator(f"html[data-theme={dim}]")).to_be_attached()
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.wait_for_timeout(SETTLED_MS)
    return page


def words_too_small(page: Page) -> dict[str, float]:
    """Text → its share of the height; but not what is for whoever stands before the screen."""
    words: dict[str, float] = page.evaluate(WORDS, ".touch, .demo-ribbon")
    return {text: share for text, share in words.items() if share < WORD_SHARE}


def cut_off(page: Page) -> list[str]:
    found: list[str] = page.evaluate(CUT_OFF)
    return found


WORDS = """(but) => Object.fromEntries([...document.querySelectorAll("body *")]
  .filter((one) => !one.closest(but) && !one.classList.contains("visually-hidden") && !one.closest("script, noscript"))
  .filter((one) => [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()))
  .filter((one) => one.checkVisibility())
  .map((one) => [one.textContent, parseFloat(getComputedStyle(one).fontSize) / Math.min(innerHeight, innerWidth / 1.25)]))"""

CUT_OFF = """() => [...document.querySelectorAll(".notice-text, .urgent-bar, .news, .foot > p, .desk, .title, .line")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1 || one.scrollWidth > one.clientWidth + 2;
}).map((one) => `${one.className}: ${one.textContent}`)"""
