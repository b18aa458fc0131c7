"""Everybody on duty and everybody waiting at one moment, and who may serve whom (queueing.md §1).

Times are minutes since any common zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rules.routing_settings import NeedKind, RoutingSettings


@dataclass(frozen=True, slots=True)
class Adviser:
    """A case manager on duty at a desk."""

    case_manager: int
    desk: int
    topics: frozenset[str]
    languages: frozenset[str]
    woman_adviser: bool = False
    step_free: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A person present in the slot who interprets one talk at a time."""

    languages: frozenset[str]
    is_free: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting ticket as the rules see it. `key` is the order key in minutes: arrival, or the appointment if later.

    Passes are the confirmed ones; `pending_*` those of calls still open (start confirms them; missed, put back and
    cancelled calls take them back). The caps compare the sum.
    """

    ticket: int
    number: int
    key: float
    topic: str
    languages: frozenset[str]  # empty: nobody knows yet, so anyone may try
    needs: frozenset[str] = frozenset()
    skipped: bool = False
    only_case_manager: int | None = None
    only_desk: int | None = None
    appointment: float | None = None  # start, in minutes
    expected_minutes: float = 25.0  # mean talk of its topic
    passed_by_ordinary: int = 0
    passed_by_any: int = 0
    pending_by_ordinary: int = 0
    pending_by_any: int = 0

    @property
    def by_ordinary(self) -> int:
        return self.passed_by_ordinary + self.pending_by_ordinary

    @property
    def by_any(self) -> int:
        return self.passed_by_any + self.pending_by_any


@dataclass(frozen=True, slots=True)
class Room:
    """Everybody on duty and everybody waiting at one moment."""

    advisers: Sequence[Adviser]
    waiting: Sequence[Waiting]
    now: float
    interpreters: Sequence[Interpreter] = ()
    settings: RoutingSettings = field(default_factory=RoutingSettings)
    _spoken: frozenset[str] = field(init=False, repr=False, compare=False)
    _interpreted: frozenset[str] = field(init=False, repr=False, compare=False)
    _able: dict[object, frozenset[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spoken = _union(adviser.languages for adviser in self.advisers)
        object.__setattr__(self, "_spoken", spoken | _union(other.languages for other in self.interpreters))
        free = _union(other.languages for other in self.interpreters if other.is_free)
        object.__setattr__(self, "_interpreted", free)
        object.__setattr__(self, "_able", {})

    def needs_interpreter(self, ticket: Waiting) -> bool:
        """Nobody on duty, with or without the slot's interpreters, speaks any of its languages."""
        return bool(ticket.languages) and not ticket.languages & self._spoken

    def may_serve(self, adviser: Adviser, ticket: Waiting) -> bool:
        """Topic, language, needs and hand-over allow this case manager to call this ticket."""
        return adviser.desk in self.able(ticket)

    def able(self, ticket: Waiting) -> frozenset[int]:
        """Desks on duty whose case managers may serve it. Kept for each kind of ticket while the room lives."""
        group = self.group_of(ticket)
        if group not in self._able:
            self._able[group] = frozenset(self._desks_for(ticket))
        return self._able[group]

    def group_of(self, ticket: Waiting) -> tuple[object, ...]:
        """Tickets of one group are served by the same case managers."""
        needs = self.binding_needs(ticket)
        return (ticket.topic, ticket.languages, needs, ticket.only_case_manager, ticket.only_desk)

    def binding_needs(self, ticket: Waiting) -> frozenset[str]:
        """The filters and desk attributes that it still waits for."""
        if not ticket.needs:
            return frozenset()
        return frozenset(need for need in ticket.needs if self._binds(ticket, need))

    def is_due(self, ticket: Waiting) -> bool:
        """An appointment may be called from ten minutes before its start."""
        return (
            ticket.appointment is None or self.now >= ticket.appointment - self.settings.appointment_opens_min
        )

    def _binds(self, ticket: Waiting, name: str) -> bool:
        need = self.settings.needs.get(name)
        if need is None or need.kind not in (NeedKind.FILTER, NeedKind.DESK):
            return False
        return need.falls_back_after_min is None or self.now - ticket.key < need.falls_back_after_min

    def _desks_for(self, ticket: Waiting) -> list[int]:
        handed_over = [adviser.desk for adviser in self.advisers if is_for(adviser, ticket)]
        if handed_over:
            return handed_over
        skilled = [adviser for adviser in self.advisers if self._has_skills(adviser, ticket)]
        for need in sorted(self.binding_needs(ticket)):
            attribute = self.settings.needs[need].attribute
            # a need binds while somebody on duty can meet it: nobody waits for a desk that isn't staffed
            skilled = [adviser for adviser in skilled if getattr(adviser, attribute)] or skilled
        return [adviser.desk for adviser in skilled]

    def _has_skills(self, adviser: Adviser, ticket: Waiting) -> bool:
        if ticket.topic not in adviser.topics:
            return False
        speaks = bool(ticket.languages & (adviser.languages | self._interpreted))
        return speaks or not ticket.languages or self.needs_interpreter(ticket)


def is_for(adviser: Adviser, ticket: Waiting) -> bool:
    """Handed over to this person, or to this desk."""
    if ticket.only_case_manager is not None:
        return ticket.only_case_manager == adviser.case_manager
    return ticket.only_desk is not None and ticket.only_desk == adviser.desk


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
