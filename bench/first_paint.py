"""How fast the kiosk stands on a slow machine: `python -m bench.first_paint [--runs N] [--slowdown 4]`.

A real Chromium with its processor slowed down opens the kiosk's page from the production server: `cold` with an empty
cache as after installing, `warm` with what the browser keeps, as every morning. `first_paint_ms` is the first thing to
be seen, `languages_ms` when the tiles of the languages stand and take a touch, both from the beginning of the
navigation. Minimum, median and maximum of the runs.
"""

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from bench.service import Service, service
from tools.system import need

SLOWDOWN = 4
PANEL = {"width": 1080, "height": 1920}
WATCH = """() => {
  const look = () => {
    if (!document.querySelector(".languages [data-language]")) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => (globalThis.languagesAt = performance.now())));
  };
  look();
}"""
PAINTED = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  if (!paint || !globalThis.languagesAt) return null;
  return { first_paint_ms: paint.startTime, languages_ms: globalThis.languagesAt };
}"""


def measure(runs: int = 7, slowdown: float = SLOWDOWN) -> dict[str, Any]:
    with service(forecasts="off") as found, _chromium() as browser:
        _once(browser, found, slowdown)  # the server reads its catalogs with its first page
        pairs = [_once(browser, found, slowdown) for _ in range(runs)]
    return {
        "slowdown": slowdown,
        "runs": runs,
        "load_average": round(os.getloadavg()[0], 1),
        "requests": pairs[0][2],
        "cold": _summary([cold for cold, _, _ in pairs]),
        "warm": _summary([warm for _, warm, _ in pairs]),
    }


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


Times = dict[str, float]


def _once(browser: Browser, found: Service, slowdown: float) -> tuple[Times, Times, int]:
    """(cold, warm, requests of the cold one), in a profile of its own."""
    context = browser.new_context(viewport=PANEL)  # type: ignore[arg-type]
    address = f"http://127.0.0.1:{found.port}"
    context.add_cookies([{"name": "lotse-kiosk", "value": found.tokens["kiosk"][0], "url": address}])
    page = _slow_page(context, slowdown)
    asked: list[str] = []

    def note(response: Response) -> None:
        asked.append(response.url)

    page.on("response", note)
    page.goto(f"{address}/kiosk/", wait_until="commit")
    cold = _painted(page)
    requests = len(asked)
    page.reload(wait_until="commit")
    warm = _painted(page)
    context.close()
    return cold, warm, requests


def _slow_page(context: BrowserContext, slowdown: float) -> Page:
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.add_init_script(f"({WATCH})()")
    return page


def _painted(page: Page) -> Times:
    handle = page.wait_for_function(PAINTED, polling=50)
    found: Times = handle.json_value()
    return found


def _summary(times: list[Times]) -> dict[str, dict[str, int]]:
    """Whatever else the machine does only adds: the least is nearest to the kiosk's own time."""
    found = {name: [round(one[name]) for one in times] for name in ("first_paint_ms", "languages_ms")}
    return {
        name: {"min": min(values), "median": round(median(values)), "max": max(values)}
        for name, values in found.items()
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--slowdown", type=float, default=SLOWDOWN)
    given = parser.parse_args()
    print(json.dumps(measure(given.runs, given.slowdown), indent=2))
