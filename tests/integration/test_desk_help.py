"""A silent call for help, the undo of the last move, one's own day, a visitor without a number."""

import json

import pytest

from tests.support.cast import AYLIN, GUEST, JONAS, LEAD, OLHA, RECEPTION, ServicePoint
from tests.support.faces import Console


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite; what two do at once is tried on PostgreSQL too."""
    return sqlite_url


def test_everybody_sees_which_desk_needs_help_and_who_goes_there(point: ServicePoint) -> None:
    aylin, jonas, olha = point.console(AYLIN, 3), point.console(JONAS, 4), point.console(OLHA)
    asked = aylin.post("/staff/api/help")
    assert (asked.status, asked.body["desk"]) == (201, 3)
    assert aylin.post("/staff/api/help").body["id"] == asked.body["id"], "pressing twice is one call"
    for console in (jonas, olha, point.console(LEAD), point.console(RECEPTION), point.console(GUEST)):
        (seen,) = console.queue()["help"]
        assert (seen["desk"], seen["is_mine"], seen["answered_by"]) == (3, False, None)
    assert jonas.post(f"/staff/api/help/{asked.body['id']}/answer").status == 200
    late = olha.post(f"/staff/api/help/{asked.body['id']}/answer")
    assert (late.status, late.code) == (409, "HelpAnswered"), "of two who press, one goes"
    (mine,) = aylin.queue()["help"]
    assert (mine["is_mine"], mine["answered_by"]) == (True, "Jonas Hoffmann")
    assert point.console(LEAD).queue()["help"][0]["answered_by"] == "Jonas Hoffmann"
    assert olha.post(f"/staff/api/help/{asked.body['id']}/end").code == "NotYours"
    assert aylin.post(f"/staff/api/help/{asked.body['id']}/end").status == 200
    assert olha.queue()["help"] == []


def test_help_is_silent_towards_visitors(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, 3)
    issued = point.kiosk().take()
    before = {key: value for key, value in point.display().board().items() if key not in ("version", "now")}
    aylin.post("/staff/api/help")
    after = {key: value for key, value in point.display().board().items() if key not in ("version", "now")}
    assert before == after
    assert "help" not in json.dumps([after, point.phone(issued).status().body])


def test_help_needs_a_desk_ends_with_the_duty_and_is_forgotten_after_half_an_hour(
    point: ServicePoint,
) -> None:
    aylin, jonas = point.console(AYLIN), point.console(JONAS, 4)
    assert aylin.post("/staff/api/help").code == "NotOnDuty"
    aylin.on_duty(3)
    aylin.post("/staff/api/help")
    aylin.post("/staff/api/duty/end")
    assert jonas.queue()["help"] == []
    jonas.post("/staff/api/help")
    point.clock.forward(minutes=31)
    assert jonas.queue()["help"] == []
    assert jonas.post("/staff/api/help").status == 201
    assert len(jonas.queue()["help"]) == 1


# --- undo ---


def undo(console: Console) -> None:
    """Presses what the console offers as the one Undo."""
    offered = console.queue()["undo"]
    assert offered, "nothing can be undone"
    assert console.move(offered["ticket"], offered["way"]).status == 200


def test_the_last_move_can_be_undone_for_a_while(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, 3)
    ticket_id = point.kiosk().take().ticket["id"]
    aylin.call()
    undo(aylin)
    assert point.state(ticket_id) == "waiting"
    assert aylin.queue()["undo"] is None, "what was taken back is not offered again"
    aylin.call()
    aylin.move(ticket_id, "start")
    undo(aylin)
    assert point.state(ticket_id) == "called"
    aylin.move(ticket_id, "missed")
    undo(aylin)
    assert point.state(ticket_id) == "waiting"
    aylin.call()
    aylin.move(ticket_id, "start")
    aylin.move(ticket_id, "suspend", why="documents")
    undo(aylin)
    assert point.state(ticket_id) == "waiting"
    aylin.move(ticket_id, "park")
    undo(aylin)
    assert point.state(ticket_id) == "waiting"


def test_only_the_own_last_move_and_not_for_long(point: ServicePoint) -> None:
    aylin, jonas = point.console(AYLIN, 3), point.console(JONAS, 4)
    ticket_id = point.kiosk().take().ticket["id"]
    aylin.call(ticket_id)
    assert jonas.queue()["undo"] is None
    point.clock.forward(seconds=61)
    assert aylin.queue()["undo"] is None
    aylin.move(ticket_id, "start")
    point.clock.forward(seconds=119)
    assert aylin.queue()["undo"]["way"] == "undo-start"
    point.clock.forward(seconds=2)
    assert aylin.queue()["undo"] is None
    aylin.move(ticket_id, "finish", outcomes=["settled"])
    assert aylin.queue()["undo"]["way"] == "outcome"
    aylin.move(ticket_id, "outcome", outcomes=["referred"])
    assert aylin.queue()["undo"] is None


def test_when_the_visitor_was_faster_nothing_is_offered(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, 3)
    issued = point.kiosk().take()
    aylin.call()
    aylin.move(issued.ticket["id"], "missed")
    assert point.phone(issued).post("come-back").status == 200
    assert aylin.queue()["undo"] is None


# --- a visitor without a number ---


def test_a_visitor_without_a_number_is_served_in_one_step(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, 3)
    waiting = point.kiosk().take().ticket["id"]
    point.clock.forward(minutes=1)
    body = {"topic": "work", "language": "ar", "advice_languages": ["ar"]}
    reply = aylin.post("/staff/api/walk-ups", body)
    assert reply.status == 201, reply
    served = reply.ticket["id"]
    assert point.state(served) == "in_consultation"
    assert [event.action for event in point.events(served)] == ["issue", "call", "start"]
    (call,) = point.calls(served)
    assert (call.by_hand, call.why, call.passed) == (True, "without_number", [waiting])
    assert point.ticket(waiting).passed_by_any == 1, "it counts as passing those who waited"
    assert aylin.post("/staff/api/walk-ups", body).code == "AlreadyServing"
    assert point.console(LEAD).get("/staff/api/forecasts").body["hand_picked"] == 1


def test_nobody_begins_a_talk_that_is_not_theirs_without_a_number(point: ServicePoint) -> None:
    wish = {"topic": "work", "language": "de"}
    assert point.console(RECEPTION).post("/staff/api/walk-ups", wish).code == "NotAllowed"
    guest = point.console(GUEST, 5)
    assert guest.post("/staff/api/walk-ups", wish).code == "UnknownTicket", (
        "a guest serves naturalisation only"
    )
    assert guest.queue()["waiting"] == []
    assert point.console(LEAD).queue()["waiting"] == [], "and no ticket is left behind"


# --- my day ---


def test_my_day_says_what_i_did_and_nothing_of_others(point: ServicePoint) -> None:
    aylin, jonas = point.console(AYLIN, 3), point.console(JONAS, 4)
    ids = [point.kiosk().take().ticket["id"] for _ in range(5)]
    for ticket_id, end, body in (
        (ids[0], "finish", {"outcomes": ["settled"]}),
        (ids[1], "finish-later", {}),
        (ids[2], "hand-over", {"topic": "work"}),
    ):
        aylin.call(ticket_id)
        aylin.move(ticket_id, "start")
        assert aylin.move(ticket_id, end, **body).status == 200
    aylin.call(ids[3])
    aylin.move(ids[3], "missed")
    jonas.call(ids[4])
    jonas.move(ids[4], "start")
    mine = aylin.get("/staff/api/my-day").body
    assert mine["counts"] == {
        "talks": 3, "visitors": 3, "missed": 1, "handed_over": 1, "suspended": 0, "chosen_by_hand": 4,
        "open_outcomes": 1,
    }  # fmt: skip
    assert [talk["id"] for talk in mine["talks"]] == [ids[2], ids[1], ids[0]]
    assert aylin.queue()["my_day"] == {"talks": 3, "missed": 1}
    assert [talk["id"] for talk in jonas.get("/staff/api/my-day").body["talks"]] == [ids[4]]
    point.clock.forward(hours=24)
    assert point.console(AYLIN).get("/staff/api/my-day").body["talks"] == []
