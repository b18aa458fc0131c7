"""The phone page works on an old phone with a slow line: everything that it loads but the letters is small."""

import re

import pytest

from i18n.languages import SHIPPED
from tests.support.cast import ServicePoint
from web import bundles

MOST_BYTES = 60_000
FILES = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: files and texts come from no database."""
    return sqlite_url


@pytest.mark.parametrize(("manifest", "fewest"), [("manifest.json", 2), ("none.json", 16)])
def test_all_that_a_phone_loads_is_below_60_kilobytes_in_every_language(
    point: ServicePoint, monkeypatch: pytest.MonkeyPatch, manifest: str, fewest: int
) -> None:
    monkeypatch.setattr(bundles, "MANIFEST", bundles.FOLDER / manifest)
    line, files, pages = point.line(), set[str](), dict[str, bytes]()
    for language in SHIPPED:
        page = line.ask("GET", f"/t/{point.kiosk().take(language=language).ticket['code']}").data
        pages[language] = page
        files |= set(FILES.findall(page.decode()))
    assert len(files) >= fewest, "the page's files were not found"
    packed = {"Accept-Encoding": "gzip, deflate, br"}
    weight = sum(len(line.ask("GET", name, headers=packed).data) for name in files)
    heavy = {
        language: len(page) + weight for language, page in pages.items() if len(page) + weight >= MOST_BYTES
    }
    assert heavy == {}


def test_the_page_brings_its_icons_so_that_the_whole_sprite_is_not_loaded(point: ServicePoint) -> None:
    page = point.line().ask("GET", f"/t/{point.kiosk().take().ticket['code']}").data.decode()
    own = set(re.findall(r'id="i-([a-z0-9-]+)"', page))
    assert {"bell-ring", "coffee", "footprints", "heart-handshake", "shield-check", "triangle-alert"} <= own
    assert "icons.svg#" not in page


def test_packed_files_are_asked_for_again_with_their_tag(point: ServicePoint) -> None:
    line = point.line()
    packed = {"Accept-Encoding": "gzip"}
    first = line.ask("GET", "/static/web/dom.js", headers=packed)
    assert (first.headers["Content-Encoding"], first.headers["Vary"]) == ("gzip", "Accept-Encoding")
    again = line.ask("GET", "/static/web/dom.js", headers={**packed, "If-None-Match": first.headers["ETag"]})
    assert again.status == 304
    plain = line.ask("GET", "/static/web/dom.js")
    assert "Content-Encoding" not in plain.headers
    assert len(plain.data) > 2 * len(first.data)
    for wrong in ("../../app/config.py", "nothing.js", "../static_files.py", "vendor/"):
        assert line.ask("GET", f"/static/web/{wrong}", headers=packed).status == 404, wrong
