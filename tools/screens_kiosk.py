"""Pictures of the kiosk: every screen in every language standing, in those that look most different also lying."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser

from i18n.languages import READABLE
from tools.contact_sheet import write_contact_sheet
from tools.kiosk_screens import SCREENS
from tools.kiosk_walk import Walk

PANELS = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
LANGUAGES = {"portrait": READABLE, "landscape": ("de", "uk", "ar", "fa", "ti", "ckb", "kmr", "ro")}
SHARE = 4  # languages in one go
PRINTER = "escpos"  # a printer of the server's: the page prints nothing by itself


def shoot(
    browser: Browser,
    base_url: str,
    token: str,
    folder: Path,
    panel: str,
    languages: Sequence[str],
    only: Sequence[str] = (),
) -> None:
    """Screens as PNGs in `folder`; `token` is that of a kiosk, its site has an open slot. `only`: names of screens."""
    folder.mkdir(parents=True, exist_ok=True)
    walk = walk_at(browser, base_url, token, panel)
    for language in languages:
        for name in (name for name in SCREENS if not only or name in only):
            show(walk, name, language)
            walk.page.screenshot(path=folder / f"kiosk-{panel}-{language}-{name}.png")
    walk.page.context.close()


def shares(languages: Sequence[str] = ()) -> list[tuple[str, list[str]]]:
    """(panel, some languages), each a piece of work of about the same length; `languages` chooses fewer."""
    wanted = {
        panel: [code for code in codes if not languages or code in languages]
        for panel, codes in LANGUAGES.items()
    }
    return [
        (panel, codes[at : at + SHARE])
        for panel, codes in wanted.items()
        for at in range(0, len(codes), SHARE)
    ]


def contact_sheet(folder: Path) -> Path:
    """One page with all pictures that are in `folder`."""
    return write_contact_sheet(folder, PANELS, list(READABLE), list(SCREENS))


SETTLED = """async () => {
  await document.fonts.ready; // letters have their widths
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
}"""


def walk_at(browser: Browser, base_url: str, token: str, panel: str) -> Walk:
    """A kiosk with a panel of PANELS. Close `walk.page.context` afterwards."""
    width, height = PANELS[panel]
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", service_workers="block"
    )
    return Walk(context.new_page(), base_url, token, printer=PRINTER)


def show(walk: Walk, screen: str, language: str, view: str = "normal") -> None:
    """From wherever it is to this screen of SCREENS; `view` as in tools/kiosk_walk.py."""
    walk.begin(view)
    SCREENS[screen](walk, language)
    walk.page.evaluate(SETTLED)
