"""Every screen of the kiosk in every language, on both panels and in every view: measured, and looked at by axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from i18n.languages import READABLE
from tests.support import looks
from tests.support.looks import Tour, faults_of
from tests.support.served import served_point
from tools.kiosk_walk import VIEWS
from tools.screens_kiosk import PANELS, screens_in

QUESTIONS = (
    looks.too_small_to_read,
    looks.too_small_at_all,
    looks.too_small_to_touch,
    looks.too_near_to_touch,
    looks.without_contrast,
    looks.without_room,
    looks.only_by_dragging,
    looks.too_high_to_reach,
    looks.moving,
    looks.not_one_heading,
)
LOOKED_AT_BY_AXE = ("de", "en", "uk", "ar")
FOR_WHO_SITS = "lowered"  # only where the panel stands


@pytest.fixture(scope="module")
def tour(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Tour]:
    """One server and one page a panel for all screens."""
    copy = tmp_path_factory.mktemp("kiosk") / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    with served_point(f"sqlite:///{copy}", public_url="http://127.0.0.1") as served:
        tour = Tour(browser, served.url)
        yield tour
        tour.close()


@pytest.mark.access(4)
@pytest.mark.access(5)
@pytest.mark.access(10)
@pytest.mark.parametrize("language", READABLE)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("panel", PANELS)
def test_no_screen_has_a_fault(tour: Tour, panel: str, view: str, language: str) -> None:
    if view == FOR_WHO_SITS and panel == "landscape":
        pytest.skip("a lying panel is low enough")
    seen = tour.sees(screens_in(view), language, panel, view, axe=language in LOOKED_AT_BY_AXE)
    found = {ask.__name__: faults_of(seen, ask) for ask in QUESTIONS}
    if language in LOOKED_AT_BY_AXE:
        found["axe"] = faults_of(seen, looks.axe)
    assert {question: faults for question, faults in found.items() if faults} == {}
