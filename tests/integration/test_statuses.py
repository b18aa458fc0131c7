"""Phones are answered from memory: the same as from the database, never later than a second, and without asking it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from rules.errors import UnknownCode
from rules.forecast import FRESH_FOR
from rules.life_cycle import State
from service_point.boards import ticket_picture
from service_point.issuing import TicketWish, issue
from service_point.statuses import LOOK_EVERY_S, Statuses
from service_point.unit_of_work import Office
from tests.support.cast import AYLIN, JONAS, ServicePoint
from tests.support.effort import now_and_long
from tests.support.futures import forecast_now

FOLLOWED = {State.WAITING, State.PARKED, State.MISSED, State.CALLED, State.IN_CONSULTATION}

ONE_DATABASE = pytest.mark.parametrize(
    "database_url", now_and_long(["sqlite"], ["postgresql"]), indirect=True
)


class Seconds:
    """The process's own clock."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(office.database.engine, "before_cursor_execute", note)


@ONE_DATABASE
def test_memory_and_database_say_the_same_in_every_state(point: ServicePoint) -> None:
    tickets = [point.kiosk().take("housing").ticket for _ in range(7)]
    aylin, jonas = point.console(AYLIN, desk=3), point.console(JONAS, desk=4)
    aylin.move(aylin.call().ticket["id"], "missed")
    aylin.move(aylin.call().ticket["id"], "start")
    jonas.call()
    point.console("reception").move(tickets[4]["id"], "park")
    states = set()
    for ticket in tickets:
        status = point.app.extensions["lotse"].statuses.of(ticket["code"])
        with point.read() as session:
            facts = point.office.facts(session, point.site_id)
            known = ticket_picture(session, facts, point.ticket(ticket["id"]), point.clock.now)
        assert status.picture == known
        states.add(known["state"])
    assert states == FOLLOWED


@ONE_DATABASE
def test_phones_that_ask_again_leave_the_database_alone(point: ServicePoint) -> None:
    statuses = point.app.extensions["lotse"].statuses
    statuses._clock_s = Seconds()
    phones = [point.phone(point.kiosk().take("housing")) for _ in range(5)]
    etags = [phone.status().headers["ETag"] for phone in phones]
    with statements(point.office) as asked:
        for phone, etag in zip(phones, etags, strict=True):
            assert phone.status().status == 200
            answer = phone.status(**{"If-None-Match": etag})
            assert (answer.status, answer.data) == (304, b"")
    assert asked == []
    point.kiosk().take("housing")
    assert phones[0].status(**{"If-None-Match": etags[0]}).status == 200, "a change is seen at once"


@ONE_DATABASE
def test_what_another_process_changed_is_seen_within_a_second(point: ServicePoint) -> None:
    seconds = Seconds()
    statuses = Statuses(point.office, seconds)
    first, second = (point.kiosk().take("housing").ticket["code"] for _ in range(2))
    assert statuses.of(second).picture["ahead"] == 1  # type: ignore[union-attr]
    other_point = ServicePoint(point.url, point.clock)
    assert other_point.kiosk().withdraw(code=first).status == 200
    seconds.now += LOOK_EVERY_S
    assert statuses.of(second).picture["ahead"] == 0  # type: ignore[union-attr]
    other_point.close()


@ONE_DATABASE
def test_what_the_clock_changes_is_seen(point: ServicePoint) -> None:
    statuses = Statuses(point.office, Seconds())
    code = point.kiosk().take("housing").ticket["code"]
    point.console(AYLIN, desk=3)
    forecast_now(point)
    assert statuses.of(code).picture["wait"]  # type: ignore[union-attr]
    point.clock.forward(seconds=FRESH_FOR.total_seconds() + 1)
    assert statuses.of(code).picture["wait"] is None, "an old forecast is none"  # type: ignore[union-attr]
    point.clock.forward(hours=24)
    assert statuses.of(code) is None
    with pytest.raises(UnknownCode):
        statuses.of(code)


@ONE_DATABASE
def test_a_ticket_that_has_ended_is_not_kept(point: ServicePoint) -> None:
    statuses = point.app.extensions["lotse"].statuses
    phone = point.phone(point.kiosk().take("housing"))
    assert phone.status().body["state"] == "waiting"
    phone.post("withdraw")
    assert phone.status().body["state"] == "withdrawn"
    assert statuses.of(phone.code) is None
    assert statuses._site_of == {}


@ONE_DATABASE
def test_an_unknown_code_is_unknown(point: ServicePoint) -> None:
    with pytest.raises(UnknownCode):
        Statuses(point.office).of("no code at all")
    with point.write() as unit:
        issue(unit, TicketWish("housing", "de"), "reception")
    assert point.line().ask("GET", "/t/guessed/status").status == 404


@ONE_DATABASE
def test_while_somebody_is_called_phones_wait_until_the_boards_know(point: ServicePoint) -> None:
    """From the first moment of the change until the push has ended, but never long."""
    pushing, may_end = threading.Event(), threading.Event()

    def messages_of(_site_id: int, _listeners: object) -> Iterator[Any]:
        pushing.set()
        may_end.wait(10)
        return iter(())

    broadcaster = type(point.app.extensions["broadcaster"])(point.app.extensions["live"], messages_of, list)
    broadcaster.start()
    assert broadcaster.wait_until_calm()
    with broadcaster.writing():
        assert not broadcaster.wait_until_calm()
        broadcaster.announce(point.site_id)
        assert pushing.wait(10)
    assert not broadcaster.wait_until_calm(), "it is still being pushed"
    may_end.set()
    until(broadcaster.wait_until_calm)
    with pytest.raises(UnknownCode), broadcaster.writing():
        raise UnknownCode
    assert broadcaster.wait_until_calm(), "what failed is over"
    broadcaster.stop()


@ONE_DATABASE
def test_statuses_are_made_a_few_at_a_time(point: ServicePoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service_point.statuses.AT_A_TIME", 3)
    codes = [point.kiosk().take("housing").ticket["code"] for _ in range(7)]
    statuses, gave_way = Statuses(point.office), []
    statuses.let_boards_go_first = lambda: gave_way.append(1)
    assert None not in [statuses.of(code) for code in codes]
    assert len(gave_way) == 1 + 1 + 3, "before, after the rows were read, and with every third"


def until(true: Callable[[], bool]) -> None:
    for _ in range(100):
        if true():
            return
    raise AssertionError("never")
