"""Promises 5 and 7: every message and every field that a board or a phone may ever receive stands on a list, here and
in docs/api.md; a ticket walks through all its states, and nothing else is ever told.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask_socketio import SocketIO, SocketIOTestClient

from rules.life_cycle import State
from tests.support.cast import AYLIN, DISPLAY_TOKEN, ROOT, ServicePoint, kiosk_token
from tests.support.effort import now_and_long
from tests.support.faces import Phone, Reply

COUNT, TIME, WORDS = "count", "time", "words of the site"
TOLD_TO_A_BOARD = {
    "version": COUNT,
    "epoch": "random",
    "now": TIME,
    "site.name": WORDS,
    "site.zone": WORDS,
    "site.settings": COUNT,
    "site.open": "yes or no",
    "site.reason": "code",
    "site.reason_texts": WORDS,
    "site.opens_at": TIME,
    "site.closes_at": TIME,
    "site.last_call_at": TIME,
    "site.next_opens_at": TIME,
    "site.next_closes_at": TIME,
    "calls[].number": COUNT,
    "calls[].desk": COUNT,
    "calls[].called_at": TIME,
    "calls[].times": COUNT,
    "recent[].number": COUNT,
    "recent[].desk": COUNT,
    "recent[].called_at": TIME,
    "recent[].times": COUNT,
    "missed[]": COUNT,
    "waiting": COUNT,
    "notice": WORDS,
    "dates[]": WORDS,  # events and announced guests, the same for everybody: tests/integration/test_discreet_traces.py
}
TOLD_TO_A_PHONE = {
    "version": COUNT,
    "epoch": "random",
    "number": COUNT,
    "state": "code",
    "ahead": COUNT,
    "wait.from_minutes": COUNT,
    "wait.to_minutes": COUNT,
    "wait.kind": "code",
    "desk": COUNT,
    "times": COUNT,
}
SHAPES = {
    COUNT: re.compile(r"\d+"),
    TIME: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
    "random": re.compile(r"[\w-]+"),
    "code": re.compile(r"[a-z_]+"),
    "yes or no": re.compile(r"True|False"),
    WORDS: re.compile(r".*"),
}
LIVE_LINES = {"/display", "/kiosk", "/staff"}
NEED, LANGUAGE, DISCREET = "wheelchair", "uk", "family"


ONE_DATABASE = pytest.mark.parametrize(
    "database_url", now_and_long(["sqlite"], ["postgresql"]), indirect=True
)


@pytest.fixture
def walk(point: ServicePoint) -> Iterator["Walk"]:
    walk = Walk(point)
    yield walk
    walk.board.disconnect("/display")


class Walk:
    """One ticket on its way, and what board and phone are told at every step."""

    def __init__(self, point: ServicePoint) -> None:
        self.point = point
        self.aylin = point.console(AYLIN, desk=3)
        issued = point.kiosk().take(DISCREET, LANGUAGE, advice_languages=[LANGUAGE], needs=[NEED], persons=7)
        self.ticket, self.phone = issued.ticket, point.phone(issued)
        self.board = client_of(point, "/display", {"token": DISPLAY_TOKEN})
        self.states: set[str] = set()
        self.events: set[str] = set()

    def does(self, reply: Reply) -> Reply:
        assert reply.status in (200, 201), reply
        self.look()
        return reply

    def look(self) -> None:
        """Board and phone, by every way there is."""
        self.point.tick()
        self.point.app.extensions["broadcaster"].push(self.point.site_id)
        for event in self.board.get_received("/display"):
            self.events.add(event["name"])
            for picture in event["args"]:
                self.must_be_listed(picture, TOLD_TO_A_BOARD)
        self.must_be_listed(self.point.display().board(), TOLD_TO_A_BOARD)
        status = self.phone.status()
        if status.status == 200:
            self.states.add(status.body["state"])
            self.must_be_listed(status.body, TOLD_TO_A_PHONE)
            self.must_be_listed(boot_of(self.phone)["status"], TOLD_TO_A_PHONE)

    def must_be_listed(self, told: dict[str, Any], listed: dict[str, str]) -> None:
        for path, value in leaves(told):
            assert path in listed, f"{path} is on no list"
            assert value is None or SHAPES[listed[path]].fullmatch(str(value)), (path, value)
        said = json.dumps(
            {name: value for name, value in told.items() if name != "dates"}, ensure_ascii=False
        )
        for secret in (
            self.ticket["code"],
            DISCREET,
            f'"{LANGUAGE}"',
            NEED,
            self.aylin.me["name"],
            "Familie",
        ):
            assert secret not in said, secret


@ONE_DATABASE
def test_a_ticket_on_all_its_ways_tells_only_what_is_listed(walk: Walk) -> None:
    aylin, mine, phone = walk.aylin, walk.ticket["id"], walk.phone
    walk.look()
    for move in ("step-out", "come-back"):
        walk.does(phone.post(move))
    for end in ("cancel-call", "put-back", "missed"):
        walk.does(aylin.call())
        walk.point.clock.forward(seconds=11)
        walk.does(aylin.move(mine, "call-again"))
        walk.does(aylin.move(mine, end))
    walk.does(phone.post("come-back"))
    walk.does(aylin.call())
    walk.does(aylin.move(mine, "start"))
    walk.does(aylin.move(mine, "undo-start"))
    walk.does(aylin.move(mine, "start"))
    walk.does(aylin.move(mine, "suspend", why="documents"))
    walk.does(phone.post("come-back"))
    walk.does(aylin.call())
    walk.does(aylin.move(mine, "start"))
    walk.does(aylin.move(mine, "hand-over", case_manager=aylin.me["id"]))
    walk.does(aylin.call())
    walk.does(aylin.move(mine, "start"))
    walk.does(aylin.move(mine, "finish", outcomes=["settled"]))
    assert walk.states == {
        State.WAITING,
        State.PARKED,
        State.CALLED,
        State.MISSED,
        State.IN_CONSULTATION,
        State.DONE,
    }
    assert walk.events == {"picture"}, "the only message there is"


@ONE_DATABASE
def test_so_does_one_that_is_given_up_and_one_that_nobody_served(walk: Walk) -> None:
    left = walk.point.kiosk().take("housing")
    walk.does(walk.phone.post("withdraw"))
    walk.phone = walk.point.phone(left)
    walk.point.clock.forward(hours=5)
    walk.look()
    walk.does(walk.phone.post("delete"))
    assert walk.states == {State.WITHDRAWN, State.UNSERVED}


@ONE_DATABASE
def test_so_does_a_closed_day(walk: Walk) -> None:
    for hours in (5, 12, 24):
        walk.point.clock.forward(hours=hours)
        walk.point.night()
        walk.look()
    assert walk.phone.status().status == 404


def test_the_same_lists_stand_in_the_documents() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    section = text.split("### What a board and a phone are told")[1].split("\n## ")[0]
    rows = [row for row in section.splitlines() if row.startswith("| `")]
    board, phone = (
        {name for row in rows if f"| {who} |" in row for name in names(row)} for who in ("board", "phone")
    )
    assert board == set(TOLD_TO_A_BOARD)
    assert phone == set(TOLD_TO_A_PHONE)


@ONE_DATABASE
def test_every_live_line_asks_who_comes(point: ServicePoint) -> None:
    live: SocketIO = point.app.extensions["live"]
    assert set(live.server.namespace_handlers) == LIVE_LINES, "a new line needs a place in this test"
    for line in (*LIVE_LINES, "/", "/phone", "/t"):
        for auth in (None, {}, {"token": "guessed"}):
            assert not client_of(point, line, auth).is_connected(line)
    assert client_of(point, "/display", {"token": DISPLAY_TOKEN}).is_connected("/display")
    assert client_of(point, "/kiosk", {"token": kiosk_token()}).is_connected("/kiosk")


def leaves(told: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """("calls[].number", 411), …: every value with the way to it. An empty list or null object tells nothing."""
    if isinstance(told, dict) and not path.endswith(("reason_texts", "dates[]")):
        for name, value in told.items():
            yield from leaves(value, f"{path}.{name}" if path else name)
    elif isinstance(told, list):
        for value in told:
            yield from leaves(value, f"{path}[]")
    elif told is not None:
        yield path, told


def names(row: str) -> list[str]:
    return re.findall(r"`([^`]+)`", row.split("|")[1])


def client_of(point: ServicePoint, line: str, auth: dict[str, str] | None) -> SocketIOTestClient:
    live: SocketIO = point.app.extensions["live"]
    return live.test_client(point.app, namespace=line, auth=auth)


def boot_of(phone: Phone) -> dict[str, Any]:
    page = phone.line.ask("GET", f"/t/{phone.code}").data.decode()
    boot: dict[str, Any] = json.loads(page.split('id="boot">')[1].split("</script>")[0])
    return boot
