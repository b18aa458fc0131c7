"""One batch of forecasts: read one snapshot, close it, play it forward, keep the answers in a short write."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from models import Appointment, Call, Duty, Forecast, Slot, Ticket, TicketEvent
from rules.appointments import LATE_KEEPS
from rules.forecast import (
    Correction,
    Range,
    Spread,
    corrected,
    from_opening,
    naive_minutes,
    rounded_outward,
    seed_of,
    shown,
)
from rules.queue_state import Arrivals, QueueState, RunningTalk
from rules.routing import Adviser, Room, Waiting, line_of
from service_point.appointments import appointments_between
from service_point.desks import advisers_on_break
from service_point.facts import SiteFacts
from service_point.interpreters import interpreters_in
from service_point.learning import learned, minutes_between, talks_of
from service_point.outlooks import Answer, newcomer_key
from service_point.routing import SECONDS_A_MINUTE, as_waiting, waiting_room
from service_point.slots import running_slots
from service_point.unit_of_work import Office, Unit

REFRESH = timedelta(seconds=45)  # sooner than an answer is too old (60 s), the time of a batch included
USUAL_VISITORS = 60  # past tickets that future walk-ins are drawn from
ENOUGH_VISITORS = 20  # fewer are filled up with each topic in each language once
BREAK_MIN, BACK_SOON_MIN = 15.0, 5.0  # how long a break lasts; a longer one ends soon
SMALL_SITE = 3  # case managers on duty: here the position says more than minutes


class Batch(Protocol):
    @property
    def waiting(self) -> Mapping[int, Spread]: ...

    @property
    def phantoms(self) -> Sequence[Spread]: ...


Engine = Callable[[QueueState, int], Batch]  # engine.forecasting.forecast; the web's processes never load it


@dataclass(frozen=True)
class Snapshot:
    """Everything a batch needs; nothing of it touches the database any more."""

    state: QueueState
    at: datetime
    slot_id: int
    event_id: int
    on_duty: int
    newcomers: Mapping[str, int]  # "topic|language" → place among the state's phantoms
    correction: Correction

    @property
    def latest(self) -> float:
        """Minutes of work until last call."""
        return self.state.last_call - max(self.state.room.now, self.state.opens_at)


def forecast_site(office: Office, site_id: int, engine: Engine) -> bool:
    """Compute and keep a batch. False when no slot takes visitors now. No transaction is open while it computes."""
    with office.read() as session:
        snapshot = take_snapshot(session, office.facts(session, site_id), office.clock())
    if snapshot is None:
        return False
    tickets, newcomers = answers_of(snapshot, engine)
    with office.write(site_id) as unit:
        _keep(
            unit,
            slot_id=snapshot.slot_id,
            event_id=snapshot.event_id,
            computed_at=snapshot.at,
            tickets=tickets,
            newcomers=newcomers,
        )
    return True


def _keep(unit: Unit, **values: Any) -> None:
    """In place of the last batch, unread: everybody who writes waits meanwhile, and this process has low priority."""
    known = Forecast.site_id == unit.site_id
    kept = unit.session.execute(
        update(Forecast).where(known).values(values).execution_options(synchronize_session=False)
    )
    if kept.rowcount == 0:  # type: ignore[attr-defined]
        unit.session.execute(insert(Forecast).values(site_id=unit.site_id, **values))


def inputs_of(session: Session, facts: SiteFacts, now: datetime) -> Hashable:
    """Changes when a batch would: log, duties, interpreters, slots, plan; never by keeping a batch.

    None: no slot to forecast.
    """
    slots = forecast_slots(session, facts, now)
    if not slots:
        return None
    duties = session.execute(
        select(Duty.id, Duty.desk, Duty.break_since).where(Duty.site_id == facts.id, Duty.ended_at.is_(None))
    )
    dates = [(slot.id, slot.opens_at, slot.ends_at, tuple(slot.topics)) for slot in slots]
    here = sorted(tuple(sorted(one.languages)) for one in interpreters_in(session, facts.id))
    booked = [(one.id, one.starts_at) for one in _still_to_come(session, facts, slots, now)]
    known = (tuple(map(tuple, duties)), tuple(here), tuple(dates), tuple(booked))
    return (facts.revision, _last_event(session, facts.id), *known)


def forecast_slots(session: Session, facts: SiteFacts, now: datetime) -> list[Slot]:
    """Slots between the opening of their doors and last call, the latest end first."""
    return [slot for slot in running_slots(session, facts, now) if now < slot.ends_at - facts.last_call]


def take_snapshot(session: Session, facts: SiteFacts, now: datetime) -> Snapshot | None:
    """The site at this moment, from one snapshot of the database; None when no slot takes visitors."""
    slots = forecast_slots(session, facts, now)
    if not slots:
        return None
    taught = learned(session, facts.id)
    room, away_until = _room(session, facts, now)
    phantoms, newcomers = _newcomers(room, facts, slots)
    profile = taught.profile(facts, slots[0], len(room.advisers)).arrivals()
    state = QueueState(
        room=room,
        opens_at=_minutes(min(slot.opens_at for slot in slots)),
        last_call=_minutes(slots[0].ends_at - facts.last_call),
        durations=taught.durations(facts, talks_of(session, [slot.id for slot in slots])),
        talks=_talks(session, facts, now),
        arrivals=Arrivals(
            tuple(_minutes(slots[0].opens_at) + edge for edge in profile.edges), profile.per_minute
        ),
        mix=_mix(session, facts, room, slots),
        phantoms=phantoms,
        away_until=away_until,
        booked=_booked(session, facts, slots, now),
    )
    on_duty = len(room.advisers) - len(away_until)
    event = _last_event(session, facts.id)
    return Snapshot(state, now, slots[0].id, event, on_duty, newcomers, taught.correction)


def answers_of(snapshot: Snapshot, engine: Engine) -> tuple[dict[str, Answer], dict[str, Any]]:
    """By ticket id, and for newcomers `{answers, of: key → place}`. Empty while nobody is on duty."""
    if snapshot.on_duty == 0:
        return {}, {"answers": [], "of": {}}
    state = snapshot.state
    batch = engine(state, seed_of(snapshot.slot_id, snapshot.event_id))
    places = {one.ticket: place for place, one in enumerate(_in_order(state.room.waiting))}
    served = {one.ticket for one in state.room.waiting if state.room.able(one)}
    tickets = {
        str(ticket): _answer(snapshot, spread, places[ticket])
        for ticket, spread in batch.waiting.items()
        if ticket in served
    }
    newcomers = [_answer(snapshot, spread, len(places)) for spread in batch.phantoms]
    return tickets, {"answers": newcomers, "of": dict(snapshot.newcomers)}


def _answer(snapshot: Snapshot, spread: Spread, ahead: int) -> Answer:
    """Corrected as it was learned: counted from the opening; the time until then is added to what is told."""
    state = snapshot.state
    early = max(0.0, state.opens_at - state.room.now)
    waits = from_opening(spread, early)
    told = corrected(waits, snapshot.correction, snapshot.latest)
    told = Range(early + told.low, early + told.high)
    is_small = snapshot.on_duty <= SMALL_SITE
    page = shown(told, waits.q90, len(state.room.waiting), snapshot.on_duty, is_small)
    first, last = rounded_outward(Range(early, early) if page.kind == "next" else told)
    numbers = {
        **asdict(waits),
        "low": told.low,
        "high": told.high,
        "latest": snapshot.latest,
        "naive": naive_minutes(ahead + 1, state.durations.site_mean, snapshot.on_duty),
    }
    rounded = {name: round(number, 2) for name, number in numbers.items()}
    return {**rounded, "kind": page.kind, "from": first, "to": last}


def _room(session: Session, facts: SiteFacts, now: datetime) -> tuple[Room, dict[int, float]]:
    """The consoles' room, and with it those on a break, who come back: desk → when, in minutes.

    Interpreters who are with somebody now are taken as free: most are so again before a forecast visitor's turn.
    """
    room = waiting_room(session, facts, _minutes(now))
    resting = advisers_on_break(session, facts)
    back = {
        adviser.desk: max(_minutes(since) + BREAK_MIN, room.now + BACK_SOON_MIN) for adviser, since in resting
    }
    advisers: list[Adviser] = [*room.advisers, *(adviser for adviser, _ in resting)]
    return replace(
        room,
        advisers=sorted(advisers, key=lambda one: one.desk),
        interpreters=[replace(one, is_free=True) for one in room.interpreters],
    ), back


def _talks(session: Session, facts: SiteFacts, now: datetime) -> list[RunningTalk]:
    query = (
        select(Call.desk, Call.started_at, Ticket.topic)
        .join(Ticket, Ticket.id == Call.ticket_id)
        .where(Call.site_id == facts.id, Call.ended_at.is_(None))
        .order_by(Call.desk)
    )
    return [
        RunningTalk(row.desk, row.topic, minutes_between(row.started_at, now) if row.started_at else 0.0)
        for row in session.execute(query)
    ]


def _newcomers(room: Room, facts: SiteFacts, slots: Sequence[Slot]) -> tuple[list[Waiting], dict[str, int]]:
    """One phantom for all (topic, advice language) that the same desks serve with the same credit; where each is."""
    phantoms: list[Waiting] = []
    kinds: dict[Hashable, int] = {}
    places: dict[str, int] = {}
    for newcomer in _everybody_who_may_come(room, facts, slots):
        able = room.able(newcomer)
        if able:
            place = kinds.setdefault((able, line_of(room, newcomer)), len(phantoms))
            if place == len(phantoms):
                phantoms.append(newcomer)
            places[newcomer_key(newcomer.topic, next(iter(newcomer.languages), ""))] = place
    return phantoms, places


def _everybody_who_may_come(room: Room, facts: SiteFacts, slots: Sequence[Slot]) -> list[Waiting]:
    offered = {topic for slot in slots for topic in slot.topics}
    languages = [frozenset({entry["code"]}) for entry in facts.languages]
    return [
        Waiting(-1, 0, room.now, code, spoken, expected_minutes=float(topic.expected_minutes))
        for code, topic in facts.topics.items()
        if code in offered
        for spoken in (frozenset[str](), *languages)
    ]


def _mix(session: Session, facts: SiteFacts, room: Room, slots: Sequence[Slot]) -> list[Waiting]:
    """The usual visitors: the last tickets of the site; a new site adds each topic in each language."""
    query = select(Ticket).where(Ticket.site_id == facts.id).order_by(Ticket.id.desc()).limit(USUAL_VISITORS)
    usual = [
        replace(
            as_waiting(facts, ticket), key=room.now, skipped=False, only_case_manager=None, only_desk=None,
            appointment=None, passed_by_ordinary=0, passed_by_any=0,
        )
        for ticket in session.scalars(query)
    ]  # fmt: skip
    mix = usual if len(usual) >= ENOUGH_VISITORS else [*usual, *_everybody_who_may_come(room, facts, slots)]
    offered = {topic for slot in slots for topic in slot.topics}
    return [visitor for visitor in mix if visitor.topic in offered and room.able(visitor)]


def _booked(session: Session, facts: SiteFacts, slots: Sequence[Slot], now: datetime) -> list[Waiting]:
    """Appointments of the running slots whose holders have not checked in, and are not too late for priority."""
    return [
        Waiting(
            -appointment.id - 1,
            0,
            _minutes(appointment.starts_at),
            appointment.topic,
            frozenset(appointment.advice_languages),
            only_case_manager=appointment.staff_id,
            appointment=_minutes(appointment.starts_at),
            expected_minutes=float(facts.topics[appointment.topic].expected_minutes),
        )
        for appointment in _still_to_come(session, facts, slots, now)
        if appointment.topic in facts.topics
    ]


def _still_to_come(
    session: Session, facts: SiteFacts, slots: Sequence[Slot], now: datetime
) -> Sequence[Appointment]:
    first = max(min(slot.opens_at for slot in slots), now - LATE_KEEPS)
    return appointments_between(session, facts, first, max(slot.ends_at for slot in slots))


def _in_order(waiting: Sequence[Waiting]) -> list[Waiting]:
    return sorted(waiting, key=lambda ticket: (ticket.key, ticket.number))


def _last_event(session: Session, site_id: int) -> int:
    query = select(TicketEvent.id).where(TicketEvent.site_id == site_id)
    return session.scalars(query.order_by(TicketEvent.at.desc(), TicketEvent.id.desc()).limit(1)).first() or 0


def _minutes(at: datetime) -> float:
    return at.timestamp() / SECONDS_A_MINUTE
