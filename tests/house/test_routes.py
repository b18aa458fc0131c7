"""Every address is guarded, spelt in kebab-case, described, and none of the contract's has vanished."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from tests.support.cast import ServicePoint

CONTRACT = """
GET /                                           GET /healthz
GET /readyz                                     GET /metrics
GET /api/openapi.json                           GET /kiosk/
GET /display/                                   GET /staff/
GET /kiosk/api/offer                            POST /kiosk/api/tickets
POST /kiosk/api/check-ins                       POST /kiosk/api/come-back
POST /kiosk/api/where                           POST /kiosk/api/withdraw
POST /kiosk/api/reserve                         POST /kiosk/api/offline-tickets
GET /t/<code>                                   GET /t/<code>/status
GET /t/<code>/slip.pdf                          POST /t/<code>/step-out
POST /t/<code>/come-back                        POST /t/<code>/withdraw
POST /t/<code>/delete                           GET /display/api/board
POST /staff/api/session                         GET /staff/api/session
DELETE /staff/api/session                       POST /staff/api/duty
POST /staff/api/duty/break                      POST /staff/api/duty/end
GET /staff/api/queue                            POST /staff/api/calls
POST /staff/api/tickets                         POST /staff/api/tickets/<id>/call-again
POST /staff/api/tickets/<id>/start              POST /staff/api/tickets/<id>/put-back
POST /staff/api/tickets/<id>/cancel-call        POST /staff/api/tickets/<id>/missed
POST /staff/api/tickets/<id>/come-back          POST /staff/api/tickets/<id>/park
POST /staff/api/tickets/<id>/suspend            POST /staff/api/tickets/<id>/withdraw
POST /staff/api/tickets/<id>/undo-start         POST /staff/api/tickets/<id>/finish
POST /staff/api/tickets/<id>/finish-later       POST /staff/api/tickets/<id>/hand-over
POST /staff/api/tickets/<id>/outcome
"""
FRAMEWORKS_OWN = {"openapi.spec"}  # APIFlask's view of the description: no data in it
GUARDS = re.compile(r"open|holder|device:(kiosk|display)|staff:[a-z_]+")
OPEN_POSTS = {
    "/kiosk/api/device",
    "/kiosk/api/pairings",
    "/kiosk/api/pairings/claim",
    "/display/api/device",
    "/display/api/pairings",
    "/display/api/pairings/claim",
    "/staff/api/session",
    "/staff/api/links",
    "/staff/api/setup",
    "/staff/api/setup/look",
    "/staff/api/links/use",
    "/book/api/holds",
}  # where somebody becomes known, or shows a solved puzzle
BY_CODE = ("/t/", "/a/", "/book/api/")  # who knows a code needs no sign-in
KEBAB = re.compile(r"^(/|(/([a-z0-9]+(-[a-z0-9]+)*|<[a-z:_]+>))+(\.[a-z]+)?/?|/static/<face>/<path:name>)$")
NOT_DESCRIBED = {"/metrics", "/static/<face>/<path:name>", "/api/openapi.json"}


@pytest.fixture(scope="module")
def point(prepared_sqlite: Path) -> Iterator[ServicePoint]:
    point = ServicePoint(f"sqlite:///{prepared_sqlite}")  # only asked for its addresses
    yield point
    point.close()


def addresses(point: ServicePoint) -> set[tuple[str, str]]:
    return {
        (method, str(rule.rule))
        for rule in point.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_no_address_of_the_contract_has_vanished(point: ServicePoint) -> None:
    promised = {tuple(pair.split()) for pair in re.findall(r"[A-Z]+ /\S*", CONTRACT)}
    assert len(promised) == 47
    there = {(method, path.replace("<int:ticket_id>", "<id>")) for method, path in addresses(point)}
    assert promised - there == set()


def test_every_address_says_who_may_use_it(point: ServicePoint) -> None:
    guards = {
        endpoint: getattr(view, "guarded_by", None)
        for endpoint, view in point.app.view_functions.items()
        if endpoint not in FRAMEWORKS_OWN
    }
    assert len(guards) > 35
    assert {endpoint: guard for endpoint, guard in guards.items() if not GUARDS.fullmatch(guard or "")} == {}


def test_nothing_is_changed_through_an_open_address(point: ServicePoint) -> None:
    changing = {
        str(rule.rule)
        for rule in point.app.url_map.iter_rules()
        if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
        and getattr(point.app.view_functions[rule.endpoint], "guarded_by", "open") == "open"
    }
    assert changing == OPEN_POSTS


def test_a_guard_stands_before_the_body_is_read(point: ServicePoint) -> None:
    """A stranger learns nothing about an address from its complaints about the body."""
    for method, path in sorted(addresses(point)):
        if method != "GET" and path not in OPEN_POSTS and not path.startswith(BY_CODE):
            reply = point.line().ask(method, re.sub(r"<int:\w+>", "1", path), {"junk": True})
            assert reply.status == 401, (method, path, reply.status)


def test_addresses_are_in_kebab_case(point: ServicePoint) -> None:
    assert KEBAB.match("/staff/api/tickets/<int:ticket_id>/call-again")
    assert not KEBAB.match("/staff/api/callAgain")
    assert not KEBAB.match("/staff/api/call_again")
    assert [path for _, path in addresses(point) if not KEBAB.match(path)] == []


def test_the_description_is_valid_openapi_3_1(point: ServicePoint) -> None:
    reply = point.line().ask("GET", "/api/openapi.json")
    assert reply.status == 200
    assert reply.body["openapi"].startswith("3.1")
    validate(reply.body)


def test_every_address_is_described_or_is_a_page(point: ServicePoint) -> None:
    paths = described_paths(point)
    described = {(method.upper(), path) for path, operations in paths.items() for method in operations}
    missing = set()
    for method, path in addresses(point) - {("GET", path) for path in NOT_DESCRIBED}:
        spelt = re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", r"{\1}", path)
        if (method, spelt) not in described and not is_page(point, method, path):
            missing.add((method, path))
    assert missing == set()


def test_what_is_described_says_what_may_go_wrong(point: ServicePoint) -> None:
    for path, operations in described_paths(point).items():
        for method, operation in operations.items():
            assert operation.get("summary") or operation.get("description"), (method, path)
            if method == "post" and path.startswith(("/kiosk", "/staff")):
                refusals = {status for status in operation["responses"] if str(status).startswith("4")}
                asks_who = "/api/pairings" not in path  # a screen that nobody knows yet is no stranger there
                assert {"422", "401" if asks_who else "429"} <= set(map(str, refusals)), (
                    method,
                    path,
                    refusals,
                )


def described_paths(point: ServicePoint) -> dict[str, Any]:
    spec: dict[str, Any] = point.app.spec  # type: ignore[assignment]
    found: dict[str, Any] = spec["paths"]
    return found


def is_page(point: ServicePoint, method: str, path: str) -> bool:
    if method != "GET":
        return False
    reply = point.line().ask("GET", path.replace("<code>", "NOCODE"))
    return reply.headers["Content-Type"].startswith("text/html")
