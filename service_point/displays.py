"""The displays on the wall: what each one said of itself, how it is to sound and look, and whether it can be heard."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Device, Site
from rules.displays import DisplayState, Sound, Theme, display_state
from rules.errors import UnknownDisplay
from rules.roles import Permission
from service_point.calling import LARGEST_ID
from service_point.facts import SiteFacts
from service_point.kiosks import same_start
from service_point.people import SignedIn
from service_point.times import iso
from service_point.unit_of_work import Office, Unit

Picture = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What a display says every 20 s and when its sound changes. `sounded`: of the check asked at `checked_at`."""

    page: str
    up_for: timedelta
    sound: Sound
    checked_at: str | None = None
    sounded: bool | None = None


def note_display(office: Office, device_id: int, site_id: int, told: Told) -> None:
    """The display is there. Consoles hear of it when something that they show has changed."""
    now = office.clock()
    with office.read() as session:
        device = session.get_one(Device, device_id)
    values = {**_heard(device, told, now), **_check_result(device, told, now)}
    after = display_state(now, told.sound, device.volume, now)
    change = update(Device).where(Device.id == device_id).values(**values)
    if after is _state(device, now) and "check_answered_at" not in values:
        with office.database.write() as session:  # the site's version stays, and no picture goes out
            session.execute(change)
        return
    with office.write(site_id) as unit:
        unit.session.execute(change.execution_options(synchronize_session=False))


def settings_of(session: Session, facts: SiteFacts, device_id: int) -> Picture:
    """`{volume, theme, sound_check}`: what a display is to do; `sound_check` is when one was asked that it owes."""
    device = session.get_one(Device, device_id)
    is_owed = device.check_asked_at is not None and device.check_answered_at is None
    return {
        "volume": device.volume,
        "theme": device.theme or facts.board_theme,
        "sound_check": iso(device.check_asked_at) if is_owed and device.check_asked_at else None,
    }


def set_display(
    unit: Unit, who: SignedIn, display_id: int, volume: int | None, theme: Theme | None, *, own_theme: bool
) -> Device:
    """`volume` None: as it is; `own_theme`: `theme` holds, None for the site's. Raises: NotAllowed, UnknownDisplay."""
    device = _display(unit, who, display_id)
    device.volume = device.volume if volume is None else volume
    if own_theme:
        device.theme = theme
    _tell_displays(unit)
    return device


def ask_sound_check(unit: Unit, who: SignedIn, display_id: int) -> Device:
    """The display is to be heard now, and to say whether it was. Raises: NotAllowed, UnknownDisplay."""
    device = _display(unit, who, display_id)
    device.check_asked_at, device.check_answered_at, device.check_sounded = unit.now, None, None
    _tell_displays(unit)
    return device


def displays_json(session: Session, facts: SiteFacts, now: datetime) -> list[Picture]:
    """`[{id, name, state, since}]`, the same while nothing happens. `since`: when a silent one was last heard of."""
    return [
        {"id": one.id, "name": one.name, "state": state, "since": _since(one, state)}
        for one in _displays(session, facts.id)
        for state in (_state(one, now),)
    ]


def display_details_json(session: Session, facts: SiteFacts, now: datetime, page: str) -> list[Picture]:
    """The same with everything it said and what is set. `page`: the version that displays should show."""
    return [
        {**display_json(one, facts, now), "is_current": one.page == page}
        for one in _displays(session, facts.id)
    ]


def display_json(device: Device, facts: SiteFacts, now: datetime) -> Picture:
    """One display for whoever looks after devices."""
    state = _state(device, now)
    return {
        "id": device.id,
        "name": device.name,
        "state": state,
        "since": _since(device, state),
        "seen_at": _iso(device.seen_at),
        "page_since": _iso(device.page_since),
        "page": device.page,
        "sound": device.sound,
        "volume": device.volume,
        "theme": device.theme,
        "site_theme": facts.board_theme,
        "check": _check_json(device),
    }


def _check_json(device: Device) -> Picture | None:
    if device.check_asked_at is None:
        return None
    return {
        "asked_at": iso(device.check_asked_at),
        "answered_at": _iso(device.check_answered_at),
        "sounded": device.check_sounded,
    }


def _heard(device: Device, told: Told, now: datetime) -> Picture:
    return {
        "seen_at": now,
        "page_since": same_start(device.page_since, now - told.up_for),
        "page": told.page,
        "sound": told.sound,
    }


def _check_result(device: Device, told: Told, now: datetime) -> Picture:
    """Only the answer to the check that was asked last counts, and only once."""
    if device.check_asked_at is None or device.check_answered_at is not None:
        return {}
    if told.checked_at != iso(device.check_asked_at):
        return {}
    return {"check_answered_at": now, "check_sounded": bool(told.sounded)}


def _display(unit: Unit, who: SignedIn, display_id: int) -> Device:
    who.require(Permission.DEVICES)
    device = unit.session.get(Device, display_id) if display_id <= LARGEST_ID else None
    if device is None or (device.site_id, device.kind) != (unit.site_id, "display") or device.revoked_at:
        raise UnknownDisplay(id=display_id)
    return device


def _tell_displays(unit: Unit) -> None:
    change = update(Site).where(Site.id == unit.site_id).values(display_settings=Site.display_settings + 1)
    unit.session.execute(change.execution_options(synchronize_session=False))


def _displays(session: Session, site_id: int) -> list[Device]:
    query = select(Device).where(
        Device.site_id == site_id, Device.kind == "display", Device.revoked_at.is_(None)
    )
    return list(session.scalars(query.order_by(Device.name, Device.id)))


def _state(device: Device, now: datetime) -> DisplayState:
    return display_state(device.seen_at, device.sound, device.volume, now)


def _since(device: Device, state: DisplayState) -> str | None:
    return iso(device.seen_at) if state is DisplayState.LOST and device.seen_at else None


def _iso(at: datetime | None) -> str | None:
    return iso(at) if at else None
