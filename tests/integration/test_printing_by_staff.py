"""What staff sees of printers and slips, and does about them: states with their age, reprints, test prints."""

from collections.abc import Iterator
from typing import Any

import pytest

from service_point.printers import set_printer
from tests.support.cast import (
    AUDITOR,
    AYLIN,
    GUEST,
    JONAS,
    LEAD,
    OPERATOR,
    RECEPTION,
    ServicePoint,
)
from tests.support.faces import Console, Reply
from tests.support.paper_printer import PaperPrinter, paper_printer
from tests.support.printing import give, printer_at, work


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: what depends on the kind of database stands in test_print_keepers.py."""
    return sqlite_url


@pytest.fixture
def printer(point: ServicePoint) -> Iterator[PaperPrinter]:
    """A printer that is switched on, at kiosk 1."""
    with printer_at(point) as printer:
        yield printer


def printers_of(console: Console) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = console.queue()["printers"]
    return found


def test_the_state_of_a_printer_is_live_with_its_age(point: ServicePoint, printer: PaperPrinter) -> None:
    work(point)
    since = printers_of(point.console(AYLIN))[0]["since"]
    version = point.version
    for _ in range(3):
        point.clock.forward(seconds=10)
        work(point)
    assert point.version == version, "asking again is no news"
    assert printers_of(point.console(AYLIN))[0]["since"] == since
    printer.paper = "near_end"
    point.clock.forward(seconds=10)
    work(point)
    assert point.version > version
    point.clock.forward(minutes=9)
    work(point)
    entry = printers_of(point.console(AYLIN))[0]
    assert (entry["state"], entry["since"]) == ("near_end", "2026-11-23T12:00:40.000Z")


def test_a_printer_that_nobody_asks_any_more_is_unknown(point: ServicePoint, printer: PaperPrinter) -> None:
    work(point)
    point.clock.forward(seconds=60)
    assert printers_of(point.console(AYLIN))[0]["state"] == "unknown"
    assert point.kiosk().take().body["print"] == "queued"


@pytest.mark.parametrize("who", [AYLIN, LEAD, RECEPTION])
def test_staff_prints_a_slip_once_more(point: ServicePoint, printer: PaperPrinter, who: str) -> None:
    ticket_id = point.kiosk().take().ticket["id"]
    work(point)
    reply = point.console(who).move(ticket_id, "reprint")
    assert (reply.status, reply.body["state"]) == (201, "queued")
    work(point)
    one, other = printer.slips
    assert one.tobytes() == other.tobytes()


def test_a_reprint_of_a_slip_that_is_still_to_come_is_no_second_one(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    printer.paper = "out"
    ticket_id = point.kiosk().take().ticket["id"]
    work(point)
    printer.new_roll()
    assert point.console(AYLIN).move(ticket_id, "reprint").status == 201
    work(point)
    assert len(printer.slips) == 1


def test_a_given_up_slip_can_be_printed_again(point: ServicePoint, printer: PaperPrinter) -> None:
    printer.paper = "out"
    ticket_id = point.kiosk().take().ticket["id"]
    work(point)
    point.clock.forward(minutes=5)
    work(point)
    printer.new_roll()
    aylin = point.console(AYLIN)
    assert aylin.move(ticket_id, "reprint").status == 201
    work(point)
    assert len(printer.slips) == 1
    assert aylin.queue()["unprinted"] == []


def test_a_ticket_from_the_reception_is_printed_where_it_is_asked_for(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    with paper_printer() as other:
        give(point, 2, other)
        reception = point.console(RECEPTION)
        ticket_id = reception.take().ticket["id"]
        second = printers_of(reception)[1]["id"]
        assert reception.move(ticket_id, "reprint", printer=second).body["printer"] == second
        work(point, 2)
        assert (len(printer.slips), len(other.slips)) == (0, 1)


def test_refusals_of_a_reprint_say_why(point: ServicePoint) -> None:
    aylin = point.console(AYLIN)
    issued = point.kiosk().take()
    ticket_id = issued.ticket["id"]
    assert refusal(aylin.move(ticket_id, "reprint")) == (409, "NoPrinter")
    assert refusal(aylin.move(ticket_id, "reprint", printer=77)) == (404, "UnknownPrinter")
    assert refusal(aylin.move(99_999, "reprint")) == (404, "UnknownTicket")
    point.phone(issued).post("withdraw")
    assert refusal(aylin.move(ticket_id, "reprint")) == (409, "NothingToPrint")


def refusal(reply: Reply) -> tuple[int, str | None]:
    return reply.status, reply.code


def test_who_may_print(point: ServicePoint, printer: PaperPrinter) -> None:
    ticket_id = point.kiosk().take().ticket["id"]
    for who in (GUEST, OPERATOR, AUDITOR):
        assert refusal(point.console(who).move(ticket_id, "reprint")) == (403, "NotAllowed"), who
    for who in (AYLIN, RECEPTION, GUEST, AUDITOR):
        assert refusal(point.console(who).get("/staff/api/printers")) == (403, "NotAllowed"), who
        assert refusal(point.console(who).post("/staff/api/printers/1/test")) == (403, "NotAllowed"), who


def test_a_discreet_visitors_slip_is_seen_and_printed_only_by_those_who_serve_them(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    printer.paper = "out"
    ticket_id = point.kiosk().take("family").ticket["id"]
    work(point)
    assert len(point.console(AYLIN).queue()["unprinted"]) == 1
    for who in (JONAS, RECEPTION, LEAD):
        assert point.console(who).queue()["unprinted"] == [], who
        assert refusal(point.console(who).move(ticket_id, "reprint")) == (404, "UnknownTicket"), who


@pytest.mark.parametrize("who", [LEAD, OPERATOR])
def test_leads_and_operators_try_the_printer(point: ServicePoint, printer: PaperPrinter, who: str) -> None:
    console = point.console(who)
    work(point)
    (entry,) = console.get("/staff/api/printers").body["printers"]
    assert (entry["state"], entry["host"], entry["port"]) == ("ready", "127.0.0.1", printer.port)
    assert console.post(f"/staff/api/printers/{entry['id']}/test").status == 201
    work(point)
    (page,) = printer.slips
    assert page.width == 576
    for unknown in (99, 10**30):
        reply = console.post(f"/staff/api/printers/{unknown}/test")
        assert refusal(reply) == (404, "UnknownPrinter")


def test_another_sites_printer_is_unknown(point: ServicePoint, printer: PaperPrinter) -> None:
    with point.write() as unit:
        set_printer(unit, "Kiosk 1", "none")
    assert refusal(point.console(LEAD).post("/staff/api/printers/1/test")) == (404, "UnknownPrinter")
    assert printers_of(point.console(LEAD)) == []
