"""What the console says about printers: how each one is, and whose slip never came out."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Device, Printer, PrintJob, Ticket
from rules.life_cycle import State
from rules.printers import JobState, PrinterState, may_print, state_now
from service_point.boards import iso
from service_point.calling import may_see
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.printers import printers_in_use

TROUBLES = tuple(
    state for state in PrinterState if not may_print(state) and state is not PrinterState.UNKNOWN
)
STILL_HERE = (State.WAITING, State.PARKED, State.MISSED, State.CALLED)


def printers_json(session: Session, facts: SiteFacts, now: datetime) -> list[dict[str, Any]]:
    """`[{id, kiosks, state, since, waiting}]`: `since` when it is so, `waiting` slips before it."""
    queued = _queued(session, facts)
    return [
        {
            "id": printer.id,
            "kiosks": _kiosks(session, printer),
            "state": state_now(PrinterState(printer.state), printer.checked_at, now),
            "since": iso(printer.state_since) if printer.state_since else None,
            "waiting": queued.get(printer.id, 0),
        }
        for printer in printers_in_use(session, facts.id)
    ]


def _queued(session: Session, facts: SiteFacts) -> dict[int, int]:
    query = (
        select(PrintJob.printer_id, func.count())
        .where(PrintJob.site_id == facts.id, PrintJob.state.in_((JobState.QUEUED, JobState.PRINTING)))
        .group_by(PrintJob.printer_id)
    )
    return {printer_id: count for printer_id, count in session.execute(query)}  # noqa: C416 (rows are no pairs to mypy)


def devices_json(session: Session, facts: SiteFacts, now: datetime) -> list[dict[str, Any]]:
    """The same for whoever looks after the devices: also where each printer listens and when it was last asked."""
    places = {one.id: one for one in printers_in_use(session, facts.id)}
    return [
        {
            **entry,
            "host": places[entry["id"]].host,
            "port": places[entry["id"]].port,
            "checked_at": _iso(places[entry["id"]].checked_at),
        }
        for entry in printers_json(session, facts, now)
    ]


def unprinted_json(session: Session, facts: SiteFacts, who: SignedIn) -> list[dict[str, Any]]:
    """`[{id, number, problem, gave_up, queued_at}]`: visitors still here whose newest slip is not on paper."""
    newest = (
        select(func.max(PrintJob.id))
        .where(PrintJob.site_id == facts.id, PrintJob.ticket_id.is_not(None), PrintJob.sheet == "ticket")
        .group_by(PrintJob.ticket_id)
    )
    rows = session.execute(
        select(PrintJob, Ticket)
        .join(Ticket, Ticket.id == PrintJob.ticket_id)
        .join(Printer, Printer.id == PrintJob.printer_id)
        .where(PrintJob.id.in_(newest), PrintJob.state != JobState.PRINTED, Ticket.state.in_(STILL_HERE))
        .where(
            PrintJob.problem.is_not(None) | (PrintJob.state == JobState.LAPSED) | Printer.state.in_(TROUBLES),
            Ticket.code.is_not(None),
        )
        .order_by(PrintJob.id)
    )
    return [
        {
            "id": ticket.id,
            "number": ticket.number,
            "problem": job.problem,
            "gave_up": job.state == JobState.LAPSED,
            "queued_at": iso(job.queued_at),
        }
        for job, ticket in rows
        if may_see(facts, who, ticket)
    ]


def job_json(job: PrintJob) -> dict[str, Any]:
    return {"id": job.id, "printer": job.printer_id, "state": job.state}


def _kiosks(session: Session, printer: Printer) -> list[str]:
    query = select(Device.name).where(Device.printer_id == printer.id, Device.revoked_at.is_(None))
    return list(session.scalars(query.order_by(Device.name)))


def _iso(at: datetime | None) -> str | None:
    return iso(at) if at else None
