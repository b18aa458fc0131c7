"""The kiosk's server dies: numbers from its own stock, printed or shown, and everything handed in when it is back."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from models import Database, LeasedNumber, Outage, Slot, Ticket, TicketEvent
from tests.support.chromium import People
from tests.support.server import LiveServer, open_slot_now, running_server
from tests.support.visitor import Visitor

SECOND, MINUTE = 1_000, 60_000  # ms
STOCK = 30
LOOKS_EVERY = 5 * SECOND


@dataclass
class Place:
    """A service point whose server can be killed and started again at the same address."""

    database_url: str
    folder: Path
    _running: ExitStack = field(default_factory=ExitStack)
    server: LiveServer = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        port = self.server.port if hasattr(self, "server") else None
        self.server = self._running.enter_context(running_server(self.database_url, self.folder, port))

    def close(self) -> None:
        self._running.close()

    def rows(self, table: Any) -> list[Any]:
        database = Database(self.database_url)
        with database.read() as session:
            found = list(session.scalars(select(table).order_by(table.id)))
        database.dispose()
        return found


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Iterator[Place]:
    open_slot_now(database_url)
    place = Place(database_url, tmp_path)
    yield place
    place.close()


@pytest.fixture
def visitor(place: Place, people: People) -> Visitor:
    """At a kiosk that holds numbers, and keeps its page for a time without the server."""
    visitor = Visitor(people, place.server.address)
    visitor.page.clock.run_for(16 * SECOND)
    until(visitor, lambda: kept_files(visitor.page) > 50)
    until(visitor, lambda: numbers_left(visitor.page) >= STOCK)
    return visitor


def test_ten_minutes_without_the_server_lose_nothing_and_double_nothing(place: Place, visitor: Visitor) -> None:
    page = visitor.page
    before = visitor.takes_a_ticket()
    visitor.tap(".done")
    place.server.kill()
    numbers = []
    for turn in range(20):
        page.clock.run_for(30 * SECOND)
        if turn == 10:
            page.reload()
            visitor.is_at("start")
            page.clock.run_for(6 * SECOND)
        numbers.append(visitor.takes_a_ticket(("de", "uk", "ar")[turn % 3]))
        visitor.tap(".done")
    expect(page.locator("#strip")).to_contain_text("Ihre Nummer bekommen Sie")
    place.start()
    until(visitor, lambda: not waiting_to_be_handed_in(page))
    found = {ticket.number: ticket for ticket in place.rows(Ticket)}
    assert len(set(numbers)) == 20
    assert list(found) == [before, *numbers], "all of them, once, in their order"
    assert {ticket.state for ticket in found.values()} == {"waiting"}
    assert found[numbers[1]].language == "uk"
    until(visitor, lambda: bool(place.rows(Outage)))
    (outage,) = place.rows(Outage)
    assert outage.ended_at - outage.began_at >= timedelta(minutes=0)
    until(visitor, lambda: numbers_left(page) >= STOCK)
    visitor.takes_a_ticket()
    assert len(place.rows(Ticket)) == 22


def test_the_printed_number_stands_when_the_server_died_after_making_the_ticket(
    place: Place, visitor: Visitor
) -> None:
    unheard: list[int] = []

    def die_before_answering(route: Route) -> None:
        unheard.append(route.fetch().json()["ticket"]["number"])
        place.server.kill()
        route.abort()

    visitor.page.route("**/kiosk/api/tickets", die_before_answering, times=1)
    printed = visitor.takes_a_ticket()
    assert unheard
    assert printed not in unheard
    place.start()
    until(visitor, lambda: not waiting_to_be_handed_in(visitor.page))
    (ticket,) = place.rows(Ticket)
    assert ticket.number == printed
    assert [event.action for event in place.rows(TicketEvent)] == ["issue", "TicketRenumbered"]


def test_the_server_dies_before_it_made_the_ticket(place: Place, visitor: Visitor) -> None:
    def die_at_once(route: Route) -> None:
        place.server.kill()
        route.abort()

    visitor.page.route("**/kiosk/api/tickets", die_at_once, times=1)
    printed = visitor.takes_a_ticket()
    place.start()
    until(visitor, lambda: not waiting_to_be_handed_in(visitor.page))
    (ticket,) = place.rows(Ticket)
    assert ticket.number == printed


# --- what the kiosk knows ---------------------------------------------------------------------------------------------------


def until(visitor: Visitor, is_so: Any, tries: int = 60) -> None:
    """The kiosk's time goes on until it is so."""
    for _ in range(tries):
        if is_so():
            return
        visitor.page.clock.run_for(LOOKS_EVERY)
        visitor.page.wait_for_timeout(50)
    raise AssertionError("it never came to that")


KEPT = """async () => {
  let count = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if (await cache.match("/kiosk/kept")) count += (await cache.keys()).length;
  }
  return navigator.serviceWorker.controller ? count : 0;
}"""
STORED = """(store) => new Promise((resolve) => {
  const opening = indexedDB.open("lotse-kiosk");
  opening.onsuccess = () => {
    const asked = opening.result.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
  };
})"""


def kept_files(page: Page) -> int:
    return int(page.evaluate(KEPT))


def numbers_left(page: Page) -> int:
    return len(page.evaluate(STORED, "numbers"))


def waiting_to_be_handed_in(page: Page) -> list[Any]:
    found: list[Any] = page.evaluate(STORED, "tickets")
    return found
