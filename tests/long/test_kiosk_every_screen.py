"""Every screen of the kiosk in every language, looked at by axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.test_kiosk_look import faults
from tests.support.chromium import People
from tests.support.served import ServedPoint, served_point
from tools.screens_kiosk import SCREENS


@pytest.fixture(scope="module")
def place(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPoint]:
    """One server for all screens."""
    copy = tmp_path_factory.mktemp("kiosk") / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    with served_point(f"sqlite:///{copy}", public_url="http://127.0.0.1") as served:
        yield served


@pytest.mark.parametrize("language", ["de", "en", "uk", "ar"])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_has_a_fault(place: ServedPoint, people: People, screen: str, language: str) -> None:
    assert faults(place, people, screen, language) == []
