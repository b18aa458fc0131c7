"""A thermal printer at a kiosk of the cast, and what its thread would do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from models import PrintJob
from printing.printer_line import Place
from service_point.printers import set_printer
from tests.support.cast import ServicePoint
from tests.support.paper_printer import PaperPrinter, paper_printer


@contextmanager
def printer_at(point: ServicePoint, kiosk: int = 1) -> Iterator[PaperPrinter]:
    """A printer that is switched on, at this kiosk."""
    with paper_printer() as printer:
        give(point, kiosk, printer)
        yield printer


def give(point: ServicePoint, kiosk: int, printer: PaperPrinter) -> None:
    with point.write() as unit:
        set_printer(unit, f"Kiosk {kiosk}", "escpos", Place("127.0.0.1", printer.port))


def work(point: ServicePoint, kiosk: int = 1, me: str = "") -> None:
    """What the printer's thread does now. `me`: another process."""
    worker = point.printer_worker(kiosk, me)
    while worker.look():
        pass


def jobs(point: ServicePoint) -> list[PrintJob]:
    with point.read() as session:
        return list(session.scalars(select(PrintJob).order_by(PrintJob.id)))
