"""Rows of slots made from a site's timetable. What visitors have used, or people have changed, is left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Call, Slot, Ticket
from rules.hours import DayOff, PlannedSlot, days_off, slots_between
from rules.site_file_plan import SitePlan, Timetable
from service_point.public_holidays import public_holidays


@dataclass(frozen=True)
class SlotChanges:
    """How many rows were made, changed and taken away."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def replan(
    session: Session, site_id: int, plan: SitePlan, now: datetime, first: date, last: date
) -> SlotChanges:
    """Make the slots of these days what the plan says, within the caller's transaction. The past stays as it was."""
    holidays = public_holidays(plan.site.holidays, first, last)
    wanted = [slot for slot in slots_between(plan.timetable, holidays, first, last) if slot.ends_at > now]
    rows = session.scalars(
        select(Slot).where(Slot.site_id == site_id, Slot.on >= first, Slot.on <= last).order_by(Slot.id)
    ).all()
    used = _used(session, rows)
    kept = [row for row in rows if row.id in used or row.origin != "plan" or row.ends_at <= now]
    free = {_identity(row): row for row in rows if row not in kept}
    wanted = [slot for slot in wanted if not any(_stands_for(row, slot, plan) for row in kept)]
    added = changed = 0
    for slot in wanted:
        row = free.pop(_identity(slot), None)
        if row is None:
            row = Slot(site_id=site_id, on=slot.on, kind=slot.kind, opens_at=slot.opens_at)
            session.add(row)
            added += 1
            _fill(row, slot, plan)
        else:
            changed += _fill(row, slot, plan)
    for row in free.values():
        session.delete(row)
    return SlotChanges(added, changed, len(free))


def day_off(timetable: Timetable, region: str, on: date) -> dict[date, DayOff]:
    """Why nothing opens on `on`, or empty: what `opening_state` takes as `off`."""
    return days_off(timetable, public_holidays(region, on, on), on, on)


def _used(session: Session, rows: Sequence[Slot]) -> set[int]:
    """Ids of slots with tickets or calls."""
    ids = [row.id for row in rows]
    return {
        found
        for table in (Ticket, Call)
        for found in session.scalars(select(table.slot_id).where(table.slot_id.in_(ids)).distinct())
    }


def _identity(slot: Slot | PlannedSlot) -> tuple[object, ...]:
    """By what a row is recognised when its end, title or topics change. Two guests may open at the same time."""
    return (slot.on, slot.kind, slot.opens_at, tuple(slot.topics) if slot.kind == "guest" else ())


def _stands_for(row: Slot, slot: PlannedSlot, plan: SitePlan) -> bool:
    """A row that is kept stands for every planned slot of its kind that it overlaps.

    One closed by hand before it opened has no length any more: it still stands for the slot it was.
    """
    if row.kind != slot.kind or (row.kind == "guest" and tuple(row.topics) != slot.topics):
        return False
    ends_at = max(row.ends_at, row.opens_at + plan.doors)
    return row.opens_at < slot.ends_at and slot.opens_at < ends_at


def _fill(row: Slot, slot: PlannedSlot, plan: SitePlan) -> bool:
    """Whether anything had to change."""
    wanted = {
        "ends_at": slot.ends_at,
        "title": dict(slot.title) or None,
        "topics": list(slot.topics or plan.ordinary_and_discreet_topics),
        "desks": list(slot.desks),
        "walk_in": slot.visits != "appointment",
        "bookable": slot.visits != "walk-in",
    }
    differing = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)
