"""From a tap at the kiosk to paper: who prints what where, what the visitor and the staff hear, and nothing twice."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from models import PrintJob
from printing import printer_line
from printing.printer_line import Place
from printing.slip_image import slip_image
from service_point.devices import add_device
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
    kiosk_token,
)
from tests.support.faces import Console, Reply, request_id
from tests.support.paper_printer import PaperPrinter, paper_printer


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: what depends on the kind of database stands in test_print_keepers.py."""
    return sqlite_url


@pytest.fixture
def printer(point: ServicePoint) -> Iterator[PaperPrinter]:
    """A printer that is switched on, at kiosk 1."""
    with paper_printer() as printer:
        give(point, 1, printer)
        yield printer


def give(point: ServicePoint, kiosk: int, printer: PaperPrinter) -> None:
    with point.write() as unit:
        set_printer(unit, f"Kiosk {kiosk}", "escpos", Place("127.0.0.1", printer.port))


def jobs(point: ServicePoint) -> list[PrintJob]:
    with point.read() as session:
        return list(session.scalars(select(PrintJob).order_by(PrintJob.id)))


def work(point: ServicePoint, kiosk: int = 1, **more: Any) -> None:
    """What the printer's thread does now."""
    worker = point.printer_worker(kiosk, **more)
    while worker.look():
        pass


def printers_of(console: Console) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = console.queue()["printers"]
    return found


# --- a slip ---


