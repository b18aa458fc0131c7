"""`make screens`: every screen of the four faces as PNG in `screens/`, at the real sizes, in the shipped languages.

    python -m tools.screens [kiosk] [board] [phone] [console] [--into FOLDER] [--languages de,ti] [--only topics,ticket]

Each face gets a page that shows its pictures side by side, the languages beside each other: `screens/kiosk/index.html`.
`--languages` (but for the console) and `--only` (the kiosk's screens) choose fewer of them.

A server with its own database and a clock that stands in Monday's slot; nothing of it is kept but the pictures.
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from playwright.sync_api import Browser

from service_point.issuing import TicketWish, issue
from tests.support.cast import DISPLAY_TOKEN, kiosk_token, prepare
from tests.support.chromium import running_chromium
from tests.support.plans import Plan, change_plan
from tests.support.served import ServedPoint, served_point
from tools import screens_board, screens_console, screens_kiosk, screens_phone

ROOT = Path(__file__).parent.parent
BROWSERS = 2


def shoot_board(browser: Browser, site: ServedPoint, folder: Path, languages: Sequence[str]) -> None:
    for wall in screens_board.WALLS:
        if not languages or wall.language in languages:
            change_plan(site.office, site.site_id, partial(board_in, wall.language))
            screens_board.shoot(browser, site.url, DISPLAY_TOKEN, folder, wall)
    screens_board.contact_sheet(folder)


def board_in(language: str, plan: Plan) -> Plan:
    """This language first, German or English beside it."""
    second = "en" if language == "de" else "de"
    return {**plan, "site": {**plan["site"], "board_languages": [language, second]}}


def shoot_phone(browser: Browser, site: ServedPoint, folder: Path, languages: Sequence[str]) -> None:
    screens_phone.shoot(browser, site.url, waiting_code(site), folder, languages or screens_phone.LANGUAGES)
    screens_phone.contact_sheet(folder)


def shoot_console(browser: Browser, site: ServedPoint, folder: Path, _languages: Sequence[str]) -> None:
    screens_console.shoot(browser, site, folder)


def waiting_code(site: ServedPoint, language: str = "ar") -> str:
    """The code of a ticket that has just been taken."""
    with site.office.write(site.site_id) as unit:
        return issue(unit, TicketWish("housing", language), "kiosk").code or ""


Shooter = Callable[[Browser, ServedPoint, Path, Sequence[str]], None]
FACES: dict[str, Shooter] = {
    "board": shoot_board,
    "phone": shoot_phone,
    "console": shoot_console,
}


def shoot(faces: Sequence[str], into: Path, languages: Sequence[str] = (), only: Sequence[str] = ()) -> None:
    """Each face on a freshly prepared site."""
    for face in faces:
        if face == "kiosk":
            shoot_kiosk(into / face, languages, only)
        else:
            shoot_on_a_site(FACES[face], into / face, languages)


def shoot_kiosk(folder: Path, languages: Sequence[str] = (), only: Sequence[str] = ()) -> None:
    """Two browsers side by side, each with a site of its own."""
    with ProcessPoolExecutor(BROWSERS, mp_context=get_context("spawn")) as pool:
        done = [pool.submit(shoot_part, folder, part, only) for part in screens_kiosk.parts(languages)]
        for one in done:
            one.result()
    screens_kiosk.contact_sheet(folder)


def shoot_part(folder: Path, part: screens_kiosk.Part, only: Sequence[str]) -> None:
    def draw(browser: Browser, site: ServedPoint, into: Path, _languages: Sequence[str]) -> None:
        screens_kiosk.shoot(browser, site.url, kiosk_token(), into, part, only)

    shoot_on_a_site(draw, folder, part.languages)


def shoot_on_a_site(draw: Shooter, folder: Path, languages: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as kept, running_chromium() as browser:
        url = f"sqlite:///{kept}/screens.db"
        prepare(url)
        with served_point(url, public_url="http://127.0.0.1") as site:
            draw(browser, site, folder, languages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faces", nargs="*")
    parser.add_argument("--into", type=Path, default=ROOT / "screens")
    parser.add_argument("--languages", type=lambda text: text.split(","), default=[])
    parser.add_argument("--only", type=lambda text: text.split(","), default=[])
    arguments = parser.parse_args()
    faces = arguments.faces or ["kiosk", *FACES]
    shoot(faces, arguments.into, languages=arguments.languages, only=arguments.only)
