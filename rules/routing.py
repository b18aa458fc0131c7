"""Whom a case manager calls next, and why: the credit rule (queueing.md §1).

Waiting earns credit; scarce skills, priority needs and due appointments add to it; nobody is passed more often than the
caps say. Pure and deterministic: the same room gives the same pick. Times are minutes since any common zero.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rules.routing_numbers import choose
from rules.routing_settings import NeedKind, RoutingSettings
from rules.waiting_room import Adviser, Interpreter, Room, Waiting, is_for

__all__ = [
    "Adviser",
    "Interpreter",
    "Pick",
    "Reason",
    "Room",
    "Terms",
    "Waiting",
    "head_of",
    "line_of",
    "offers",
    "passed",
    "pick",
    "reason_by_hand",
    "terms_of",
    "unmet_needs",
]


@dataclass(frozen=True, slots=True)
class Terms:
    """A score and what it is made of; all in minutes of credit, rounded to a tenth."""

    number: int
    kind: str  # "ordinary", "priority", "appointment"
    waited: float  # minutes waited, times the slope of its kind
    credit: float  # start credit of its kind
    scarce: float  # 30 / n
    able: int  # n: case managers on duty who can serve it
    topic: float  # − c · m
    score: float
    by_ordinary: int
    by_any: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this ticket: stored with the call, shown in one line. Minutes are whole, rounded down.

    `rule`: "oldest"; "oldest_present" (an earlier one was put back); "for_you" (handed over); "appointment";
    "priority"; "score" (a later one has more credit); "passed_enough" (somebody is at a cap, so order decides);
    "by_hand".
    """

    rule: str
    number: int
    waited_minutes: int
    colleagues: int  # others on duty who could serve it too
    interpreter: bool = False  # nobody on duty speaks its languages
    oldest: dict[str, int] | None = None  # an older one that was left, see _left
    terms: dict[str, float | int | str] = field(default_factory=dict)
    unmet_needs: list[str] = field(default_factory=list)  # stated, but this desk doesn't meet them


@dataclass(frozen=True, slots=True)
class Pick:
    """`passed` tickets gain a pending pass; `unskipped` ones were passed over by this call, which counts no pass."""

    ticket: int
    reason: Reason
    passed: tuple[int, ...] = ()
    is_ordinary: bool = True
    unskipped: tuple[int, ...] = ()


def pick(room: Room, adviser: Adviser) -> Pick | None:
    """The next ticket for `adviser` and the reason, or None when nobody it may serve is waiting."""
    everybody = _eligible(room, adviser)
    eligible = [ticket for ticket in everybody if not ticket.skipped] or everybody
    if not eligible:
        return None
    chosen = eligible[_choose(room, eligible)]
    skipped = () if chosen.skipped else tuple(ticket.ticket for ticket in everybody if ticket.skipped)
    return Pick(
        ticket=chosen.ticket,
        reason=_reason(room, adviser, chosen, everybody),
        passed=_older(everybody, chosen),
        is_ordinary=_kind(room, chosen) == "ordinary",
        unskipped=skipped,
    )


def passed(room: Room, adviser: Adviser, called: Waiting) -> tuple[int, ...]:
    """Tickets that gain a pass if the visitor of `called` is present: eligible for `adviser`, with a smaller key."""
    return _older(_eligible(room, adviser), called)


def _older(eligible: Sequence[Waiting], called: Waiting) -> tuple[int, ...]:
    others = (ticket for ticket in eligible if ticket.ticket != called.ticket and not ticket.skipped)
    return tuple(ticket.ticket for ticket in others if ticket.key < called.key)


def offers(
    room: Room, ticket: Waiting, idle: Iterable[Adviser], visitors: Sequence[Waiting] = ()
) -> list[Adviser]:
    """Idle case managers who may serve `ticket`, first the one who can serve the smallest share of `visitors`.

    `visitors` is the usual mix (say, of the last slots); without it those waiting now are the mix.
    """
    mix = visitors or room.waiting
    able = [adviser for adviser in idle if room.is_due(ticket) and room.may_serve(adviser, ticket)]
    return sorted(
        able, key=lambda adviser: (sum(room.may_serve(adviser, other) for other in mix), adviser.desk)
    )


def terms_of(room: Room, ticket: Waiting) -> Terms:
    """The score of one waiting ticket and its parts, for the queue list."""
    credit, slope = _credit_and_slope(room, ticket)
    able = max(1, len(room.able(ticket)))
    waited = slope * (room.now - ticket.key)
    scarce = room.settings.scarce_credit / able
    topic = -room.settings.topic_weight * ticket.expected_minutes
    score = _head(room, ticket) + waited
    return Terms(
        number=ticket.number,
        kind=_kind(room, ticket),
        waited=round(waited, 1),
        credit=round(credit, 1),
        scarce=round(scarce, 1),
        able=able,
        topic=round(topic, 1),
        score=round(score, 1),
        by_ordinary=ticket.by_ordinary,
        by_any=ticket.by_any,
    )


def reason_by_hand(room: Room, adviser: Adviser, ticket: Waiting) -> Reason:
    """The reason stored with a ticket that a case manager chose."""
    return _explain(room, adviser, ticket, "by_hand", None)


