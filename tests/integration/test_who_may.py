"""Who may do what: the same desk, a lead, the reception; and who may not."""

from typing import Any

import pytest

from tests.support.cast import (
    AUDITOR,
    AYLIN,
    GUEST,
    JONAS,
    LEAD,
    OPERATOR,
    RECEPTION,
    ServicePoint,
)
from tests.support.faces import Console, Reply

AT_THE_DESK_ONLY = {"call-again": "called", "start": "called", "undo-start": "in_consultation",
                    "suspend": "in_consultation"}  # fmt: skip
ALSO_BY_A_LEAD = {"put-back": "called", "cancel-call": "called", "missed": "called",
                  "finish": "in_consultation", "finish-later": "in_consultation",
                  "hand-over": "in_consultation"}  # fmt: skip
BODIES: dict[str, dict[str, Any]] = {
    "finish": {"outcomes": ["settled"]},
    "outcome": {"outcomes": ["settled"]},
    "hand-over": {"topic": "work"},
}
EVERY_MOVE = (*AT_THE_DESK_ONLY, *ALSO_BY_A_LEAD, "come-back", "park", "withdraw", "outcome")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: nothing here depends on the kind of database, and test_moves.py walks through both."""
    return sqlite_url


def served_by_aylin(point: ServicePoint, state: str) -> int:
    aylin = point.console(AYLIN, desk=3)
    ticket_id: int = point.kiosk().take().ticket["id"]
    aylin.call()
    if state == "in_consultation":
        aylin.move(ticket_id, "start")
    point.clock.forward(seconds=11)
    return ticket_id


def move(console: Console, ticket_id: int, action: str) -> Reply:
    return console.move(ticket_id, action, **BODIES.get(action, {}))


@pytest.mark.parametrize("action", [*AT_THE_DESK_ONLY, *ALSO_BY_A_LEAD])
def test_a_colleague_may_not_act_on_my_visitor(point: ServicePoint, action: str) -> None:
    state = {**AT_THE_DESK_ONLY, **ALSO_BY_A_LEAD}[action]
    ticket_id = served_by_aylin(point, state)
    version = point.version
    reply = move(point.console(JONAS, desk=4), ticket_id, action)
    assert (reply.status, reply.code) == (403, "NotYours")
    assert (point.state(ticket_id), point.version) == (state, version + 1), "one more: Jonas went on duty"


@pytest.mark.parametrize("action", ALSO_BY_A_LEAD)
def test_a_lead_may_act_for_an_absent_colleague(point: ServicePoint, action: str) -> None:
    ticket_id = served_by_aylin(point, ALSO_BY_A_LEAD[action])
    assert move(point.console(LEAD), ticket_id, action).status == 200


@pytest.mark.parametrize("action", AT_THE_DESK_ONLY)
def test_not_even_a_lead_calls_or_talks_at_anothers_desk(point: ServicePoint, action: str) -> None:
    ticket_id = served_by_aylin(point, AT_THE_DESK_ONLY[action])
    assert move(point.console(LEAD, desk=1), ticket_id, action).code == "NotYours"


def test_a_lead_who_finishes_for_a_colleague_leaves_the_talk_theirs(point: ServicePoint) -> None:
    ticket_id = served_by_aylin(point, "in_consultation")
    lead = point.console(LEAD)
    move(lead, ticket_id, "finish")
    (talk,) = point.consultations(ticket_id)
    assert talk.staff_id == point.console(AYLIN).me["id"]
    assert point.events(ticket_id)[-1].actor_id == lead.me["id"], "but the log says who did it"


def test_the_reception_issues_parks_and_brings_back(point: ServicePoint) -> None:
    reception = point.console(RECEPTION)
    ticket_id = reception.take("housing", "ar").ticket["id"]
    assert point.ticket(ticket_id).issued_by == "reception"
    for action, state in (("park", "parked"), ("come-back", "waiting"), ("withdraw", "withdrawn")):
        assert reception.move(ticket_id, action).ticket["state"] == state


@pytest.mark.parametrize("action", [*AT_THE_DESK_ONLY, *ALSO_BY_A_LEAD, "outcome"])
def test_the_reception_serves_nobody(point: ServicePoint, action: str) -> None:
    ticket_id = served_by_aylin(point, "called")
    reply = move(point.console(RECEPTION), ticket_id, action)
    assert (reply.status, reply.code) == (403, "NotAllowed")


def test_the_reception_neither_calls_nor_goes_on_duty(point: ServicePoint) -> None:
    reception = point.console(RECEPTION)
    assert reception.post("/staff/api/duty", {"desk": 1}).code == "NotAllowed"
    assert reception.call().code == "NotAllowed"


@pytest.mark.parametrize("role", [OPERATOR, AUDITOR])
def test_operators_and_auditors_touch_no_ticket_and_see_none(point: ServicePoint, role: str) -> None:
    ticket_id = served_by_aylin(point, "called")
    nobody = point.console(role)
    assert nobody.get("/staff/api/queue").code == "NotAllowed"
    assert nobody.take().code == "NotAllowed"
    assert nobody.call().code == "NotAllowed"
    assert nobody.post("/staff/api/duty", {"desk": 1}).code == "NotAllowed"
    for action in EVERY_MOVE:
        reply = move(nobody, ticket_id, action)
        assert (reply.status, reply.code) == (403, "NotAllowed"), action


def test_a_guest_sees_and_calls_only_the_own_topics(point: ServicePoint) -> None:
    point.kiosk().take("housing")
    guest = point.console(GUEST, desk=5)
    queue = guest.queue()
    assert (queue["waiting"], queue["next"]) == ([], None)
    assert (guest.call().status, guest.call().code) == (404, "NobodyWaiting")


def test_a_guest_cannot_touch_other_tickets_by_their_ids(point: ServicePoint) -> None:
    ticket_id = point.kiosk().take("housing").ticket["id"]
    guest = point.console(GUEST, desk=5)
    assert guest.call(ticket_id).code == "UnknownTicket"
    for action in EVERY_MOVE:
        assert move(guest, ticket_id, action).status == 404, action


@pytest.mark.parametrize("action", EVERY_MOVE)
def test_a_ticket_that_does_not_exist_is_unknown(point: ServicePoint, action: str) -> None:
    reply = move(point.console(AYLIN, desk=3), 99_999, action)
    assert (reply.status, reply.code) == (404, "UnknownTicket")


def test_nobody_calls_without_a_desk_or_on_a_break(point: ServicePoint) -> None:
    aylin = point.console(AYLIN)
    ticket_id = point.kiosk().take().ticket["id"]
    assert (aylin.call().status, aylin.call().code) == (409, "NotOnDuty")
    assert aylin.call(ticket_id).code == "NotOnDuty"
    aylin.on_duty(3)
    assert aylin.post("/staff/api/duty/break").body["on_break"] is True
    assert aylin.call().code == "NotOnDuty"
    assert aylin.on_duty(3).call().status == 201


def test_a_desk_holds_one_case_manager(point: ServicePoint) -> None:
    aylin, jonas = point.console(AYLIN, desk=3), point.console(JONAS)
    reply = jonas.post("/staff/api/duty", {"desk": 3})
    assert (reply.status, reply.code) == (409, "DeskTaken")
    aylin.on_duty(4)
    assert jonas.post("/staff/api/duty", {"desk": 3}).status == 200
    assert jonas.post("/staff/api/duty", {"desk": 77}).code == "UnknownDesk"


@pytest.mark.parametrize("state", ["called", "in_consultation"])
def test_nobody_leaves_a_visitor_behind(point: ServicePoint, state: str) -> None:
    served_by_aylin(point, state)
    aylin = point.console(AYLIN)
    for path, body in (("duty/end", {}), ("duty/break", {}), ("duty", {"desk": 5})):
        reply = aylin.post(f"/staff/api/{path}", body)
        assert (reply.status, reply.code) == (409, "StillServing"), path
    assert aylin.queue()["duty"]["desk"] == 3


def test_who_has_a_visitor_calls_nobody_else(point: ServicePoint) -> None:
    served_by_aylin(point, "called")
    other = point.kiosk().take().ticket["id"]
    aylin = point.console(AYLIN)
    assert (aylin.call().status, aylin.call().code) == (409, "AlreadyServing")
    assert aylin.call(other).code == "AlreadyServing"
    assert point.state(other) == "waiting"


def test_off_duty_and_on_again(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    assert aylin.post("/staff/api/duty/end").body["desk"] is None
    assert aylin.queue()["duty"] is None
    assert aylin.post("/staff/api/duty/end").code == "NotOnDuty"
    assert aylin.on_duty(3).queue()["duty"]["desk"] == 3


def test_calling_by_hand_needs_a_reason_of_the_site(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = point.kiosk().take().ticket["id"]
    for why in (None, "because"):
        reply = aylin.post("/staff/api/calls", {"ticket_id": ticket_id, "why": why})
        assert (reply.status, reply.code) == (422, "UnknownChoice"), why
    called = aylin.call(ticket_id, why="short-question")
    assert called.body["reason"]["rule"] == "by_hand"
    assert point.calls(ticket_id)[0].why == "short-question"
