"""The room as the credit rule sees it: who is on duty, who waits, who was passed how often."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, cast, func, select, update
from sqlalchemy.orm import Session

from models import Call, Consultation, Ticket
from rules.durations import PRIOR_MEAN_MIN
from rules.life_cycle import Action, State
from rules.routing import Adviser, Pick, Room, Waiting, passed, pick
from rules.routing_settings import NEEDS, Need, NeedKind, RoutingSettings
from service_point.desks import advisers_on_duty
from service_point.facts import SiteFacts
from service_point.interpreters import interpreters_in
from service_point.unit_of_work import Unit

SECONDS_A_MINUTE = 60
SEEN_BY_THE_RULES = (  # columns, not whole tickets: a press of "next" reads everybody who waits
    Ticket.id,
    Ticket.number,
    Ticket.key_at,
    Ticket.topic,
    cast(Ticket.advice_languages, Text).label("advice_languages"),  # hundreds of rows, a dozen texts
    cast(Ticket.needs, Text).label("needs"),
    Ticket.skipped,
    Ticket.only_staff_id,
    Ticket.only_desk,
    Ticket.passed_by_ordinary,
    Ticket.passed_by_any,
    Ticket.appointment_at,
    Ticket.appointment_lapsed,
)


def waiting_room(session: Session, facts: SiteFacts, now_minutes: float) -> Room:
    """Everybody on duty and everybody waiting, with the passes of calls that are still open; who interprets."""
    query = select(*SEEN_BY_THE_RULES).where(Ticket.site_id == facts.id, Ticket.state == State.WAITING)
    by_ordinary, by_any = pending_passes(session, facts.id)
    waiting = [
        as_waiting(facts, row, by_ordinary.get(row.id, 0), by_any.get(row.id, 0))
        for row in session.execute(query)
    ]
    return Room(
        advisers_on_duty(session, facts),
        waiting,
        now_minutes,
        interpreters_in(session, facts.id),
        settings_of(facts),
    )


def as_waiting(
    facts: SiteFacts, ticket: Any, pending_by_ordinary: int = 0, pending_by_any: int = 0
) -> Waiting:
    """A ticket, or a row of its columns, as the rules see it."""
    topic = facts.topics.get(ticket.topic)
    return Waiting(
        ticket=ticket.id,
        number=ticket.number,
        key=ticket.key_at.timestamp() / SECONDS_A_MINUTE,
        topic=ticket.topic,
        languages=_words(ticket.advice_languages),
        needs=_words(ticket.needs),
        skipped=ticket.skipped,
        only_case_manager=ticket.only_staff_id,
        only_desk=ticket.only_desk,
        appointment=_appointment(ticket),
        expected_minutes=float(topic.expected_minutes) if topic else PRIOR_MEAN_MIN,
        passed_by_ordinary=ticket.passed_by_ordinary,
        passed_by_any=ticket.passed_by_any,
        pending_by_ordinary=pending_by_ordinary,
        pending_by_any=pending_by_any,
    )


def _appointment(ticket: Any) -> float | None:
    """The start that it has priority for, in minutes; who came too late waits as an ordinary visitor."""
    at = None if ticket.appointment_lapsed else ticket.appointment_at
    return at.timestamp() / SECONDS_A_MINUTE if at else None


def _words(listed: str | list[str]) -> frozenset[str]:
    """Of a column of JSON: parsed by the model, or still a text."""
    return _parsed(listed) if isinstance(listed, str) else frozenset(listed)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> frozenset[str]:
    return frozenset(json.loads(text))


def settings_of(facts: SiteFacts) -> RoutingSettings:
    """The site's numbers of the rule, and what each of its needs does."""
    given = {name: value for name, value in facts.plan.get("routing", {}).items() if name in _NUMBERS}
    needs = {need["code"]: _need(need) for need in facts.plan.get("needs", [])}
    return RoutingSettings(**given, needs=needs or NEEDS)


_NUMBERS = {one.name for one in fields(RoutingSettings)} - {"needs"}


def _need(written: Any) -> Need:
    known = NEEDS.get(written["code"], Need(NeedKind.INFORMATION))
    kind = NeedKind(written.get("kind", known.kind))
    if kind in (NeedKind.FILTER, NeedKind.DESK) and not known.attribute:
        return Need(NeedKind.INFORMATION)  # nothing at a desk or person meets it
    return replace(known, kind=kind)


def pending_passes(session: Session, site_id: int) -> tuple[Counter[int], Counter[int]]:
    """Passes that calls still open would bring: by ordinary tickets, by any. Start confirms them."""
    by_ordinary: Counter[int] = Counter()
    by_any: Counter[int] = Counter()
    open_calls = select(Call.passed, Call.is_ordinary).where(
        Call.site_id == site_id, Call.ended_at.is_(None), Call.started_at.is_(None)
    )
    for passed_ids, is_ordinary in session.execute(open_calls):
        by_any.update(passed_ids)
        if is_ordinary:
            by_ordinary.update(passed_ids)
    return by_ordinary, by_any


def confirm_passes(unit: Unit, call: Call, step: int = 1) -> None:
    """The called visitor is present (or, with -1, was not after all): those passed count it."""
    if not call.passed:
        return
    values: dict[str, Any] = {"passed_by_any": Ticket.passed_by_any + step}
    if call.is_ordinary:
        values["passed_by_ordinary"] = Ticket.passed_by_ordinary + step
    unit.session.execute(
        update(Ticket)
        .where(Ticket.site_id == unit.site_id, Ticket.id.in_(call.passed))
        .values(values)
        .execution_options(synchronize_session=False)
    )


def choose(session: Session, room: Room, adviser: Adviser) -> Pick | None:
    """The next ticket for `adviser`: first who comes back to a talk that this one suspended, then by the rule."""
    suspended = _suspended_by(session, adviser.case_manager)
    back = [ticket for ticket in room.waiting if ticket.ticket in suspended and not ticket.skipped]
    if not back:
        return pick(room, adviser)
    chosen = pick(replace(room, waiting=back), adviser)
    return replace(chosen, passed=_passed_in(room, adviser, chosen, back)) if chosen else pick(room, adviser)


def _passed_in(room: Room, adviser: Adviser, chosen: Pick, back: Sequence[Waiting]) -> tuple[int, ...]:
    """Whom the call passes in the whole room, not only among those who came back."""
    called = next(ticket for ticket in back if ticket.ticket == chosen.ticket)
    return passed(room, adviser, called)


def _suspended_by(session: Session, staff_id: int) -> set[int]:
    """Ids of waiting tickets whose last talk this case manager suspended, and that nobody else was given since."""
    last = select(func.max(Consultation.id)).where(Consultation.ticket_id == Ticket.id)
    query = (
        select(Ticket.id)
        .join(Consultation, Consultation.ticket_id == Ticket.id)
        .where(
            Ticket.state == State.WAITING,
            Ticket.only_staff_id == staff_id,
            Consultation.id == last.correlate(Ticket).scalar_subquery(),
            Consultation.ended_by == Action.SUSPEND,
        )
    )
    return set(session.scalars(query))
