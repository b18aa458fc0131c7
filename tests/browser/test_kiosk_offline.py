"""The kiosk's server dies: numbers from its own stock, printed or shown, and everything handed in when it is back.

One kiosk goes through all of it, on each kind of database: a test begins where the last one left it, at the start screen
with its server there.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from models import Database, Outage, RefusedTicket, Ticket, TicketEvent
from tests.support.chromium import People
from tests.support.effort import now_and_long
from tests.support.server import LiveServer, open_slot_now, running_server
from tests.support.visitor import STOCK, TAPS, Visitor

SECOND, MINUTE = 1_000, 60_000  # ms
HAND_IN = "**/kiosk/api/offline-tickets"
LOOKS_EVERY = 5 * SECOND
VISITORS = 20  # in ten minutes
PATIENCE_S = 60  # 2 s on a quiet machine
PANEL = (360, 640)  # the same page, painted quickly


@dataclass
class Place:
    """A service point whose server can be killed and started again at the same address."""

    database_url: str
    folder: Path
    server: LiveServer = field(init=False)
    _running: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self._database = Database(self.database_url)
        self.start()

    def start(self) -> None:
        port = self.server.port if hasattr(self, "server") else None
        self.server = self._running.enter_context(running_server(self.database_url, self.folder, port))

    def close(self) -> None:
        self._database.dispose()
        self._running.close()

    def rows(self, table: Any) -> list[Any]:
        with self._database.read() as session:
            return list(session.scalars(select(table).order_by(table.id)))


@pytest.fixture(scope="module", params=now_and_long(["sqlite"], ["postgresql"]))
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A prepared database of each kind, for all tests of this file."""
    if request.param == "sqlite":
        prepared: Path = request.getfixturevalue("prepared_sqlite")
        yield f"sqlite:///{shutil.copy(prepared, tmp_path_factory.mktemp('offline') / 'lotse.db')}"
    else:
        prepared_url: str = request.getfixturevalue("prepared_postgres")
        yield prepared_url
        request.getfixturevalue("postgres").restore(prepared_url)


