"""A talk is finished with its outcome, and the next visitor is called in the same step."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.cast import AYLIN, JONAS, LEAD, ServicePoint, everything
from tests.support.faces import Console

SETTLED = {"outcomes": ["settled"]}
WHOLE_FORM: dict[str, Any] = {
    "outcomes": ["referred", "documents_missing"],
    "referred_to": ["employment-agency"],
    "case_management_carrier": "caritas",
    "long_term_need": "open",
    "contact": "repeat",
    "persons": 3,
    "talk_language": "ar",
    "interpreted_by": "volunteer",
    "further_topics": ["work"],
    "gap": None,
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: nothing here depends on the kind of database, and test_moves.py walks through both."""
    return sqlite_url


def talk(point: ServicePoint, console: Console) -> int:
    ticket_id: int = point.kiosk().take().ticket["id"]
    assert console.call().ticket["id"] == ticket_id
    console.move(ticket_id, "start")
    return ticket_id


@pytest.mark.parametrize(("action", "body"), [("finish", SETTLED), ("finish-later", {}), ("missed", {})])
def test_finish_and_call_next_is_one_step(point: ServicePoint, action: str, body: dict[str, Any]) -> None:
    aylin = point.console(AYLIN, desk=3)
    first = point.kiosk().take().ticket["id"]
    second = point.kiosk().take().ticket
    aylin.call()
    if action != "missed":
        aylin.move(first, "start")
    version = point.version
    reply = aylin.move(first, action, call_next=True, **body)
    assert (reply.status, reply.ticket["id"], reply.ticket["desk"]) == (201, second["id"], 3)
    assert reply.body["ended"]["id"] == first
    assert reply.body["reason"]["number"] == second["number"]
    assert point.version == version + 1, "one transaction"
    assert point.state(first) == ("missed" if action == "missed" else "done")
    assert point.state(second["id"]) == "called"


@pytest.mark.parametrize("action", ["finish", "finish-later"])
def test_with_nobody_waiting_it_only_finishes(point: ServicePoint, action: str) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = talk(point, aylin)
    reply = aylin.move(ticket_id, action, call_next=True, **(SETTLED if action == "finish" else {}))
    assert (reply.status, reply.ticket["id"], reply.ticket["state"]) == (200, ticket_id, "done")
    assert aylin.queue()["current"] is None


def test_a_refused_outcome_finishes_and_calls_nobody(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = talk(point, aylin)
    waiting = point.kiosk().take().ticket["id"]
    with point.read() as session:
        before = everything(session)
    reply = aylin.move(ticket_id, "finish", outcomes=["cured"], call_next=True)
    assert (reply.status, reply.code) == (422, "UnknownChoice")
    with point.read() as session:
        assert everything(session) == before
    assert (point.state(ticket_id), point.state(waiting)) == ("in_consultation", "waiting")


def test_a_lead_who_finishes_for_a_colleague_calls_to_the_own_desk_or_not_at_all(point: ServicePoint) -> None:
    ticket_id = talk(point, point.console(AYLIN, desk=3))
    point.kiosk().take()
    lead = point.console(LEAD)
    assert lead.move(ticket_id, "finish", call_next=True, **SETTLED).code == "NotOnDuty"
    assert point.state(ticket_id) == "in_consultation", "one step: nothing of it happened"
    reply = lead.on_duty(1).move(ticket_id, "finish", call_next=True, **SETTLED)
    assert (reply.status, reply.ticket["desk"]) == (201, 1)


def test_the_whole_form_is_kept(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = talk(point, aylin)
    assert aylin.move(ticket_id, "finish", **WHOLE_FORM).status == 200
    (kept,) = point.consultations(ticket_id)
    assert {name: getattr(kept, name) for name in WHOLE_FORM} == WHOLE_FORM
    assert (kept.carrier, kept.desk, kept.topic, kept.ended_by) == ("city", 3, "housing", "finish")
    assert kept.recorded_at == point.clock.now


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcomes": []},
        {"outcomes": ["settled", "cured"]},
        {"referred_to": ["the moon"]},
        {"case_management_carrier": "nobody"},
        {"talk_language": "tlh"},
        {"further_topics": ["gardening"]},
        {"gap": "money"},
        {"long_term_need": "maybe"},
        {"contact": "third"},
        {"interpreted_by": "dog"},
        {"persons": 0},
        {"persons": 51},
        {"note": "free text"},
    ],
)
def test_what_is_on_no_list_is_refused(point: ServicePoint, wrong: dict[str, Any]) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = talk(point, aylin)
    reply = aylin.move(ticket_id, "finish", **{**SETTLED, **wrong})
    assert reply.status == 422, reply
    assert point.state(ticket_id) == "in_consultation"


def test_an_open_outcome_is_recorded_later_by_the_same_or_a_lead(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = talk(point, aylin)
    aylin.move(ticket_id, "finish-later")
    assert [row["id"] for row in aylin.queue()["open_outcomes"]] == [ticket_id]
    assert point.console(JONAS).queue()["open_outcomes"] == []
    assert point.console(JONAS).move(ticket_id, "outcome", **SETTLED).code == "NotYours"
    point.clock.forward(hours=2)
    assert aylin.move(ticket_id, "outcome", **SETTLED).ticket["state"] == "done"
    assert aylin.queue()["open_outcomes"] == []
    (kept,) = point.consultations(ticket_id)
    assert kept.recorded_at == point.clock.now
    assert kept.ended_at == point.clock.now - timedelta(hours=2)


def test_the_outcome_of_an_earlier_talk_of_the_ticket_stays(point: ServicePoint) -> None:
    aylin, jonas = point.console(AYLIN, desk=3), point.console(JONAS, desk=4)
    ticket_id = talk(point, aylin)
    aylin.move(ticket_id, "hand-over", case_manager=JONAS)
    jonas.call()
    jonas.move(ticket_id, "start")
    jonas.move(ticket_id, "finish", outcomes=["follow_up"])
    assert aylin.move(ticket_id, "outcome", **SETTLED).code == "NotYours", "the last talk is Jonas's"
    first, second = point.consultations(ticket_id)
    assert (first.outcomes, second.outcomes) == (None, ["follow_up"])
