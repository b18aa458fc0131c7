"""Pairing a device by the code on its screen: begin, type it in at the console, fetch the token."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models import Device, Pairing
from rules.errors import NotAllowed, UnknownPairing
from rules.logged import Logged
from rules.pairing import CODE_LASTS, MOST_WAITING, code_from, is_waiting, may_take, read_code, shown_code
from rules.roles import Permission
from service_point.audit import note
from service_point.devices import connected_device, device_named, forget_pairings_of, make_room, tidy_name
from service_point.passwords import hash_token
from service_point.people import SignedIn
from service_point.unit_of_work import Office, Unit


@dataclass(frozen=True)
class Begun:
    """What a screen gets: the code to show, and the secret with which it asks. Neither is kept readable."""

    code: str
    secret: str
    expires_at: datetime


@dataclass(frozen=True)
class Claim:
    """`state`: "waiting"; "paired", then with the token; "over": begin anew."""

    state: str
    token: str | None = None
    name: str | None = None


def begin_pairing(office: Office, kind: str) -> Begun:
    """A new code for a screen that belongs to nobody yet. `kind`: "kiosk", "display"."""
    now, code, secret = office.clock(), code_from(secrets.randbelow), secrets.token_urlsafe(32)
    expires_at = now + CODE_LASTS
    with office.database.write() as session:
        forget_pairings(session, now)
        _limit(session)
        session.add(
            Pairing(
                kind=kind, code_hash=_code_hash(office.secret, code), secret_hash=hash_token(secret),
                created_at=now, expires_at=expires_at,
            )
        )  # fmt: skip
    return Begun(shown_code(code), secret, expires_at)


def approve_pairing(
    unit: Unit, key: str, who: SignedIn, typed: str, name: str, in_place_of: int | None = None
) -> Device:
    """The screen that shows this code becomes a device of the site, new or in the place of one that is known.

    The token is made when the screen fetches it; one that a device had before is void from now on. A disconnected
    device of the same kind and name lives again. `key`: the office's secret.

    Raises: NotAllowed, ConfirmNeeded, UnknownPairing, UnknownDevice, DeviceNameTaken.
    """
    who.require(Permission.DEVICES)
    who.require_fresh(unit.now)
    pairing = _shown(unit, key, typed)
    device = _device_for(unit, who, pairing.kind, tidy_name(name), in_place_of)
    device.token_hash, device.revoked_at = hash_token(secrets.token_urlsafe(32)), None
    device.seen_at = device.page_since = device.page = device.sound = None
    unit.session.flush()
    forget_pairings_of(unit, device.id)
    _approve(unit, pairing, device)
    note(unit, Logged.DEVICE_PAIRED, kind=device.kind, device=device.id)
    return device


def claim_token(office: Office, kind: str, secret: str) -> Claim:
    """What becomes of a screen. A token is made anew for each claim of one minute: the last one counts."""
    query = select(Pairing).where(Pairing.secret_hash == hash_token(secret), Pairing.kind == kind)
    with office.read() as session:
        pairing = session.scalars(query).one_or_none()
    now = office.clock()
    if pairing is None or not may_take(pairing.approved_at, pairing.claimed_at, now):
        is_shown = pairing and is_waiting(pairing.approved_at, pairing.expires_at, now)
        return Claim("waiting" if is_shown else "over")
    with office.database.write() as session:
        pairing = session.scalars(query.with_for_update()).one_or_none()
        return _hand_over(session, pairing, now) if pairing else Claim("over")


def forget_pairings(session: Session, now: datetime) -> None:
    """Codes that expired, and those that were typed in long ago."""
    session.execute(delete(Pairing).where(Pairing.expires_at < now - CODE_LASTS))


def _limit(session: Session) -> None:
    """The oldest make room, so that a flood of screens stops nobody for long and fills no disk."""
    waiting = session.scalars(select(func.count()).select_from(Pairing)).one()
    if waiting >= MOST_WAITING:
        oldest = select(Pairing.id).order_by(Pairing.id).limit(waiting - MOST_WAITING + 1)
        session.execute(delete(Pairing).where(Pairing.id.in_(oldest)))


def _shown(unit: Unit, key: str, typed: str) -> Pairing:
    code = read_code(typed)
    if code is None:
        raise UnknownPairing
    pairing = unit.session.scalars(
        select(Pairing).where(Pairing.code_hash == _code_hash(key, code))
    ).one_or_none()
    if pairing is None or not is_waiting(pairing.approved_at, pairing.expires_at, unit.now):
        raise UnknownPairing
    return pairing


def _device_for(unit: Unit, who: SignedIn, kind: str, name: str, in_place_of: int | None) -> Device:
    namesake = device_named(unit, kind, name)
    if in_place_of is not None:
        known = connected_device(unit, who, in_place_of)
        if known.kind != kind:
            raise NotAllowed(kind=kind)
        return known
    if namesake is not None and namesake.revoked_at is None:
        make_room(unit, namesake)
    if namesake is not None:
        return namesake
    device = Device(site_id=unit.site_id, kind=kind, name=name, created_at=unit.now, printer="browser")
    device.token_hash = ""
    unit.session.add(device)
    return device


def _approve(unit: Unit, pairing: Pairing, device: Device) -> None:
    """Only one of two who type the same code at the same moment, also at two sites."""
    moved = unit.session.execute(
        update(Pairing)
        .where(Pairing.id == pairing.id, Pairing.approved_at.is_(None))
        .values(approved_at=unit.now, device_id=device.id)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise UnknownPairing


def _hand_over(session: Session, pairing: Pairing, now: datetime) -> Claim:
    token, device = secrets.token_urlsafe(32), session.get_one(Device, pairing.device_id)
    device.token_hash, pairing.claimed_at = hash_token(token), pairing.claimed_at or now
    return Claim("paired", token, device.name)


def _code_hash(key: str, code: str) -> str:
    return hmac.new(key.encode(), f"pairing:{code}".encode(), hashlib.sha256).hexdigest()