@pytest.fixture(scope="module")
def place(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    open_slot_now(address)
    place = Place(address, tmp_path_factory.mktemp("servers"))
    yield place
    place.close()


@pytest.fixture(scope="module")
def visitor(place: Place, browser: Browser) -> Iterator[Visitor]:
    """At a kiosk that holds numbers, and keeps its page for a time without the server."""
    people = People(browser)
    visitor = Visitor(
        people, place.server.address, PANEL, TAPS, service_workers="allow", reduced_motion="reduce"
    )
    visitor.page.evaluate(REMEMBER_PRINT)
    visitor.page.clock.run_for(16 * SECOND)
    until(visitor, lambda: kept_files(visitor.page) > 50)
    visitor.has_numbers_of_its_own()
    yield visitor
    people.leave()
    assert not people.errors, f"JavaScript errors: {people.errors}"


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
        visitor.speaks("de").wants("housing").tap(".go .primary")
        until(visitor, lambda: visitor.page.locator(".big-number").is_visible())
        printed.append(visitor.number())
        visitor.tap(".done")
        comes_back(place, visitor)
    assert len(unheard) == 1
    assert unheard[0] not in printed
    assert [ticket.number for ticket in place.rows(Ticket)] == printed
    log = [event.action for event in place.rows(TicketEvent)]
    assert log == ["issue", "TicketRenumbered", "issue"]


def test_ten_minutes_without_the_server_lose_nothing_and_double_nothing(
    place: Place, visitor: Visitor
) -> None:
    page = visitor.page
    earlier = [ticket.number for ticket in place.rows(Ticket)]
    before = visitor.takes_a_ticket_quickly()
    outages = len(place.rows(Outage))
    place.server.kill()
    numbers = []
    for turn in range(VISITORS):
        page.clock.run_for(10 * MINUTE // VISITORS)
        if turn == VISITORS // 2:
            page.reload()
            visitor.is_at("start")
            page.evaluate(REMEMBER_PRINT)
            page.clock.run_for(6 * SECOND)
        numbers.append(visitor.takes_a_ticket_quickly(("de", "uk", "ar")[turn % 3]))
    expect(page.locator("#strip")).to_contain_text("Ihre Nummer bekommen Sie")
    comes_back(place, visitor)
    found = {ticket.number: ticket for ticket in place.rows(Ticket)}
    assert len(set(numbers)) == VISITORS
    assert list(found) == [*earlier, before, *numbers], "all of them, once, in their order"
    assert {ticket.state for ticket in found.values()} == {"waiting"}
    assert found[numbers[1]].language == "uk"
    until(visitor, lambda: len(place.rows(Outage)) > outages)
    newest, *_ = place.server.console("lead").get("/staff/api/forecasts").body["outages"]
    assert (newest["kiosk"], newest["tickets"], newest["late"]) == ("Kiosk 1", VISITORS, 0)
    until(visitor, lambda: len(visitor.kept("numbers")) >= STOCK)
    visitor.takes_a_ticket_quickly()
    assert len(place.rows(Ticket)) == len(found) + 1


def test_a_ticket_that_is_not_taken_is_told_to_the_lead_and_kept_until_it_is_settled(
    place: Place, visitor: Visitor
) -> None:
    page, count = visitor.page, len(place.rows(Ticket))
    place.server.kill()
    page.clock.run_for(10 * SECOND)
    number = visitor.takes_a_ticket_quickly("uk")
    (made,) = visitor.kept("tickets")
    page.route(HAND_IN, lambda route: route.continue_(post_data=forged(route)))
    place.start()
    until(visitor, lambda: bool(place.rows(RefusedTicket)))
    lead = place.server.console("lead")
    (refused,) = lead.get("/staff/api/forecasts").body["refused_tickets"]
    assert (refused["number"], refused["language"], refused["why"]) == (number, "uk", "UnknownCode")
    assert [ticket["request_id"] for ticket in visitor.kept("tickets")] == [made["request_id"]]
    lead.post(f"/staff/api/refused-tickets/{refused['id']}/settle")
    until(visitor, lambda: not visitor.kept("tickets"))
    page.unroute(HAND_IN)
    assert len(place.rows(Ticket)) == count


def test_a_kiosk_without_server_and_numbers_sends_to_the_staff_and_mends_by_itself(
    place: Place, visitor: Visitor
) -> None:
    count = len(place.rows(Ticket))
    visitor.uses_up_its_numbers()
    place.server.kill()
    visitor.wakes_it().speaks("de").wants("housing").tap(".go .primary")
    until(visitor, lambda: visitor.page.locator(".screen-trouble h1").is_visible())
    expect(visitor.page.locator("h1")).to_have_text("Bitte gehen Sie zu unserem Personal")
    place.start()
    until(visitor, lambda: visitor.page.locator(".big-number").is_visible())
    number = visitor.number()
    until(visitor, lambda: [ticket.number for ticket in place.rows(Ticket)[count:]] == [number])
    visitor.tap(".done")
    until(visitor, lambda: len(visitor.kept("numbers")) >= STOCK)


def test_the_clock_closes_the_kiosk_and_opens_it_on_the_next_day(place: Place, visitor: Visitor) -> None:
    """The last one: the kiosk's clock is days ahead afterwards."""
    page, count = visitor.page, len(place.rows(Ticket))
    page.clock.run_for(20 * SECOND)
    place.server.kill()
    page.clock.run_for(10 * SECOND)
    number = visitor.takes_a_ticket_quickly("uk")
    slip = page.locator("html").get_attribute("data-printed") or ""
    assert str(number) in slip
    assert "PIN" in slip
    (slot, *others) = plan_of(visitor)["slots"]
    of_today = [
        one for one in (slot, *others) if one["on"] == slot["on"]
    ]  # real time may be just before another
    page.clock.fast_forward(milliseconds(page, of_today[-1]["ends_at"]))
    visitor.speaks("de")
    visitor.is_at("closed")
    expect(page.locator(".again")).to_be_visible()
    later = next(other for other in others if other["on"] > slot["on"])
    page.clock.fast_forward(milliseconds(page, later["opens_at"]))
    visitor.is_at("start")
    page.clock.run_for(LOOKS_EVERY)
    numbers = [visitor.takes_a_ticket_quickly()]
    comes_back(place, visitor)
    tickets = place.rows(Ticket)[count:]
    assert [ticket.number for ticket in tickets] == [number, *numbers]
    assert [ticket.on.isoformat() for ticket in tickets] == [slot["on"], later["on"]]


# --- what the kiosk knows ---------------------------------------------------------------------------------------------------


def comes_back(place: Place, visitor: Visitor) -> None:
    """The server lives again, and the kiosk has handed in everything and told how long it was alone."""
    place.start()
    until(visitor, lambda: not visitor.kept("tickets") and not is_outage_kept(visitor))
    until(
        visitor, lambda: visitor.page.locator("#strip").inner_text() == ""
    )  # the next ticket goes to the server


def is_outage_kept(visitor: Visitor) -> bool:
    return any(isinstance(fact, dict) and "began_at" in fact for fact in visitor.kept("facts"))


def forged(route: Route) -> str:
    """As if the server did not know the number."""
    body = route.request.post_data_json or {}
    return json.dumps({**body, "number": body["number"] + 1_000})


def until(visitor: Visitor, is_so: Callable[[], bool]) -> None:
    """The kiosk's time goes on faster than ours until it is so; ever less so, as its patience with a server ends by it."""
    deadline, pause_ms = time.monotonic() + PATIENCE_S, 20.0
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        visitor.page.clock.run_for(SECOND)
        visitor.page.wait_for_timeout(pause_ms)
        pause_ms = min(pause_ms * 1.2, 400)


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
