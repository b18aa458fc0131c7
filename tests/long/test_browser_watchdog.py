"""The watchdog of a screen with a real browser: a board that works is left alone, one that hangs is ended."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.support import servers
from tests.support.cast import DISPLAY_TOKEN, ROOT
from tests.support.chromium import ARGUMENTS
from tests.support.served import ServedPoint, served_point

SILENCE_S = 100  # browsers write what pages keep about once a minute
LEFT_ALONE_S = 220


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


@pytest.mark.timeout(900)
def test_a_board_that_hangs_altogether_loses_its_browser(
    place: ServedPoint, tmp_path: Path, chromium_path: Path
) -> None:
    profile, port = tmp_path / "profile", servers.free_port()
    page = f"{place.url}/display/#device={DISPLAY_TOKEN}"
    flags = [*ARGUMENTS, "--headless=new", f"--user-data-dir={profile}", f"--remote-debugging-port={port}"]
    said = tmp_path / "said"
    with said.open("w") as file:  # no pipe: what is left of a hung browser would hold it open
        watcher = subprocess.Popen(
            [ROOT / "deploy" / "lotse-watch.sh", profile, chromium_path, *flags, page],
            env={**os.environ, "LOTSE_SILENCE_S": str(SILENCE_S), "LOTSE_LOOK_S": "1"},
            stderr=file,
        )
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            watcher.wait(LEFT_ALONE_S)
        hang(port)
        began = time.monotonic()
        assert watcher.wait(3 * SILENCE_S) == 1
        assert "no sign of the page" in said.read_text()
        assert time.monotonic() - began > SILENCE_S / 2, "it was the silence, not the visit of this test"
    finally:
        watcher.terminate()
        watcher.wait(30)


def hang(port: int) -> None:
    """The page's only thread runs in a circle from now on."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        page = browser.contexts[0].pages[0]
        assert page.locator(".board").count() == 1, "the premise: it is the board"
        page.evaluate("() => { setTimeout(() => { for (;;) {} }, 100); }")
