"""A past slot played again with other numbers of the rule: "with c = 1 the mean wait would have been …".

The same visitors come at the same minutes with the same talks; only the order of calls is decided anew, by the
product's own rule. A played slot is no proof: people would have behaved differently, and breaks are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from statistics import fmean
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Call, Consultation, Duty, Slot, StaffMember, Ticket
from rules.errors import UnknownChoice
from rules.life_cycle import State
from rules.replay import replay as play_again
from rules.routing import Adviser
from rules.routing_settings import RoutingSettings
from rules.slot_player import SlotPlan, Visitor
from service_point.desks import adviser_of
from service_point.facts import SiteFacts
from service_point.routing import SECONDS_A_MINUTE, settings_of

JUST_BEFORE_MIN = 0.01  # who missed the call had gone by then


@dataclass(frozen=True)
class Waits:
    """Minutes from the arrival (or the opening, if later) to the call, of those who had a talk."""

    served: int
    not_served: int
    mean: float | None
    longest: float | None

    def as_json(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def replay(session: Session, facts: SiteFacts, slot_id: int, changed: Mapping[str, Any]) -> dict[str, Waits]:
    """`as_it_was`, `same_settings` (the replay's own error shows here) and `changed_settings`.

    `changed`: fields of rules.routing_settings.RoutingSettings. Raises: UnknownChoice for a slot or a setting that
    there isn't.
    """
    slot = session.get(Slot, slot_id)
    if slot is None or slot.site_id != facts.id:
        raise UnknownChoice(field="slot", value=str(slot_id))
    settings = settings_of(facts)
    for name in changed:
        if name not in {one.name for one in fields(RoutingSettings)} - {"needs"}:
            raise UnknownChoice(field="setting", value=name)
    plan = _plan(session, facts, slot, settings)
    return {
        "as_it_was": _as_it_was(session, slot, plan),
        "same_settings": _played(plan, settings),
        "changed_settings": _played(plan, replace(settings, **changed)),
    }


def _plan(session: Session, facts: SiteFacts, slot: Slot, settings: RoutingSettings) -> SlotPlan:
    advisers, starts = _advisers(session, facts, slot)
    return SlotPlan(
        advisers=advisers,
        visitors=_visitors(session, facts, slot),
        opens_at=_minutes(slot.opens_at),
        last_call=_minutes(slot.ends_at),
        settings=settings,
        expected_minutes={code: float(topic.expected_minutes) for code, topic in facts.topics.items()},
        starts=starts,
    )


def _advisers(session: Session, facts: SiteFacts, slot: Slot) -> tuple[list[Adviser], dict[int, float]]:
    """Everybody who was on duty during the slot, each at a place of their own, and from when."""
    rows = session.execute(
        select(Duty, StaffMember)
        .join(StaffMember, StaffMember.id == Duty.staff_id)
        .where(Duty.site_id == facts.id, Duty.started_at < slot.ends_at)
        .where(Duty.ended_at.is_(None) | (Duty.ended_at > slot.opens_at))
        .order_by(Duty.id)
    ).all()
    advisers = [
        replace(adviser_of(row.Duty, row.StaffMember, facts), desk=place) for place, row in enumerate(rows)
    ]
    return advisers, {
        place: _minutes(max(row.Duty.started_at, slot.opens_at)) for place, row in enumerate(rows)
    }


def _visitors(session: Session, facts: SiteFacts, slot: Slot) -> list[Visitor]:
    talked = _talk_minutes(session, slot)
    missed = _called_and_gone(session, slot)
    tickets = session.scalars(select(Ticket).where(Ticket.slot_id == slot.id).order_by(Ticket.id))
    return [_visitor(facts, ticket, talked, missed) for ticket in tickets]


def _visitor(
    facts: SiteFacts, ticket: Ticket, talked: Mapping[int, float], gone: Mapping[int, float]
) -> Visitor:
    topic = facts.topics.get(ticket.topic)
    expected = float(topic.expected_minutes) if topic else 0.0
    visitor = Visitor(
        ticket=ticket.id,
        arrives=_minutes(ticket.issued_at if ticket.appointment_at else ticket.key_at),
        topic=ticket.topic,
        languages=frozenset(ticket.advice_languages),
        talk_minutes=talked.get(ticket.id, expected),
        needs=frozenset(ticket.needs),
        appointment=_appointment(ticket),
    )
    if ticket.id in talked:
        return visitor
    if ticket.state == State.WITHDRAWN and ticket.ended_at is not None:
        return replace(visitor, gone_at=_minutes(ticket.ended_at))
    return replace(visitor, gone_at=gone[ticket.id]) if ticket.id in gone else visitor


def _appointment(ticket: Ticket) -> float | None:
    """Who came too late for it waited as an ordinary visitor."""
    return (
        _minutes(ticket.appointment_at) if ticket.appointment_at and not ticket.appointment_lapsed else None
    )


def _talk_minutes(session: Session, slot: Slot) -> dict[int, float]:
    """All talks of a ticket together."""
    minutes: dict[int, float] = {}
    query = (
        select(Consultation)
        .join(Ticket, Ticket.id == Consultation.ticket_id)
        .where(Ticket.slot_id == slot.id)
    )
    for talk in session.scalars(query):
        if talk.ended_at is not None:
            length = _minutes(talk.ended_at) - _minutes(talk.started_at)
            minutes[talk.ticket_id] = minutes.get(talk.ticket_id, 0.0) + length
    return minutes


def _called_and_gone(session: Session, slot: Slot) -> dict[int, float]:
    query = select(Call.ticket_id, func.min(Call.called_at)).where(Call.slot_id == slot.id)
    rows = session.execute(query.group_by(Call.ticket_id))
    return {ticket: _minutes(called_at) - JUST_BEFORE_MIN for ticket, called_at in rows}


def _as_it_was(session: Session, slot: Slot, plan: SlotPlan) -> Waits:
    """Of those who had a talk, from the log."""
    first_calls, talked = _called_and_gone(session, slot), _talk_minutes(session, slot)
    waits = [
        max(0.0, first_calls[visitor.ticket] + JUST_BEFORE_MIN - max(visitor.key, plan.opens_at))
        for visitor in plan.visitors
        if visitor.ticket in talked
    ]
    return _waits(
        len(waits), len(plan.visitors) - len(waits), fmean(waits) if waits else None, max(waits, default=None)
    )


def _played(plan: SlotPlan, settings: RoutingSettings) -> Waits:
    found = play_again(plan, settings)
    return _waits(found.served, found.not_served, found.mean_wait, found.longest_wait)


def _waits(served: int, not_served: int, mean: float | None, longest: float | None) -> Waits:
    return Waits(served, not_served, *(None if wait is None else round(wait, 1) for wait in (mean, longest)))


def _minutes(at: Any) -> float:
    return float(at.timestamp()) / SECONDS_A_MINUTE
