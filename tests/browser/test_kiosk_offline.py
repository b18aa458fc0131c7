"""The kiosk's server dies: numbers from its own stock, printed or shown, and everything handed in when it is back."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from models import Database, Outage, Ticket, TicketEvent
from tests.support.chromium import People
from tests.support.effort import now_and_long
from tests.support.server import LiveServer, open_slot_now, running_server
from tests.support.visitor import STOCK, Visitor

SECOND, MINUTE = 1_000, 60_000  # ms
LOOKS_EVERY = 5 * SECOND
VISITORS = {"sqlite": 20, "postgresql": 4}  # in ten minutes; what the page does is the same
PATIENCE_S = 60  # 2 s on a quiet machine


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
    visitor = Visitor(people, place.server.address, service_workers="allow")
    visitor.page.clock.run_for(16 * SECOND)
    until(visitor, lambda: kept_files(visitor.page) > 50)
    visitor.has_numbers_of_its_own()
    return visitor


def test_ten_minutes_without_the_server_lose_nothing_and_double_nothing(
    place: Place, visitor: Visitor
) -> None:
    page = visitor.page
    before = visitor.takes_a_ticket()
    visitor.tap(".done")
    place.server.kill()
    numbers = []
    count = VISITORS[place.database_url.split(":")[0].split("+")[0]]
    for turn in range(count):
        page.clock.run_for(10 * MINUTE // count)
        if turn == count // 2:
            page.reload()
            visitor.is_at("start")
            page.clock.run_for(6 * SECOND)
        numbers.append(visitor.takes_a_ticket(("de", "uk", "ar")[turn % 3]))
        visitor.tap(".done")
    expect(page.locator("#strip")).to_contain_text("Ihre Nummer bekommen Sie")
    place.start()
    until(visitor, lambda: not visitor.kept("tickets"))
    found = {ticket.number: ticket for ticket in place.rows(Ticket)}
    assert len(set(numbers)) == count
    assert list(found) == [before, *numbers], "all of them, once, in their order"
    assert {ticket.state for ticket in found.values()} == {"waiting"}
    assert found[numbers[1]].language == "uk"
    until(visitor, lambda: bool(place.rows(Outage)))
    (outage,) = place.server.console("lead").get("/staff/api/forecasts").body["outages"]
    assert (outage["kiosk"], outage["tickets"], outage["late"]) == ("Kiosk 1", count, 0)
    until(visitor, lambda: len(visitor.kept("numbers")) >= STOCK)
    visitor.takes_a_ticket()
    assert len(place.rows(Ticket)) == count + 2


@pytest.mark.parametrize("database_url", now_and_long(["sqlite"], ["postgresql"]), indirect=True)
def test_the_printed_number_stands_when_the_server_dies_in_the_middle_of_a_post(
    place: Place, visitor: Visitor
) -> None:
    unheard: list[int] = []

    def die_before_answering(route: Route) -> None:
        unheard.append(route.fetch().json()["ticket"]["number"])
        place.server.kill()
        route.abort()

    def die_at_once(route: Route) -> None:
        place.server.kill()
        route.abort()

    printed = []
    for death in (die_before_answering, die_at_once):
        visitor.page.route("**/kiosk/api/tickets", death, times=1)
        printed.append(visitor.takes_a_ticket())
        visitor.tap(".done")
        place.start()
        until(visitor, lambda: not visitor.kept("tickets"))
    assert len(unheard) == 1
    assert unheard[0] not in printed
    assert [ticket.number for ticket in place.rows(Ticket)] == printed
    log = [event.action for event in place.rows(TicketEvent)]
    assert log == ["issue", "TicketRenumbered", "issue"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_clock_closes_the_kiosk_and_opens_it_on_the_next_day(place: Place, visitor: Visitor) -> None:
    page = visitor.page
    page.evaluate(REMEMBER_PRINT)
    place.server.kill()
    number = visitor.takes_a_ticket("uk")
    slip = page.locator("html").get_attribute("data-printed") or ""
    assert str(number) in slip
    assert "PIN" in slip
    visitor.tap(".done")
    (slot, *others) = plan_of(visitor)["slots"]
    page.clock.fast_forward(milliseconds(page, slot["ends_at"]))
    visitor.speaks("de")
    visitor.is_at("closed")
    expect(page.locator(".again")).to_be_visible()
    later = next(other for other in others if other["on"] > slot["on"])
    page.clock.fast_forward(milliseconds(page, later["opens_at"]))
    visitor.is_at("start")
    page.clock.run_for(LOOKS_EVERY)
    numbers = [visitor.takes_a_ticket()]
    place.start()
    until(visitor, lambda: not visitor.kept("tickets"))
    tickets = place.rows(Ticket)
    assert [ticket.number for ticket in tickets] == [number, *numbers]
    assert [ticket.on.isoformat() for ticket in tickets] == [slot["on"], later["on"]]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_kiosk_without_server_and_numbers_sends_to_the_staff_and_mends_by_itself(
    place: Place, visitor: Visitor
) -> None:
    visitor.uses_up_its_numbers()
    place.server.kill()
    visitor.speaks("de").wants("housing").tap(".go .primary")
    expect(visitor.page.locator("h1")).to_have_text("Bitte gehen Sie zu unserem Personal")
    place.start()
    until(visitor, lambda: visitor.page.locator(".big-number").is_visible())
    number = visitor.number()
    until(visitor, lambda: [ticket.number for ticket in place.rows(Ticket)] == [number])


# --- what the kiosk knows ---------------------------------------------------------------------------------------------------


def until(visitor: Visitor, is_so: Callable[[], bool]) -> None:
    """The kiosk's time goes on a little faster than ours until it is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        visitor.page.clock.run_for(SECOND)
        visitor.page.wait_for_timeout(200)


def milliseconds(page: Page, until_at: str) -> int:
    """From the page's now until a minute after this time."""
    return int(page.evaluate("at => Date.parse(at) - Date.now()", until_at)) + MINUTE


REMEMBER_PRINT = """() => {
  window.print = () => (document.documentElement.dataset.printed = document.querySelector(".paper-slip").innerText);
}"""
KEPT = """async () => {
  let count = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if (await cache.match("/kiosk/kept")) count += (await cache.keys()).length;
  }
  return navigator.serviceWorker.controller ? count : 0;
}"""


def kept_files(page: Page) -> int:
    return int(page.evaluate(KEPT))


def plan_of(visitor: Visitor) -> dict[str, Any]:
    """The hours that the kiosk goes by."""
    return next(fact for fact in visitor.kept("facts") if isinstance(fact, dict) and "slots" in fact)
