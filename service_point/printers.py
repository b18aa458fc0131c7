"""Network printers: which kiosk prints on which, how they are, and which process keeps them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Device, Printer, PrintJob
from printing.printer_line import Place
from rules.errors import UnknownChoice, UnknownPrinter
from rules.printers import LEASE, JobState, PrinterState, state_now
from service_point.facts import SiteFacts
from service_point.unit_of_work import Office, Unit

KINDS = ("escpos", "browser", "none")


@dataclass(frozen=True)
class KnownPrinter:
    id: int
    site_id: int
    place: Place
    width_dots: int


def set_printer(unit: Unit, kiosk: str, kind: str, place: Place | None = None) -> None:
    """How the kiosk named `kiosk` prints: "escpos" on the printer at `place`, "browser", or "none".

    Raises: UnknownChoice (no such kiosk).
    """
    device = unit.session.scalars(
        select(Device).where(Device.site_id == unit.site_id, Device.kind == "kiosk", Device.name == kiosk)
    ).one_or_none()
    if device is None:
        raise UnknownChoice(field=kiosk)
    device.printer = kind
    device.printer_id = _printer_at(unit, place).id if place else None


def _printer_at(unit: Unit, place: Place) -> Printer:
    known = unit.session.scalars(
        select(Printer).where(
            Printer.site_id == unit.site_id, Printer.host == place.host, Printer.port == place.port
        )
    ).one_or_none()
    if known is None:
        known = Printer(site_id=unit.site_id, host=place.host, port=place.port)
        unit.session.add(known)
        unit.session.flush()
    return known


def printers_in_use(session: Session, site_id: int | None = None) -> list[Printer]:
    """Those that at least one kiosk prints on, of one site or of all."""
    used = select(Device.printer_id).where(Device.printer_id.is_not(None), Device.revoked_at.is_(None))
    query = select(Printer).where(Printer.id.in_(used)).order_by(Printer.id)
    return list(session.scalars(query if site_id is None else query.where(Printer.site_id == site_id)))


def printers_to_keep(office: Office) -> list[KnownPrinter]:
    """Every printer of every site that somebody has to look after."""
    with office.read() as session:
        return [
            KnownPrinter(one.id, one.site_id, Place(one.host, one.port), one.width_dots)
            for one in printers_in_use(session)
        ]


def printer_in_use(session: Session, facts: SiteFacts, printer_id: int) -> Printer:
    """Raises: UnknownPrinter."""
    found = [one for one in printers_in_use(session, facts.id) if one.id == printer_id]
    if not found:
        raise UnknownPrinter(id=printer_id)
    return found[0]


def kiosk_printers(session: Session, facts: SiteFacts, now: datetime) -> dict[str, str]:
    """Device id (as text: JSON's keys) → state of its printer, for kiosks that have one of ours."""
    rows = session.execute(
        select(Device.id, Printer.state, Printer.checked_at)
        .join(Printer, Printer.id == Device.printer_id)
        .where(Device.site_id == facts.id, Device.revoked_at.is_(None))
        .order_by(Device.id)
    )
    return {str(row.id): state_now(PrinterState(row.state), row.checked_at, now) for row in rows}


def take(office: Office, printer: KnownPrinter, me: str, is_gone: Callable[[str], bool]) -> bool:
    """Whether the process `me` keeps this printer now: it did, nobody does, or who did is gone.

    One conditional UPDATE decides between two processes. Slips that the last keeper left half done are tried again.
    """
    now = office.clock()
    with office.read() as session:
        row = session.get_one(Printer, printer.id)
    if row.kept_by == me:
        return True
    is_free = row.kept_by is None or row.checked_at is None or now - row.checked_at >= LEASE
    if not is_free and not is_gone(row.kept_by or ""):
        return False
    with office.database.write() as session:
        seen = Printer.kept_by.is_(None) if row.kept_by is None else Printer.kept_by == row.kept_by
        taken = session.execute(
            update(Printer).where(Printer.id == printer.id, seen).values(kept_by=me, checked_at=now)
        )
        if taken.rowcount == 1:  # type: ignore[attr-defined]
            session.execute(
                update(PrintJob)
                .where(PrintJob.printer_id == printer.id, PrintJob.state == JobState.PRINTING)
                .values(state=JobState.QUEUED, next_try_at=now)
            )
        return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def note_state(office: Office, printer: KnownPrinter, state: PrinterState) -> None:
    """The printer has been asked. Pages hear of it when it has changed."""
    now = office.clock()
    with office.read() as session:
        row = session.get_one(Printer, printer.id)
    shown = state_now(PrinterState(row.state), row.checked_at, now)
    if shown is state and row.state == state:
        _quietly(office, printer.id, checked_at=now)
        return
    with office.write(printer.site_id) as unit:
        unit.session.execute(
            update(Printer)
            .where(Printer.id == printer.id)
            .values(state=state, state_since=row.state_since if row.state == state else now, checked_at=now)
            .execution_options(synchronize_session=False)
        )


def _quietly(office: Office, printer_id: int, **values: Any) -> None:
    """Nothing that a page shows: so the site's version stays, and no picture goes out."""
    with office.database.write() as session:
        session.execute(update(Printer).where(Printer.id == printer_id).values(**values))