def unmet_needs(room: Room, adviser: Adviser, ticket: Waiting) -> list[str]:
    """Filters and desk needs that this case manager doesn't meet (dropped after the set wait, or nobody could)."""
    kinds = room.settings.needs
    stated = (
        name
        for name in ticket.needs
        if name in kinds and kinds[name].kind in (NeedKind.FILTER, NeedKind.DESK)
    )
    return sorted(name for name in stated if not getattr(adviser, kinds[name].attribute))


def _eligible(room: Room, adviser: Adviser) -> list[Waiting]:
    able = (ticket for ticket in room.waiting if room.is_due(ticket) and room.may_serve(adviser, ticket))
    return sorted(able, key=lambda ticket: (ticket.key, ticket.number))


def _choose(room: Room, eligible: Sequence[Waiting]) -> int:
    kinds = [_kind(room, ticket) for ticket in eligible]
    return choose(
        room.now,
        range(len(eligible)),
        len(eligible),
        [True],
        [0] * len(eligible),
        [ticket.key for ticket in eligible],
        [_head(room, ticket) for ticket in eligible],
        [_credit_and_slope(room, ticket)[1] for ticket in eligible],
        [kind == "ordinary" for kind in kinds],
        [ticket.by_ordinary for ticket in eligible],
        [ticket.by_any for ticket in eligible],
        room.settings.cap_by_ordinary,
        room.settings.cap_by_any,
    )


def line_of(room: Room, ticket: Waiting) -> tuple[float, float, bool]:
    """The ticket as numbers: head and slope of its score, and whether it is ordinary."""
    kind = _kind(room, ticket)
    return _head(room, ticket), CREDIT[kind](room.settings)[1], kind == "ordinary"


def head_of(settings: RoutingSettings, kind: str, able: int, expected_minutes: float) -> float:
    """The part of a score that doesn't grow with waiting: start credit + 30/n − c·m."""
    credit = CREDIT[kind](settings)[0]
    return credit + settings.scarce_credit / max(1, able) - settings.topic_weight * expected_minutes


CREDIT: dict[str, Callable[[RoutingSettings], tuple[float, float]]] = {
    "ordinary": lambda settings: (0.0, 1.0),
    "priority": lambda settings: (settings.priority_credit, settings.priority_slope),
    "appointment": lambda settings: (settings.appointment_credit, settings.appointment_slope),
}


def _head(room: Room, ticket: Waiting) -> float:
    return head_of(room.settings, _kind(room, ticket), len(room.able(ticket)), ticket.expected_minutes)


def _credit_and_slope(room: Room, ticket: Waiting) -> tuple[float, float]:
    return CREDIT[_kind(room, ticket)](room.settings)


def _kind(room: Room, ticket: Waiting) -> str:
    if ticket.appointment is not None:
        return "appointment"
    return "priority" if room.settings.is_priority(ticket.needs) else "ordinary"


def _reason(room: Room, adviser: Adviser, chosen: Waiting, everybody: Sequence[Waiting]) -> Reason:
    return _explain(room, adviser, chosen, _rule(room, adviser, chosen, everybody), everybody[0])


def _rule(room: Room, adviser: Adviser, chosen: Waiting, everybody: Sequence[Waiting]) -> str:
    present = [ticket for ticket in everybody if not ticket.skipped] or everybody
    if is_for(adviser, chosen):
        return "for_you"
    if chosen is everybody[0]:
        return "oldest" if not _somebody_is_at_a_cap(room, present) else "passed_enough"
    if chosen is present[0]:
        return "oldest_present"
    kind = _kind(room, chosen)
    return "score" if kind == "ordinary" else kind


def _somebody_is_at_a_cap(room: Room, tickets: Sequence[Waiting]) -> bool:
    caps = room.settings.cap_by_ordinary, room.settings.cap_by_any
    return any(ticket.by_ordinary >= caps[0] or ticket.by_any >= caps[1] for ticket in tickets)


def _explain(room: Room, adviser: Adviser, ticket: Waiting, rule: str, oldest: Waiting | None) -> Reason:
    return Reason(
        rule=rule,
        number=ticket.number,
        waited_minutes=_waited(room, ticket),
        colleagues=_colleagues(room, adviser, ticket),
        interpreter=room.needs_interpreter(ticket),
        oldest=None if oldest is None or oldest is ticket else _left(room, adviser, oldest),
        terms=_as_data(terms_of(room, ticket)),
        unmet_needs=unmet_needs(room, adviser, ticket),
    )


def _as_data(terms: Terms) -> dict[str, float | int | str]:
    return {name: getattr(terms, name) for name in Terms.__slots__ if name != "number"}


def _left(room: Room, adviser: Adviser, oldest: Waiting) -> dict[str, int]:
    """What happens to the oldest one that was left; `passed` is before this call."""
    return {
        "number": oldest.number,
        "waited_minutes": _waited(room, oldest),
        "passed": oldest.by_ordinary,
        "at_most": room.settings.cap_by_ordinary,
        "passed_by_any": oldest.by_any,
        "at_most_by_any": room.settings.cap_by_any,
        "colleagues": _colleagues(room, adviser, oldest),
    }


def _colleagues(room: Room, adviser: Adviser, ticket: Waiting) -> int:
    return len(room.able(ticket) - {adviser.desk})


def _waited(room: Room, ticket: Waiting) -> int:
    return max(0, int(room.now - ticket.key))
