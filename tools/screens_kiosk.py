"""Pictures of the kiosk: every screen in every language standing, in those that look most different also lying."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from i18n.languages import READABLE
from rules.ticketing import PauseReason
from tools.contact_sheet import write_contact_sheet

PANELS = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
LANGUAGES = {"portrait": READABLE, "landscape": ("de", "uk", "ar", "fa", "ti", "ckb", "kmr", "ro")}
AFTER_A_TAP_MS = 650  # the kiosk takes one tap in half a second
FAR_AHEAD = 1_000_000  # added to a picture's version, so that the true one does not replace it

Words = dict[str, Any]
NEXT = {"next_opens_at": "2026-11-26T12:00:00.000Z", "next_closes_at": "2026-11-26T16:00:00.000Z"}
CLOSED: dict[str, Words] = {
    "closed": {"reason": "closed", "now": "2026-11-24T09:00:00.000Z", **NEXT},
    "last-call": {"reason": "last_call", "now": "2026-11-23T15:34:00.000Z", **NEXT},
    "holiday": {
        "reason": "holiday",
        "reason_texts": {"de": "Weihnachten", "en": "Christmas", "uk": "Різдво", "ar": "عيد الميلاد"},
        "now": "2026-12-25T09:00:00.000Z",
        "next_opens_at": "2027-01-04T11:45:00.000Z",
        "next_closes_at": "2027-01-04T15:45:00.000Z",
    },
    "not-yet-open": {
        "reason": "not_yet_open",
        "now": "2026-11-23T10:50:00.000Z",
        "next_opens_at": "2026-11-23T11:45:00.000Z",
        "next_closes_at": "2026-11-23T15:45:00.000Z",
    },
}
SINCE = "2026-11-23T13:00:00.000Z"
CLOSED |= {
    f"paused-{reason.replace('_', '-')}": {
        "reason": "paused",
        "pause": {"reason": reason, "since": SINCE},
        **NEXT,
    }
    for reason in PauseReason
}
PLACES: dict[str, Words] = {
    "place-waiting": {"ticket": {"id": 1, "number": 417, "state": "waiting"}, "ahead": 3,
                      "wait": {"from_minutes": 20, "to_minutes": 35, "kind": "position"}, "desk": None},
    "place-missed": {"ticket": {"id": 1, "number": 417, "state": "missed"}, "ahead": None, "wait": None,
                     "desk": None},
    "place-called": {"ticket": {"id": 1, "number": 417, "state": "called"}, "ahead": None, "wait": None,
                     "desk": 3},
}  # fmt: skip


def shoot(
    browser: Browser,
    base_url: str,
    token: str,
    folder: Path,
    languages: Sequence[str] = (),
    only: Sequence[str] = (),
) -> Path:
    """Screens as PNGs in `folder`, with a page that shows all of them; `token` is that of a kiosk, its site has an
    open slot. `languages` and `only` (names of screens) choose fewer."""
    folder.mkdir(parents=True, exist_ok=True)
    for panel, (width, height) in PANELS.items():
        for language in (code for code in LANGUAGES[panel] if not languages or code in languages):
            for name, draw in SCREENS.items():
                if not only or name in only:
                    with _kiosk(browser, base_url, token, width, height) as page:
                        draw(page, language)
                        _settle(page)
                        page.screenshot(path=folder / f"kiosk-{panel}-{language}-{name}.png")
    return write_contact_sheet(folder, PANELS, list(READABLE), list(SCREENS))


@contextmanager
def _kiosk(browser: Browser, base_url: str, token: str, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.clock.install()  # so that half a second between two taps need not be waited for
    page.goto(f"{base_url}/kiosk/#device={token}")
    page.locator("[data-language]").first.wait_for()
    page.locator(".head-state").wait_for()
    yield page
    page.unroute_all(behavior="ignoreErrors")  # an answer of ours may be on its way
    context.close()


def _settle(page: Page) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(250)


def tap(page: Page, selector: str) -> None:
    """A tap when the kiosk takes one again; the page's clock is ours."""
    page.locator(selector).first.wait_for()
    page.clock.run_for(AFTER_A_TAP_MS)
    page.locator(selector).first.click()


def to_start(page: Page, _language: str) -> None:
    page.locator("[data-language]").first.wait_for()


def to_topics(page: Page, language: str) -> None:
    tap(page, f'.screen [data-language="{language}"]')


def to_subtopics(page: Page, language: str) -> None:
    to_topics(page, language)
    tap(page, '[data-topic="work"]')


def to_needs(page: Page, language: str) -> None:
    to_topics(page, language)
    tap(page, '[data-topic="housing"]')


def to_needs_chosen(page: Page, language: str) -> None:
    to_needs(page, language)
    tap(page, '[data-need="children"]')
    tap(page, '[data-talk="en"]')


def to_talk(page: Page, language: str) -> None:
    to_needs(page, language)
    tap(page, ".talk .quiet")


def to_ticket(page: Page, language: str) -> None:
    to_needs(page, language)
    tap(page, ".go .primary")
    page.locator(".big-number").wait_for()


def to_ticket_with_wait(page: Page, language: str) -> None:
    def answer(route: Route) -> None:
        given = route.fetch()
        body = given.json()
        body.update(
            ahead=3, wait={"from_minutes": 20, "to_minutes": 35, "kind": "range"}, outlook="uncertain"
        )
        route.fulfill(response=given, json=body)

    page.route("**/kiosk/api/tickets", answer)
    to_ticket(page, language)


