"""Pictures of the kiosk: every screen in every language standing, in some that look different also lying and large."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from i18n.languages import READABLE, find_language
from tools.contact_sheet import Table, write_contact_sheet
from tools.kiosk_screens import SCREENS
from tools.kiosk_walk import Walk

PANELS = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
LOOK_DIFFERENT = ("de", "uk", "ar", "fa", "ti", "ckb", "kmr", "ro")
LANGUAGES = {  # panel, view → in which languages
    ("portrait", "normal"): READABLE,
    ("landscape", "normal"): LOOK_DIFFERENT,
    ("portrait", "large"): LOOK_DIFFERENT[:5],
    ("landscape", "large"): LOOK_DIFFERENT[:5],
}
UNTOUCHED = ("attract", "attract-closed")  # nobody has chosen a view yet
SHARE = 4  # languages in one go
PRINTER = "escpos"  # a printer of the server's: the page prints nothing by itself
WIDTHS_PX = {"portrait": 216, "landscape": 384}  # on the contact sheet


@dataclass(frozen=True)
class Part:
    """A piece of work of about the same length as the others."""

    panel: str
    view: str
    languages: Sequence[str]

    @property
    def file_name(self) -> str:
        """With `{column}` for the language and `{row}` for the screen."""
        view = "" if self.view == "normal" else f"-{self.view}"
        return f"kiosk-{self.panel}{view}-{{column}}-{{row}}.png"


def shoot(
    browser: Browser, base_url: str, token: str, folder: Path, part: Part, only: Sequence[str] = ()
) -> None:
    """Screens as PNGs in `folder`; `token` is that of a kiosk, its site has an open slot. `only`: names of screens."""
    folder.mkdir(parents=True, exist_ok=True)
    walk = walk_at(browser, base_url, token, part.panel)
    for language in part.languages:
        for name in screens_in(part.view):
            if not only or name in only:
                show(walk, name, language, part.view)
                walk.page.screenshot(path=folder / part.file_name.format(column=language, row=name))
    walk.page.context.close()


def screens_in(view: str) -> list[str]:
    return [name for name in SCREENS if view == "normal" or name not in UNTOUCHED]


def parts(languages: Sequence[str] = ()) -> Iterator[Part]:
    """All there is to do; `languages` chooses fewer."""
    for (panel, view), codes in LANGUAGES.items():
        wanted = [code for code in codes if not languages or code in languages]
        for at in range(0, len(wanted), SHARE):
            yield Part(panel, view, wanted[at : at + SHARE])


def contact_sheet(folder: Path) -> Path:
    """One page with all pictures that are in `folder`."""
    names = {code: f"{find_language(code).name} ({code})" for code in READABLE}
    kinds = [Part(panel, view, ()) for panel, view in LANGUAGES]
    tables = [
        Table(f"{kind.panel}, {kind.view}", names, SCREENS, kind.file_name, WIDTHS_PX[kind.panel])
        for kind in kinds
    ]
    return write_contact_sheet(folder, tables)


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
