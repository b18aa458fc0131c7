"""Every state of the board in every kind of colours on every screen, looked at by axe, and nothing cut off."""

import pytest

from tests.browser.test_board_themes import cut_off, dressed, place
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
