"""Many hands at once against one or several running servers, over one database: what races need."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import select

from models import Call, Database, Ticket
from tests.support.cast import CASE_MANAGERS
from tests.support.faces import Console, Reply
from tests.support.server import LiveServer

Made = TypeVar("Made")
TOPIC = "something-else"  # everybody of the cast serves it


def together(works: Sequence[Callable[[], Made]]) -> list[Made]:
    """Do all at the same moment, each in a thread of its own; the first error is raised."""
    gate = threading.Barrier(len(works))

    def wait_and_do(work: Callable[[], Made]) -> Made:
        gate.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as hands:
        return [done.result() for done in [hands.submit(wait_and_do, work) for work in works]]


def consoles(servers: Sequence[LiveServer], count: int = 8) -> list[Console]:
    """So many case managers on duty, spread over the servers."""
    return [
        servers[place % len(servers)].console(CASE_MANAGERS[place], desk=place + 1) for place in range(count)
    ]


def issue_all(servers: Sequence[LiveServer], kiosks: int, each: int) -> list[int]:
    """Every kiosk takes its tickets one after the other, all kiosks at once. Returns the numbers given."""

    def take(place: int) -> list[int]:
        kiosk = servers[place % len(servers)].kiosk(place + 1)
        replies = [kiosk.take(TOPIC) for _ in range(each)]
        assert {reply.status for reply in replies} == {201}, [
            reply for reply in replies if reply.status != 201
        ]
        return [reply.ticket["number"] for reply in replies]

    lists = together([lambda place=place: take(place) for place in range(kiosks)])  # type: ignore[misc]
    return [number for numbers in lists for number in numbers]


def call_until_empty(hands: Sequence[Console]) -> list[int]:
    """Every console calls and marks missed until nobody waits. Returns the ids called, in no order."""

    def work(console: Console) -> list[int]:
        called = []
        while (reply := console.call()).status == 201:
            called.append(reply.ticket["id"])
            assert console.move(reply.ticket["id"], "missed").status == 200
        assert reply.code == "NobodyWaiting", reply
        return called

    lists = together([lambda console=console: work(console) for console in hands])  # type: ignore[misc]
    return [ticket_id for called in lists for ticket_id in called]


def talk_until_empty(hands: Sequence[Console]) -> None:
    """All press "next" at the same moment, each begins and ends the talk, and again, until nobody waits."""
    while True:
        replies = together([console.call for console in hands])
        called = [
            (console, reply) for console, reply in zip(hands, replies, strict=True) if reply.status == 201
        ]
        if not called:
            return
        together([lambda pair=pair: _talk(*pair) for pair in called])  # type: ignore[misc]


def _talk(console: Console, called: Reply) -> None:
    for action, body in (("start", {}), ("finish", {"outcomes": ["settled"]})):
        assert console.move(called.ticket["id"], action, **body).status == 200


def statuses(replies: Sequence[Reply]) -> list[tuple[int, str | None]]:
    return sorted((reply.status, reply.code) for reply in replies)


def passes(database_url: str) -> tuple[list[int], list[int]]:
    """How often each ticket was passed: by ordinary ones, by any."""
    database = Database(database_url)
    with database.read() as session:
        rows = session.execute(select(Ticket.passed_by_ordinary, Ticket.passed_by_any)).all()
    database.dispose()
    return [row[0] for row in rows], [row[1] for row in rows]


def remembered(database_url: str) -> tuple[list[int], list[int]]:
    """(numbers of all tickets, ticket ids of all calls) in the database."""
    database = Database(database_url)
    with database.read() as session:
        numbers = list(session.scalars(select(Ticket.number)))
        called = list(session.scalars(select(Call.ticket_id)))
    database.dispose()
    return numbers, called
