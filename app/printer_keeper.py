"""Keeps the printers: a thread each, which prints what waits and asks now and then how the printer is.

Issuing never waits for it: a slip is a row in a table, written with its ticket. With several processes a printer is
kept by one of them; when that one is gone, whoever notices takes it over (`take` in service_point/printers.py).
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial

from app.this_process import is_gone, my_name
from printing.escpos import slip_bands
from printing.printer_line import PrinterTrouble, print_bands, read_state
from printing.slip_image import slip_image
from rules.printers import CHECK_EVERY, PrinterState
from service_point.print_jobs import ClaimedJob, claim, failed, give_up, paper_of, printed
from service_point.printers import KnownPrinter, note_state, printers_to_keep, take
from service_point.unit_of_work import Office

LOOK_S = 1.0  # what other processes and commands ask for is seen this soon; our own at once
AFTER_TROUBLE_S = 5.0

log = logging.getLogger("lotse.printing")


class PrinterKeeper:
    """One thread looks which printers there are; each printer has a thread of its own."""

    def __init__(
        self,
        office: Office,
        phone_url: Callable[[str | None], str | None],
        dates_url: Callable[[str], str | None] = lambda _site: None,
    ) -> None:
        self._office = office
        self._phone_url, self._dates_url = phone_url, dates_url
        self._workers: dict[KnownPrinter, PrinterWorker] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._started = False

    def start(self) -> None:
        """Begin once a process, however often it is asked."""
        with self._lock:
            if self._started or self._stopped.is_set():
                return
            self._started = True
        threading.Thread(target=self._look_for_ever, name="printers", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()
        for worker in list(self._workers.values()):
            worker.stop()

    def announce(self, site_id: int) -> None:
        """The site has changed: perhaps a slip waits. Never fails, never waits."""
        for printer, worker in list(self._workers.items()):
            if printer.site_id == site_id:
                worker.wake()

    def _look_for_ever(self) -> None:
        while not self._stopped.is_set():
            try:
                self._look()
            except Exception:
                log.exception("the list of printers could not be read; trying again")
            self._stopped.wait(LOOK_S)

    def _look(self) -> None:
        wanted = set(printers_to_keep(self._office))
        for printer in self._workers.keys() - wanted:
            self._workers.pop(printer).stop()
        for printer in wanted - self._workers.keys():
            self._workers[printer] = PrinterWorker(
                self._office, printer, self._phone_url, dates_url=self._dates_url
            )
            self._workers[printer].start()


class PrinterWorker:
    """Looks after one printer. `look` does one round and is all that tests need."""

    def __init__(
        self,
        office: Office,
        printer: KnownPrinter,
        phone_url: Callable[[str | None], str | None],
        me: str = "",
        dates_url: Callable[[str], str | None] = lambda _site: None,
    ) -> None:
        self._office = office
        self._printer = printer
        self._phone_url, self._dates_url = phone_url, dates_url
        self._me = me or my_name()
        self._checked_at: datetime | None = None
        self._unrecorded: Callable[[], None] | None = (
            None  # what came of a slip, while the database takes nothing
        )
        self._woken = threading.Event()
        self._stopped = False

    def start(self) -> None:
        threading.Thread(target=self._work_for_ever, name=f"printer-{self._printer.id}", daemon=True).start()

    def stop(self) -> None:
        self._stopped = True
        self._woken.set()

    def wake(self) -> None:
        self._woken.set()

    def look(self) -> bool:
        """Print one slip, or else ask how the printer is, if that was long ago. Returns whether a slip was tried."""
        self._record()
        if not take(self._office, self._printer, self._me, is_gone):
            return False
        job = claim(self._office, self._printer)
        if job is not None:
            self._print(job)
            return True
        if self._is_check_due():
            self._note(read_state(self._printer.place))
        return False

    def _work_for_ever(self) -> None:
        while not self._stopped:
            self._woken.clear()
            pause_s = LOOK_S
            try:
                while self.look() and not self._stopped:
                    pass
            except Exception:
                log.exception("printer %s: trying again in %s s", self._printer.id, AFTER_TROUBLE_S)
                pause_s = AFTER_TROUBLE_S
            self._woken.wait(pause_s)

    def _print(self, job: ClaimedJob) -> None:
        try:
            bands = self._bands(job)
        except Exception:
            log.exception("job %s cannot be drawn", job.id)
            bands = None
        if bands is None:
            give_up(self._office, self._printer, job.id)
            return
        try:
            state = print_bands(self._printer.place, bands)
        except PrinterTrouble as trouble:
            log.warning("printer %s, job %s, try %s: %s", self._printer.id, job.id, job.tries, trouble)
            self._unrecorded = partial(failed, self._office, self._printer, job, trouble.state)
        else:
            self._unrecorded = partial(printed, self._office, self._printer, job, state)
        self._record()

    def _record(self) -> None:
        """Again until the database has it: what is on paper must not be printed once more."""
        if self._unrecorded is None:
            return
        self._unrecorded()
        self._unrecorded, self._checked_at = None, self._office.clock()

    def _bands(self, job: ClaimedJob) -> list[bytes] | None:
        pdf = paper_of(self._office, self._printer, job, self._phone_url, self._dates_url)
        return list(slip_bands(slip_image(pdf, self._printer.width_dots))) if pdf else None

    def _is_check_due(self) -> bool:
        return self._checked_at is None or self._office.clock() - self._checked_at >= CHECK_EVERY

    def _note(self, state: PrinterState) -> None:
        note_state(self._office, self._printer, state)
        self._checked_at = self._office.clock()
