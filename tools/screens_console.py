"""Pictures of the console in its states, at a desk and on tablets, in German and English, light and dark."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from tests.support.cast import AUDITOR, AYLIN, LEAD, RECEPTION
from tests.support.faces import PASSWORD
from tests.support.served import ServedPoint

DESK = (1440, 900)
TABLET = (1024, 768)
UPRIGHT = (820, 1180)
SIZES = {"desk": DESK, "tablet": TABLET, "upright": UPRIGHT}
Shot = Callable[[Page, str], None]

QUEUE = (
    {"topic": "housing", "languages": ("de", "tr")},
    {"topic": "language-courses", "languages": ("tr",), "needs": ("children",)},
    {"topic": "work", "languages": ("ar", "en"), "needs": ("wheelchair", "fetch_me"), "persons": 2},
    {"topic": "something-else", "languages": ("prs",)},
    {"topic": "day-care", "languages": ("en",)},
)

DESK_DIALOGS = {"21-next-steps": "signpost", "22-who-is-here": "user-check", "23-telephone": "phone"}

FIGURES = {  # an answer of GET /staff/api/forecasts
    "monitor": {
        "scored": 164,
        "enough": True,
        "coverage": 0.812,
        "above": 0.085,
        "mae": 6.42,
        "naive_mae": 11.8,
    },
    "corrections": {
        "up": [1.31, 1.2, 1.05],
        "down": [0.94, 1.0, 1.1],
        "taught_by": [96, 60, 8],
        "scored": 164,
    },
    "outages": [],
    "refused_tickets": [],
    "pauses": [],
    "alerts": [{"id": 1, "number": 417, "chance": 0.41}],
    "turned_away": 3,
    "admitted_by_hand": 1,
    "hand_picked": 2,
    "calls": 31,
}


def shoot(browser: Browser, site: ServedPoint, folder: Path) -> None:
    """Write one PNG a state and size into `folder`. `site` is freshly started (tests/support/served.py)."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {name: _window(browser, size, touch=name != "desk") for name, size in SIZES.items()}
    pages["en"] = _window(browser, DESK, language="en")
    pages["dark"] = _window(browser, DESK, theme="dark")

    def everywhere(state: str) -> None:
        for name, page in pages.items():
            page.wait_for_timeout(250)
            page.screenshot(path=folder / f"console-{state}-{name}.png")

    for page in pages.values():
        page.goto(f"{site.url}/staff/")
        page.locator("#username").wait_for()
    everywhere("1-sign-in")
    for page in pages.values():
        sign_in(page)
        page.locator(".desk").first.wait_for()
    everywhere("2-desks")
    _work(pages, site, everywhere)
    _reception(browser, site, folder)
    _lead(browser, site, folder)
    _accounts(browser, site, folder)
    for page in pages.values():
        page.context.close()


def _work(pages: dict[str, Page], site: ServedPoint, everywhere: Callable[[str], None]) -> None:
    first = pages["desk"]
    first.locator(".desk").nth(2).click()
    for page in pages.values():
        page.locator(".idle-empty").wait_for()
    everywhere("3-idle-empty")
    for visitor in QUEUE:
        site.issue(**visitor)
        site.clock.forward(minutes=7)
    site.clock.forward(minutes=4)
    first.locator(".idle-next").wait_for()
    everywhere("4-idle-next")
    first.locator(".ticket-row").nth(3).click()
    everywhere("5-one-ticket")
    _close_dialogs(pages)
    for page in pages.values():
        page.locator(".list-foot button").click()
    everywhere("15-why-this-order")
    _close_dialogs(pages)
    first.keyboard.press("n")
    first.locator(".called").wait_for()
    everywhere("6-called")
    first.locator(".actions .button[popovertarget]").click()
    first.wait_for_timeout(200)
    everywhere("7-called-more")
    first.keyboard.press("Escape")
    first.keyboard.press("s")
    first.locator(".talking").wait_for()
    site.clock.forward(minutes=1, seconds=12)
    everywhere("8-talk")
    for key in ("2", "4"):
        first.keyboard.press(key)
    for page in pages.values():
        page.locator(".outcome-tiles .tile").nth(1).wait_for()
    everywhere("9-outcome")
    _dialogs_of_a_talk(pages, everywhere)


def _dialogs_of_a_talk(pages: dict[str, Page], everywhere: Callable[[str], None]) -> None:
    for page in pages.values():
        page.locator(".actions .button:has(use[href$='#arrow-right-left'])").click()
    everywhere("10-hand-over")
    _close_dialogs(pages)
    for page in pages.values():
        page.locator(".quiet-tile").click()
    everywhere("11-interrupt")
    _close_dialogs(pages)
    for state, button in DESK_DIALOGS.items():
        for page in pages.values():
            page.locator(f"button:has(use[href$='#{button}'])").first.click()
        everywhere(state)
        _close_dialogs(pages)
    for page in pages.values():
        page.locator(".top-bar [popovertarget]").click()
    everywhere("12-menu")


