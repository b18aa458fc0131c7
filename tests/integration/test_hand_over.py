"""A visitor is handed on: to a topic, a colleague, a desk; and falls back when the target leaves."""

from typing import Any

import pytest

from tests.support.cast import AYLIN, JONAS, OLHA, ServicePoint
from tests.support.faces import Console


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: nothing here depends on the kind of database, and test_moves.py walks through both."""
    return sqlite_url


class Scene:
    """Aylin (desk 3) talks with a visitor; Jonas (4) and Olha (5) are there."""

    def __init__(self, point: ServicePoint) -> None:
        self.point = point
        self.aylin, self.jonas, self.olha = (
            point.console(name, desk) for name, desk in ((AYLIN, 3), (JONAS, 4), (OLHA, 5))
        )
        self.ticket_id = self.talk()

    def talk(self) -> int:
        ticket_id: int = self.point.kiosk().take("housing", "de").ticket["id"]
        self.aylin.call()
        self.aylin.move(ticket_id, "start")
        return ticket_id

    def hand_over(self, **target: Any) -> Any:
        return self.aylin.move(self.ticket_id, "hand-over", **target)

    def next_of(self, console: Console) -> int | None:
        shown = console.queue()["next"]
        return shown["ticket"]["id"] if shown else None


@pytest.fixture
def scene(point: ServicePoint) -> Scene:
    return Scene(point)


def test_to_another_topic_with_number_and_place_kept(scene: Scene) -> None:
    later = scene.point.kiosk().take("work").ticket["id"]
    before = scene.point.ticket(scene.ticket_id)
    assert scene.hand_over(topic="work", note="other_topic").ticket["topic"] == "work"
    after = scene.point.ticket(scene.ticket_id)
    assert (after.number, after.key_at, after.state) == (before.number, before.key_at, "waiting")
    assert scene.jonas.call().ticket["id"] == scene.ticket_id, f"before {later}, who came later"
    scene.jonas.move(scene.ticket_id, "start")
    first, second = scene.point.consultations(scene.ticket_id)
    assert (first.topic, first.ended_by, second.topic, second.ended_at) == (
        "housing",
        "hand_over",
        "work",
        None,
    )


@pytest.mark.parametrize("by", ["id", "code"])
def test_to_a_colleague_who_alone_may_call(scene: Scene, by: str) -> None:
    jonas: dict[str, Any] = scene.jonas.me
    assert scene.hand_over(case_manager=jonas[by]).status == 200
    assert scene.next_of(scene.olha) is None
    assert scene.next_of(scene.aylin) is None
    called = scene.jonas.call()
    assert (called.ticket["id"], called.body["reason"]["rule"]) == (scene.ticket_id, "for_you")


def test_to_a_desk(scene: Scene) -> None:
    assert scene.hand_over(desk=5).ticket["for_desk"] == 5
    assert scene.next_of(scene.jonas) is None
    assert scene.olha.call().ticket["id"] == scene.ticket_id


def test_to_somebody_off_duty_is_refused(scene: Scene) -> None:
    for target in ({"case_manager": "r-aziz"}, {"desk": 7}, {"case_manager": JONAS, "desk": 5}):
        reply = scene.hand_over(**target)
        assert (reply.status, reply.code) == (409, "NotOnDuty"), target
    assert scene.point.state(scene.ticket_id) == "in_consultation"


def test_to_somebody_on_a_break_is_refused(scene: Scene) -> None:
    scene.jonas.post("/staff/api/duty/break")
    assert scene.hand_over(case_manager=JONAS).code == "NotOnDuty"


@pytest.mark.parametrize("way", ["duty/end", "duty/break"])
def test_when_the_target_leaves_everybody_on_the_topic_may_call(scene: Scene, way: str) -> None:
    scene.hand_over(case_manager=JONAS)
    assert scene.next_of(scene.olha) is None
    scene.jonas.post(f"/staff/api/{way}")
    assert scene.next_of(scene.olha) == scene.ticket_id
    assert scene.olha.call().ticket["id"] == scene.ticket_id


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ({}, "TargetMissing"),
        ({"note": "language"}, "TargetMissing"),
        ({"topic": "gardening"}, "UnknownTopic"),
        ({"desk": 77}, "UnknownDesk"),
        ({"case_manager": "nobody"}, "UnknownChoice"),
        ({"case_manager": 4711}, "UnknownChoice"),
        ({"topic": "work", "note": "Frau Müller kommt wieder"}, "UnknownChoice"),
    ],
)
def test_a_target_that_does_not_exist_is_refused(scene: Scene, target: dict[str, Any], code: str) -> None:
    assert scene.hand_over(**target).code == code
    assert scene.point.state(scene.ticket_id) == "in_consultation"


def test_after_a_hand_over_the_desk_is_free(scene: Scene) -> None:
    other = scene.point.kiosk().take().ticket["id"]
    scene.hand_over(case_manager=JONAS)
    assert scene.aylin.queue()["current"] is None
    assert scene.aylin.call().ticket["id"] == other