def test_the_slip_that_comes_out_is_the_one_of_the_phone_page(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    issued = point.kiosk().take("housing", "ar")
    assert issued.body["print"] == "queued"
    pdf = point.line().ask("GET", issued.body["slip_url"]).data
    work(point)
    (slip,) = printer.slips
    assert slip.tobytes() == slip_image(pdf).tobytes()
    assert [(job.state, job.tries, job.problem) for job in jobs(point)] == [("printed", 1, None)]


def test_slips_come_out_in_the_order_of_their_tickets_and_once(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    replies = [point.kiosk().take("housing", "de") for _ in range(3)]
    pictures = [slip_image(point.line().ask("GET", reply.body["slip_url"]).data) for reply in replies]
    for _ in range(3):
        work(point)
    assert [slip.tobytes() for slip in printer.slips] == [picture.tobytes() for picture in pictures]


def test_the_same_click_twice_is_one_slip(point: ServicePoint, printer: PaperPrinter) -> None:
    one = request_id()
    first, again = (point.kiosk().take(request_id=one) for _ in range(2))
    assert first.body == again.body
    work(point)
    assert len(printer.slips) == 1


def test_issuing_does_not_ask_the_printer(point: ServicePoint, printer: PaperPrinter) -> None:
    printer.switch_off()
    issued = point.kiosk().take()
    assert (issued.status, issued.body["print"]) == (201, "queued"), "nobody knows yet"
    assert printer.asked == 0


def test_kiosks_without_a_printer_of_ours_queue_nothing(point: ServicePoint, printer: PaperPrinter) -> None:
    assert point.kiosk(2).take().body["print"] == "none"
    assert jobs(point) == []


def test_two_kiosks_print_on_two_printers(point: ServicePoint, printer: PaperPrinter) -> None:
    with paper_printer() as other:
        give(point, 2, other)
        other.paper = "out"
        for kiosk in (1, 2):
            point.kiosk(kiosk).take()
        work(point, 1)
        work(point, 2)
        assert (len(printer.slips), len(other.slips)) == (1, 0), "one's trouble is not the other's"
        other.new_roll()
        point.clock.forward(seconds=2)
        work(point, 2)
        assert len(other.slips) == 1


def test_two_kiosks_may_share_a_printer(point: ServicePoint, printer: PaperPrinter) -> None:
    give(point, 2, printer)
    for kiosk in (1, 2):
        point.kiosk(kiosk).take()
    work(point, 2)
    assert len(printer.slips) == 2
    assert [entry["kiosks"] for entry in printers_of(point.console(LEAD))] == [["Kiosk 1", "Kiosk 2"]]


def test_a_kiosk_with_a_new_token_keeps_its_printer(point: ServicePoint, printer: PaperPrinter) -> None:
    with point.write() as unit:
        add_device(unit, "kiosk", "Kiosk 1", token=kiosk_token(1))
    assert point.kiosk().take().body["print"] == "queued"


def test_a_kiosk_registered_anew_with_a_browser_prints_through_it(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    with point.write() as unit:
        add_device(unit, "kiosk", "Kiosk 1", "browser", token=kiosk_token(1))
    assert point.kiosk().take().body["print"] == "none"


# --- trouble ---


@pytest.mark.parametrize(
    ("trouble", "state", "told"),
    [
        ({"paper": "out"}, "paper_out", "paper_out"),
        ({"cover_open": True}, "cover_open", "offline"),
        ({"fault": True}, "fault", "offline"),
    ],
)
def test_a_visitor_hears_that_there_will_be_no_slip(
    point: ServicePoint, printer: PaperPrinter, trouble: dict[str, Any], state: str, told: str
) -> None:
    for name, value in trouble.items():
        setattr(printer, name, value)
    work(point)
    offer = point.kiosk().offer().body
    assert list(offer["printers"].values()) == [state]
    assert point.kiosk().take().body["print"] == told
    assert [entry["state"] for entry in printers_of(point.console(AYLIN))] == [state]


def test_a_printer_that_is_switched_off_is_offline_and_prints_when_it_is_on(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    printer.switch_off()
    work(point)
    assert point.kiosk().take().body["print"] == "offline"
    work(point)
    (job,) = jobs(point)
    assert (job.state, job.problem) == ("queued", "offline")
    printer.switch_on()
    work(point)
    assert not printer.slips, "there is a pause between tries"
    point.clock.forward(seconds=1)
    work(point)
    assert len(printer.slips) == 1
    assert [(job.state, job.tries, job.problem) for job in jobs(point)] == [("printed", 2, None)]
    assert printers_of(point.console(AYLIN))[0]["state"] == "ready"


def test_a_printer_that_dies_in_the_middle_prints_the_whole_slip_later(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    printer.dies_after = 20_000
    issued = point.kiosk().take()
    work(point)
    assert not printer.slips
    printer.dies_after = None
    point.clock.forward(seconds=1)
    work(point)
    picture = slip_image(point.line().ask("GET", issued.body["slip_url"]).data)
    assert [slip.tobytes() for slip in printer.slips] == [picture.tobytes()]


def test_paper_that_ends_in_the_middle_gives_one_slip_in_the_end(
    point: ServicePoint, printer: PaperPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer_line, "DONE_S", 0.5)
    printer.rows_left = 300
    point.kiosk().take()
    work(point)
    assert point.kiosk().take().body["print"] == "paper_out"
    printer.new_roll()
    point.clock.forward(seconds=5)
    work(point)
    assert len(printer.slips) == 2


def test_a_slip_that_nobody_waits_for_any_more_is_given_up(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    printer.paper = "out"
    number = point.kiosk().take().ticket["number"]
    work(point)
    printer.new_roll()
    point.clock.forward(minutes=5)
    work(point)
    assert not printer.slips, "it would lie in the tray for everybody"
    assert [job.state for job in jobs(point)] == ["lapsed"]
    (entry,) = point.console(AYLIN).queue()["unprinted"]
    assert (entry["number"], entry["gave_up"]) == (number, True)


def test_everybody_whose_slip_waits_for_a_broken_printer_is_on_the_list(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    numbers = [point.kiosk().take().ticket["number"] for _ in range(3)]
    aylin = point.console(AYLIN)
    assert aylin.queue()["unprinted"] == [], "they are about to be printed"
    printer.paper = "out"
    work(point)
    assert [entry["number"] for entry in aylin.queue()["unprinted"]] == numbers
    assert {entry["gave_up"] for entry in aylin.queue()["unprinted"]} == {False}


@pytest.mark.parametrize("move", ["withdraw", "delete"])
def test_who_gives_the_number_back_gets_no_slip(
    point: ServicePoint, printer: PaperPrinter, move: str
) -> None:
    issued = point.kiosk().take()
    assert point.phone(issued).post(move).status == 200
    work(point)
    assert not printer.slips
    assert [job.state for job in jobs(point)] == ["lapsed"]
    assert point.console(AYLIN).queue()["unprinted"] == []


# --- staff ---


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
    assert refusal(console.post("/staff/api/printers/99/test")) == (404, "UnknownPrinter")


def test_another_sites_printer_is_unknown(point: ServicePoint, printer: PaperPrinter) -> None:
    with point.write() as unit:
        set_printer(unit, "Kiosk 1", "none")
    assert refusal(point.console(LEAD).post("/staff/api/printers/1/test")) == (404, "UnknownPrinter")
    assert printers_of(point.console(LEAD)) == []
