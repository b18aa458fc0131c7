"""Whatever anybody sends to whatever address, the answer is a 4xx problem and never a 500."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.sign_in import How
from service_point.sessions import open_session
from tests.support.cast import AYLIN, ServicePoint
from tests.support.effort import now_and_long
from tests.support.faces import Console, Kiosk, Phone, Reply, request_id

ODD = (
    "\u0000", "a\u0000b", "\ud800", "🪪👩‍👩‍👧", "\u202e\u200f", "x" * 500, "x" * 40, "ä" * 40, "' OR 1=1 --", "%s{0}{field}",
    "../../etc/passwd", "<script>", "", " ", "NaN", "-0", "1e400", "und", "housing", "de", "1234", "settled",
)  # fmt: skip
EXAMPLES = 5  # for each of a hundred addresses
HUGE = (2**31, 2**63, -(2**63) - 1, 10**30, -1, 0, 1, 7, 1e308)
scalars = st.one_of(
    st.none(), st.booleans(), st.sampled_from(HUGE), st.sampled_from(ODD), st.integers(), st.floats(),
    st.text(st.characters(), max_size=60),
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(ODD), inner, max_size=3),
)
RAW = (
    b"", b"null", b"[]", b"[{}]", b'"text"', b"7", b"{", b"}", b"{'a': 1}", b'{"a":}', b"\x00", b"\xff\xfe{}", b"{}{}",
    b'{"request_id": NaN}', b'{"a": 1, "a": 2}', b'{"a": Infinity}', b'{"\xff": 1}', b"[" * 60_000,
    b'{"a":' * 12_000, b'{"number": 1' + b"0" * 60_000 + b"}", '{"topic": "\ud800"}'.encode("utf-8", "surrogatepass"),
)  # fmt: skip


NOT_HERS = re.compile(
    "/(printers|displays|devices|notices|events|roster|refused-tickets|people|configuration|slots)/"
)
ENDS_SESSIONS = ("/staff/api/account/sessions/end", "/staff/api/session", "/staff/api/links/use")
AN_ID = re.compile(r"<int:(\w+)>")


class Everybody:
    """A service point with a ticket in each hand: who may send to which address."""

    def __init__(self, point: ServicePoint) -> None:
        self.point = point
        self.kiosk: Kiosk = point.kiosk()
        self.phone: Phone = point.phone(self.kiosk.take())
        self.aylin: Console = point.console(AYLIN, desk=3)
        self.posts = [
            str(rule.rule) for rule in point.app.url_map.iter_rules() if "POST" in (rule.methods or ())
        ]

    def send(self, rule: str, data: bytes, ticket_id: object = 1) -> Reply:
        path = AN_ID.sub(str(ticket_id), rule).replace("<code>", self.phone.code)
        path = path.replace("<language>", "de").replace("<key>", "0")
        assert "<" not in path, "an address this test does not know how to fill"
        headers = {**self.kiosk.headers, "X-CSRF-Token": self.aylin.csrf_token}
        reply = self.aylin.line.ask("POST", path, data=data, content_type="application/json", headers=headers)
        if rule in ENDS_SESSIONS:
            self._come_back()
        return reply

    def _come_back(self) -> None:
        """Without the password: junk may have changed it."""
        office = self.point.office
        token, who = open_session(office, self.aylin.me["id"], How.PASSWORD, "", confirmed_at=office.clock())
        self.aylin.line.client.set_cookie("lotse-session", token)  # type: ignore[attr-defined]
        self.aylin.csrf_token = who.csrf_token


@pytest.fixture
def everybody(point_with: Callable[..., ServicePoint]) -> Everybody:
    return Everybody(point_with())


@pytest.fixture
def on_postgresql(prepared_postgres_url: str) -> Iterator[Everybody]:
    """The pickier database: it knows the size of a number, and no NUL in a text."""
    point = ServicePoint(prepared_postgres_url)
    yield Everybody(point)
    point.close()


def is_refused_well(reply: Reply) -> bool:
    """Or accepted: some junk is a good request."""
    if reply.status < 400:
        return True
    return (
        reply.status < 500
        and reply.headers["Content-Type"] == "application/problem+json"
        and {"type", "title", "status", "code", "detail"} <= set(reply.body)
        and reply.body["status"] == reply.status
        and bool(reply.body["detail"])
    )


def test_no_body_that_is_not_an_object_breaks_an_address(everybody: Everybody) -> None:
    assert len(everybody.posts) > 20
    for rule in everybody.posts:
        for data in RAW:
            reply = everybody.send(rule, data)
            assert is_refused_well(reply), (rule, data[:40], reply)


def test_no_field_breaks_an_address(everybody: Everybody) -> None:
    known = fields_of(everybody)
    for rule in everybody.posts:
        names = st.sampled_from(sorted(known.get(rule) or {"request_id"})) | st.sampled_from(ODD)
        bodies = st.dictionaries(names, values, max_size=4)

        @settings(max_examples=EXAMPLES, derandomize=True)
        @given(st.just(rule), bodies)
        def try_it(rule: str, body: dict[str, Any]) -> None:
            _is_safe(everybody, rule, body)

        try_it()


def _is_safe(everybody: Everybody, rule: str, body: dict[str, Any]) -> None:
    good = {"request_id": request_id(), **GOOD.get(rule, {})}
    for sent in (body, {**good, **body}):
        reply = everybody.send(rule, json.dumps(sent).encode())
        assert is_refused_well(reply), (rule, sent, reply)


GOOD: dict[str, dict[str, Any]] = {
    "/kiosk/api/tickets": {"topic": "housing", "language": "de"},
    "/staff/api/tickets": {"topic": "housing", "language": "de"},
    "/kiosk/api/withdraw": {"number": 100, "pin": "0000"},
    "/kiosk/api/come-back": {"number": 100, "pin": "0000"},
    "/staff/api/session": {"username": "nobody", "password": "wrong"},
    "/staff/api/tickets/<int:ticket_id>/finish": {"outcomes": ["settled"]},
}


@pytest.mark.parametrize("odd", now_and_long(ODD[:2], ODD[2:6]))
def test_no_text_breaks_a_field(on_postgresql: Everybody, odd: str) -> None:
    for rule, names in fields_of(on_postgresql).items():
        for name in names:
            for value in (odd, [odd]):
                sent = {"request_id": request_id(), **GOOD.get(rule, {}), name: value}
                reply = on_postgresql.send(rule, json.dumps(sent).encode())
                assert is_refused_well(reply), (rule, name, value, reply)


@pytest.mark.parametrize("number", now_and_long(HUGE[:3], HUGE[3:]))
def test_no_number_breaks_a_field(on_postgresql: Everybody, number: float) -> None:
    for rule, names in fields_of(on_postgresql).items():
        for name in names:
            sent = {"request_id": request_id(), **GOOD.get(rule, {}), name: number}
            reply = on_postgresql.send(rule, json.dumps(sent).encode())
            assert is_refused_well(reply), (rule, name, reply)


@pytest.mark.parametrize(
    "ticket_id", [0, 2**31, 2**63, 2**64, 10**30, "-1", "1.5", "x", "%00", "%F0%9F%AA%AA", "1%2F2"]
)
def test_no_id_in_an_address_breaks_it(on_postgresql: Everybody, ticket_id: object) -> None:
    for rule in on_postgresql.posts:
        if AN_ID.search(rule):
            body = {"request_id": request_id(), **GOOD.get(rule, {})}
            reply = on_postgresql.send(rule, json.dumps(body).encode(), ticket_id)
            assert is_refused_well(reply), (rule, reply)
            refused = (403, 404) if NOT_HERS.search(rule) else (404, 422)  # these are no business of Aylin's
            assert reply.status in refused


@pytest.mark.parametrize(
    "code", ["%00", "%FF", "🪪", "x" * 3000, "..%2F..", "' OR 1=1", "%0d%0aSet-Cookie:x=1", "."]
)
def test_no_code_in_an_address_breaks_it(everybody: Everybody, code: str) -> None:
    line = everybody.point.line()
    for path in ("", "/status", "/slip.pdf", "/qr.svg"):
        assert line.ask("GET", f"/t/{code}{path}").status in (301, 308, 404)
    assert line.ask("POST", f"/t/{code}/withdraw", {}).status in (404, 405)


@pytest.mark.parametrize("odd", ["%00", "%FF%FE", "tlh", "x" * 3000, "de,en", "..%2F"])
def test_no_language_in_an_address_breaks_it(everybody: Everybody, odd: str) -> None:
    line, headers = everybody.kiosk.line, everybody.kiosk.headers
    for path in ("/kiosk/api/offer", "/kiosk/", "/staff/", "/display/", "/", "/nothing"):
        assert line.ask("GET", f"{path}?language={odd}", headers=headers).status < 500


@pytest.mark.parametrize(
    "odd", ["\x01", "ÿ", "x" * 5000, "Bearer", "Bearer  ", "Bearer \t", "Basic x", "Bearer ÿþ"]
)
def test_no_header_breaks_an_address(everybody: Everybody, odd: str) -> None:
    for name in (
        "Authorization",
        "Accept-Language",
        "If-None-Match",
        "Origin",
        "X-CSRF-Token",
        "Cookie",
        "Host",
    ):
        for path in ("/kiosk/api/offer", "/staff/api/queue", "/display/api/board", "/"):
            reply = everybody.point.line().ask("GET", path, headers={name: odd})
            assert reply.status < 500, (name, path)


def fields_of(everybody: Everybody) -> dict[str, set[str]]:
    """POST address → the names of its fields, as the API describes itself."""
    spec: dict[str, Any] = everybody.point.app.spec  # type: ignore[assignment]
    found: dict[str, set[str]] = {}
    for rule in everybody.posts:
        path = AN_ID.sub(r"{\1}", rule).replace("<code>", "{code}")
        body = spec["paths"].get(path, {}).get("post", {}).get("requestBody")
        if body:
            name = body["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
            found[rule] = set(spec["components"]["schemas"][name]["properties"])
    assert len(found) > 20
    return found
