"""Every icon that a page or a site file names is in the sprite, and the sprite is built as pages expect."""

import re
import xml.etree.ElementTree as ET

from tests.support.source import FLOORS, ROOT
from tools.frontend import ALIASES, ICONS, VENDOR

IN_MODULES = re.compile(r"""\bicon\(\s*["'`]([a-z0-9-]+)["'`]""")
IN_TEMPLATES = re.compile(r"""icons\.svg#([a-z0-9-]+)|\bicon\(\s*["']([a-z0-9-]+)["']""")
IN_SITE_FILES = re.compile(r"""^\s*icon\s*=\s*["']([^"']+)["']""", re.MULTILINE)
SVG = "{http://www.w3.org/2000/svg}"


def test_icons_named_in_pages_and_site_files_exist() -> None:
    assert named("h('b', icon(\"ticket\"))", IN_MODULES) == {"ticket"}
    assert unknown("*.js", IN_MODULES, FLOORS) == {}
    assert unknown("*.html", IN_TEMPLATES, FLOORS) == {}
    assert unknown("*.toml", IN_SITE_FILES, ("sites",)) == {}


def test_the_sprite_holds_each_icon_once_and_takes_the_colour_of_the_text() -> None:
    symbols = ET.parse(VENDOR / "icons.svg").getroot().findall(f"{SVG}symbol")
    assert sorted(symbol.attrib["id"] for symbol in symbols) == sorted({*ICONS, *ALIASES})
    assert {symbol.attrib["stroke"] for symbol in symbols} == {"currentColor"}
    assert {symbol.attrib["viewBox"] for symbol in symbols} == {"0 0 24 24"}
    assert all(len(symbol) for symbol in symbols)


def unknown(pattern: str, spelling: re.Pattern[str], folders: tuple[str, ...]) -> dict[str, set[str]]:
    """File → icons it names that are not in the sprite."""
    known = {*ICONS, *ALIASES}
    paths = [
        path for folder in folders for path in (ROOT / folder).rglob(pattern) if VENDOR not in path.parents
    ]
    found = {str(path.relative_to(ROOT)): named(path.read_text(encoding="utf-8"), spelling) for path in paths}
    return {name: icons - known for name, icons in found.items() if icons - known}


def named(text: str, spelling: re.Pattern[str]) -> set[str]:
    return {group for match in spelling.finditer(text) for group in match.groups() if group}
