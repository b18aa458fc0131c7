"""The system's Chromium, driven by Playwright: nothing is downloaded, nothing is asked of the outside."""

import io
import math
import wave
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools import system

RATE = 48_000  # samples a second
AXE = Path(__file__).resolve().parents[2] / ".setup" / "axe.min.js"
ARGUMENTS = (
    "--no-sandbox",  # tests also run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-print-preview",  # without a window the preview of a printed slip crashes the page
    "--use-fake-device-for-media-stream",  # a microphone that hears `a_voice` again and again, and
    "--use-fake-ui-for-media-stream",  # nobody who must allow it
    "--font-render-hinting=none",  # the same letters on every machine
)


@contextmanager
def running_chromium(*more_arguments: str) -> Iterator[Browser]:
    """Start the browser once, headless, and close it. Raises: system.MissingProgram."""
    path = system.need("chromium")
    with sync_playwright() as playwright, NamedTemporaryFile(suffix=".wav") as voice:
        voice.write(a_voice())
        voice.flush()
        microphone = f"--use-file-for-fake-audio-capture={voice.name}"
        browser = playwright.chromium.launch(
            executable_path=path, args=[*ARGUMENTS, microphone, *more_arguments]
        )
        yield browser
        browser.close()


def a_voice() -> bytes:
    """A WAV file: half a second of a deep tone, half as loud as possible, then as much silence."""
    tone = (int(16_000 * math.sin(2 * math.pi * 220 * i / RATE)) for i in range(RATE // 2))
    samples = array("h", [*tone, *([0] * (RATE // 2))])
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return file.getvalue()


NO_WORKER = {
    "service_workers": "block"
}  # each would fetch every file of the kiosk: only tests of it want that


RELOADED_JUST_NOW = """(() => { // web/static/watchdog.js waits between two reloads
  const getItem = Storage.prototype.getItem;
  Storage.prototype.getItem = function (name) {
    return name === "lotse-watchdog" ? String(Date.now()) : getItem.call(this, name);
  };
})()"""


class People:
    """Everybody who looks at a page in one test, each with a browser profile of their own.

    `errors` holds every uncaught JavaScript error of theirs; the `people` fixture fails the test if there is one.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def arrive(self, width: int = 1280, height: int = 800, **options: object) -> Page:
        """A new person with a window of this size in CSS pixels; `options` as in Browser.new_context.

        Without `watchdog=True` pages never load themselves anew: where a test moves their time on, ten minutes pass
        before any answer can come, and that looks like a page that hangs.
        """
        watchdog = options.pop("watchdog", False)
        window: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "locale": "en-US",
            **options,
        }
        context = self._browser.new_context(**window)
        context.set_default_timeout(10_000)
        context.set_default_navigation_timeout(60_000)  # to load a page is most of a test's work
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        if not watchdog:
            context.add_init_script(RELOADED_JUST_NOW)
        self._contexts.append(context)
        return context.new_page()

    def leave(self) -> None:
        for context in self._contexts:
            for page in context.pages:
                page.unroute_all(behavior="ignoreErrors")  # an answer of a test's own may be on its way
            context.close()


def open_face(page: Page, address: str, kind: str, token: str) -> None:
    """The page of a "kiosk" or "display" that was paired before: its cookie is there, nothing is loaded twice."""
    page.context.add_cookies([{"name": f"lotse-{kind}", "value": token, "url": address}])
    page.goto(f"{address}/{kind}/")


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now: "rule: selector — what to do", empty when all is well."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # by the debugger, so that a strict CSP does not mind
    found = page.evaluate('() => axe.run(document, { resultTypes: ["violations"] })')[
        "violations"
    ]  # every rule
    return [f"{rule['id']}: {node['target']} — {rule['help']}" for rule in found for node in rule["nodes"]]
