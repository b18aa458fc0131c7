"""First forecasts of walk-ins, from the product's engine and from the simple formulas, and how right they were."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from bench.queueing.site import Site
from bench.queueing.world import TOPICS, SlotWorld
from engine.forecasting import forecast
from rules.durations import Durations
from rules.forecast import (
    NEARLY_CALLED_MIN,
    ROUND_TO_MIN,
    Correction,
    Range,
    Scored,
    Spread,
    corrected,
    from_opening,
    learn,
    naive_minutes,
    seed_of,
)
from rules.slot_player import Fate, SlotPlayer, Visitor

SIMPLE = ("naive", "les", "hol")


@dataclass(frozen=True)
class First:
    """What a visitor was told on arrival by each method, `latest` minutes before last call; from the opening on."""

    visitor: Visitor
    spread: Spread
    cold: Spread | None  # as if this were the site's first day, if that was asked for
    latest: float
    simple: dict[str, float]


@dataclass
class Watcher:
    """Writes down a first forecast for every walk-in, as the kiosk would; admits everybody."""

    site: Site
    first_day: Site | None
    world: SlotWorld
    seed: int
    seen: list[First] = field(default_factory=list)
    told: dict[int, Spread] = field(default_factory=dict)  # by ticket, from the moment of arrival

    def __call__(self, player: SlotPlayer, visitor: Visitor) -> bool:
        if visitor.appointment is None:
            spread = self._answer(self.site, player, visitor)
            cold = self._answer(self.first_day, player, visitor) if self.first_day else None
            self.told[visitor.ticket] = spread
            spread, cold = from_opening(spread, -player.now), cold and from_opening(cold, -player.now)
            latest = player.plan.last_call - max(player.now, 0.0)
            self.seen.append(First(visitor, spread, cold, latest, simple_forecasts(self.site, player)))
        return True

    def _answer(self, site: Site, player: SlotPlayer, visitor: Visitor) -> Spread:
        return answer(site, player, self.world, visitor, self.seed)


def answer(site: Site, player: SlotPlayer, world: SlotWorld, visitor: Visitor, seed: int) -> Spread:
    """What the kiosk says before the ticket is taken: read from a phantom arrival."""
    state = site.state(player, world, [visitor])
    return forecast(state, seed_of(seed * 100_000 + world.number, len(player.seen))).phantoms[0]


def simple_forecasts(site: Site, player: SlotPlayer) -> dict[str, float]:
    """position × mean ÷ case managers; the wait of the last one called (LES); of the one at the head of the line (HOL).

    Counted from the opening, like all waits. Source of LES and HOL: Ibrahim & Whitt 2009.
    """
    naive = naive_minutes(position(player), mean_talk(site.durations), len(player.plan.advisers))
    oldest = min((ticket.key for ticket in player.line.values()), default=player.now)
    return {
        "naive": naive,
        "les": naive if player.last_wait is None else player.last_wait,
        "hol": max(0.0, player.now - max(oldest, 0.0)),
    }


def position(player: SlotPlayer) -> int:
    """The newcomer's place in the line: one more than wait; appointments count from their start."""
    due = sum(
        ticket.appointment is None or ticket.appointment <= player.now for ticket in player.line.values()
    )
    return due + 1


def mean_talk(durations: Durations) -> float:
    return durations.site_mean if durations.topics else fmean(minutes for minutes, _ in TOPICS.values())


@dataclass
class Scores:
    """Errors and ranges of one method."""

    errors: list[float] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)

    def add(self, point: float, told: Range, waited: float) -> None:
        self.errors.append(abs(waited - point))
        self.inside.append(told.low <= waited <= told.high)
        self.widths.append(told.high - told.low)

    def figures(self) -> dict[str, float]:
        if not self.errors:
            return {"mae_min": 0.0, "coverage_80": 0.0, "width_min": 0.0}
        return {
            "mae_min": round(fmean(self.errors), 2),
            "coverage_80": round(fmean(self.inside), 4),
            "width_min": round(fmean(self.widths), 2),
        }


@dataclass
class Scoreboard:
    """All methods over slots, and the correction learned on the way."""

    correction: Correction = field(default_factory=Correction)
    methods: dict[str, Scores] = field(default_factory=dict)
    cold: Scores = field(default_factory=Scores)

    def add(self, firsts: Sequence[First], fates: dict[int, Fate]) -> None:
        """A slot's forecasts, scored when the ticket was called; those told "you are next" aren't scored."""
        scored = []
        for first in firsts:
            called_at = fates[first.visitor.ticket].called_at
            if called_at is not None and first.spread.q90 > NEARLY_CALLED_MIN:
                waited = called_at - max(first.visitor.arrives, 0.0)
                self._score(first, waited)
                scored.append(Scored(first.spread, first.latest, waited))
        self.correction = learn(self.correction, scored)

    def _score(self, first: First, waited: float) -> None:
        for name in SIMPLE:
            self._method(name).add(first.simple[name], band(first.simple[name]), waited)
        spread = first.spread
        self._method("monte_carlo").add(spread.q50, Range(spread.q10, spread.q90), waited)
        self._method("corrected").add(spread.q50, corrected(spread, self.correction, first.latest), waited)
        if first.cold and first.cold.q90 > NEARLY_CALLED_MIN:
            self.cold.add(first.cold.q50, corrected(first.cold, Correction(), first.latest), waited)

    def _method(self, name: str) -> Scores:
        return self.methods.setdefault(name, Scores())

    def figures(self) -> dict[str, dict[str, float]]:
        names = (*SIMPLE, "monte_carlo", "corrected")
        return {name: self._method(name).figures() for name in names}


def band(point: float) -> Range:
    """A single number says "about": the five minutes around it."""
    low = ROUND_TO_MIN * math.floor(point / ROUND_TO_MIN)
    return Range(low, max(ROUND_TO_MIN * math.ceil(point / ROUND_TO_MIN), low + ROUND_TO_MIN))
