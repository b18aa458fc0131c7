"""Every page, fetched as its readers fetch it, is valid HTML with one h1, unique ids, a title, language and direction."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from i18n.languages import SHIPPED, STAFF_SHIPPED, find_language
from tests.support.cast import DISPLAY_TOKEN, ServicePoint, kiosk_token
from tests.support.faces import FlaskLine, Reply
from tests.support.source import ROOT
from web import bundles
from web.modules import modules_of
from web.static_files import FOLDERS

NAMED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
BLOCK = re.compile(r"{% block (\w+) %}")
HTML = "{http://www.w3.org/1999/xhtml}"
ISO = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")


@pytest.fixture(scope="module")
def point(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServicePoint]:
    path = tmp_path_factory.mktemp("pages") / "lotse.db"
    path.write_bytes(prepared_sqlite.read_bytes())
    point = ServicePoint(f"sqlite:///{path}")
    yield point
    point.close()


@pytest.fixture(scope="module")
def demo(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServicePoint]:
    path = tmp_path_factory.mktemp("demo") / "lotse.db"
    path.write_bytes(prepared_sqlite.read_bytes())
    point = ServicePoint(f"sqlite:///{path}", demo=True)
    yield point
    point.close()


def paired(point: ServicePoint, kind: str) -> FlaskLine:
    line = point.line()
    token = kiosk_token() if kind == "kiosk" else DISPLAY_TOKEN
    assert line.ask("POST", f"/{kind}/api/device", {"token": token}).status == 204
    return line


def signed_in(point: ServicePoint) -> FlaskLine:
    return point.console("lead").line  # type: ignore[return-value]


SHARED = {"/static/staff/server.js", "/static/staff/settings.js"}
RECORDING = {f"/static/staff/{name}.js" for name in ("recording", "phrase_card", "microphone")} | SHARED
FOR_CONFIGURATION = {
    "/static/staff/configuration.js",
    *(
        f"/static/staff/configuration/{path.name}"
        for path in (FOLDERS["staff"] / "configuration").glob("*.js")
    ),
}
Visit = tuple[FlaskLine, Callable[[str], str]]  # a line, and the path for a reader of a language
PAGES: dict[str, Callable[[ServicePoint], Visit]] = {
    "start": lambda point: (point.line(), lambda _language: "/"),
    "kiosk, unpaired": lambda point: (point.line(), lambda _language: "/kiosk/"),
    "kiosk": lambda point: (paired(point, "kiosk"), lambda _language: "/kiosk/"),
    "display, unpaired": lambda point: (point.line(), lambda _language: "/display/"),
    "display": lambda point: (paired(point, "display"), lambda _language: "/display/"),
    "console, signed out": lambda point: (point.line(), lambda _language: "/staff/"),
    "console": lambda point: (signed_in(point), lambda _language: "/staff/"),
    "console, recording": lambda point: (signed_in(point), lambda _language: "/staff/recording"),
    "console, configuration": lambda point: (signed_in(point), lambda _language: "/staff/configuration"),
    "kiosk, preview": lambda point: (point.line(), lambda _language: "/kiosk/preview"),
    "phone": lambda point: (
        point.line(),
        lambda language: f"/t/{point.kiosk().take('housing', language).ticket['code']}",
    ),
    "dates": lambda point: (point.line(), lambda _language: "/events/"),
    "phone, unknown code": lambda point: (point.line(), lambda _language: "/t/NOCODE"),
}
ITS_OWN_LANGUAGE = {
    "kiosk",
    "display",
}  # a paired device begins in its site's language, whatever the browser says


def fetch(point: ServicePoint, name: str, language: str = "de") -> Reply:
    """One of PAGES as it is given to a reader of this language."""
    line, path = PAGES[name](point)
    return get(line, path(language), language)


def get(line: FlaskLine, path: str, language: str) -> Reply:
    return line.ask("GET", path, headers={"Accept-Language": language, "Accept": "text/html"})


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(point: ServicePoint, name: str) -> None:
    line, path = PAGES[name](point)
    known: dict[bytes, Element] = {}  # many are the same in several languages
    for language in SHIPPED:
        reply = get(line, path(language), language)
        assert reply.status == (404 if "unknown" in name else 200)
        if reply.data not in known:
            check_sound(known.setdefault(reply.data, parsed(reply)))
        page = known[reply.data]
        assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
        given = page.attrib["lang"]
        expected = language if not name.startswith("console") or language in STAFF_SHIPPED else "en"
        assert given == ("de" if name in ITS_OWN_LANGUAGE else expected)
        assert page.attrib["dir"] == find_language(given).direction


def test_the_demos_start_page_is_sound_and_shows_the_ways_in(demo: ServicePoint) -> None:
    for language in SHIPPED:
        reply = get(demo.line(), "/", language)
        page = parsed(reply)
        check_sound(page)
        links = {link.attrib["href"].split("#")[0] for link in page.iter(f"{HTML}a")}
        assert {"/kiosk/", "/display/", "/staff/"} <= links


def test_nothing_on_any_page_is_fetched_from_outside(point: ServicePoint) -> None:
    for name in PAGES:
        text = fetch(point, name).data.decode()
        outside = [url for url in re.findall(r"(?:src|href|action|content)=\"(\w+:)?//[^\"]*", text) if url]
        assert outside == [], name


def test_no_page_holds_inline_code_or_style(point: ServicePoint) -> None:
    for name in PAGES:
        for element in parsed(fetch(point, name)).iter():
            assert element.tag != f"{HTML}style", name
            assert "style" not in element.attrib, (name, element.tag)
            assert not [key for key in element.attrib if key.startswith("on")], (name, element.tag)
            if element.tag == f"{HTML}script" and element.attrib.get("type") != "application/json":
                assert element.attrib.get("src", "").startswith("/static/"), name
                assert not (element.text or "").strip(), name


def test_a_page_for_strangers_holds_no_data_of_the_site(point: ServicePoint) -> None:
    issued = point.kiosk().take()
    for name in ("kiosk, unpaired", "display, unpaired", "console, signed out"):
        text = fetch(point, name).data.decode()
        for word in (
            issued.ticket["code"],
            "Aylin",
            "a-demir",
            "Leverkusen",
            str(issued.ticket["number"]) + '"',
        ):
            assert word not in text, (name, word)


def test_a_page_asked_for_in_html_says_in_html_that_it_is_not_there(point: ServicePoint) -> None:
    reply = get(point.line(), "/nothing/here", "uk")
    assert reply.status == 404
    assert reply.headers["Content-Type"].startswith("text/html")
    check_sound(parsed(reply))
    assert parsed(reply).attrib["lang"] == "uk"


def parsed(reply: Reply) -> Element:
    """Raises: html5lib's ParseError for whatever a validator would mind about the syntax."""
    page: Element = html5lib.HTMLParser(strict=True).parse(reply.data.decode("utf-8"))
    return page


