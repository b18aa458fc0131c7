"""What a lead sees of the forecast: how right it was, what it learned, whose promise weakens, who was turned away."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models import Call, Refusal, Slot, Ticket
from rules.admission import Outlook
from rules.errors import NotToday
from rules.forecast import ENOUGH_SCORED, Correction, Monitor, Scored, monitor
from rules.life_cycle import State
from service_point.calling import may_see
from service_point.facts import SiteFacts
from service_point.handing_in import outages_json
from service_point.learning import (
    Learned,
    correction_json,
    correction_of,
    learned,
    scored_from,
    scored_of,
)
from service_point.outlooks import Newest
from service_point.people import SignedIn
from service_point.refused import refused_json
from service_point.slots import running_slots
from service_point.staff_pauses import pauses_json

Picture = dict[str, Any]


def lead_picture(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> Picture:
    """The forecast's page, for the slots that run now, or the last one that ended."""
    slots = running_slots(session, facts, now) or _last_slot(session, facts, now)
    taught = learned(session, facts.id)
    return {
        "monitor": _monitor_json(_monitor(session, facts, taught)),
        "corrections": correction_json(taught.correction),
        "alerts": weakened_promises(session, facts, who, now),
        "outages": outages_json(session, facts, now),
        "refused_tickets": refused_json(session, facts),
        "pauses": pauses_json(session, facts, now),
        **_counts(session, facts, slots),
    }


def weakened_promises(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> list[Picture]:
    """Waiting tickets that were promised a talk today and will hardly get it; the least likely first."""
    newest = Newest(session, facts, now)
    waiting = session.scalars(select(Ticket).where(Ticket.site_id == facts.id, Ticket.state == State.WAITING))
    rows = [(ticket, newest.row_of(ticket)) for ticket in waiting if may_see(facts, who, ticket)]
    alerts = [
        {"id": ticket.id, "number": ticket.number, "chance": row["chance"]}
        for ticket, row in rows
        if row["weakened"]
    ]
    return sorted(alerts, key=lambda alert: (alert["chance"], alert["number"]))


def _last_slot(session: Session, facts: SiteFacts, now: datetime) -> Sequence[Slot]:
    ended = select(Slot).where(Slot.site_id == facts.id, Slot.ends_at <= now)
    return session.scalars(ended.order_by(Slot.ends_at.desc(), Slot.id.desc()).limit(1)).all()


def _monitor(session: Session, facts: SiteFacts, taught: Learned) -> Monitor:
    """The learned slots, and what is known of those that still run."""
    slots: list[list[Scored]] = [[scored_from(one) for one in kept["scored"]] for kept in taught.slots]
    rules: list[Correction] = [correction_of(kept["correction"]) for kept in taught.slots]
    has_tickets = exists().where(Ticket.slot_id == Slot.id)
    open_slots = select(Slot).where(Slot.site_id == facts.id, Slot.learned_at.is_(None), has_tickets)
    for slot in session.scalars(open_slots.order_by(Slot.opens_at, Slot.id)):
        slots.append(scored_of(session, slot))
        rules.append(taught.correction)
    return monitor(slots, rules)


def _monitor_json(figures: Monitor) -> Picture:
    rounded = {name: None if value is None else round(value, 3) for name, value in asdict(figures).items()}
    return {**rounded, "scored": figures.scored, "enough": figures.scored >= ENOUGH_SCORED}


def _counts(session: Session, facts: SiteFacts, slots: Sequence[Slot]) -> Picture:
    ids = [slot.id for slot in slots]
    calls = select(func.count()).select_from(Call).where(Call.slot_id.in_(ids))
    by_hand = (
        select(func.count())
        .select_from(Ticket)
        .where(Ticket.slot_id.in_(ids), Ticket.promised == Outlook.NOT_TODAY, Ticket.issued_by != "kiosk")
    )
    return {
        "turned_away": _turned_away(session, facts, slots),
        "admitted_by_hand": session.scalars(by_hand).one(),
        "hand_picked": session.scalars(calls.where(Call.by_hand)).one(),
        "calls": session.scalars(calls).one(),
    }


def _turned_away(session: Session, facts: SiteFacts, slots: Sequence[Slot]) -> int:
    """While the doors of these slots were open."""
    if not slots:
        return 0
    start = min(slot.opens_at for slot in slots) - facts.doors
    end = max(slot.ends_at for slot in slots)
    query = select(func.count()).select_from(Refusal).where(Refusal.site_id == facts.id)
    during = query.where(Refusal.why == NotToday.__name__, Refusal.at >= start, Refusal.at <= end)
    return session.scalars(during).one()
