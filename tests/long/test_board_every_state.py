"""Every state of the board in every kind of colours on every screen, looked at by axe, and nothing cut off."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_board_themes import SETTLED_MS, cut_off, dressed, place
from tests.support import looks
from tests.support.chromium import People, accessibility_faults
from tests.support.served import ServedPoint
from tools.screens_board import board_pictures

__all__ = ["place"]
SCREENS = {"hd": (1920, 1080), "uhd": (3840, 2160), "upright": (1080, 1920)}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("state", [name for name in board_pictures() if not name.startswith("offline")])
def test_no_state_has_a_fault(
    place: ServedPoint, people: People, state: str, theme: str, screen: str
) -> None:
    page = dressed(place, people, state, theme, *SCREENS[screen])
    assert accessibility_faults(page) == []
    assert cut_off(page) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_lost_line_has_no_fault(place: ServedPoint, people: People, theme: str) -> None:
    page = dressed(place, people, "offline-call", theme)
    page.route("**/display/api/board", lambda route: route.abort())
    expect(page.locator(".board[data-line=lost] .earlier-call.old").first).to_be_attached(timeout=20_000)
    page.wait_for_timeout(SETTLED_MS)
    assert accessibility_faults(page) == []
    assert looks.without_contrast(looks.look(page)) == []
    assert cut_off(page) == []
