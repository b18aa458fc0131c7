"""Interpreters: here or gone, free or busy, asked for; what that means for whom may be called, and for forecasts."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from service_point.forecasting import inputs_of, take_snapshot
from tests.support.cast import AYLIN, GUEST, JONAS, LEAD, OLHA, OPERATOR, RECEPTION, ServicePoint
from tests.support.faces import Console, Reply

DARI = "prs"  # of those on duty below nobody speaks it


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite; what two do at once is tried on PostgreSQL too."""
    return sqlite_url


def arrives(point: ServicePoint, code: str = "s-noori") -> int:
    reply = point.console(RECEPTION).post("/staff/api/interpreters", {"code": code})
    assert reply.status == 201, reply
    return int(reply.body["id"])


def say(console: Console, interpreter: int, what: str) -> Reply:
    return console.post(f"/staff/api/interpreters/{interpreter}/{what}")


def seen(console: Console) -> dict[str, Any]:
    (one,) = console.queue()["interpreters"]
    return dict(one)


def test_presence_is_marked_by_whoever_is_there(point: ServicePoint) -> None:
    for username in (RECEPTION, AYLIN, LEAD):
        assert point.console(username).post("/staff/api/interpreters", {"code": "t-mehari"}).status == 201
    samira = arrives(point)
    assert len(point.console(AYLIN).queue()["interpreters"]) == 2, "nobody is here twice"
    for username in (GUEST, OPERATOR):
        assert point.console(username).post("/staff/api/interpreters", {"code": "y-osman"}).status == 403
    assert say(point.console(RECEPTION), samira, "leave").status == 200
    assert [one["name"] for one in point.console(AYLIN).queue()["interpreters"]] == ["Tesfay Mehari"]


def test_somebody_who_is_not_on_the_list_can_help_for_a_day(point: ServicePoint) -> None:
    reception = point.console(RECEPTION)
    told = {"name": "Amina", "languages": ["ti", "am"]}
    assert reception.post("/staff/api/interpreters", told).code == "UnknownLanguage"
    assert reception.post("/staff/api/interpreters", {"name": "Amina"}).code == "UnknownChoice"
    assert reception.post("/staff/api/interpreters", {**told, "languages": ["ti"]}).status == 201
    assert (seen(reception)["name"], seen(reception)["code"]) == ("Amina", None)
    point.clock.forward(hours=24)
    point.night()
    assert point.console(RECEPTION).queue()["interpreters"] == [], "nobody stays over night"


def test_asked_on_the_way_and_free_again_when_the_talk_ends(point: ServicePoint) -> None:
    samira, aylin, jonas = arrives(point), point.console(AYLIN, 3), point.console(JONAS, 4)
    ticket_id = point.kiosk().take().ticket["id"]
    aylin.call(ticket_id)
    aylin.move(ticket_id, "start")
    assert seen(jonas)["state"] == "free", "this visitor speaks German"
    assert say(aylin, samira, "ask").status == 200
    assert (seen(jonas)["state"], seen(jonas)["desk"]) == ("asked", 3)
    assert say(jonas, samira, "ask").code == "InterpreterBusy"
    assert say(point.console(RECEPTION), samira, "accept").status == 200
    assert seen(jonas)["state"] == "busy"
    aylin.move(ticket_id, "finish", outcomes=["settled"])
    assert seen(jonas)["state"] == "free"
    assert say(jonas, samira, "accept").code == "InterpreterBusy", "nobody asks any more"
    say(jonas, samira, "ask")
    say(point.console(RECEPTION), samira, "free")
    assert seen(aylin)["state"] == "free", "cannot come: said by hand"


@pytest.mark.parametrize("end", ["duty/break", "duty/end"])
def test_who_leaves_the_desk_keeps_no_interpreter(point: ServicePoint, end: str) -> None:
    samira, aylin = arrives(point), point.console(AYLIN, 3)
    say(aylin, samira, "ask")
    aylin.post(f"/staff/api/{end}")
    assert seen(aylin)["state"] == "free"


# --- routing ---


def waits_in_dari(point: ServicePoint) -> int:
    return int(point.kiosk().take(language="prs", advice_languages=[DARI]).ticket["id"])


def test_with_a_free_interpreter_a_case_manager_speaks_the_language_and_asks_by_calling(
    point: ServicePoint,
) -> None:
    samira, jonas, olha = arrives(point), point.console(JONAS, 4), point.console(OLHA, 5)
    first, second = waits_in_dari(point), waits_in_dari(point)
    assert not jonas.queue()["waiting"][0]["interpreter"], "somebody here speaks it"
    assert jonas.queue()["waiting"][0]["terms"]["able"] == 2
    called = jonas.call()
    assert called.ticket["id"] == first
    assert (seen(olha)["state"], seen(olha)["desk"]) == ("asked", 4), "called and asked in one step"
    assert olha.call().code == "NobodyWaiting", "one talk at a time"
    assert [one["can_serve"] for one in olha.queue()["waiting"]] == [False]
    jonas.move(first, "missed")
    assert olha.call().ticket["id"] == second
    assert seen(jonas)["desk"] == 5
    say(olha, samira, "free")
    assert seen(jonas)["state"] == "free"


def test_without_any_interpreter_everybody_may_try(point: ServicePoint) -> None:
    jonas = point.console(JONAS, 4)
    waits_in_dari(point)
    assert jonas.queue()["waiting"][0]["interpreter"]
    assert jonas.call().body["reason"]["interpreter"]


def test_of_two_interpreters_the_one_with_fewer_languages_is_asked(point: ServicePoint) -> None:
    reception = point.console(RECEPTION)
    arrives(point)
    reception.post("/staff/api/interpreters", {"name": "Only Dari", "languages": [DARI]})
    waits_in_dari(point)
    point.console(JONAS, 4).call()
    states = {one["name"]: one["state"] for one in reception.queue()["interpreters"]}
    assert states == {"Samira Noori": "free", "Only Dari": "asked"}


def test_forecasts_count_on_interpreters_who_are_with_somebody_now(point: ServicePoint) -> None:
    jonas = point.console(JONAS, 4)
    waits_in_dari(point)
    with point.read() as session:
        before = inputs_of(session, point.office.facts(session, point.site_id), point.clock())
    samira = arrives(point)
    say(jonas, samira, "ask")
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        assert inputs_of(session, facts, point.clock()) != before
        snapshot = take_snapshot(session, facts, point.clock())
    assert snapshot is not None
    room = snapshot.state.room
    assert room.able(room.waiting[0]) == {4}
    assert not room.needs_interpreter(room.waiting[0])


# --- two at once ---


def ask_together(point: ServicePoint) -> None:
    """Two desks ask the same interpreter in the same moment, a few times: one wins, the other is told."""
    samira, consoles = arrives(point), [point.console(JONAS, 4), point.console(OLHA, 5)]
    for _ in range(4):
        with ThreadPoolExecutor(2) as pool:
            replies = list(pool.map(lambda one: say(one, samira, "ask"), consoles))
        assert sorted(reply.status for reply in replies) == [200, 409]
        assert {reply.code for reply in replies if reply.status == 409} == {"InterpreterBusy"}
        winner = 4 if replies[0].status == 200 else 5
        assert seen(consoles[0])["desk"] == winner
        say(consoles[0], samira, "free")


def test_two_desks_ask_at_once_and_one_wins(point: ServicePoint) -> None:
    ask_together(point)


def test_two_desks_ask_at_once_and_one_wins_on_postgresql(prepared_postgres_url: str) -> None:
    point = ServicePoint(prepared_postgres_url)
    try:
        ask_together(point)
    finally:
        point.close()
