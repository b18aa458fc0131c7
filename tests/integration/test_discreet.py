"""Promise 8: a discreet topic looks like any other everywhere but on the consoles that serve it."""

import io
import json
import re
from typing import Any

import pytest
from pypdf import PdfReader

from rules.roles import Role
from service_point.people import NewStaff, add_staff
from tests.support.cast import (
    AYLIN,
    DISCREET,
    GUEST,
    JONAS,
    LEAD,
    OLHA,
    RECEPTION,
    ServicePoint,
    add_member,
)
from tests.support.faces import Console

UNINITIATED = (JONAS, LEAD, RECEPTION, GUEST)
MOVES = ("call-again", "start", "put-back", "cancel-call", "missed", "come-back", "park", "suspend", "withdraw",
         "undo-start", "finish", "finish-later", "hand-over", "outcome")  # fmt: skip
BODIES: dict[str, dict[str, Any]] = {
    "finish": {"outcomes": ["settled"]},
    "outcome": {"outcomes": ["settled"]},
    "hand-over": {"topic": "work"},
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: nothing here depends on the kind of database, and test_moves.py walks through both."""
    return sqlite_url


@pytest.mark.parametrize("who", UNINITIATED)
def test_other_consoles_never_show_it(point: ServicePoint, who: str) -> None:
    console = point.console(who)
    waiting, parked, missed = (point.kiosk().take(DISCREET) for _ in range(3))
    aylin = point.console(AYLIN, desk=3)
    for state, act in (("parked", "park"), ("missed", "missed")):
        ticket_id = {"parked": parked, "missed": missed}[state].ticket["id"]
        if state == "missed":
            aylin.call(ticket_id)
        aylin.move(ticket_id, act)
    queue = console.queue()
    assert (queue["waiting"], queue["missed"], queue["parked"], queue["next"]) == ([], [], [], None)
    assert queue["others_waiting"] == 1
    assert [row["id"] for row in aylin.queue()["waiting"]] == [waiting.ticket["id"]]
    assert DISCREET not in json.dumps(queue)


@pytest.mark.parametrize("who", [JONAS, LEAD, GUEST])
def test_others_neither_call_nor_move_it_nor_learn_that_it_exists(point: ServicePoint, who: str) -> None:
    ticket_id = point.kiosk().take(DISCREET).ticket["id"]
    console = point.console(who, desk=4)
    assert console.call().code == "NobodyWaiting"
    nothing = console.call(99_999)
    assert console.call(ticket_id).body == nothing.body, "the same words as for a ticket that does not exist"
    for move in MOVES:
        reply = console.move(ticket_id, move, **BODIES.get(move, {}))
        assert (reply.status, reply.code) == (404, "UnknownTicket"), move
    assert point.state(ticket_id) == "waiting"


@pytest.mark.parametrize("who", UNINITIATED)
def test_others_read_it_on_no_list_of_their_session(point: ServicePoint, who: str) -> None:
    hidden, shown = (json.dumps(session_of(point.console(name))) for name in (who, AYLIN))
    for word in (f'"{DISCREET}"', "Family and personal matters"):
        assert word not in hidden, word
        assert word in shown, word


def test_it_is_called_in_its_turn_by_those_who_serve_it(point: ServicePoint) -> None:
    discreet = point.kiosk().take(DISCREET).ticket["id"]
    ordinary = point.kiosk().take("housing").ticket["id"]
    assert point.console(JONAS, desk=4).call().ticket["id"] == ordinary
    assert point.console(AYLIN, desk=3).call().ticket["id"] == discreet


def test_it_is_not_handed_over_to_somebody_who_does_not_serve_it(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    point.console(JONAS, desk=4)
    olha = point.console(OLHA, desk=5)
    ticket_id = point.kiosk().take(DISCREET).ticket["id"]
    aylin.call()
    aylin.move(ticket_id, "start")
    for target in ({"case_manager": JONAS}, {"desk": 4}):
        assert aylin.move(ticket_id, "hand-over", **target).code == "UnknownChoice"
    assert aylin.move(ticket_id, "hand-over", case_manager=OLHA).status == 200
    assert olha.call().ticket["id"] == ticket_id


def test_a_talk_that_turns_discreet_leaves_the_sight_of_others(point: ServicePoint) -> None:
    jonas = point.console(JONAS, desk=4)
    ticket_id = point.kiosk().take("housing").ticket["id"]
    jonas.call()
    jonas.move(ticket_id, "start")
    assert jonas.move(ticket_id, "hand-over", topic=DISCREET).status == 200
    assert jonas.queue()["waiting"] == []
    assert point.console(AYLIN, desk=3).call().ticket["id"] == ticket_id


def test_an_open_outcome_is_shown_only_to_those_who_serve_it(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = point.kiosk().take(DISCREET).ticket["id"]
    aylin.call()
    aylin.move(ticket_id, "start")
    aylin.move(ticket_id, "finish-later")
    assert [row["id"] for row in aylin.queue()["open_outcomes"]] == [ticket_id]
    assert point.console(LEAD).queue()["open_outcomes"] == []


def test_nobody_serves_only_discreet_topics(point: ServicePoint) -> None:
    """A call to such a desk would tell the waiting room what it is about."""
    new = NewStaff("counsel", "secret", Role.GUEST, None, ("de",), (DISCREET,))
    with pytest.raises(Exception, match="topics"), point.write() as unit:
        add_staff(unit, new)


def test_who_serves_everything_serves_it_too(point: ServicePoint) -> None:
    with point.write() as unit:
        add_member(unit, "everybody", Role.CASE_MANAGER, None)
    ticket_id = point.kiosk().take(DISCREET).ticket["id"]
    assert point.console("everybody", desk=7).call().ticket["id"] == ticket_id


def test_kiosk_board_phone_and_slip_are_those_of_any_other_topic(point: ServicePoint) -> None:
    seen = [everything_public(point, topic) for topic in (DISCREET, "housing")]
    assert seen[0] == seen[1]


def test_the_kiosk_offers_it_like_any_other(point: ServicePoint) -> None:
    topics = point.kiosk().offer("en").body["topics"]
    discreet = next(topic for topic in topics if topic["code"] == DISCREET)
    assert set(discreet) == {key for topic in topics for key in topic}
    assert discreet["name"] == "Family and personal matters"


def session_of(console: Console) -> Any:
    session = console.get("/staff/api/session").body
    assert session["site"].pop("interpreted_by"), "where `family` means who interpreted"
    return session


def everything_public(point: ServicePoint, topic: str) -> dict[str, Any]:
    """What the waiting room and the holder see of one visit, numbers and codes taken out."""
    kiosk, aylin = point.kiosk(), point.console(AYLIN, desk=3)
    issued = kiosk.take(topic)
    ticket_id = issued.ticket["id"]
    phone = point.phone(issued)
    slip = phone.line.ask("GET", issued.body["slip_url"])
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(slip.data)).pages)
    looks: dict[str, Any] = {
        "slip": re.sub(r"[0-9]", "#", text),
        "issued": issued.body,
        "offer": kiosk.offer().body,
        "waiting": phone.status().body,
    }
    aylin.call()
    looks |= {"board": point.display().board(), "called": phone.status().body,
              "where": kiosk.where(code=phone.code).body}  # fmt: skip
    aylin.move(ticket_id, "start")
    looks |= {"talk": phone.status().body, "board then": point.display().board()["calls"]}
    aylin.move(ticket_id, "finish", outcomes=["settled"])
    for picture in looks.values():
        forget_counters(picture)
    return looks


def forget_counters(picture: Any) -> None:
    if isinstance(picture, dict):
        for key in ("version", "id", "number", "code", "pin", "slip_url", "recent"):
            picture.pop(key, None)
    values = picture.values() if isinstance(picture, dict) else picture if isinstance(picture, list) else ()
    for value in values:
        forget_counters(value)
