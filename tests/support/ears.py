"""Hearing what a page sounds: its sound module is exchanged for one that writes down when the gong was struck."""

from playwright.sync_api import Page

from tests.support.modules import one_by_one

WRITING_DOWN = """
window.gongs = [];
export function audioContext() { return null; }
export async function gong() { window.gongs.push(performance.now()); return true; }
export async function chime() { return true; }
export async function play() { return true; }
export function stopPlaying() {}
export function soundState() { return "on"; }
export function onSoundState(run) { run("on"); }
export async function wakeSound() { return "on"; }
"""


def listen(page: Page) -> Page:
    """From its next load on, the page's gongs are counted instead of played."""
    one_by_one(page)
    page.route(
        "**/static/web/sound.js",
        lambda route: route.fulfill(status=200, content_type="text/javascript", body=WRITING_DOWN),
    )
    return page


def gongs(page: Page) -> list[float]:
    """When the gong was struck, in ms since the page was loaded."""
    found: list[float] = page.evaluate("() => window.gongs ?? []")
    return found
