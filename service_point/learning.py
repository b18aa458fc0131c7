"""What past slots teach the forecast: each slot once, after its end. Kept per site; never per person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models import Call, Consultation, Learning, Slot, Ticket, TicketEvent
from rules.arrival_profile import ArrivalProfile
from rules.durations import Durations, Talks
from rules.forecast import MONITORED_SLOTS, NEARLY_CALLED_MIN, Correction, Scored, Spread, learn
from rules.life_cycle import START_AFTER_CLOSING, Action
from service_point.facts import SiteFacts
from service_point.unit_of_work import Office, Unit

LAST_TALKS_END = timedelta(hours=2)  # a talk that runs longer after the slot's end was forgotten
WHOLE_TALKS = (Action.FINISH, Action.FINISH_LATER, Action.HAND_OVER)
PLAN_COUNTS_AS = 5  # talks: the weight of the site file's expected minutes of a topic
WALK_INS_AN_HOUR = 1.2  # planned for each case manager on duty, until the site has counted


@dataclass(frozen=True)
class Learned:
    """All that a site's past slots taught; `Learned()` is the first day."""

    correction: Correction = field(default_factory=Correction)
    measured: Durations = field(default_factory=Durations)
    slots_counted: int = 0
    arrivals: tuple[int, ...] = ()  # by quarter hour from the opening
    slots: tuple[dict[str, Any], ...] = ()  # the last ten, for the monitor

    def durations(self, facts: SiteFacts, talks: Iterable[tuple[str, float]] = ()) -> Durations:
        """How long talks last: the site file's minutes, what was measured, and `talks` of slots not yet learned."""
        measured = self.measured
        for topic, minutes in talks:
            measured = measured.with_talk(topic, minutes)
        planned = {code: _with_plan(measured.topics.get(code), facts, code) for code in facts.topics}
        return replace(measured, topics={**measured.topics, **planned})

    def profile(self, facts: SiteFacts, slot: Slot, case_managers: int) -> ArrivalProfile:
        last_call = minutes_between(slot.opens_at, slot.ends_at - facts.last_call)
        profile = ArrivalProfile(last_call, planned=WALK_INS_AN_HOUR * case_managers * last_call / 60)
        parts = len(profile.arrivals().per_minute)
        counts = (*self.arrivals, *([0] * parts))[:parts]  # slots differ in length
        return replace(profile, slots=self.slots_counted, counts=counts)


def learned(session: Session, site_id: int) -> Learned:
    row = session.get(Learning, site_id)
    if row is None:
        return Learned()
    talks = {topic: Talks(*sums) for topic, sums in row.durations["topics"].items()}
    return Learned(
        correction=correction_of(row.correction),
        measured=Durations(talks, row.durations["log_count"], row.durations["log_squares"]),
        slots_counted=row.profile["slots"],
        arrivals=tuple(row.profile["counts"]),
        slots=tuple(row.slots),
    )


def learn_from_closed_slots(office: Office, site_id: int) -> int:
    """Score and learn every slot that is over and wasn't learned yet. Returns how many; again changes nothing."""
    with office.read() as session:
        due = session.scalars(_due(site_id, office.clock())).all()
    for slot_id in due:
        with office.write(site_id) as unit:
            slot = unit.session.get_one(Slot, slot_id)
            if slot.learned_at is None:
                slot.learned_at = unit.now
                _learn(unit, slot)
    return len(due)


def scored_of(session: Session, slot: Slot) -> list[Scored]:
    """The slot's first forecasts that said more than "you are next", with how long it took until the call.

    Counted from the opening. Who was never called proves nothing (decision 0012), nor does who stepped out.
    """
    first_calls = {row.ticket_id: row.called_at for row in session.execute(_first_calls(slot.id))}
    stepped_out = select(TicketEvent.ticket_id).where(TicketEvent.action == Action.PARK)
    told = select(Ticket).where(
        Ticket.slot_id == slot.id, Ticket.first_forecast.is_not(None), Ticket.id.not_in(stepped_out)
    )
    scores = [
        _scored(slot, ticket, first_calls.get(ticket.id))
        for ticket in session.scalars(told.order_by(Ticket.id))
    ]
    return [one for one in scores if one is not None]


def talks_of(session: Session, slot_ids: Iterable[int]) -> list[tuple[str, float]]:
    """(topic, minutes) of each finished talk of these slots, in order."""
    query = (
        select(Consultation.topic, Consultation.started_at, Consultation.ended_at)
        .join(Ticket, Ticket.id == Consultation.ticket_id)
        .where(Ticket.slot_id.in_(list(slot_ids)), Consultation.ended_by.in_(WHOLE_TALKS))
        .order_by(Consultation.id)
    )
    return [(row.topic, minutes_between(row.started_at, row.ended_at)) for row in session.execute(query)]


