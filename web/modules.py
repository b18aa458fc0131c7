"""Every module that a page will need, so that the browser asks for all at once instead of one layer at a time."""

import re
from functools import lru_cache
from posixpath import dirname, join, normpath

from web.static_files import FOLDERS

IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*?(?:\bfrom\s*)?["']([^"']+\.js)["']""", re.MULTILINE)
STATIC = "/static/"


@lru_cache
def modules_of(entry: str) -> tuple[str, ...]:
    """The addresses that `entry` ("/static/kiosk/kiosk.js") imports, and theirs, each once, the nearest first."""
    found = {entry: None}
    for address in (queue := [entry]):
        for imported in _imports(address):
            if imported not in found:
                found[imported] = None
                queue.append(imported)
    return tuple(address for address in found if address != entry)


def text_of_module(address: str) -> str:
    face, name = address.removeprefix(STATIC).split("/", 1)
    return (FOLDERS[face] / name).read_text(encoding="utf-8")


def _imports(address: str) -> list[str]:
    if "/vendor/" in address:
        return []  # bundled: whole in itself
    here = dirname(address)
    return [normpath(join(here, named)) for named in IMPORT.findall(text_of_module(address))]
