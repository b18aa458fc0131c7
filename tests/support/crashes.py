"""A server that is killed without warning while kiosks post, and what must be true afterwards."""

import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

from tests.support.cast import kiosk_token
from tests.support.faces import HttpLine, Kiosk, request_id
from tests.support.races import TOPIC, remembered
from tests.support.server import LiveServer, open_slot_now, running_server

KIOSKS = 4
PATIENCE_S = 60
RUNS_FOR_S = 0.5  # before it is killed: some dozens of tickets


class Visitors:
    """Take tickets at one kiosk until the line breaks; what was asked and what was acknowledged is kept."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, tuple[int, dict[str, Any]]] = {}  # request id → kiosk, answer
        self.in_doubt: dict[str, int] = {}  # request id → kiosk: asked, and never answered

    def take(self, address: str, place: int) -> None:
        kiosk = Kiosk(HttpLine(address), kiosk_token(place))
        while True:
            click = request_id()
            self.in_doubt[click] = place
            try:
                reply = kiosk.take(TOPIC, request_id=click)
            except requests.RequestException:
                return
            self.acknowledged[click] = (place, reply.ticket)
            del self.in_doubt[click]


def visits_through_crashes(database_url: str, folder: Path, crashes: int) -> None:
    """Kill the server so often, start it again each time, and check every promise about what it had acknowledged."""
    open_slot_now(database_url)
    visitors = Visitors()
    for _ in range(crashes):
        with running_server(database_url, folder, LOTSE_LOG_LEVEL="WARNING") as server:
            _kill_while_posting(server, visitors)
    assert len(visitors.acknowledged) > KIOSKS * crashes, "a crash before any ticket proves nothing"
    with running_server(database_url, folder) as server:
        _ask_again(server, visitors)
    numbers, _ = remembered(database_url)
    given = [ticket["number"] for _, ticket in visitors.acknowledged.values()]
    assert len(given) == len(set(given))
    assert sorted(numbers) == sorted(given), "each ticket once, and none that nobody holds"


def offline_through_a_crash(database_url: str, folder: Path) -> None:
    """The same, but kiosks don't wait: whoever got no answer takes a number of the kiosk's own, and that one stands."""
    open_slot_now(database_url)
    visitors = Visitors()
    with running_server(database_url, folder, LOTSE_LOG_LEVEL="WARNING") as server:
        stocks = {place: server.kiosk(place).reserve().body["numbers"] for place in range(1, KIOSKS + 1)}
        _kill_while_posting(server, visitors)
    in_doubt = dict(visitors.in_doubt)
    assert len(in_doubt) == KIOSKS
    with running_server(database_url, folder) as server:
        printed = [_hand_in(server, place, click, stocks[place][0]) for click, place in in_doubt.items()]
    numbers, _ = remembered(database_url)
    given = [ticket["number"] for _, ticket in visitors.acknowledged.values()]
    assert len(given) > KIOSKS
    assert sorted(numbers) == sorted(given + printed), "each ticket once, with the number its holder has"


def _hand_in(server: LiveServer, place: int, click: str, stub: dict[str, Any]) -> int:
    """Twice, since the first answer may have been lost as well."""
    made = {"issued_at": datetime.now(UTC).isoformat(), "request_id": click}
    first, second = (server.kiosk(place).hand_in(stub, TOPIC, **made) for _ in range(2))
    assert first.body == second.body
    assert first.ticket["number"] == stub["number"]
    return int(stub["number"])


def _kill_while_posting(server: LiveServer, visitors: Visitors) -> None:
    threads = [
        threading.Thread(target=visitors.take, args=(server.address, place)) for place in range(1, KIOSKS + 1)
    ]
    before = len(visitors.acknowledged)
    for thread in threads:
        thread.start()
    time.sleep(RUNS_FOR_S)
    deadline = time.monotonic() + PATIENCE_S
    while len(visitors.acknowledged) <= before + KIOSKS and time.monotonic() < deadline:
        time.sleep(0.01)  # a busy machine: a crash before any ticket would prove nothing
    server.kill()
    for thread in threads:
        thread.join()


def _ask_again(server: LiveServer, visitors: Visitors) -> None:
    """The kiosks repeat every click: what was answered is answered the same, what was in doubt is done once."""
    for click, (place, ticket) in visitors.acknowledged.items():
        assert server.kiosk(place).take(TOPIC, request_id=click).ticket == ticket
    for click, place in visitors.in_doubt.items():
        visitors.acknowledged[click] = (place, server.kiosk(place).take(TOPIC, request_id=click).ticket)
