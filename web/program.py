"""Which program a page belongs to: a page that has been open for days compares, and loads itself anew."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from web.bundles import FOLDER as BUNDLES
from web.static_files import FOLDERS, ROOT

READ = {".js", ".css", ".html", ".po"}  # of the others (fonts, pictures) the size will do
DIGITS = 12


def kiosk_page_version(revision: int, printer: str, voices: Sequence[str]) -> str:
    """Of the page that a kiosk should show: also the site's plan, the way it prints and who speaks stand in it."""
    return page_version("kiosk", revision, printer, *voices)


def page_version(face: str, *more: object) -> str:
    """Changes with any file or text that the pages of `face` are made of, and with `more` (a site's revision, …)."""
    told = f"{_program(face)} {more}"
    return hashlib.sha256(told.encode()).hexdigest()[:DIGITS]


@lru_cache
def _program(face: str) -> str:
    """Of this process: files change only with the program."""
    digest = hashlib.sha256()
    for path in _files(face):
        told = path.read_bytes() if path.suffix in READ else str(path.stat().st_size).encode()
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(told)}\n".encode() + told)
    return digest.hexdigest()


def _files(face: str) -> Iterator[Path]:
    folders = (FOLDERS["web"], FOLDERS[face], ROOT / "web" / "templates", FOLDERS[face].parent / "templates")
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and path.parent != BUNDLES)
    for domain in ("web", face):
        yield from sorted((ROOT / "i18n" / "catalogs").glob(f"*/{domain}.po"))
