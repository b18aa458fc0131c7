"""Slips on their way to paper: asked for at issue or by hand, printed by a keeper of the printer, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Device, Printer, PrintJob, Ticket
from printing.date_slip import date_slip_pdf
from printing.next_steps_pdf import next_steps_pdf
from printing.slip_pdf import slip_pdf
from printing.trial_page import trial_pdf
from rules.errors import NoPrinter, NothingToPrint, UnknownEvent
from rules.life_cycle import State
from rules.logged import Logged
from rules.printers import JobState, PrinterState, is_too_old, pause_after, state_now, told_visitor
from service_point.audit import note
from service_point.calling import visible_ticket
from service_point.coming import coming_date
from service_point.date_slips import date_slip_of
from service_point.facts import SiteFacts
from service_point.next_steps import own_sheet, sheet_for_staff
from service_point.people import SignedIn
from service_point.printers import KnownPrinter, note_state, printer_in_use, printers_in_use
from service_point.slips import slip_of
from service_point.unit_of_work import Office, Unit

TICKET, NEXT_STEPS = "ticket", "next_steps"
WANTED = (State.WAITING, State.CALLED, State.PARKED, State.MISSED, State.IN_CONSULTATION)


@dataclass(frozen=True)
class ClaimedJob:
    id: int
    ticket_id: int | None  # None: a date, or a test print
    tries: int  # with this one
    problem: str | None  # of the last try
    sheet: str = TICKET
    date_key: str | None = None
    language: str | None = None


# --- asked for ---


def queue_slip(unit: Unit, kiosk_id: int, ticket: Ticket) -> str:
    """The slip of a ticket that kiosk `kiosk_id` has just issued. Returns the word for the visitor: "queued",
    "paper_out", "offline", or "none" when no printer of ours belongs to the kiosk. Never waits for a printer.
    """
    device = unit.session.get_one(Device, kiosk_id)
    if device.printer_id is None:
        return "none"
    printer = unit.session.get_one(Printer, device.printer_id)
    _add(unit, printer, ticket_id=ticket.id)
    return told_visitor(state_now(PrinterState(printer.state), printer.checked_at, unit.now))


def queue_date(unit: Unit, kiosk_id: int, key: str, language: str) -> str:
    """The slip of a date to come, in `language`; the word for the visitor as `queue_slip`. Raises: UnknownEvent."""
    coming_date(unit.session, unit.facts, key, unit.now)
    device = unit.session.get_one(Device, kiosk_id)
    if device.printer_id is None:
        return "none"
    printer = unit.session.get_one(Printer, device.printer_id)
    _add(unit, printer, date_key=key, language=language)
    return told_visitor(state_now(PrinterState(printer.state), printer.checked_at, unit.now))


def reprint(unit: Unit, who: SignedIn, ticket_id: int, printer_id: int | None = None) -> PrintJob:
    """The slip once more, on the given printer, else where it was last to be printed, else on the site's first.

    Raises: UnknownTicket, NothingToPrint, UnknownPrinter, NoPrinter.
    """
    ticket = visible_ticket(unit, who, ticket_id)
    if ticket.code is None or ticket.state not in WANTED:
        raise NothingToPrint(id=ticket_id)
    last = unit.session.scalars(
        select(PrintJob)
        .where(PrintJob.ticket_id == ticket_id, PrintJob.sheet == TICKET)
        .order_by(PrintJob.id.desc())
    ).first()
    printer = _printer_for(unit, printer_id, last)
    note(unit, Logged.SLIP_REPRINTED, number=ticket.number, printer=printer.id)
    if last is not None and last.state == JobState.QUEUED:  # still to come: sooner, but not twice
        last.printer_id, last.queued_at, last.next_try_at = printer.id, unit.now, unit.now
        last.staff_id = who.staff_id
        return last
    return _add(unit, printer, ticket_id=ticket_id, staff_id=who.staff_id)


def print_next_steps(unit: Unit, who: SignedIn, ticket_id: int, printer_id: int | None = None) -> PrintJob:
    """The next-step slip, on the given printer, else on the site's first.

    Raises: UnknownTicket, NothingToPrint, NotYours, UnknownPrinter, NoPrinter.
    """
    own_sheet(unit.session, unit.facts, who, ticket_id)
    printer = _printer_for(unit, printer_id, None)
    return _add(unit, printer, ticket_id=ticket_id, staff_id=who.staff_id, sheet=NEXT_STEPS)


def trial_print(unit: Unit, who: SignedIn, printer_id: int) -> PrintJob:
    """A test print. Raises: UnknownPrinter."""
    job = _add(unit, printer_in_use(unit.session, unit.facts, printer_id), staff_id=who.staff_id)
    note(unit, Logged.TEST_PRINTED, printer=printer_id)
    return job


def _printer_for(unit: Unit, printer_id: int | None, last: PrintJob | None) -> Printer:
    if printer_id is not None:
        return printer_in_use(unit.session, unit.facts, printer_id)
    printers = printers_in_use(unit.session, unit.site_id)
    if not printers:
        raise NoPrinter
    return next((one for one in printers if last and one.id == last.printer_id), printers[0])


def _add(unit: Unit, printer: Printer, **wanted: Any) -> PrintJob:
    """`wanted`: ticket_id and sheet, or date_key and language, or nothing for a test print; staff_id of who asked."""
    job = PrintJob(
        site_id=unit.site_id, printer_id=printer.id, **{"sheet": TICKET, **wanted},
        state=JobState.QUEUED, tries=0, queued_at=unit.now, next_try_at=unit.now,
    )  # fmt: skip
    unit.session.add(job)
    unit.session.flush()
    return job


# --- printed ---


def claim(office: Office, printer: KnownPrinter) -> ClaimedJob | None:
    """The slip to print now, if there is one; strictly in the order in which they were asked for."""
    now = office.clock()
    with office.read() as session:
        job = session.scalars(
            select(PrintJob)
            .where(PrintJob.printer_id == printer.id, PrintJob.state == JobState.QUEUED)
            .order_by(PrintJob.id)
            .limit(1)
        ).first()
    if job is None or job.next_try_at > now:
        return None
    if is_too_old(job.queued_at, now):
        give_up(office, printer, job.id)
        return claim(office, printer)
    is_ours = _quietly(office, job.id, JobState.QUEUED, state=JobState.PRINTING, tries=job.tries + 1)
    if not is_ours:
        return None
    return ClaimedJob(
        job.id, job.ticket_id, job.tries + 1, job.problem, job.sheet, job.date_key, job.language
    )


def _quietly(office: Office, job_id: int, before: JobState, **values: Any) -> bool:
    """Nothing that a page shows: so the site's version stays, and no picture goes out."""
    with office.database.write() as session:
        changed = session.execute(
            update(PrintJob).where(PrintJob.id == job_id, PrintJob.state == before).values(**values)
        )
        return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def paper_of(
    office: Office,
    printer: KnownPrinter,
    job: ClaimedJob,
    phone_url: Callable[[str | None], str | None],
    dates_url: Callable[[str], str | None] = lambda _site: None,
) -> bytes | None:
    """What to print, as PDF; None when nobody wants it any more (the ticket or date is over, or its code deleted)."""
    now = office.clock()
    with office.read() as session:
        facts = office.facts(session, printer.site_id)
        if job.date_key is not None:
            return _date_paper(session, facts, job, now, dates_url(facts.code))
        if job.ticket_id is None:
            return trial_pdf(facts.short_name, _called(session, printer), now, facts.zone.key)
        ticket = session.get_one(Ticket, job.ticket_id)
        if job.sheet == NEXT_STEPS:
            return _next_steps(session, facts, ticket)
        if ticket.code is None or ticket.state not in WANTED:
            return None
        slip = slip_of(session, facts, ticket, phone_url(ticket.code))
    return slip_pdf(slip)