def minutes_between(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60


def correction_of(kept: dict[str, Any]) -> Correction:
    """Rows of before decision 0021 hold no counts by bin."""
    return Correction(
        tuple(kept["up"]), tuple(kept["down"]), tuple(kept.get("taught_by", (kept["scored"], 0, 0)))
    )


def correction_json(correction: Correction) -> dict[str, Any]:
    return {
        "up": list(correction.up),
        "down": list(correction.down),
        "taught_by": list(correction.taught_by),
        "scored": correction.scored,
    }


def scored_from(kept: Sequence[float]) -> Scored:
    """The way back from what `learned().slots` keeps."""
    return Scored(Spread(*kept[:4]), *kept[4:])


def _with_plan(measured: Talks | None, facts: SiteFacts, topic: str) -> Talks:
    known, expected = measured or Talks(), facts.topics[topic].expected_minutes
    return Talks(known.count + PLAN_COUNTS_AS, known.minutes + PLAN_COUNTS_AS * expected)


def _due(site_id: int, now: datetime):  # type: ignore[no-untyped-def]
    """Ids of slots that are over: calls have ended, and talks, unless they were forgotten."""
    still_open = exists().where(Call.slot_id == Slot.id, Call.ended_at.is_(None))
    return (
        select(Slot.id)
        .where(Slot.site_id == site_id, Slot.closed_at.is_not(None), Slot.learned_at.is_(None))
        .where(Slot.closed_at <= now - START_AFTER_CLOSING)
        .where(~still_open | (Slot.closed_at <= now - LAST_TALKS_END))
        .order_by(Slot.closed_at, Slot.id)
    )


def _learn(unit: Unit, slot: Slot) -> None:
    before = learned(unit.session, unit.site_id)
    scored = scored_of(unit.session, slot)
    measured = before.measured
    for topic, minutes in talks_of(unit.session, [slot.id]):
        measured = measured.with_talk(topic, minutes)
    history = {
        "slot": slot.id,
        "correction": correction_json(before.correction),
        "scored": [_kept(s) for s in scored],
    }
    row = unit.session.get(Learning, unit.site_id) or Learning(site_id=unit.site_id)
    row.correction = correction_json(learn(before.correction, scored))
    row.durations = {
        "topics": {topic: [talks.count, talks.minutes] for topic, talks in measured.topics.items()},
        "log_count": measured.log_count,
        "log_squares": measured.log_squares,
    }
    row.profile = {"slots": before.slots_counted + 1, "counts": _arrivals(unit, slot, before)}
    row.slots = [*before.slots, history][-MONITORED_SLOTS:]
    unit.session.add(row)


def _arrivals(unit: Unit, slot: Slot, before: Learned) -> list[int]:
    """The counts with this slot's walk-ins added; those of a longer slot's end stay."""
    arrived = unit.session.scalars(select(Ticket.issued_at).where(Ticket.slot_id == slot.id)).all()
    after = before.profile(unit.facts, slot, 0).with_slot(
        minutes_between(slot.opens_at, at) for at in arrived
    )
    return [*after.counts, *before.arrivals[len(after.counts) :]]


def _first_calls(slot_id: int):  # type: ignore[no-untyped-def]
    """(ticket, when it was first called). A cancelled call never was."""
    meant = Call.ended_by.is_(None) | (Call.ended_by != Action.CANCEL_CALL)
    return (
        select(Call.ticket_id, func.min(Call.called_at).label("called_at"))
        .where(Call.slot_id == slot_id, meant)
        .group_by(Call.ticket_id)
    )


def _scored(slot: Slot, ticket: Ticket, called_at: datetime | None) -> Scored | None:
    told = ticket.first_forecast
    if told is None or called_at is None or told["q90"] <= NEARLY_CALLED_MIN:
        return None
    waited = max(0.0, minutes_between(max(ticket.issued_at, slot.opens_at), called_at))
    spread = Spread(told["q10"], told["q50"], told["q90"], told["chance"])
    return Scored(spread, told["latest"], waited, told["naive"])


def _kept(one: Scored) -> list[float]:
    spread = one.spread
    numbers = (spread.q10, spread.q50, spread.q90, spread.chance, one.latest, one.waited, one.naive)
    return [round(number, 2) for number in numbers]
