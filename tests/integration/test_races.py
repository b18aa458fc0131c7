"""Races: several processes on PostgreSQL, threads of one process on SQLite; nobody gets a number or a visitor twice."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle

import pytest

from tests.support.cast import kiosk_token, prepare
from tests.support.faces import Kiosk, Reply
from tests.support.races import (
    TOPIC,
    call_until_empty,
    consoles,
    issue_all,
    passes,
    remembered,
    statuses,
    talk_until_empty,
    together,
)
from tests.support.server import LiveServer, open_slot_now, running_server

KIOSKS, EACH = 8, 12
PAIRS_OF_EACH_KIND = 8  # three kinds; tests/long has more
PROCESSES = {"sqlite": 1, "postgresql": 2}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def servers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[LiveServer]]:
    """One process of threads on SQLite, two processes on PostgreSQL; both tests use them."""
    folder, kind = tmp_path_factory.mktemp("races"), request.param
    url = (
        f"sqlite:///{folder / 'lotse.db'}"
        if kind == "sqlite"
        else request.getfixturevalue("postgres").create()
    )
    prepare(url)
    open_slot_now(url)
    with ExitStack() as running:
        yield [
            running.enter_context(running_server(url, folder, LOTSE_LOG_LEVEL="WARNING"))
            for _ in range(PROCESSES[kind])
        ]


@pytest.mark.slow
def test_eight_kiosks_and_eight_consoles(servers: list[LiveServer]) -> None:
    hands = consoles(servers)
    numbers = issue_all(servers, KIOSKS, EACH)
    assert len(numbers) == KIOSKS * EACH
    assert sorted(numbers) == list(range(min(numbers), min(numbers) + KIOSKS * EACH)), (
        "distinct, and none is missing"
    )
    called = call_until_empty(hands)
    assert len(called) == len(set(called)) == KIOSKS * EACH
    kept_numbers, kept_calls = remembered(servers[0].database_url)
    assert sorted(kept_numbers) == sorted(numbers)
    assert sorted(kept_calls) == sorted(called)
    by_ordinary, by_any = passes(servers[0].database_url)
    assert (max(by_ordinary) <= 3, max(by_any) <= 8) == (True, True)


@pytest.mark.slow
def test_eight_desks_together_pass_nobody_more_often_than_the_caps(servers: list[LiveServer]) -> None:
    """Those whom few can serve overtake the others: as often as the rule allows, and not once more."""
    hands = consoles(servers)
    first, later = ["de"] * 10, ["uk", "fa", "pl", "ro", "kmr", "it", "ru", "prs"] * 3  # one speaker each
    for server, language in zip(cycle(servers), first + later, strict=False):
        assert server.kiosk().take(TOPIC, "de", advice_languages=[language]).status == 201
    talk_until_empty(hands)
    by_ordinary, by_any = passes(servers[0].database_url)
    assert max(by_ordinary) == 3
    assert max(by_any) <= 8


@pytest.mark.slow
def test_pairs_pressing_at_the_same_moment(servers: list[LiveServer]) -> None:
    """One visitor, two hands: one wins, the other is told, and no desk keeps a visitor twice."""
    one, two = consoles(servers, 2)
    kiosk = servers[0].kiosk()
    holder = Kiosk(servers[-1].line(), kiosk_token(2))
    for _ in range(PAIRS_OF_EACH_KIND):
        ticket = kiosk.take(TOPIC).ticket
        replies = together([one.call, two.call])
        assert statuses(replies) == [(201, None), (404, "NobodyWaiting")]
        clear(replies, (one, two))

        ticket = kiosk.take(TOPIC).ticket
        replies = together([lambda: one.call(ticket["id"]), lambda: two.call(ticket["id"])])  # noqa: B023
        assert statuses(replies) == [(201, None), (409, "AlreadyCalled")]
        clear(replies, (one, two))

        ticket = kiosk.take(TOPIC).ticket
        gone, call = together([lambda: holder.withdraw(code=ticket["code"]), one.call])  # noqa: B023
        assert gone.status == 200, gone
        assert (call.status, call.code) in {(201, None), (404, "NobodyWaiting")}
        assert one.queue()["current"] is None, "whoever was first: the visitor is gone, the desk free"


def clear(replies: list[Reply], hands: tuple[object, ...]) -> None:
    for reply, console in zip(replies, hands, strict=True):
        if reply.status == 201:
            console.move(reply.ticket["id"], "withdraw")  # type: ignore[attr-defined]