def _date_paper(
    session: Session, facts: SiteFacts, job: ClaimedJob, now: datetime, url: str | None
) -> bytes | None:
    try:
        date = coming_date(session, facts, job.date_key or "", now)
    except UnknownEvent:
        return None
    return date_slip_pdf(date_slip_of(facts, date, job.language or facts.default_language, url))


def _next_steps(session: Session, facts: SiteFacts, ticket: Ticket) -> bytes | None:
    try:
        return next_steps_pdf(sheet_for_staff(session, facts, ticket))
    except NothingToPrint:  # deleted meanwhile
        return None


def _called(session: Session, printer: KnownPrinter) -> str:
    """How staff knows the printer: by its kiosks, and where it listens."""
    kiosks = session.scalars(select(Device.name).where(Device.printer_id == printer.id).order_by(Device.name))
    return f"{', '.join(kiosks)} · {printer.place.host}:{printer.place.port}"


def printed(office: Office, printer: KnownPrinter, job: ClaimedJob, state: PrinterState) -> None:
    """It is on paper: never again. `state`: how the printer is after it."""
    with office.write(printer.site_id) as unit:
        _change(unit, job.id, state=JobState.PRINTED, problem=None, ended_at=unit.now)
    note_state(office, printer, state)


def failed(office: Office, printer: KnownPrinter, job: ClaimedJob, state: PrinterState) -> None:
    """It is not, or not whole, on paper: after a pause it is tried again."""
    next_try_at = office.clock() + pause_after(job.tries)
    if job.problem == state:
        _quietly(office, job.id, JobState.PRINTING, state=JobState.QUEUED, next_try_at=next_try_at)
    else:
        with office.write(printer.site_id) as unit:
            _change(unit, job.id, state=JobState.QUEUED, problem=state, next_try_at=next_try_at)
    note_state(office, printer, state)


def give_up(office: Office, printer: KnownPrinter, job_id: int) -> None:
    """It is not tried again; the console says that the slip was never printed."""
    with office.write(printer.site_id) as unit:
        _change(unit, job_id, state=JobState.LAPSED, ended_at=unit.now)


def _change(unit: Unit, job_id: int, **values: Any) -> None:
    unit.session.execute(
        update(PrintJob)
        .where(PrintJob.id == job_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
