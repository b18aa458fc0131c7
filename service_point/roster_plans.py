"""Planning who comes on which day: one person and day at a time, or as in the week before."""

from datetime import date, time, timedelta

from sqlalchemy import delete, select

from models import RosterEntry, Slot, StaffMember
from rules.errors import TooLate, UnknownChoice
from rules.logged import Logged
from rules.roles import Permission, is_within
from service_point.audit import note
from service_point.colleagues import managed
from service_point.people import SignedIn
from service_point.rosters import entries_on, is_planned, may_be_planned
from service_point.sites import PLANNED_AHEAD
from service_point.unit_of_work import Unit

WEEK = timedelta(days=7)
ROSTER_KEPT = timedelta(days=90)


def plan(
    unit: Unit, who: SignedIn, staff_id: int, on: date, comes: time | None, leaves: time | None
) -> RosterEntry:
    """Somebody of one's own carrier comes on this day; None: with the first slot, until the last.

    Raises: NotAllowed; UnknownPerson; TooLate for a day that is over; UnknownChoice for one too far away, for
    somebody who serves nobody, for times that end before they begin.
    """
    member = _plannable(unit, who, staff_id, on)
    if comes is not None and leaves is not None and comes >= leaves:
        raise UnknownChoice(field="leaves", value=str(leaves))
    row = _row(unit, member.id, on)
    if row is None:
        row = RosterEntry(site_id=unit.site_id, staff_id=member.id, on=on)
        unit.session.add(row)
    row.comes, row.leaves, row.planned_by, row.planned_at = comes, leaves, who.staff_id, unit.now
    unit.session.flush()
    note(unit, Logged.ROSTER_PLANNED, about=member.id, on=on.isoformat())
    return row


def take_out(unit: Unit, who: SignedIn, staff_id: int, on: date) -> None:
    """Not planned any more; nothing happens when nobody was. Raises: as `plan`."""
    member = _plannable(unit, who, staff_id, on)
    row = _row(unit, member.id, on)
    if row is None or not is_planned(row):
        return
    if row.ill_since is None:
        unit.session.delete(row)
    else:
        row.planned_by = None
    note(unit, Logged.ROSTER_TAKEN_OUT, about=member.id, on=on.isoformat())


def copy_week(unit: Unit, who: SignedIn, source: date, target: date) -> int:
    """One's own people as planned in the week of `source`, in that of `target`; what is planned there stays.

    Only on days to come that have a slot. Returns how many entries were made. Raises: NotAllowed, UnknownChoice.
    """
    who.require(Permission.LEAD)
    shift = monday_of(target) - monday_of(source)
    if not shift or not _is_near(unit, monday_of(target)):
        raise UnknownChoice(field="to", value=target.isoformat())
    made = 0
    taken = {(row.staff_id, row.on) for row in entries_on(unit.session, unit.facts, week_of(target))}
    opened = _days_with_slots(unit, target)
    for row in entries_on(unit.session, unit.facts, week_of(source)):
        on = row.on + shift
        if (
            is_planned(row)
            and on in opened
            and (row.staff_id, on) not in taken
            and _is_mine(unit, who, row.staff_id)
        ):
            unit.session.add(
                RosterEntry(
                    site_id=unit.site_id, staff_id=row.staff_id, on=on, comes=row.comes, leaves=row.leaves,
                    planned_by=who.staff_id, planned_at=unit.now,
                )
            )  # fmt: skip
            made += 1
    note(unit, Logged.ROSTER_COPIED, week=monday_of(target).isoformat(), count=made)
    return made


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def week_of(on: date) -> list[date]:
    """Monday to Sunday."""
    return [monday_of(on) + timedelta(days=number) for number in range(7)]


def forget_rosters(unit: Unit) -> None:
    """The nightly job: that somebody was ill is nobody's business the day after; rosters go after a quarter."""
    today, mine = unit.facts.local_day(unit.now), RosterEntry.site_id == unit.site_id
    gone = RosterEntry.ill_since.is_not(None) & (RosterEntry.on < today)
    old = RosterEntry.on < today - ROSTER_KEPT
    unit.session.execute(delete(RosterEntry).where(mine, gone | old))


def _plannable(unit: Unit, who: SignedIn, staff_id: int, on: date) -> StaffMember:
    who.require(Permission.LEAD)
    member = managed(unit, who, staff_id)
    if not may_be_planned(member):
        raise UnknownChoice(field="person", value=staff_id)
    if on < unit.facts.local_day(unit.now):
        raise TooLate
    if not _is_near(unit, on):
        raise UnknownChoice(field="on", value=on.isoformat())
    return member


def _is_near(unit: Unit, on: date) -> bool:
    """From this week on, as far as slots are planned."""
    today = unit.facts.local_day(unit.now)
    return monday_of(today) <= on <= today + PLANNED_AHEAD


def _is_mine(unit: Unit, who: SignedIn, staff_id: int) -> bool:
    member = unit.session.get_one(StaffMember, staff_id)
    return may_be_planned(member) and is_within(who.carrier, member.carrier)


def _row(unit: Unit, staff_id: int, on: date) -> RosterEntry | None:
    query = select(RosterEntry).where(RosterEntry.staff_id == staff_id, RosterEntry.on == on)
    return unit.session.scalars(query).one_or_none()


def _days_with_slots(unit: Unit, week: date) -> set[date]:
    query = select(Slot.on).where(
        Slot.site_id == unit.site_id,
        Slot.on.in_(week_of(week)),
        Slot.on >= unit.facts.local_day(unit.now),
        Slot.closed_at.is_(None),
    )
    return set(unit.session.scalars(query))
