"""Plays a whole slot with given visitors through the routing rule: what would have happened (replay, benchmark)."""

import heapq
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rules.queue_state import RunningTalk
from rules.routing import Adviser, Pick, Room, Waiting, offers, pick
from rules.routing_settings import RoutingSettings

ABSENT_MIN = 1.5  # a call that nobody answers costs this


@dataclass(frozen=True, slots=True)
class Visitor:
    """One who comes. Minutes since any common zero; `gone_at`: leaves silently unless called before."""

    ticket: int
    arrives: float
    topic: str
    languages: frozenset[str]
    talk_minutes: float
    needs: frozenset[str] = frozenset()
    appointment: float | None = None
    gone_at: float = math.inf

    @property
    def key(self) -> float:
        return self.arrives if self.appointment is None else max(self.arrives, self.appointment)


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """A slot to play. `expected_minutes` by topic; `pace` by desk multiplies talks (1 unless known);
    `starts` by desk says who comes later than the opening.
    """

    advisers: Sequence[Adviser]
    visitors: Sequence[Visitor]
    opens_at: float
    last_call: float
    settings: RoutingSettings = field(default_factory=RoutingSettings)
    expected_minutes: Mapping[str, float] = field(default_factory=dict)
    pace: Mapping[int, float] = field(default_factory=dict)
    starts: Mapping[int, float] = field(default_factory=dict)


@dataclass(slots=True)
class Fate:
    """What became of a visitor."""

    called_at: float | None = None
    desk: int | None = None
    was_present: bool = False
    by_ordinary: int = 0
    by_any: int = 0
    refused: bool = False


Choose = Callable[["SlotPlayer", Room, Adviser], Pick | None]
Admit = Callable[["SlotPlayer", Visitor], bool]


def by_the_rule(_player: "SlotPlayer", room: Room, adviser: Adviser) -> Pick | None:
    return pick(room, adviser)


def everybody(_player: "SlotPlayer", _visitor: Visitor) -> bool:
    return True


class SlotPlayer:
    """Runs one slot. `choose` presses *next*; `admit` is asked before a visitor gets a ticket."""

    def __init__(self, plan: SlotPlan, choose: Choose = by_the_rule, admit: Admit = everybody) -> None:
        self.plan, self.choose, self.admit = plan, choose, admit
        self.now = -math.inf
        self.fates = {visitor.ticket: Fate() for visitor in plan.visitors}
        self.line: dict[int, Waiting] = {}
        self.talks: dict[int, tuple[str, float]] = {}  # desk: topic, since
        self.idle: dict[int, Adviser] = {}
        self.seen: set[int] = set()  # tickets whose visitors have come
        self.last_wait: float | None = None  # of the one called last
        self._visitors = {visitor.ticket: visitor for visitor in plan.visitors}
        self._events: list[tuple[float, int, int, Visitor | Adviser]] = []

    def run(self) -> dict[int, Fate]:
        """Every visitor's fate, by ticket."""
        for visitor in self.plan.visitors:
            self._later(visitor.arrives, 0, visitor.ticket, visitor)
        for adviser in self.plan.advisers:
            self._later(self.plan.starts.get(adviser.desk, self.plan.opens_at), 1, adviser.desk, adviser)
        while self._events:
            self.now, _, _, who = heapq.heappop(self._events)
            if self.now >= self.plan.last_call:
                break
            if isinstance(who, Adviser):
                self.talks.pop(who.desk, None)
                self._press_next(who)
            else:
                self._arrive(who)
        return self.fates

    def room(self) -> Room:
        return Room(self.plan.advisers, list(self.line.values()), self.now, settings=self.plan.settings)

    def running(self) -> list[RunningTalk]:
        return [RunningTalk(desk, topic, self.now - since) for desk, (topic, since) in self.talks.items()]

    def ticket_for(self, visitor: Visitor) -> Waiting:
        """The visitor as the rules see one who waits."""
        return Waiting(
            ticket=visitor.ticket,
            number=visitor.ticket,
            key=visitor.key,
            topic=visitor.topic,
            languages=visitor.languages,
            needs=visitor.needs,
            appointment=visitor.appointment,
            expected_minutes=self.plan.expected_minutes.get(visitor.topic, 25.0),
        )

    def _later(self, at: float, kind: int, number: int, who: Visitor | Adviser) -> None:
        heapq.heappush(self._events, (at, kind, number, who))

    def _arrive(self, visitor: Visitor) -> None:
        opens_before = self.plan.settings.appointment_opens_min
        if visitor.ticket not in self.seen:
            self.seen.add(visitor.ticket)
            if not self.admit(self, visitor):
                self.fates[visitor.ticket].refused = True
                return
            self.line[visitor.ticket] = self.ticket_for(visitor)
            if visitor.appointment is not None and visitor.appointment - opens_before > self.now:
                self._later(
                    visitor.appointment - opens_before, 0, visitor.ticket, visitor
                )  # may be called from then
        if visitor.ticket not in self.line:
            return  # called the same minute, for another's sake
        able = offers(self.room(), self.line[visitor.ticket], self.idle.values(), self._usual())
        if able:
            self._press_next(able[0])

    def _usual(self) -> list[Waiting]:
        return [self.ticket_for(visitor) for visitor in self.plan.visitors] if len(self.idle) > 1 else []

    def _press_next(self, adviser: Adviser) -> None:
        self.idle.pop(adviser.desk, None)
        answer = self.choose(self, self.room(), adviser)
        if answer is None:
            self.idle[adviser.desk] = adviser
            return
        visitor = self._visitors[answer.ticket]
        del self.line[answer.ticket]
        fate = self.fates[answer.ticket]
        fate.called_at, fate.desk, fate.was_present = self.now, adviser.desk, visitor.gone_at > self.now
        self.last_wait = self.now - max(visitor.key, self.plan.opens_at)
        minutes = ABSENT_MIN
        if fate.was_present:
            minutes = visitor.talk_minutes * self.plan.pace.get(adviser.desk, 1.0)
            self._confirm_passes(answer)
        self.talks[adviser.desk] = visitor.topic, self.now
        self._later(self.now + minutes, 1, adviser.desk, adviser)

    def _confirm_passes(self, answer: Pick) -> None:
        for number in answer.passed:
            fate, ticket = self.fates[number], self.line[number]
            fate.by_any += 1
            fate.by_ordinary += answer.is_ordinary
            self.line[number] = replace(
                ticket, passed_by_ordinary=fate.by_ordinary, passed_by_any=fate.by_any
            )
