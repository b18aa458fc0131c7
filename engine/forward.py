"""One draw of the future: plays tickets to desks with the compiled routing rule until last call."""

from typing import NamedTuple

import numpy as np

from engine.arrays import Clock, Flags, Floats, Lot, Whole
from engine.compiled import compiled
from engine.numbers import choose, count_passes

NEVER = np.inf
ABSENT_MIN = 1.5  # a call that nobody answers costs this


class Play(NamedTuple):
    """One draw, changed while it is played. `lot` has one spare row at its end, where a phantom is tried."""

    lot: Lot
    minutes: Floats  # talk of each ticket
    leaves: Floats  # when its visitor is gone, silently
    entry: Whole  # tickets in the order in which they may be called
    free: Floats  # when each desk is free; NEVER: idle
    called: Floats  # out: when each ticket was called; NEVER: not by last call
    ghosts: Lot  # phantoms
    ghost_called: Floats  # out
    order: Whole  # waiting tickets by (key, number)
    state: Whole  # [how many wait, how many of them were put back]


@compiled
def play(game: Play, may: Flags, offered: Whole, clock: Clock) -> None:
    """Runs until last call; fills `called` and `ghost_called`."""
    entered = 0
    before = clock.now
    while True:
        desk = int(np.argmin(game.free))
        now = game.free[desk]
        arrives = entered < len(game.entry) and game.lot.enters[game.entry[entered]] <= now
        if arrives:
            ticket = game.entry[entered]
            now = game.lot.enters[ticket]
        _let_ghosts_in(game, may, before, min(now, clock.last_call))
        if now >= clock.last_call:
            return
        before = now
        if arrives:
            entered += 1
            _enter(game, ticket)
            desk = _idle_desk(game, may, offered, ticket)
            if desk < 0:
                continue
        serve(game, may, clock, desk, now)


@compiled
def serve(game: Play, may: Flags, clock: Clock, desk: int, now: float) -> None:
    """The desk presses *next*. Those put back are passed over once while another eligible ticket waits."""
    if game.state[1] == 0:
        _serve_present(game, may, clock, desk, now)
        return
    aside = _set_aside(game, may, desk)
    _serve_present(game, may, clock, desk, now)
    for ticket in aside:
        _enter(game, ticket)


@compiled
def _set_aside(game: Play, may: Flags, desk: int) -> Whole:
    """Takes the eligible ones that were put back out of the line; none if nobody else is eligible."""
    lot, waiting = game.lot, game.order[: game.state[0]].copy()
    mine = np.array([ticket for ticket in waiting if may[desk, lot.group[ticket]]], np.int64)
    put_back = mine[lot.skipped[mine]]
    if len(put_back) == len(mine):
        return np.empty(0, np.int64)
    for ticket in put_back:
        _leave(game, ticket)
        lot.skipped[ticket] = False
    game.state[1] -= len(put_back)
    return put_back


@compiled
def _serve_present(game: Play, may: Flags, clock: Clock, desk: int, now: float) -> None:
    lot = game.lot
    ticket = choose(
        now,
        game.order,
        game.state[0],
        may[desk],
        lot.group,
        lot.key,
        lot.head,
        lot.slope,
        lot.ordinary,
        lot.by_ordinary,
        lot.by_any,
        clock.cap_by_ordinary,
        clock.cap_by_any,
    )
    _try_ghosts(game, may, clock, desk, now, ticket)
    if ticket < 0:
        game.free[desk] = NEVER
    else:
        take(game, may, desk, now, ticket)


@compiled
def take(game: Play, may: Flags, desk: int, now: float, ticket: int) -> None:
    """The desk calls `ticket`: a talk, or an absence that counts nothing."""
    lot = game.lot
    _leave(game, ticket)
    game.state[1] -= lot.skipped[ticket]
    game.called[ticket] = now
    if game.leaves[ticket] <= now:
        game.free[desk] = now + ABSENT_MIN
        return
    game.free[desk] = now + game.minutes[ticket]
    count_passes(
        ticket,
        game.order,
        game.state[0],
        may[desk],
        lot.group,
        lot.key,
        lot.ordinary,
        lot.by_ordinary,
        lot.by_any,
    )
    ghosts = game.ghosts
    for ghost in range(len(ghosts.key)):
        if (
            ghosts.enters[ghost] <= now
            and may[desk, ghosts.group[ghost]]
            and ghosts.key[ghost] < lot.key[ticket]
        ):
            ghosts.by_any[ghost] += 1
            if lot.ordinary[ticket]:
                ghosts.by_ordinary[ghost] += 1


