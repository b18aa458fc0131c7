"""From a call to the last of 200 boards: `python -m bench.fanout [--calls N] [--boards N] [--phones N]`.

One production server with its one process. A call is one POST on a line that is open; it ends when the last board
has the picture that shows the number. In turn with the calls, a bare broadcast (bench/bare_broadcast.py) sends the
same bytes to as many sockets: the ratio says what the product adds. Then the same while phones follow tickets of the
site: 200 that wait, the others stepped out (--waiting: choosing among a thousand is another measurement). Boards,
phones and caller are one thread (bench/load.py). Milliseconds.
"""

import argparse
import json
import random
import socket
import statistics
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update

from bench.load import Board, Desk, Loop, Phone, PhoneFigures
from bench.service import ROOT, Service, free_port, request_id, service, wait_for
from models import Database, Site, Ticket
from rules.life_cycle import State
from service_point.issuing import TicketWish, issue
from service_point.unit_of_work import Office

BOARDS, CALLS, PHONES, WAITING = 200, 45, 1000, 200
LOST_AFTER_S = 5
QUIET_S = (0.15, 0.35)  # between two calls, by chance: they meet pings and ticks at any moment
SETTLE_S = 2.0  # boards have come in, phones have begun
PHONES_SETTLE_S = 16.0  # every phone has asked once
MOVED_S = 0.15  # the push of "missed" is over
TOPIC = "something-else"
A_CALL = b'"calls":[{'  # the only console has no other call open


def measure(
    calls: int = CALLS, boards: int = BOARDS, phones: int = PHONES, waiting: int = WAITING, seed: int = 5
) -> dict[str, Any]:
    """Raises: AssertionError if a call does not reach every board."""
    random.seed(seed)
    with service(consoles=1) as found, _bare() as bare:
        codes = _issue(found, max(waiting, 2 * calls), phones)
        room = _Room(found, boards, bare)
        first = room.call()  # the server's first one: statements are put together for it
        without = room.measure(calls)
        figures = PhoneFigures()
        crowd = [Phone(room.loop, found.port, code, figures) for code in codes[:phones]]
        room.loop.pause(PHONES_SETTLE_S if crowd else 0)
        with_phones = room.measure(calls) if crowd else None
        for phone in crowd:
            phone.switch_off()
        return {
            "boards": boards,
            "first_call_ms": round(first, 1),
            "without_phones": without,
            "phones": phones,
            "with_phones": with_phones,
            "phone_answers": dict(figures.answers),
            "phone_lines_lost": figures.lines_lost,
            "phone_ms": _summary(figures.times_ms) if figures.times_ms else None,
        }


class _Audience:
    """So many sockets; when the last of them had the first payload with `mark`."""

    def __init__(self, loop: Loop, count: int, port: int, token: str | None, mark: bytes) -> None:
        self._loop, self._mark, self._count = loop, mark, count
        self._waiting: set[int] = set()
        self._last_at = 0.0
        self.payload = b""
        for place in range(count):
            Board(loop, port, token, lambda at, payload, place=place: self._hear(place, at, payload))

    def expect(self) -> None:
        self._waiting = set(range(self._count))

    def wait(self) -> float:
        """When the last one had it, by `perf_counter`."""
        arrived = self._loop.run(lambda: not self._waiting, LOST_AFTER_S)
        assert arrived, f"{len(self._waiting)} of {self._count} never had it"
        return self._last_at

    def _hear(self, place: int, at: float, payload: bytes) -> None:
        if self._mark in payload and place in self._waiting:
            self._waiting.discard(place)
            self._last_at, self.payload = at, payload


class _Room:
    """All boards, twice: at the product and at the bare broadcast."""

    def __init__(self, found: Service, boards: int, bare_port: int) -> None:
        client = found.client()
        client.sign_in(found.usernames[0])
        client.post("/staff/api/duty", desk=1)
        self.loop = Loop()
        self._boards = _Audience(self.loop, boards, found.port, found.tokens["display"][0], A_CALL)
        self._bare = _Audience(self.loop, boards, bare_port, None, A_CALL)
        self._trigger = socket.create_connection(("127.0.0.1", bare_port + 1))
        self._desk = Desk(self.loop, found.port, client.headers)
        self.loop.pause(SETTLE_S)

    def measure(self, calls: int) -> dict[str, Any]:
        pairs = [(self.call(), self._broadcast()) for _ in range(calls)]
        ours, bare = ([pair[side] for pair in pairs] for side in (0, 1))
        ratio = {
            name: round(_summary(ours)[name] / _summary(bare)[name], 1) for name in ("p50", "p95", "p99")
        }
        return {"call_ms": _summary(ours), "bare_ms": _summary(bare), "ratio": ratio}

    def call(self) -> float:
        self._boards.expect()
        began = time.perf_counter()
        self._desk.ask("/staff/api/calls", {"request_id": request_id()})
        last = self._boards.wait()
        ticket = self._desk.answer()["ticket"]
        assert b'"number":%d,' % ticket["number"] in self._boards.payload
        self._desk.ask(f"/staff/api/tickets/{ticket['id']}/missed", {"request_id": request_id()})
        self._desk.answer()
        self.loop.pause(MOVED_S)
        return (last - began) * 1000

    def _broadcast(self) -> float:
        frame = b"\x81\x7e" + struct.pack(">H", len(self._boards.payload)) + self._boards.payload
        self._bare.expect()
        began = time.perf_counter()
        self._trigger.sendall(struct.pack(">I", len(frame)) + frame)
        last = self._bare.wait()
        self.loop.pause(random.uniform(*QUIET_S))
        return (last - began) * 1000


def _issue(found: Service, waiting: int, phones: int) -> list[str]:
    """So many visitors who wait, and others who stepped out if there are more phones; straight into the database.

    Returns the codes of their phone pages, first come first.
    """
    database = Database(found.database_url)
    office = Office(database, lambda: datetime.now(UTC))
    with office.read() as session:
        site_id = session.scalars(select(Site.id)).one()
    with office.write(site_id) as unit:
        count = max(waiting, phones)
        tickets = [issue(unit, TicketWish(TOPIC, "de"), "reception") for _ in range(count)]
        codes = [ticket.code for ticket in tickets]
        out = [ticket.id for ticket in tickets[waiting:]]
        unit.session.execute(update(Ticket).where(Ticket.id.in_(out)).values(state=State.PARKED))
    database.dispose()
    return [code for code in codes if code]


@contextmanager
def _bare() -> Iterator[int]:
    """The port of a bare broadcast; its trigger is the next port."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "bench.bare_broadcast", str(port)], cwd=ROOT)
    try:
        wait_for(port + 1)
        yield port
    finally:
        server.terminate()
        server.wait()


def _summary(times: list[float]) -> dict[str, float]:
    cut = statistics.quantiles(times, n=100, method="inclusive")
    figures = {"p50": cut[49], "p95": cut[94], "p99": cut[98], "max": max(times)}
    return {"n": len(times)} | {name: round(figure, 1) for name, figure in figures.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("calls", CALLS), ("boards", BOARDS), ("phones", PHONES), ("waiting", WAITING)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    print(json.dumps(measure(given.calls, given.boards, given.phones, given.waiting), indent=2))
