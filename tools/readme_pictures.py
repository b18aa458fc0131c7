"""`python -m tools.readme_pictures`: the four pictures of the README, one a face, into docs/pictures/."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.support.cast import DISPLAY_TOKEN, kiosk_token, prepare
from tests.support.chromium import running_chromium
from tests.support.served import ServedPoint, served_point
from tools import screens_board, screens_console, screens_kiosk, screens_phone
from tools.screens import waiting_code

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
WIDTH_PX = {"kiosk": 720, "board": 1280, "console": 1280, "phone": 480}
COLOURS = 128  # enough for flat colours, a third of the bytes
SETTLED_MS = 900


def kiosk(browser: Browser, site: ServedPoint) -> Page:
    walk = screens_kiosk.walk_at(browser, site.url, kiosk_token(), "portrait")
    screens_kiosk.show(walk, "topics", "de")
    walk.page.locator("[data-topic]").first.wait_for()
    return walk.page


def board(browser: Browser, site: ServedPoint) -> Page:
    page = browser.new_page(viewport={"width": 1920, "height": 1080}, locale="de-DE")
    screens_board.show(page, screens_board.board_pictures()["one-call"])
    page.goto(f"{site.url}/display/#device={DISPLAY_TOKEN}")
    page.locator(".call").wait_for()
    return page


def console(browser: Browser, site: ServedPoint) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="de")
    page.goto(f"{site.url}/staff/")
    screens_console.sign_in(page)
    page.locator(".desk").nth(2).click()
    page.locator(".idle-empty").wait_for()
    for visitor in screens_console.QUEUE:
        site.issue(**visitor)
        site.clock.forward(minutes=7)
    page.locator(".idle-next").wait_for()
    for key, there in (("n", ".called"), ("s", ".talking")):
        page.keyboard.press(key)
        page.locator(there).wait_for()
    site.clock.forward(minutes=12, seconds=42)
    page.keyboard.press("2")
    return page


def phone(browser: Browser, site: ServedPoint) -> Page:
    page = browser.new_page(viewport=screens_phone.SIZE, device_scale_factor=2, locale="ar")
    page.goto(f"{site.url}/t/{waiting_code(site)}")
    page.locator(".big-number").wait_for()
    return page


FACES: dict[str, Callable[[Browser, ServedPoint], Page]] = {
    "kiosk": kiosk,
    "board": board,
    "console": console,
    "phone": phone,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_chromium("--autoplay-policy=no-user-gesture-required") as browser:
        for face, draw in FACES.items():
            with tempfile.TemporaryDirectory() as folder:
                url = f"sqlite:///{folder}/pictures.db"
                prepare(url)
                with served_point(url, public_url="http://127.0.0.1") as site:
                    page = draw(browser, site)
                    page.wait_for_timeout(SETTLED_MS)
                    page.screenshot(path=FOLDER / f"{face}.png")
                    page.close()
            _shrink(FOLDER / f"{face}.png", WIDTH_PX[face])


def _shrink(file: Path, width_px: int) -> None:
    with Image.open(file) as picture:
        height_px = round(picture.height * width_px / picture.width)
        small = picture.convert("RGB").resize((width_px, height_px), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main()
