"""Slips outlive restarts, and of several processes one prints: on both databases."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from printing.printer_line import Place
from service_point.print_jobs import printed
from service_point.printers import set_printer
from tests.support.cast import Clock, ServicePoint
from tests.support.paper_printer import PaperPrinter, paper_printer
from tests.support.printing import jobs, printer_at, work
from tests.support.server import open_slot_now, running_server

NO_PROCESS = 2**22 + 1  # above the largest process id of Linux


@pytest.fixture
def printer(point: ServicePoint) -> Iterator[PaperPrinter]:
    """A printer that is switched on, at kiosk 1."""
    with printer_at(point) as printer:
        yield printer


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


@pytest.mark.slow
def test_the_production_server_prints_by_itself_and_again_after_kill_9(
    sqlite_url: str, tmp_path: Path
) -> None:
    """With its own threads: a slip at once; one that waits for a printer that is off comes after the next start."""
    open_slot_now(sqlite_url)
    with paper_printer() as printer:
        with running_server(sqlite_url, tmp_path) as server:
            set_up(sqlite_url, printer)
            assert server.kiosk().take().body["print"] == "queued"
            wait_for(lambda: len(printer.slips) == 1)
            printer.switch_off()
            server.kiosk().take()
            server.kill()
        with running_server(sqlite_url, tmp_path) as server:
            printer.switch_on()
            assert server.kiosk().offer().status == 200  # somebody asks: the server's threads begin
            wait_for(lambda: len(printer.slips) == 2)
            assert server.kiosk().take().body["print"] == "queued"
            wait_for(lambda: len(printer.slips) == 3)


def set_up(url: str, printer: PaperPrinter) -> None:
    """As the command does it, while the server runs."""
    with closing(ServicePoint(url, Clock(datetime.now(UTC)))) as point, point.write() as unit:
        set_printer(unit, "Kiosk 1", "escpos", Place("localhost", printer.port))


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)
