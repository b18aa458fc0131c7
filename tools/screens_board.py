#!/usr/bin/env python3
"""Pictures of the board in every state, from the real page with invented pictures of the queue."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from service_point.public_holidays import public_holidays
from tools.contact_sheet import Table, write_contact_sheet

SIZES = {"hd": (1920, 1080), "uhd": (3840, 2160), "upright": (1080, 1920)}
LANGUAGES = ("de", "uk", "ar")
OPENED_AGO = timedelta(hours=1, minutes=55)
OPEN_FOR = timedelta(hours=4)
SETTLED_MS = 600  # the call has grown in
LOST_MS = 6500  # without a word from the server for so long, the board says so
WIDTH_PX = 384  # on the contact sheet
BOARD = "**/display/api/board"


@dataclass(frozen=True)
class Wall:
    """A board that hangs somewhere: `size` of SIZES, its colours, the first of its languages."""

    size: str
    theme: str = "light"
    language: str = "de"

    @property
    def name(self) -> str:
        return f"{self.size}-{self.theme}-{self.language}"


WALLS = (
    *(Wall(size, language=language) for language in LANGUAGES for size in SIZES),
    *(Wall(size, theme) for theme in ("dark", "contrast") for size in SIZES),
    *(Wall("hd", theme, "ar") for theme in ("dark", "contrast")),
)


def shoot(browser: Browser, base_url: str, token: str, folder: Path, wall: Wall) -> None:
    """Writes board-STATE-WALL.png; `token` is that of a display of the site at `base_url`. One page shows them all."""
    folder.mkdir(parents=True, exist_ok=True)
    page = _display(browser, base_url, token, wall)
    for name in board_pictures():
        picture = {
            **board_pictures()[name],
            "epoch": name,
        }  # made now; the first of its epoch, so nothing rings
        page.route(BOARD, partial(_answer, picture))
        _ask_again(page)
        if name.startswith("offline"):
            page.route(BOARD, lambda route: route.abort())
            page.wait_for_timeout(LOST_MS)
        page.screenshot(path=folder / f"board-{name}-{wall.name}.png")
        page.unroute(BOARD)
    page.context.close()


def contact_sheet(folder: Path) -> Path:
    """One page with all pictures that are in `folder`."""
    names = {wall.name: f"{wall.language}, {wall.theme}, {wall.size}" for wall in WALLS}
    return write_contact_sheet(
        folder, [Table("board", names, board_pictures(), "board-{row}-{column}.png", WIDTH_PX)]
    )


def board_pictures() -> dict[str, dict[str, Any]]:
    """State → an answer of `GET /display/api/board` that shows it."""
    earlier = [
        called(415, 1, 190),
        called(411, 5, 600),
        called(405, 2, 900),
        called(402, 4, 1500),
        called(399, 3, 1900),
    ]
    one = called(417, 3, 5)
    many = [called(1024, 7, 4), called(1023, 12, 20), called(1019, 2, 65), called(1018, 5, 120)]
    return {
        "idle": board(waiting=0),
        "idle-recent": board(recent=earlier, waiting=2),
        "one-call": board(calls=[one], recent=earlier, missed=[403], waiting=3),
        "four-digits": board(calls=many[:1], recent=many[1:], waiting=11),
        "many-calls": board(calls=many, recent=earlier, missed=[1011, 1009], waiting=24),
        "six-calls": board(
            calls=[*many, called(1015, 1, 150), called(1014, 3, 200)], recent=earlier, waiting=9
        ),
        "notice": board(waiting=2, notice=notice(LONG_NOTICE)),
        "notice-beside": board(
            calls=[one], recent=earlier, missed=[403], waiting=3, notice=notice(SHORT_NOTICE)
        ),
        "urgent": board(waiting=2, recent=earlier[:2], notice=notice(URGENT, urgent=True)),
        "urgent-call": board(
            calls=[one], recent=earlier, missed=[403], waiting=3, notice=notice(URGENT, urgent=True)
        ),
        "offline-call": board(calls=[called(417, 3, 100)], recent=earlier, missed=[403], waiting=3),
        "offline-idle": board(recent=earlier[:2], waiting=3),
        "early": board(site=opening(after=timedelta(minutes=20)), waiting=4),
        "not-yet-open": board(site=closed("not_yet_open", timedelta(hours=2))),
        "last-call": board(
            site=opening(ends_in=timedelta(minutes=10)) | {"open": False, "reason": "last_call"},
            recent=earlier[:3],
            waiting=2,
        ),
        "closed": board(site=closed("closed", timedelta(days=1, hours=3))),
        "holiday": board(site=closed("holiday", timedelta(days=1, hours=3)) | {"reason_texts": HOLIDAY}),
    }


def board(**changes: Any) -> dict[str, Any]:
    picture = {
        "version": 7,
        "epoch": "screens",
        "site": opening(),
        "now": iso(timedelta()),
        "calls": [],
        "recent": [],
    }
    return {**picture, "missed": [], "waiting": 0, "notice": None, **changes}


def notice(texts: Mapping[str, str], *, urgent: bool = False) -> dict[str, Any]:
    return {"id": 1, "texts": dict(texts), "urgent": urgent, "since": iso(-timedelta(minutes=5))}


def called(number: int, desk: int, seconds_ago: float, times: int = 1) -> dict[str, Any]:
    return {"number": number, "desk": desk, "called_at": iso(-timedelta(seconds=seconds_ago)), "times": times}


def opening(after: timedelta = -OPENED_AGO, ends_in: timedelta = OPEN_FOR - OPENED_AGO) -> dict[str, Any]:
    times = {
        "opens_at": iso(after),
        "closes_at": iso(ends_in),
        "last_call_at": iso(ends_in - timedelta(minutes=15)),
    }
    return {**SITE, "open": True, "reason": None, **times, "next_opens_at": None, "next_closes_at": None}


def closed(reason: str, opens_in: timedelta) -> dict[str, Any]:
    start, end = iso(opens_in), iso(opens_in + OPEN_FOR)
    nothing = {"opens_at": start, "closes_at": end, "last_call_at": end}
    return {**SITE, "open": False, "reason": reason, **nothing, "next_opens_at": start, "next_closes_at": end}


def iso(from_now: timedelta) -> str:
    return (datetime.now(UTC) + from_now).isoformat(timespec="milliseconds").replace("+00:00", "Z")


SITE = {"name": "Service-Point Integration", "zone": "Europe/Berlin", "reason_texts": None}
SHORT_NOTICE = {"de": "Am Donnerstag sind wir ab 15 Uhr da."}
LONG_NOTICE = {
    "de": "Am Donnerstag, 26. November, beginnt die Sprechstunde erst um 15 Uhr. Nummern gibt es ab 14:30 Uhr. "
    "Wir bitten um Verständnis. Danke.",
    "ar": "يوم الخميس 26 نوفمبر تبدأ الاستشارة في الساعة 15:00 فقط. الأرقام من الساعة 14:30. نرجو تفهمكم. شكرًا لكم.",
    "uk": "У четвер, 26 листопада, консультації починаються лише о 15:00. Номери з 14:30. Просимо вибачення. Дякуємо.",
}
URGENT = {
    "de": "Der Aufzug ist außer Betrieb. Bitte fragen Sie am Empfang, wenn Sie Hilfe auf der Treppe brauchen.",
    "ar": "المصعد معطل. يُرجى السؤال في الاستقبال إذا احتجتم إلى مساعدة على الدرج.",
    "uk": "Ліфт не працює. Якщо потрібна допомога на сходах, зверніться до рецепції.",
}
UNITY_DAY = date(2026, 10, 3)
HOLIDAY = dict(public_holidays("DE-NW", UNITY_DAY, UNITY_DAY)[UNITY_DAY])


def show(page: Page, picture: dict[str, Any]) -> Page:
    """From its next load on, the page is shown `picture` and nothing else."""
    page.route(BOARD, partial(_answer, picture))
    page.route_web_socket("**/socket.io/**", lambda _socket: None)  # a server that says nothing
    return page


def _answer(picture: dict[str, Any], route: Route) -> None:
    route.fulfill(status=200, content_type="application/json", body=json.dumps(picture))


def obey(route: Route, theme: str) -> None:
    """The answer to a board's heartbeat that puts it into these colours."""
    answer = {"now": "2026-11-23T13:07:00.000Z", "volume": 0, "theme": theme}
    said: Any = route.request.post_data_json
    route.fulfill(json={**answer, "page": said["page"], "sound_check": None})


def _display(browser: Browser, base_url: str, token: str, wall: Wall) -> Page:
    width, height = SIZES[wall.size]
    page = browser.new_context(viewport={"width": width, "height": height}, locale="de-DE").new_page()
    show(page, board_pictures()["idle"])
    page.route("**/display/api/heartbeat", lambda route: obey(route, wall.theme))
    with page.expect_response("**/display/api/device"):
        page.goto(f"{base_url}/display/#device={token}")
    page.wait_for_selector(".board:not([data-phase=''])", state="attached")
    page.wait_for_selector(f"html[data-theme={wall.theme}]", state="attached")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.unroute(BOARD)
    return page


def _ask_again(page: Page) -> None:
    with page.expect_response(BOARD):
        page.evaluate("() => dispatchEvent(new Event('online'))")
    page.wait_for_timeout(SETTLED_MS)
