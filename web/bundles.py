"""A page's modules in one file and its style sheets in another, put together at set-up by `tools/bundles.py`.

A bundle is used only while every file it was made of is as it was then; otherwise, and without any bundles, the page
names the files themselves. So whoever edits a module sees it at the next load, and a missing bundle is no fault.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from web.modules import STATIC, modules_of
from web.static_files import FOLDERS

FOLDER = FOLDERS["web"] / "bundles"
ADDRESS = "/static/web/bundles/"
MANIFEST = FOLDER / "manifest.json"  # name of a bundle → address of each file in it → SHA-256 of that file


def scripts_of(entry: str) -> tuple[str, ...]:
    """What a page with this entry module ("/static/kiosk/kiosk.js") loads, the one to start with first."""
    return _bundle_of((entry, *modules_of(entry)), ".js") or (entry, *modules_of(entry))


def sheets_of(sheets: Sequence[str]) -> tuple[str, ...]:
    """What a page loads for these style sheets, in their order."""
    return _bundle_of(sheets, ".css") or tuple(sheets)


def path_of(address: str) -> Path:
    """The file behind "/static/FACE/NAME"."""
    face, name = address.removeprefix(STATIC).split("/", 1)
    return FOLDERS[face] / name


def digest_of(path: Path) -> str:
    """SHA-256 of a file; read again only when it was written again. Raises: OSError."""
    seen = path.stat()
    return _digest(path, seen.st_mtime_ns, seen.st_size)


def _bundle_of(addresses: Sequence[str], kind: str) -> tuple[str, ...]:
    """The one file that holds exactly these, or nothing."""
    for name, made_of in _manifest().items():
        if name.endswith(kind) and set(made_of) == set(addresses) and _is_as_it_was(made_of):
            return (ADDRESS + name,)
    return ()


def _is_as_it_was(made_of: Mapping[str, str]) -> bool:
    try:
        return all(digest_of(path_of(address)) == digest for address, digest in made_of.items())
    except OSError:
        return False


def _manifest() -> Mapping[str, Mapping[str, str]]:
    try:
        return _read(MANIFEST.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=2)
def _read(_changed_ns: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1_000)
def _digest(path: Path, _changed_ns: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