def _close_dialogs(pages: dict[str, Page]) -> None:
    for page in pages.values():
        page.keyboard.press("Escape")


def _reception(browser: Browser, site: ServedPoint, folder: Path) -> None:
    page = _window(browser, DESK)
    page.goto(f"{site.url}/staff/")
    sign_in(page, RECEPTION)
    page.locator(".issue-form").wait_for()
    page.screenshot(path=folder / "console-13-reception-desk.png")
    page.locator(".issue-topics .tile").first.click()
    page.locator(".issue-form .chips .chip").nth(4).click()
    page.get_by_role("button", name="Nummer ausgeben").click()
    page.locator(".issued").wait_for()
    page.screenshot(path=folder / "console-14-issued-desk.png")
    page.context.close()


def _lead(browser: Browser, site: ServedPoint, folder: Path) -> None:
    looks: tuple[tuple[str, Literal["light", "dark"]], ...] = (("de", "light"), ("en", "dark"))
    for language, theme in looks:
        page = _window(browser, DESK, language=language, theme=theme)
        page.route("**/staff/api/forecasts", lambda route: route.fulfill(json=FIGURES))
        page.goto(f"{site.url}/staff/")
        sign_in(page, LEAD)
        page.locator(".bar-pages [data-page=forecast]").click()
        page.locator(".figures").wait_for()
        page.screenshot(path=folder / f"console-16-forecast-{language}.png", full_page=True)
        for name, part in (("today", ".today-cards"), ("roster", ".roster-table"), ("events", "#new-event")):
            page.locator(f".bar-pages [data-page={name}]").click()
            page.locator(part).wait_for()
            page.screenshot(path=folder / f"console-21-{name}-{language}.png", full_page=True)
        page.context.close()


def _accounts(browser: Browser, site: ServedPoint, folder: Path) -> None:
    looks: tuple[tuple[str, Literal["light", "dark"], str], ...] = (
        ("de", "light", "desk"),
        ("en", "dark", "upright"),
    )
    for language, theme, size in looks:
        page = _window(browser, SIZES[size], language=language, theme=theme)
        page.goto(f"{site.url}/staff/")
        sign_in(page, LEAD)
        page.locator(".bar-pages [data-page=people]").click()
        page.locator(".people-table").first.wait_for()
        page.screenshot(path=folder / f"console-17-people-{size}.png", full_page=True)
        page.locator(".page-actions .button").click()
        page.screenshot(path=folder / f"console-18-invite-{size}.png")
        page.keyboard.press("Escape")
        _devices_and_help(page, folder, size)
        page.locator(".top-bar [popovertarget]").click()
        page.locator(".menu-item:has(use[href$='#calendar-days'])").first.click()
        page.locator(".page-inside[aria-busy]").wait_for(state="detached")
        page.screenshot(path=folder / f"console-21-appointments-{size}.png", full_page=True)
        page.locator(".page-actions .button").click()
        page.locator(".times .chip").first.wait_for()
        page.screenshot(path=folder / f"console-22-new-appointment-{size}.png")
        page.keyboard.press("Escape")
        page.locator(".top-bar [popovertarget]").click()
        page.locator(".menu-item:has(use[href$='#circle-user-round'])").first.click()
        page.locator(".session-list").wait_for()
        page.screenshot(path=folder / f"console-19-account-{size}.png", full_page=True)
        page.context.close()
    page = _window(browser, DESK)
    page.goto(f"{site.url}/staff/")
    sign_in(page, AUDITOR)
    page.locator(".log-table").wait_for()
    page.screenshot(path=folder / "console-20-log-desk.png")
    page.context.close()


def _devices_and_help(page: Page, folder: Path, size: str) -> None:
    page.locator("[data-page=devices]").click()
    page.locator(".kiosk-list li").first.wait_for()
    page.screenshot(path=folder / f"console-21-devices-{size}.png", full_page=True)
    page.locator(".connect-device").click()
    page.locator(".connect-dialog").wait_for()
    page.screenshot(path=folder / f"console-22-connect-{size}.png")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("dialog [data-tour=lead]").wait_for()
    page.screenshot(path=folder / f"console-23-keys-{size}.png")
    page.locator("dialog [data-tour=lead]").click()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(250)
    page.screenshot(path=folder / f"console-24-tour-{size}.png")
    page.keyboard.press("Escape")


def sign_in(page: Page, username: str = AYLIN, password: str = PASSWORD) -> None:
    page.locator("#username").fill(username)
    page.locator("#password").fill(password)
    page.locator("form button[type=submit]").click()


def _window(
    browser: Browser,
    size: tuple[int, int],
    *,
    language: str = "de",
    theme: Literal["light", "dark"] = "light",
    touch: bool = False,
) -> Page:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale=language, color_scheme=theme, has_touch=touch
    )
    context.set_default_timeout(10_000)
    return context.new_page()