def to_decision(code: str, outlook: str) -> Callable[[Page, str], None]:
    """409 before a ticket: it is tight, or hardly fits."""

    def draw(page: Page, language: str) -> None:
        wait = {"from_minutes": 90, "to_minutes": 140, "kind": "range"}
        body = {
            "code": code,
            "detail": "",
            "wait": wait,
            "outlook": outlook,
            "next_opens_at": NEXT["next_opens_at"],
        }
        page.route("**/kiosk/api/tickets", lambda route: route.fulfill(status=409, json=body))
        to_needs(page, language)
        tap(page, ".go .primary")
        page.locator(".decision").wait_for()

    return draw


def to_tight_topics(page: Page, language: str) -> None:
    def answer(route: Route) -> None:
        given = route.fetch()
        body = given.json()
        for topic, outlook in zip(body["topics"], ("today", "uncertain", "not_today"), strict=False):
            topic["outlook"] = outlook
        route.fulfill(response=given, json=body)

    page.route("**/kiosk/api/offer*", answer)
    to_topics(page, language)
    page.locator(".outlook:not(:empty)").first.wait_for()


def to_number(page: Page, language: str) -> None:
    to_topics(page, language)
    tap(page, ".doors .tile:nth-child(2)")
    for digit in "417":
        tap(page, f'[data-key="{digit}"]')


def to_appointment(page: Page, language: str) -> None:
    to_topics(page, language)
    tap(page, ".doors .tile:nth-child(1)")
    for sign in "7K3":
        tap(page, f'[data-key="{sign}"]')


def to_trouble(page: Page, language: str) -> None:
    to_appointment(page, language)
    tap(page, ".go .primary")
    page.locator(".screen-trouble").wait_for()


def to_offline(page: Page, language: str) -> None:
    to_needs(page, language)
    page.route("**/kiosk/api/tickets", lambda route: route.abort())
    tap(page, ".go .primary")
    page.locator(".screen-trouble").wait_for()


def to_place(name: str) -> Callable[[Page, str], None]:
    def draw(page: Page, language: str) -> None:
        page.route("**/kiosk/api/where", lambda route: route.fulfill(json=PLACES[name]))
        to_number(page, language)
        tap(page, ".go .primary")
        for digit in "2736":
            tap(page, f'[data-key="{digit}"]')
        tap(page, ".go .primary")
        page.locator(".screen-place").wait_for()

    return draw


def to_closed(name: str, on_start: bool = False) -> Callable[[Page, str], None]:
    def draw(page: Page, language: str) -> None:
        def answer(route: Route) -> None:
            given = route.fetch()
            body = {**given.json(), **CLOSED[name], "open": False, "topics": []}
            body["version"] += FAR_AHEAD
            route.fulfill(response=given, json=body)

        page.route("**/kiosk/api/offer*", answer)
        page.reload()
        page.locator(".closed-card").wait_for()
        if not on_start:
            to_topics(page, language)
            page.locator(".screen-closed").wait_for()

    return draw


def open_bar(page: Page, place: int) -> None:
    tap(page, f"#bar > :nth-child({place + 1})")


def with_sheet(place: int) -> Callable[[Page, str], None]:
    def draw(page: Page, language: str) -> None:
        to_topics(page, language)
        open_bar(page, place)

    return draw


def with_view(choice: int) -> Callable[[Page, str], None]:
    def draw(page: Page, language: str) -> None:
        to_topics(page, language)
        open_bar(page, 3)
        tap(page, f"dialog .tile >> nth={choice}")
        tap(page, "dialog > .button")

    return draw


def to_attract(page: Page, language: str) -> None:
    """The greeting in this language."""
    page.clock.run_for(61_000)
    for _ in READABLE:
        if page.locator(f'.attract-one[lang="{language}"]').count():
            return
        page.clock.run_for(6_000)
    raise AssertionError(f"no greeting in {language}")


def to_closed_attract(page: Page, language: str) -> None:
    to_closed("closed", on_start=True)(page, language)
    to_attract(page, language)


def with_warning(page: Page, language: str) -> None:
    to_topics(page, language)
    page.clock.run_for(67_000)
    page.locator("dialog .ring").wait_for()


SCREENS: dict[str, Callable[[Page, str], None]] = {
    "start": to_start,
    "topics": to_topics,
    "subtopics": to_subtopics,
    "needs": to_needs_chosen,
    "talk": to_talk,
    "ticket": to_ticket,
    "ticket-wait": to_ticket_with_wait,
    "topics-tight": to_tight_topics,
    "uncertain": to_decision("Uncertain", "uncertain"),
    "not-today": to_decision("NotToday", "not_today"),
    "number": to_number,
    "appointment": to_appointment,
    "trouble": to_trouble,
    "offline": to_offline,
    **{name: to_place(name) for name in PLACES},
    **{name: to_closed(name) for name in CLOSED},
    "start-closed": to_closed("closed", on_start=True),
    "start-paused": to_closed("paused-short-break", on_start=True),
    "attract": to_attract,
    "attract-closed": to_closed_attract,
    "help": with_sheet(1),
    "languages": with_sheet(2),
    "view": with_sheet(3),
    "large": with_view(0),
    "contrast": with_view(1),
    "warning": with_warning,
}
