"""Who is at which desk and since when, for a lead: of other carriers' talks only how many there are."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Call, Desk, Duty, StaffMember
from rules.roles import is_within
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.times import iso

Picture = dict[str, Any]


def desks_today_json(session: Session, facts: SiteFacts, who: SignedIn) -> Picture:
    """`{desks: [{number, name, person, carrier, state, since}], elsewhere}`, by number.

    `state`: "empty", "free", "called", "in_consultation", "break"; of another carrier's people only "there" or
    "break". `elsewhere`: how many of those talk with a visitor now.
    """
    calls = {call.staff_id: call for call in session.scalars(_open_calls(facts.id))}
    freed = {staff_id: ended_at for staff_id, ended_at in session.execute(_last_ends(facts.id))}  # noqa: C416 (rows are no pairs to mypy)
    rows = session.execute(_desks(facts.id)).all()
    elsewhere = [row for row in rows if row.Duty and not is_within(who.carrier, row.StaffMember.carrier)]
    return {
        "desks": [
            _desk(row, calls.get(row.Duty.staff_id), freed, row not in elsewhere) if row.Duty else _empty(row)
            for row in rows
        ],
        "elsewhere": sum(_is_talk(calls.get(row.Duty.staff_id)) for row in elsewhere),
    }


def people_at_desks(session: Session, facts: SiteFacts) -> list[Picture]:
    """`[{number, name, person, languages}]` of every desk: for paper."""
    return [
        {
            "number": row.number,
            "name": row.name,
            "person": row.StaffMember.name if row.StaffMember else None,
            "languages": row.StaffMember.languages if row.StaffMember else [],
        }
        for row in session.execute(_desks(facts.id))
    ]


def _open_calls(site_id: int):  # type: ignore[no-untyped-def]
    return select(Call).where(Call.site_id == site_id, Call.ended_at.is_(None))


def _last_ends(site_id: int):  # type: ignore[no-untyped-def]
    """(person, end of the last call) of those on duty, since this duty began."""
    return (
        select(Call.staff_id, func.max(Call.ended_at))
        .join(Duty, (Duty.staff_id == Call.staff_id) & Duty.ended_at.is_(None))
        .where(Call.site_id == site_id, Call.ended_at >= Duty.started_at)
        .group_by(Call.staff_id)
    )


def _desks(site_id: int):  # type: ignore[no-untyped-def]
    open_duty = (Duty.site_id == Desk.site_id) & (Duty.desk == Desk.number) & Duty.ended_at.is_(None)
    return (
        select(Desk.number, Desk.name, Duty, StaffMember)
        .outerjoin(Duty, open_duty)
        .outerjoin(StaffMember, StaffMember.id == Duty.staff_id)
        .where(Desk.site_id == site_id, Desk.active)
        .order_by(Desk.number)
    )


def _empty(row: Any) -> Picture:
    return {
        "number": row.number,
        "name": row.name,
        "person": None,
        "carrier": None,
        "state": "empty",
        "since": None,
    }


def _desk(row: Any, call: Call | None, freed: dict[int, datetime], is_mine: bool) -> Picture:
    duty: Duty = row.Duty
    state, since = _state(duty, call, freed.get(duty.staff_id))
    if not is_mine and state != "break":
        state, since = "there", duty.started_at
    return {
        **_empty(row),
        "person": row.StaffMember.name,
        "carrier": row.StaffMember.carrier,
        "state": state,
        "since": iso(since),
    }


def _state(duty: Duty, call: Call | None, freed_at: datetime | None) -> tuple[str, datetime]:
    if duty.break_since is not None:
        return "break", duty.break_since
    if call is None:
        return "free", max(duty.started_at, freed_at or duty.started_at)
    return ("in_consultation", call.started_at) if call.started_at else ("called", call.called_at)


def _is_talk(call: Call | None) -> bool:
    return call is not None and call.started_at is not None