def check_sound(page: Element) -> None:
    assert ISO.match(page.attrib["lang"])
    assert page.attrib["dir"] in ("ltr", "rtl")
    titles = [element.text for element in page.iter(f"{HTML}title")]
    assert len(titles) == 1
    assert (titles[0] or "").strip()
    headings = list(page.iter(f"{HTML}h1"))
    assert len(headings) == 1
    ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for element in page.iter(f"{HTML}script"):
        if element.attrib.get("type") == "application/json":
            json.loads(element.text or "")


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("kiosk", "/static/kiosk/kiosk.js"),
        ("display", "/static/display/board.js"),
        ("console", "/static/staff/console.js"),
        ("console, recording", "/static/staff/recording.js"),
        ("console, configuration", "/static/staff/configuration.js"),
    ],
)
def test_a_page_without_bundles_asks_for_all_its_modules_at_once(
    point: ServicePoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, entry: str
) -> None:
    monkeypatch.setattr(bundles, "MANIFEST", tmp_path / "none.json")
    reply = fetch(point, name)
    asked = set(re.findall(r'<link rel="modulepreload" href="([^"]+)">', reply.data.decode()))
    folder = FOLDERS[entry.split("/")[2]]
    own = {
        f"/static/{entry.split('/')[2]}/{path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*.js")
    }
    if name == "console, recording":
        own = RECORDING
    elif name == "console":
        own -= (RECORDING - SHARED) | FOR_CONFIGURATION
    elif name == "console, configuration":
        own = FOR_CONFIGURATION | SHARED
        asked -= {one for one in asked if one.startswith("/static/staff/") and one not in own}  # dialogs
    assert {one for one in asked if one.startswith(entry.rsplit("/", 1)[0])} == own - {
        entry,
        "/static/kiosk/worker.js",
        "/static/kiosk/preview.js",
    }
    assert ("/static/web/vendor/socket.io.esm.min.js" in asked) == ("," not in name)
    line = point.line()
    assert all(line.ask("GET", address).status == 200 for address in asked)


@pytest.mark.parametrize("name", ["kiosk", "display", "console", "console, recording", "start"])
def test_a_page_asks_for_one_script_and_one_style_sheet(point: ServicePoint, name: str) -> None:
    text = fetch(point, name).data.decode()
    asked = [address for address in NAMED.findall(text) if ".svg" not in address]
    assert sorted(Path(address).suffix for address in asked) == (
        [".css"] if name == "start" else [".css", ".js"]
    )
    assert all(address.startswith(bundles.ADDRESS) for address in asked)
    assert all(point.line().ask("GET", address).status == 200 for address in asked)


def test_a_file_that_was_edited_is_loaded_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = "/static/kiosk/kiosk.js"
    assert bundles.scripts_of(entry) == (f"{bundles.ADDRESS}kiosk.js",)
    made = json.loads(bundles.MANIFEST.read_text(encoding="utf-8"))
    made["kiosk.js"]["/static/kiosk/app.js"] = "the digest of another text"
    (tmp_path / "manifest.json").write_text(json.dumps(made), encoding="utf-8")
    monkeypatch.setattr(bundles, "MANIFEST", tmp_path / "manifest.json")
    assert bundles.scripts_of(entry) == (entry, *modules_of(entry))


def test_no_template_fills_a_place_that_its_frame_does_not_have() -> None:
    """It would be dropped without a word."""
    frame = (ROOT / "web/templates/web/base.html").read_text(encoding="utf-8")
    places = set(BLOCK.findall(frame))
    odd = {
        str(path.relative_to(ROOT)): set(BLOCK.findall(path.read_text(encoding="utf-8"))) - places
        for path in ROOT.glob("*/templates/*/*.html")
        if "node_modules" not in path.parts
    }
    assert {path: names for path, names in odd.items() if names} == {}
