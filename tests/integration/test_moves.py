"""Every (state, action) pair through its address: the legal ones do what the table says, the others change nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.cast import AYLIN, JONAS, ServicePoint, everything
from tests.support.faces import Console, Reply

CALL = "call"
BODIES: dict[str, dict[str, Any]] = {  # address → what a console sends with it
    CALL: {},
    "call-again": {},
    "start": {},
    "put-back": {},
    "cancel-call": {},
    "missed": {},
    "come-back": {},
    "park": {},
    "suspend": {"why": "documents"},
    "withdraw": {},
    "undo-start": {},
    "finish": {"outcomes": ["settled"]},
    "finish-later": {},
    "hand-over": {"topic": "housing"},
    "outcome": {"outcomes": ["referred"], "referred_to": ["employment-agency"]},
}
LEGAL = {
    ("waiting", CALL): "called",
    ("parked", CALL): "called",
    ("missed", CALL): "called",
    ("called", "call-again"): "called",
    ("called", "start"): "in_consultation",
    ("called", "put-back"): "waiting",
    ("called", "cancel-call"): "waiting",
    ("called", "missed"): "missed",
    ("missed", "come-back"): "waiting",
    ("waiting", "park"): "parked",
    ("in_consultation", "suspend"): "parked",
    ("parked", "come-back"): "waiting",
    ("waiting", "withdraw"): "withdrawn",
    ("parked", "withdraw"): "withdrawn",
    ("missed", "withdraw"): "withdrawn",
    ("called", "withdraw"): "withdrawn",
    ("in_consultation", "undo-start"): "called",
    ("in_consultation", "finish"): "done",
    ("in_consultation", "finish-later"): "done",
    ("in_consultation", "hand-over"): "waiting",
    ("done", "outcome"): "done",
}
LOGGED_AS = {"missed": "mark_missed", "outcome": "record_outcome"}
SERVED = {"called", "in_consultation"}  # open at Aylin's desk
DESK = 3


class Scene:
    """One ticket, Aylin at desk 3 who serves it, Jonas at desk 4 who would call it too."""

    def __init__(self, point: ServicePoint) -> None:
        self.point = point
        self.aylin = point.console(AYLIN, desk=DESK)
        self.jonas = point.console(JONAS, desk=4)
        self.ticket_id: int = point.kiosk().take().ticket["id"]

    def lead_to(self, state: str) -> "Scene":
        for action in WAYS[state]:
            assert self.act(action).status in (200, 201), action
        if state == "unserved":
            self.point.clock.forward(hours=5)
            self.point.tick()
        assert self.point.state(self.ticket_id) == state
        self.point.clock.forward(seconds=11)  # long enough to call again, soon enough to undo a start
        return self

    def act(self, action: str, who: Console | None = None) -> Reply:
        """As Aylin; an open call is tried by Jonas, who is free."""
        if action == CALL:
            is_open = self.point.state(self.ticket_id) in SERVED
            return (self.jonas if is_open else self.aylin).call(self.ticket_id)
        return (who or self.aylin).move(self.ticket_id, action, **BODIES[action])


WAYS: dict[str, tuple[str, ...]] = {
    "waiting": (),
    "called": (CALL,),
    "in_consultation": (CALL, "start"),
    "parked": ("park",),
    "missed": (CALL, "missed"),
    "done": (CALL, "start", "finish-later"),
    "withdrawn": ("withdraw",),
    "unserved": (),
}


@pytest.mark.parametrize("state", WAYS)
def test_a_refused_move_changes_nothing(point: ServicePoint, state: str) -> None:
    scene = Scene(point).lead_to(state)
    refused = [action for action in BODIES if (state, action) not in LEGAL]
    assert refused
    for action in refused:
        before = remembered(point)
        reply = scene.act(action)
        expected = "AlreadyCalled" if action == CALL and state in SERVED else "IllegalMove"
        assert (reply.status, reply.code) == (409, expected), f"{action}: {reply.body}"
        assert remembered(point) == before, f"{action} left traces"


@pytest.mark.parametrize(("state", "action"), LEGAL)
def test_a_legal_move_is_made_and_logged_once(point: ServicePoint, state: str, action: str) -> None:
    scene = Scene(point).lead_to(state)
    version, logged = point.version, len(point.events(scene.ticket_id))
    number, key_at = scene.point.ticket(scene.ticket_id).number, point.ticket(scene.ticket_id).key_at
    reply = scene.act(action)
    after = LEGAL[state, action]
    assert (reply.status, reply.ticket["state"]) == (201 if action == CALL else 200, after)
    ticket = point.ticket(scene.ticket_id)
    assert (ticket.state, ticket.number, ticket.key_at) == (after, number, key_at)
    assert point.version == version + 1
    *_, event = point.events(scene.ticket_id)
    assert len(point.events(scene.ticket_id)) == logged + 1
    assert (event.action, event.from_state, event.to_state) == (logged_as(action), state, after)
    assert (event.actor_kind, event.actor_id, event.at) == ("staff", scene.aylin.me["id"], point.clock.now)
    assert event.request_id
    assert event.desk == (DESK if state in SERVED | {"done"} or action == CALL else None)


@pytest.mark.parametrize("state", WAYS)
def test_calls_and_talks_are_open_exactly_in_their_states(point: ServicePoint, state: str) -> None:
    scene = Scene(point).lead_to(state)
    open_calls = [call for call in point.calls(scene.ticket_id) if call.ended_at is None]
    talks = [talk for talk in point.consultations(scene.ticket_id) if talk.ended_at is None]
    assert len(open_calls) == (state in SERVED)
    assert len(talks) == (state == "in_consultation")


def test_calling_again_waits_ten_seconds_and_counts(point: ServicePoint) -> None:
    scene = Scene(point)
    scene.act(CALL)
    point.clock.forward(seconds=9.9)
    assert (scene.act("call-again").status, scene.act("call-again").code) == (409, "TooSoon")
    point.clock.forward(seconds=0.1)
    assert scene.act("call-again").status == 200
    assert scene.act("call-again").code == "TooSoon"
    board = point.display().board()
    assert [(call["desk"], call["times"]) for call in board["calls"]] == [(DESK, 2)]
    point.clock.forward(seconds=10)
    assert scene.aylin.queue()["current"]["call"]["suggest_missed"] is False
    scene.act("call-again")
    assert scene.aylin.queue()["current"]["call"]["suggest_missed"] is True


def test_a_start_can_be_undone_for_two_minutes(point: ServicePoint) -> None:
    scene = Scene(point)
    scene.act(CALL)
    scene.act("start")
    point.clock.forward(minutes=2)
    assert scene.act("undo-start").ticket["state"] == "called"
    assert point.consultations(scene.ticket_id) == []
    scene.act("start")
    point.clock.forward(minutes=2, seconds=1)
    assert scene.act("undo-start").code == "TooLate"
    assert point.state(scene.ticket_id) == "in_consultation"


def test_who_is_put_back_is_passed_over_once(point: ServicePoint) -> None:
    scene = Scene(point)
    later, latest = (point.kiosk().take().ticket["id"] for _ in range(2))
    assert scene.aylin.call().ticket["id"] == scene.ticket_id
    scene.act("put-back")
    called = scene.aylin.call()
    assert called.ticket["id"] == later, "passed over once"
    assert called.body["reason"]["rule"] == "oldest_present"
    scene.aylin.move(later, "missed")
    assert scene.aylin.call().ticket["id"] == scene.ticket_id, "and only once"
    assert point.state(latest) == "waiting"


def test_who_is_put_back_alone_is_called_at_once(point: ServicePoint) -> None:
    scene = Scene(point)
    scene.act(CALL)
    scene.act("put-back")
    assert scene.aylin.call().ticket["id"] == scene.ticket_id


def test_a_cancelled_call_never_was(point: ServicePoint) -> None:
    scene = Scene(point)
    point.kiosk().take()
    scene.act(CALL)
    scene.act("cancel-call")
    assert scene.aylin.call().ticket["id"] == scene.ticket_id


@pytest.mark.parametrize("by", ["kiosk", "kiosk by number", "phone", "console"])
def test_who_missed_the_call_comes_back_and_is_passed_over_once(point: ServicePoint, by: str) -> None:
    aylin = point.console(AYLIN, desk=DESK)
    issued = point.kiosk().take()
    mine, later = issued.ticket, point.kiosk().take().ticket
    aylin.call()
    aylin.move(mine["id"], "missed")
    ways: dict[str, Callable[[], Reply]] = {
        "kiosk": lambda: point.kiosk().come_back(code=mine["code"]),
        "kiosk by number": lambda: point.kiosk().come_back(number=mine["number"], pin=mine["pin"]),
        "phone": lambda: point.phone(issued).post("come-back"),
        "console": lambda: aylin.move(mine["id"], "come-back"),
    }
    assert ways[by]().status == 200
    assert point.state(mine["id"]) == "waiting"
    assert aylin.call().ticket["id"] == later["id"]
    aylin.move(later["id"], "missed")
    assert aylin.call().ticket["id"] == mine["id"]


def test_who_stepped_out_comes_back_to_the_old_place(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=DESK)
    issued, later = point.kiosk().take(), point.kiosk().take()
    phone = point.phone(issued)
    assert phone.post("step-out").body["state"] == "parked"
    assert aylin.queue()["next"]["ticket"]["id"] == later.ticket["id"], "who is out is not called"
    assert phone.post("come-back").body["ahead"] == 0
    assert aylin.call().ticket["id"] == issued.ticket["id"]


def test_a_suspended_talk_is_first_choice_for_the_same_case_manager(point: ServicePoint) -> None:
    aylin, jonas = point.console(AYLIN, desk=DESK), point.console(JONAS, desk=4)
    early = point.kiosk().take().ticket["id"]
    mine = point.kiosk().take().ticket["id"]
    aylin.call(mine)
    aylin.move(mine, "start")
    assert aylin.move(mine, "suspend", why="interpreter").ticket["state"] == "parked"
    assert aylin.move(mine, "come-back").status == 200
    assert jonas.queue()["next"]["ticket"]["id"] == early
    called = aylin.call()
    assert (called.ticket["id"], called.body["reason"]["rule"]) == (mine, "for_you")
    aylin.move(mine, "start")
    assert len(point.consultations(mine)) == 2


@pytest.mark.parametrize("by", ["kiosk", "kiosk by number", "phone"])
@pytest.mark.parametrize("state", ["waiting", "called"])
def test_a_visitor_may_go_and_frees_the_desk(point: ServicePoint, by: str, state: str) -> None:
    aylin = point.console(AYLIN, desk=DESK)
    issued = point.kiosk().take()
    mine = issued.ticket
    if state == "called":
        aylin.call()
    ways: dict[str, Callable[[], Reply]] = {
        "kiosk": lambda: point.kiosk().withdraw(code=mine["code"]),
        "kiosk by number": lambda: point.kiosk().withdraw(number=mine["number"], pin=mine["pin"]),
        "phone": lambda: point.phone(issued).post("withdraw"),
    }
    assert ways[by]().status == 200
    assert point.state(mine["id"]) == "withdrawn"
    assert aylin.queue()["current"] is None
    assert point.display().board()["calls"] == []


def test_deleting_withdraws_and_forgets(point: ServicePoint) -> None:
    issued = point.kiosk().take("housing", "ar", needs=["wheelchair"], persons=4)
    phone = point.phone(issued)
    assert phone.post("delete").body["state"] == "withdrawn"
    ticket = point.ticket(issued.ticket["id"])
    assert (ticket.code, ticket.pin, ticket.needs, ticket.persons) == (None, None, [], None)
    assert phone.status().status == 404
    assert issued.ticket["code"] not in str(remembered(point)), "a kept answer still holds the code"


def logged_as(action: str) -> str:
    return LOGGED_AS.get(action, action.replace("-", "_"))


def remembered(point: ServicePoint) -> dict[str, Any]:
    with point.read() as session:
        return everything(session)
