"""How the kiosks are: what each one said of itself, and since when one has been silent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Device
from rules.kiosks import KioskState, kiosk_state
from service_point.boards import iso
from service_point.facts import SiteFacts
from service_point.printers import kiosk_printers
from service_point.unit_of_work import Office


@dataclass(frozen=True)
class Heartbeat:
    """What a kiosk says every 20 s. `clock_offset`: the server's clock less its own; `unsent`: tickets to hand in."""

    page: str
    up_for: timedelta
    clock_offset: timedelta
    unsent: int


def note_heartbeat(office: Office, device_id: int, site_id: int, beat: Heartbeat) -> None:
    """The kiosk is there. Consoles hear of it when something that they show has changed."""
    now = office.clock()
    with office.read() as session:
        device = session.get_one(Device, device_id)
    values = {
        "seen_at": now,
        "page_since": same_start(device.page_since, now - beat.up_for),
        "page": beat.page,
        "clock_offset_s": round(beat.clock_offset.total_seconds()),
        "unsent": beat.unsent,
    }
    after = kiosk_state(now, beat.unsent, beat.clock_offset, now)
    change = update(Device).where(Device.id == device_id).values(**values)
    if after is _state(device, now):
        with office.database.write() as session:  # the site's version stays, and no picture goes out
            session.execute(change)
        return
    with office.write(site_id) as unit:
        unit.session.execute(change.execution_options(synchronize_session=False))


def kiosks_json(session: Session, facts: SiteFacts, now: datetime) -> list[dict[str, Any]]:
    """`[{id, name, state, since}]`, the same while nothing happens. `since`: when a silent one was last heard of."""
    return [
        {"id": one.id, "name": one.name, "state": state, "since": _since(one, state)}
        for one in _kiosks(session, facts.id)
        for state in (_state(one, now),)
    ]


def kiosk_details_json(
    session: Session, facts: SiteFacts, now: datetime, page_of: Callable[[str], str]
) -> list[dict[str, Any]]:
    """The same with everything it said. `page_of(printer)`: the page that a kiosk with such a printer should show."""
    printers = kiosk_printers(session, facts, now)
    return [
        {
            **entry,
            "seen_at": iso(one.seen_at) if one.seen_at else None,
            "page_since": iso(one.page_since) if one.page_since else None,
            "page": one.page,
            "is_current": one.page == page_of(one.printer),
            "clock_offset_s": one.clock_offset_s,
            "unsent": one.unsent,
            "printer": printers.get(str(one.id), one.printer),
        }
        for one, entry in zip(_kiosks(session, facts.id), kiosks_json(session, facts, now), strict=True)
    ]


def same_start(known: datetime | None, told: datetime) -> datetime:
    """A page was opened once: seconds on the line do not move that."""
    if known is not None and abs(known - told) < timedelta(seconds=10):
        return known
    return told


def _kiosks(session: Session, site_id: int) -> list[Device]:
    query = select(Device).where(
        Device.site_id == site_id, Device.kind == "kiosk", Device.revoked_at.is_(None)
    )
    return list(session.scalars(query.order_by(Device.name, Device.id)))


def _state(device: Device, now: datetime) -> KioskState:
    return kiosk_state(device.seen_at, device.unsent, timedelta(seconds=device.clock_offset_s), now)


def _since(device: Device, state: KioskState) -> str | None:
    return iso(device.seen_at) if state is KioskState.LOST and device.seen_at else None
