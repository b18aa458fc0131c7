"""The board's page. Without a registered device it holds no data and says what the staff have to do."""

from collections.abc import Mapping
from typing import Any

from display.blueprint import display
from i18n.languages import find_language, has_pages
from rules.errors import NotSignedIn
from service_point.devices import KnownDevice
from service_point.displays import settings_of
from service_point.facts import SiteFacts
from web.guards import known_device, open_to_all
from web.house import house
from web.languages import reader_language
from web.pages import face_page
from web.program import page_version

PRODUCT = "Lotse"  # the name on a display that belongs to no site yet


@display.get("/")
@open_to_all
@display.doc(hide=True)
def show_board() -> str:
    """The board for a paired display, else the page that pairs it."""
    device = _paired_display()
    if device is None:
        return _page(reader_language(), [reader_language()], PRODUCT, {"paired": False})
    with house().office.read() as session:
        facts = house().office.facts(session, device.site_id)
        settings = settings_of(session, facts, device.id)
    return _page(
        facts.board_languages[0],
        _languages(facts),
        facts.short_name,
        _boot_of(facts, settings),
        _second(facts),
    )


def _boot_of(facts: SiteFacts, settings: Mapping[str, Any]) -> dict[str, Any]:
    """What a paired board needs from its start; `voices`: in which languages it speaks."""
    return {
        "paired": True,
        "page": page_version("display", facts.revision),
        "settings": {"volume": settings["volume"], "theme": settings["theme"]},
        "board_languages": facts.board_languages,
        "directions": {code: find_language(code).direction for code in facts.page_languages},
        "voices": house().speaker.speaks(facts.spoken_languages),
    }


def _paired_display() -> KnownDevice | None:
    try:
        return known_device("display")
    except NotSignedIn:
        return None


def _languages(facts: SiteFacts) -> list[str]:
    """The board's own languages first; between calls it also welcomes in the other languages of the site's pages."""
    wanted = dict.fromkeys([*facts.board_languages, *facts.page_languages])
    return [code for code in wanted if has_pages(code)] or [facts.default_language]


def _second(facts: SiteFacts) -> str | None:
    """The one other language in which the board says "please come" and "desk"."""
    return facts.board_languages[1] if len(facts.board_languages) > 1 else None


def _page(
    language: str,
    languages: list[str],
    site_name: str,
    more: Mapping[str, Any],
    second: str | None = None,
) -> str:
    boot: dict[str, Any] = {
        "site_name": site_name,
        "languages": languages,
        "second_language": second,
        **more,
    }
    return face_page(
        "display/board.html",
        find_language(language).code,
        face="display",
        languages=languages,
        inside=[second] if second else [],
        boot=boot,
        site_name=site_name,
    )
