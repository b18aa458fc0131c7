"""Everything the kiosk's page is made of, so that the browser can keep it and open it without the server."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from flask import Response, send_from_directory

from kiosk.blueprint import kiosk
from kiosk.forms import KeptFiles
from kiosk.views import kiosk_page
from service_point.boards import Picture
from web.guards import current_device, for_device, open_to_all
from web.house import house
from web.static_files import FOLDERS
from web.text_files import text_files

PAGE = "/kiosk/"
FACE = "kiosk"
FACES = ("web", FACE)  # whose files the page uses
KINDS = {".js", ".css", ".svg", ".woff2"}


@kiosk.get("/worker.js")
@open_to_all
def worker() -> Response:
    """The service worker. It stands here because a worker may only serve pages below its own address."""
    return send_from_directory(FOLDERS["kiosk"], "worker.js", mimetype="text/javascript")


@kiosk.get("/api/files")
@for_device("kiosk")
@kiosk.output(KeptFiles)
@kiosk.doc(responses=[401])
def get_files() -> Picture:
    """What the browser must keep to open the page without the server. `version` changes with any of it."""
    office, device = house().office, current_device()
    with office.read() as session:
        languages = office.facts(session, device.site_id).page_languages
    files = {**dict(_files()), **{address: address for address in text_files(FACE, languages).values()}}
    page = hashlib.sha256(kiosk_page().encode()).hexdigest()
    told = "".join(f"{name} {digest}\n" for name, digest in sorted({**files, PAGE: page}.items()))
    return {"version": hashlib.sha256(told.encode()).hexdigest()[:16], "files": [PAGE, *files]}


def _files() -> Iterator[tuple[str, str]]:
    for face in FACES:
        folder = FOLDERS[face]
        for path in sorted(folder.rglob("*")):
            if path.suffix in KINDS and path.is_file():
                seen = path.stat()
                yield (
                    f"/static/{face}/{path.relative_to(folder).as_posix()}",
                    _digest(path, seen.st_mtime_ns, seen.st_size),
                )


@lru_cache(maxsize=1_000)
def _digest(path: Path, _changed_ns: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
