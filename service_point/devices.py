"""Kiosks and displays: registered by a token that is shown once."""

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from models import Device
from rules.errors import NotSignedIn
from rules.logged import Logged
from service_point.audit import note
from service_point.passwords import hash_token
from service_point.unit_of_work import Actor, Office, Unit

KINDS = ("kiosk", "display")
PRINTERS = ("browser", "none")


@dataclass(frozen=True)
class KnownDevice:
    id: int
    site_id: int
    kind: str
    name: str
    printer: str

    @property
    def actor(self) -> Actor:
        return Actor(self.kind, self.id)


def add_device(unit: Unit, kind: str, name: str, printer: str | None = None, token: str | None = None) -> str:
    """Register a device, or give a known one a new token. Returns the token: it isn't kept.

    `printer`: "browser" or "none"; None: a known device keeps its own, a new one has "browser".
    """
    token = token or secrets.token_urlsafe(32)
    device = unit.session.scalars(
        select(Device).where(Device.site_id == unit.site_id, Device.kind == kind, Device.name == name)
    ).one_or_none()
    if device is None:
        device = Device(site_id=unit.site_id, kind=kind, name=name, created_at=unit.now, printer="browser")
        unit.session.add(device)
    device.token_hash, device.revoked_at = hash_token(token), None
    if printer is not None:
        device.printer, device.printer_id = printer, None
    unit.session.flush()
    note(unit, Logged.DEVICE_ADDED, kind=kind, device=device.id)
    return token


def device_of(office: Office, token: str | None, kind: str) -> KnownDevice:
    """The device that holds this token. Raises: NotSignedIn."""
    if not token:
        raise NotSignedIn
    with office.read() as session:
        device = session.scalars(
            select(Device).where(
                Device.token_hash == hash_token(token), Device.kind == kind, Device.revoked_at.is_(None)
            )
        ).one_or_none()
    if device is None:
        raise NotSignedIn
    return KnownDevice(device.id, device.site_id, device.kind, device.name, device.printer)
