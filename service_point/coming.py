"""What comes on other days and everybody may know: consultations of guests, and events of the house.

A guest's slot with a discreet topic is never among them (promise 8).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from i18n.texts import site_text
from models import Event, Slot
from rules.errors import UnknownEvent
from service_point.events import events_to_come, known_events
from service_point.facts import SiteFacts
from service_point.slots import is_hidden
from service_point.times import iso

Texts = Mapping[str, str]
MARK_DIGITS = 12
BETWEEN = " · "  # of several topics of one guest
FIRST_PLANNED = timedelta(days=60)  # a guest's date is first heard of so long before


@dataclass(frozen=True)
class ComingDate:
    """`title`: of an event, or what a guest advises on; `by`: who the guest is; `place`: empty for the house itself."""

    key: str  # in addresses
    uid: str  # in calendars, for ever
    kind: str  # "event", "guest"
    title: Texts
    by: Texts
    place: Texts
    begins_at: datetime
    ends_at: datetime
    changed_at: datetime
    topics: tuple[str, ...] = ()
    numbers_from: datetime | None = (
        None  # of a guest's: from when the kiosk gives numbers; None: by appointment only
    )
    sequence: int = 0
    is_cancelled: bool = False


def coming_dates(session: Session, facts: SiteFacts, now: datetime) -> list[ComingDate]:
    """Everything that runs or comes and takes place, by beginning."""
    events = [_event(event, facts) for event in events_to_come(session, facts, now)]
    return _in_order([*events, *_guests(session, facts, now)])


def followed_dates(session: Session, facts: SiteFacts, now: datetime) -> list[ComingDate]:
    """For calendars elsewhere: also what was cancelled, and the events of the last weeks."""
    events = [_event(event, facts) for event in known_events(session, facts, now)]
    return _in_order([*events, *_guests(session, facts, now)])


def coming_date(session: Session, facts: SiteFacts, key: str, now: datetime) -> ComingDate:
    """Raises: UnknownEvent."""
    found = next((date for date in coming_dates(session, facts, now) if date.key == key), None)
    if found is None:
        raise UnknownEvent(key=key)
    return found


def dates_json(dates: Sequence[ComingDate]) -> list[dict[str, Any]]:
    """As kiosk, board and phone draw them; texts by language."""
    return [date_json(date) for date in dates]


def date_json(date: ComingDate) -> dict[str, Any]:
    return {
        "key": date.key,
        "kind": date.kind,
        "title": dict(date.title),
        "by": dict(date.by),
        "place": dict(date.place),
        "topics": list(date.topics),
        "from_at": iso(date.begins_at),
        "until_at": iso(date.ends_at),
        "numbers_from": iso(date.numbers_from) if date.numbers_from else None,
    }


def mark_of(dates: Sequence[ComingDate]) -> str:
    """Changes with whatever is shown of them; "" for none."""
    if not dates:
        return ""
    told = json.dumps(dates_json(dates), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:MARK_DIGITS]


def _in_order(dates: list[ComingDate]) -> list[ComingDate]:
    return sorted(dates, key=lambda date: (date.begins_at, date.key))


def _event(event: Event, facts: SiteFacts) -> ComingDate:
    return ComingDate(
        key=f"event-{event.id}",
        uid=f"{event.uid}@{facts.code}",
        kind="event",
        title=event.title,
        by={},
        place=event.place,
        begins_at=event.begins_at,
        ends_at=event.ends_at,
        changed_at=event.changed_at,
        sequence=event.sequence,
        is_cancelled=event.cancelled_at is not None,
    )


def _guests(session: Session, facts: SiteFacts, now: datetime) -> list[ComingDate]:
    slots = session.scalars(
        select(Slot).where(
            Slot.site_id == facts.id,
            Slot.kind == "guest",
            Slot.closed_at.is_(None),
            Slot.ends_at > now,
        )
    )
    return [_guest(slot, facts) for slot in slots if not is_hidden(facts, slot)]


def _guest(slot: Slot, facts: SiteFacts) -> ComingDate:
    key = f"guest-{slot.on.isoformat()}-{'-'.join(slot.topics)}"
    return ComingDate(
        key=key,
        uid=f"{key}@{facts.code}",
        kind="guest",
        title=_names(slot.topics, facts),
        by=slot.title or {},
        place={},
        begins_at=slot.opens_at,
        ends_at=slot.ends_at,
        changed_at=slot.opens_at - FIRST_PLANNED,
        topics=tuple(slot.topics),
        numbers_from=slot.opens_at - facts.doors if slot.walk_in else None,
    )


def _names(codes: Sequence[str], facts: SiteFacts) -> Texts:
    known = [facts.topics[code].name for code in codes if code in facts.topics]
    languages = {language for name in known for language in name}
    return {
        language: BETWEEN.join(site_text(name, language) for name in known) for language in sorted(languages)
    }
