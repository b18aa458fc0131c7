"""Everything the kiosk's page is made of, so that the browser can keep it and open it without the server."""

import hashlib
import re
from collections.abc import Iterator

from flask import Response, send_from_directory

from kiosk.blueprint import kiosk
from kiosk.forms import KeptFiles
from kiosk.views import kiosk_page
from service_point.boards import Picture
from web.bundles import digest_of, path_of
from web.guards import current_device, for_device, open_to_all
from web.house import house
from web.static_files import FOLDERS
from web.text_files import text_files

PAGE = "/kiosk/"
FACE = "kiosk"
FACES = ("web", FACE)  # whose files the page uses
ONLY_WHEN_NEEDED = {".svg", ".woff2"}  # named by style sheets and modules
NAMED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


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
    page = kiosk_page()
    files = {**dict(_files(page)), **{address: address for address in text_files(FACE, languages).values()}}
    drawn = hashlib.sha256(page.encode()).hexdigest()
    told = "".join(f"{name} {digest}\n" for name, digest in sorted({**files, PAGE: drawn}.items()))
    return {"version": hashlib.sha256(told.encode()).hexdigest()[:16], "files": [PAGE, *files]}


def _files(page: str) -> Iterator[tuple[str, str]]:
    """(address, digest) of the scripts and style sheets that the page names, and of every picture and font."""
    for address in dict.fromkeys([*NAMED.findall(page), *_pictures_and_fonts()]):
        yield address, digest_of(path_of(address))


def _pictures_and_fonts() -> Iterator[str]:
    for face in FACES:
        folder = FOLDERS[face]
        for path in sorted(folder.rglob("*")):
            if path.suffix in ONLY_WHEN_NEEDED and path.is_file():
                yield f"/static/{face}/{path.relative_to(folder).as_posix()}"
