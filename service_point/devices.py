"""Kiosks and displays: registered by a token shown once or fetched once (`pairing.py`), renamed, disconnected."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from models import Device, Pairing
from rules.errors import DeviceNameTaken, NotSignedIn, UnknownDevice
from rules.logged import Logged
from rules.roles import Permission
from service_point.audit import note
from service_point.calling import LARGEST_ID
from service_point.passwords import hash_token
from service_point.people import SignedIn
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
    token_hash: str = ""

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
    return KnownDevice(device.id, device.site_id, device.kind, device.name, device.printer, device.token_hash)


def living_devices(office: Office, hashes: set[str]) -> set[str]:
    """Which of these token hashes still let a device in: for lines that were let in."""
    query = select(Device.token_hash).where(Device.revoked_at.is_(None))
    with office.read() as session:
        return hashes & set(session.scalars(query))


def rename_device(unit: Unit, who: SignedIn, device_id: int, name: str) -> Device:
    """Raises: NotAllowed, UnknownDevice, DeviceNameTaken."""
    device = connected_device(unit, who, device_id)
    name = tidy_name(name)
    namesake = device_named(unit, device.kind, name)
    if namesake is not None and namesake.id != device.id:
        make_room(unit, namesake)
    device.name = name
    note(unit, Logged.DEVICE_RENAMED, kind=device.kind, device=device.id)
    return device


def revoke_device(unit: Unit, who: SignedIn, device_id: int) -> Device:
    """Its token is void: its page shows a code, its live line ends. Numbers leased to a kiosk stay its own: they
    count as given and are used by nobody else; connected again in its own place, it hands in what it still holds.

    Raises: NotAllowed, UnknownDevice, ConfirmNeeded.
    """
    device = connected_device(unit, who, device_id)
    who.require_fresh(unit.now)
    device.revoked_at = unit.now
    forget_pairings_of(unit, device.id)
    note(unit, Logged.DEVICE_REVOKED, kind=device.kind, device=device.id)
    return device


def device_json(device: Device) -> dict[str, Any]:
    """`{device: {id, kind, name}}` for whoever looks after devices."""
    return {"device": {"id": device.id, "kind": device.kind, "name": device.name}}


def connected_device(unit: Unit, who: SignedIn, device_id: int) -> Device:
    """Raises: NotAllowed, UnknownDevice."""
    who.require(Permission.DEVICES)
    device = unit.session.get(Device, device_id) if device_id <= LARGEST_ID else None
    if device is None or device.site_id != unit.site_id or device.revoked_at is not None:
        raise UnknownDevice(id=device_id)
    return device


def device_named(unit: Unit, kind: str, name: str) -> Device | None:
    """Also a revoked one: names are unique over both."""
    query = select(Device).where(Device.site_id == unit.site_id, Device.kind == kind, Device.name == name)
    return unit.session.scalars(query).one_or_none()


def make_room(unit: Unit, namesake: Device) -> None:
    """A disconnected device lets go of its name. Raises: DeviceNameTaken."""
    if namesake.revoked_at is None:
        raise DeviceNameTaken(name=namesake.name)
    namesake.name = f"{namesake.name} ({namesake.id})"
    unit.session.flush()


def tidy_name(name: str) -> str:
    return " ".join(name.split())


def forget_pairings_of(unit: Unit, device_id: int) -> None:
    """Codes that were typed in for this device and not fetched yet are void."""
    unit.session.execute(delete(Pairing).where(Pairing.device_id == device_id))
