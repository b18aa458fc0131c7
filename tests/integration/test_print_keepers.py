"""Slips outlive restarts, and of several processes one prints: on both databases."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from models import PrintJob
from printing.printer_line import Place
from service_point.print_jobs import printed
from service_point.printers import set_printer
from tests.support.cast import ServicePoint
from tests.support.paper_printer import PaperPrinter, paper_printer

NO_PROCESS = 2**22 + 1  # above the largest process id of Linux


@pytest.fixture
def printer(point: ServicePoint) -> Iterator[PaperPrinter]:
    """A printer that is switched on, at kiosk 1."""
    with paper_printer() as printer:
        with point.write() as unit:
            set_printer(unit, "Kiosk 1", "escpos", Place("127.0.0.1", printer.port))
        yield printer


def jobs(point: ServicePoint) -> list[PrintJob]:
    with point.read() as session:
        return list(session.scalars(select(PrintJob).order_by(PrintJob.id)))


def work(point: ServicePoint, me: str = "") -> None:
    """What the printer's thread does now. `me`: another process."""
    worker = point.printer_worker(me=me)
    while worker.look():
        pass


def test_slips_outlive_a_restart_and_what_was_printed_is_not_printed_again(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    point.kiosk().take()
    work(point, me="box/1/first")
    for _ in range(2):
        point.kiosk().take()
    point.clock.forward(seconds=61)
    restarted = ServicePoint(point.url, point.clock)
    work(restarted, me="box/1/second")
    restarted.close()
    assert len(printer.slips) == 3
    assert {job.tries for job in jobs(point)} == {1}


def test_a_slip_that_was_being_printed_when_the_server_died_is_printed_by_the_next(
    point: ServicePoint, printer: PaperPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    point.kiosk().take()
    dying = point.printer_worker(me="box/1/first")
    monkeypatch.setattr("app.printer_keeper.print_bands", killed)
    with pytest.raises(KeyboardInterrupt):
        dying.look()
    monkeypatch.undo()
    assert [job.state for job in jobs(point)] == ["printing"]
    work(point, me="box/1/second")
    assert not printer.slips, "the first may still be at it"
    point.clock.forward(seconds=61)
    work(point, me="box/1/second")
    assert len(printer.slips) == 1


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_keeper_of_this_machine_whose_process_is_gone_is_followed_at_once(
    point: ServicePoint, printer: PaperPrinter
) -> None:
    gone = f"{socket.gethostname()}/{NO_PROCESS}/x"
    point.printer_worker(me=gone).look()
    point.kiosk().take()
    work(point)
    assert len(printer.slips) == 1


def test_only_one_of_two_processes_prints(point: ServicePoint, printer: PaperPrinter) -> None:
    work(point, me="box/1/a")
    point.kiosk().take()
    work(point, me="other/2/b")
    assert not printer.slips
    work(point, me="box/1/a")
    assert len(printer.slips) == 1


def test_a_printed_slip_is_not_printed_again_when_the_database_was_busy(
    point: ServicePoint, printer: PaperPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy_once(*what: Any) -> None:
        monkeypatch.undo()
        calls.append(what)
        if len(calls) == 1:
            raise OSError("busy")
        printed(*what)

    calls: list[Any] = []
    point.kiosk().take()
    worker = point.printer_worker()
    monkeypatch.setattr("app.printer_keeper.printed", busy_once)
    with pytest.raises(OSError, match="busy"):
        worker.look()
    assert [job.state for job in jobs(point)] == ["printing"]
    worker.look()
    assert [job.state for job in jobs(point)] == ["printed"]
    assert (len(calls), len(printer.slips)) == (2, 1)


def test_the_night_forgets_what_was_printed(point: ServicePoint, printer: PaperPrinter) -> None:
    point.kiosk().take()
    work(point)
    point.night()
    assert len(jobs(point)) == 1
    point.clock.forward(hours=12)
    point.night()
    assert jobs(point) == []
