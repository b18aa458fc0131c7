"""Events of the house: a lead writes them once, in as many languages as wanted; everybody may read them."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Event, StaffMember
from rules.errors import UnknownChoice, UnknownEvent
from rules.events import KEPT_FOR, can_be_announced
from rules.logged import Logged
from rules.roles import Permission
from service_point.audit import note
from service_point.calling import LARGEST_ID
from service_point.facts import SiteFacts
from service_point.notices import check_texts
from service_point.people import SignedIn
from service_point.times import iso
from service_point.unit_of_work import Unit

Picture = dict[str, Any]
UID_BYTES = 12


@dataclass(frozen=True)
class EventWish:
    """What a lead wants announced. `title`, `place`: language → text; times are aware UTC."""

    title: Mapping[str, str]
    place: Mapping[str, str]
    begins_at: datetime
    ends_at: datetime


def write_event(unit: Unit, who: SignedIn, wish: EventWish) -> Event:
    """A new one.

    Raises: NotAllowed; UnknownChoice for a language without pages here, no text in the site's own one, or times out
    of order, over, or too far.
    """
    who.require(Permission.LEAD)
    event = Event(
        site_id=unit.site_id,
        uid=secrets.token_hex(UID_BYTES),
        sequence=0,
        **_checked(unit, wish),
        changed_at=unit.now,
        changed_by=who.staff_id,
    )
    unit.session.add(event)
    unit.session.flush()
    note(unit, Logged.EVENT_WRITTEN, event=event.id)
    return event


def change_event(unit: Unit, who: SignedIn, event_id: int, wish: EventWish) -> Event:
    """The same one with other words, place or time; one that was cancelled takes place again.

    Raises: NotAllowed, UnknownEvent; UnknownChoice as `write_event`.
    """
    event = _own(unit, who, event_id)
    for name, value in _checked(unit, wish).items():
        setattr(event, name, value)
    event.cancelled_at = None
    _touch(unit, who, event)
    note(unit, Logged.EVENT_CHANGED, event=event.id)
    return event


def cancel_event(unit: Unit, who: SignedIn, event_id: int) -> Event:
    """Off every page at once; calendars that follow it are told. Again changes nothing. Raises: as `change_event`."""
    event = _own(unit, who, event_id)
    if event.cancelled_at is None:
        event.cancelled_at = unit.now
        _touch(unit, who, event)
        note(unit, Logged.EVENT_CANCELLED, event=event.id)
    return event


def events_to_come(session: Session, facts: SiteFacts, now: datetime) -> Sequence[Event]:
    """Those that run or come and take place, by beginning."""
    return [
        event for event in known_events(session, facts, now) if not event.cancelled_at and event.ends_at > now
    ]


def known_events(session: Session, facts: SiteFacts, now: datetime) -> Sequence[Event]:
    """With the cancelled ones and those of the last 30 days, by beginning."""
    query = select(Event).where(Event.site_id == facts.id, Event.ends_at > now - KEPT_FOR)
    return session.scalars(query.order_by(Event.begins_at, Event.id)).all()


def events_json(session: Session, facts: SiteFacts, now: datetime) -> list[Picture]:
    """As a lead sees them: what comes first, then what is over."""
    people = session.execute(select(StaffMember.id, StaffMember.name).where(StaffMember.site_id == facts.id))
    names = {row.id: row.name for row in people}
    listed = [
        {**event_json(one, now), "by": names.get(one.changed_by)} for one in known_events(session, facts, now)
    ]
    return sorted(listed, key=lambda one: bool(one["state"] == "over"))


def event_json(event: Event, now: datetime) -> Picture:
    """`state`: "to_come", "cancelled", "over"."""
    state = "over" if event.ends_at <= now else "cancelled" if event.cancelled_at else "to_come"
    return {
        "id": event.id,
        "title": dict(event.title),
        "place": dict(event.place),
        "from_at": iso(event.begins_at),
        "until_at": iso(event.ends_at),
        "changed_at": iso(event.changed_at),
        "state": state,
    }


def forget_events(unit: Unit) -> None:
    """A month after they were."""
    old = Event.ends_at < unit.now - KEPT_FOR
    unit.session.execute(delete(Event).where(Event.site_id == unit.site_id, old))


def _own(unit: Unit, who: SignedIn, event_id: int) -> Event:
    who.require(Permission.LEAD)
    event = unit.session.get(Event, event_id) if event_id <= LARGEST_ID else None
    if event is None or event.site_id != unit.site_id:
        raise UnknownEvent(id=event_id)
    return event


def _touch(unit: Unit, who: SignedIn, event: Event) -> None:
    event.sequence += 1
    event.changed_at, event.changed_by = unit.now, who.staff_id


def _checked(unit: Unit, wish: EventWish) -> dict[str, Any]:
    if not can_be_announced(wish.begins_at, wish.ends_at, unit.now):
        raise UnknownChoice(field="until_at", value=wish.ends_at.isoformat())
    return {
        "title": check_texts(unit.facts, wish.title, "title"),
        "place": check_texts(unit.facts, wish.place, "place"),
        "begins_at": wish.begins_at,
        "ends_at": wish.ends_at,
    }
