#!/usr/bin/env python3
"""Pictures of the phone page in every state and language, from the real page with invented answers."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, ViewportSize

from i18n.languages import READABLE, find_language
from printing.next_steps import NextStepsSheet, Place
from printing.next_steps_texts import next_steps_texts
from rules.next_steps import read_hours
from tools.contact_sheet import Table, write_contact_sheet

SIZE: ViewportSize = {"width": 390, "height": 844}  # CSS pixels of a common phone
LANGUAGES = ("de", "en", "uk", "ar")
SETTLED_MS = 600
UNKNOWN = "0" * 27
WIDTH_PX = 195  # on the contact sheet
NO_STEPS = None
STEPS = NextStepsSheet(
    site_name="Service-Point Integration",
    number=417,
    language="de",
    written_at=datetime(2026, 11, 23, 13, 7, tzinfo=UTC),
    zone="Europe/Berlin",
    referred_to=(
        Place(
            name={"de": "Jobcenter", "en": "Job centre"},
            place="Beispielstraße 2, 51373 Leverkusen",
            hours=read_hours(["monday 08:00-12:30"]),
            bring=("identity", "letters"),
        ),
    ),
    documents=("rent",),
    come_again=True,
    come_again_at=datetime(2026, 11, 26, 13, 0, tzinfo=UTC),
)


def shoot(
    browser: Browser, base_url: str, code: str, folder: Path, languages: Sequence[str] = LANGUAGES
) -> None:
    """Writes phone-STATE-LANGUAGE.png; `code` is that of a ticket that waits at `base_url`, with at most 3 ahead."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in languages:
        for name, answer in {**statuses(), "next-steps": status("done")}.items():
            page = _phone(browser, language)
            _open(page, base_url, code, answer, STEPS if name == "next-steps" else NO_STEPS)
            page.screenshot(path=folder / f"phone-{name}-{language}.png", full_page=name == "next-steps")
            page.context.close()
        _shoot_unknown(browser, base_url, folder, language)
        _shoot_dates(browser, base_url, folder, language)


def contact_sheet(folder: Path) -> Path:
    """One page with all pictures that are in `folder`."""
    names = {code: f"{find_language(code).name} ({code})" for code in READABLE}
    states = [*statuses(), "unknown"]
    return write_contact_sheet(folder, [Table("phone", names, states, "phone-{row}-{column}.png", WIDTH_PX)])


def statuses() -> dict[str, dict[str, Any]]:
    """State → an answer of `GET /t/CODE/status` that shows it."""
    return {
        "waiting": status("waiting", ahead=3, wait=wait(20, 35, "position")),
        "range": status("waiting", ahead=6, wait=wait(40, 65, "range")),
        "almost": status("waiting", ahead=1, wait=wait(0, 5, "next")),
        "next": status("waiting", ahead=0),
        "long-queue": status("waiting", number=1024, ahead=17),
        "called": status("called", desk=3),
        "called-desk-12": status("called", number=1024, desk=12),
        "in-consultation": status("in_consultation", desk=3),
        "parked": status("parked"),
        "missed": status("missed"),
        "done": status("done"),
        "withdrawn": status("withdrawn"),
        "unserved": status("unserved"),
    }


def wait(first: int, last: int, kind: str) -> dict[str, Any]:
    return {"from_minutes": first, "to_minutes": last, "kind": kind}


def status(state: str, **values: Any) -> dict[str, Any]:
    nothing = {"number": 417, "ahead": None, "wait": None, "desk": None}
    return {**nothing, "state": state, "version": 1, "epoch": "screens", **values}


def _phone(browser: Browser, language: str) -> Page:
    context = browser.new_context(
        viewport=SIZE, device_scale_factor=2, is_mobile=True, has_touch=True, locale=language
    )
    context.add_init_script(f"sessionStorage.setItem('lotse-language', '{language}')")
    return context.new_page()


def _open(page: Page, base_url: str, code: str, shown: dict[str, Any], steps: NextStepsSheet | None) -> None:
    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=json.dumps(shown))

    def tell(route: Route) -> None:
        language = route.request.url.split("language=")[1]
        texts = asdict(next_steps_texts(replace(steps, language=language))) if steps else {"title": None}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(texts))

    page.route(f"**/t/{code}/next-steps?*", tell)
    page.route(f"**/t/{code}/status", answer)
    page.goto(f"{base_url}/t/{code}")
    page.evaluate("() => dispatchEvent(new Event('online'))")  # it asks at once when its line is back
    page.wait_for_selector(f"[data-state='{shown['state']}']")
    page.wait_for_timeout(SETTLED_MS)


def _shoot_unknown(browser: Browser, base_url: str, folder: Path, language: str) -> None:
    page = _phone(browser, language)
    page.goto(f"{base_url}/t/{UNKNOWN}")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=folder / f"phone-unknown-{language}.png")
    page.context.close()


def _shoot_dates(browser: Browser, base_url: str, folder: Path, language: str) -> None:
    page = _phone(browser, language)
    page.goto(f"{base_url}/events/")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=folder / f"phone-dates-{language}.png")
    page.context.close()
