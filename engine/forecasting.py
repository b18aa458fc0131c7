"""The forecast of one moment: a spread for every waiting ticket and every phantom arrival, from one batch of draws."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Floats, Moment, moment_of
from engine.compiled import compiled
from engine.draws import make_draw
from engine.forward import play
from rules.forecast import Spread
from rules.queue_state import QueueState

DRAWS = 100


@dataclass(frozen=True, slots=True)
class Batch:
    """Answers of one batch: by ticket, and one for each of the state's phantoms in their order."""

    waiting: dict[int, Spread]
    phantoms: tuple[Spread, ...]


def forecast(state: QueueState, seed: int, draws: int = DRAWS) -> Batch:
    """Plays `state` forward `draws` times. The same state and seed give the same answer."""
    if not state.room.advisers:
        unknown = Spread(math.inf, math.inf, math.inf, 0.0)
        return Batch(
            {ticket.ticket: unknown for ticket in state.room.waiting}, (unknown,) * len(state.phantoms)
        )
    moment = moment_of(state)
    called, phantoms = run_draws(moment, seed, draws, room_for_walk_ins(moment))
    tickets = sorted(state.room.waiting, key=lambda ticket: (ticket.key, ticket.number))
    spreads = _spreads(moment, called)
    return Batch(
        waiting={ticket.ticket: spread for ticket, spread in zip(tickets, spreads, strict=True)},
        phantoms=tuple(_spreads(moment, phantoms)),
    )


@compiled
def run_draws(moment: Moment, seed: int, draws: int, room_for: int) -> tuple[Floats, Floats]:
    """When each waiting ticket and each phantom is called: [draw, ticket], infinite when not by last call."""
    waiting = len(moment.waiting.key)
    called = np.empty((draws, waiting))
    phantoms = np.empty((draws, len(moment.phantoms.key)))
    for draw in range(draws):
        game = make_draw(moment, seed, draw, room_for)
        play(game, moment.desks.may, moment.desks.offered, moment.clock)
        called[draw] = game.called[:waiting]
        phantoms[draw] = game.ghost_called
    return called, phantoms


def room_for_walk_ins(moment: Moment) -> int:
    """Rows for the walk-ins of one draw: six standard deviations above the mean."""
    if not len(moment.rates):
        return 0
    spans = np.minimum(moment.edges[1:], moment.clock.last_call) - np.maximum(
        moment.edges[:-1], moment.clock.now
    )
    expected = float(np.sum(np.maximum(spans, 0.0) * moment.rates))
    return math.ceil(expected + 6.0 * math.sqrt(expected) + 6.0)


def _spreads(moment: Moment, called: Floats) -> Sequence[Spread]:
    """Quantiles over draws; a draw without a call counts as last call."""
    if called.shape[1] == 0:
        return ()
    chance = np.mean(called < np.inf, axis=0)
    waits = np.sort(np.minimum(called, moment.clock.last_call) - moment.clock.now, axis=0)
    rows = [waits[min(len(waits) - 1, math.ceil(share * len(waits)) - 1)] for share in (0.1, 0.5, 0.9)]
    low, middle, high = (np.maximum(row, 0.0) for row in rows)
    return [Spread(*map(float, numbers)) for numbers in zip(low, middle, high, chance, strict=True)]
