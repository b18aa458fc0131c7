"""Numbers leased ahead to kiosks, and what a kiosk must know to go on by itself: for when it has no server."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import LeasedNumber, Slot
from rules.hours import days_off
from rules.offline import REFILL_BELOW, STOCK, days_to_stock, missing
from service_point.boards import iso, pause_json
from service_point.facts import SiteFacts
from service_point.issuing import Stub, new_stubs, served_topics
from service_point.passwords import hash_token
from service_point.public_holidays import public_holidays
from service_point.slots import LOOK_AHEAD, is_hidden
from service_point.ticketing import current_pause
from service_point.unit_of_work import Unit

Picture = dict[str, Any]


def plan_ahead_json(session: Session, facts: SiteFacts, now: datetime) -> Picture:
    """Hours, topics and days off of the coming weeks, and for which days a kiosk holds how many numbers."""
    slots, served = coming_slots(session, facts, now), served_topics(session, facts)
    return {
        "now": iso(now),
        "doors_minutes": int(facts.doors.total_seconds() // 60),
        "last_call_minutes": int(facts.last_call.total_seconds() // 60),
        "slots": [
            {
                "on": slot.on.isoformat(),
                "opens_at": iso(slot.opens_at),
                "ends_at": iso(slot.ends_at),
                "topics": [code for code in facts.topics if code in slot.topics and code in served],
            }
            for slot in slots
            if slot.walk_in
        ],
        "days_off": _days_off(facts, now),
        "pause": pause_json(current_pause(session, facts, now)),
        "days": [on.isoformat() for on in days_to_stock(slots, now)],
        "stock": STOCK,
        "refill_below": REFILL_BELOW,
    }


def _days_off(facts: SiteFacts, now: datetime) -> Picture:
    first, last = facts.local_day(now), facts.local_day(now + LOOK_AHEAD)
    off = days_off(facts.timetable, public_holidays(facts.holidays, first, last), first, last)
    return {on.isoformat(): {"reason": day.reason, "texts": dict(day.texts)} for on, day in off.items()}


def coming_slots(session: Session, facts: SiteFacts, now: datetime) -> Sequence[Slot]:
    """Slots that run or come, by opening; without those of discreet guests, which lie within regular ones."""
    slots = session.scalars(
        select(Slot)
        .where(
            Slot.site_id == facts.id,
            Slot.closed_at.is_(None),
            Slot.ends_at > now,
            Slot.opens_at < now + LOOK_AHEAD,
        )
        .order_by(Slot.opens_at, Slot.id)
    ).all()
    return [slot for slot in slots if not is_hidden(facts, slot)]


def lease(unit: Unit, device_id: int, held: Mapping[date, int]) -> list[Stub]:
    """Numbers for the days that a kiosk must hold, as far as those that it says it still holds don't do."""
    days = days_to_stock(coming_slots(unit.session, unit.facts, unit.now), unit.now)
    return [
        stub
        for on, count in missing(days, held).items()
        for stub in _leased(unit, device_id, new_stubs(unit, on, count))
    ]


def _leased(unit: Unit, device_id: int, stubs: list[Stub]) -> list[Stub]:
    unit.session.add_all(
        LeasedNumber(
            site_id=unit.site_id,
            device_id=device_id,
            on=stub.on,
            number=stub.number,
            code_hash=hash_token(stub.code),
            pin=stub.pin,
            leased_at=unit.now,
        )
        for stub in stubs
    )
    unit.session.flush()
    return stubs