@compiled
def _enter(game: Play, ticket: int) -> None:
    """Into `order`, behind those with the same key."""
    key, place = game.lot.key, game.state[0]
    while place > 0 and key[game.order[place - 1]] > key[ticket]:
        game.order[place] = game.order[place - 1]
        place -= 1
    game.order[place] = ticket
    game.state[0] += 1


@compiled
def _leave(game: Play, ticket: int) -> None:
    place = 0
    while game.order[place] != ticket:
        place += 1
    for later in range(place, game.state[0] - 1):
        game.order[later] = game.order[later + 1]
    game.state[0] -= 1


@compiled
def _idle_desk(game: Play, may: Flags, offered: Whole, ticket: int) -> int:
    for desk in offered:
        if game.free[desk] == NEVER and may[desk, game.lot.group[ticket]]:
            return int(desk)
    return -1


@compiled
def _let_ghosts_in(game: Play, may: Flags, before: float, now: float) -> None:
    """A phantom that enters while an able desk is idle is called at once."""
    ghosts = game.ghosts
    for ghost in range(len(ghosts.key)):
        if before < ghosts.enters[ghost] < now and game.ghost_called[ghost] == NEVER:
            for desk in range(len(game.free)):
                if game.free[desk] == NEVER and may[desk, ghosts.group[ghost]]:
                    game.ghost_called[ghost] = ghosts.enters[ghost]


@compiled
def _try_ghosts(game: Play, may: Flags, clock: Clock, desk: int, now: float, chosen: int) -> None:
    """Phantoms that the desk would call here instead of `chosen` are marked; the draw goes on without them."""
    ghosts = game.ghosts
    for ghost in range(len(ghosts.key)):
        if (
            game.ghost_called[ghost] < NEVER
            or ghosts.enters[ghost] > now
            or not may[desk, ghosts.group[ghost]]
        ):
            continue
        if chosen < 0 or (
            _might_win(game, clock, now, ghost, chosen) and _wins(game, may, clock, desk, now, ghost)
        ):
            game.ghost_called[ghost] = now


@compiled
def _might_win(game: Play, clock: Clock, now: float, ghost: int, chosen: int) -> bool:
    """A cheap test that is never wrong when it says no."""
    lot, ghosts = game.lot, game.ghosts
    if ghosts.key[ghost] < lot.key[chosen]:
        return True
    if ghosts.by_ordinary[ghost] >= clock.cap_by_ordinary or ghosts.by_any[ghost] >= clock.cap_by_any:
        return True
    score = ghosts.head[ghost] + ghosts.slope[ghost] * (now - ghosts.key[ghost])
    return bool(score > lot.head[chosen] + lot.slope[chosen] * (now - lot.key[chosen]))


@compiled
def _wins(game: Play, may: Flags, clock: Clock, desk: int, now: float, ghost: int) -> bool:
    """Asks the rule with the phantom among the waiting."""
    lot, ghosts = game.lot, game.ghosts
    spare = len(lot.key) - 1
    lot.key[spare], lot.group[spare] = ghosts.key[ghost], ghosts.group[ghost]
    lot.head[spare], lot.slope[spare] = ghosts.head[ghost], ghosts.slope[ghost]
    lot.ordinary[spare] = ghosts.ordinary[ghost]
    lot.by_ordinary[spare], lot.by_any[spare] = ghosts.by_ordinary[ghost], ghosts.by_any[ghost]
    _enter(game, spare)
    ticket = choose(
        now,
        game.order,
        game.state[0],
        may[desk],
        lot.group,
        lot.key,
        lot.head,
        lot.slope,
        lot.ordinary,
        lot.by_ordinary,
        lot.by_any,
        clock.cap_by_ordinary,
        clock.cap_by_any,
    )
    _leave(game, spare)
    return bool(ticket == spare)
