"""The slow proof of promises 1, 2 and 4: many tickets over several processes, twins and rivals over and over."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.faces import request_id
from tests.support.races import TOPIC, call_until_empty, consoles, issue_all, remembered, statuses, together
from tests.support.server import LiveServer, open_slot_now, running_server

ROUNDS = 5
TWINS = 200


@pytest.fixture
def servers(database_url: str, tmp_path: Path) -> Iterator[list[LiveServer]]:
    """Three processes on either database: SQLite's lock between processes is proved here, too."""
    open_slot_now(database_url)
    with ExitStack() as running:
        yield [
            running.enter_context(running_server(database_url, tmp_path, LOTSE_LOG_LEVEL="WARNING"))
            for _ in range(3)
        ]


def test_rounds_of_many_kiosks_and_consoles(servers: list[LiveServer]) -> None:
    hands = consoles(servers)
    given: list[int] = []
    served: list[int] = []
    for _ in range(ROUNDS):
        given += issue_all(servers, 8, 60)
        served += call_until_empty(hands)
    assert len(set(given)) == len(given) == ROUNDS * 8 * 60
    assert len(set(served)) == len(served) == len(given)
    numbers, called = remembered(servers[0].database_url)
    assert (sorted(numbers), sorted(called)) == (sorted(given), sorted(served))


def test_twins_in_different_processes_give_one_ticket(servers: list[LiveServer]) -> None:
    kiosks = [server.kiosk() for server in servers]
    numbers = []
    for _ in range(TWINS):
        click = request_id()
        replies = together([lambda kiosk=kiosk: kiosk.take(TOPIC, request_id=click) for kiosk in kiosks])  # type: ignore[misc]  # noqa: B023
        (number,) = {reply.ticket["number"] for reply in replies}
        numbers.append(number)
    assert len(set(numbers)) == TWINS


def test_rivals_for_one_visitor(servers: list[LiveServer]) -> None:
    hands = consoles(servers, 8)
    kiosk = servers[0].kiosk()
    for _ in range(60):
        kiosk.take(TOPIC)
        replies = together([console.call for console in hands])
        assert statuses(replies) == [(201, None)] + [(404, "NobodyWaiting")] * 7
        for reply, console in zip(replies, hands, strict=True):
            if reply.status == 201:
                console.move(reply.ticket["id"], "missed")
