"""Makes one draw of the future: who leaves, who still comes, how long each talk lasts."""

import numpy as np

from engine.arrays import NO_TALK, Bits, Floats, Lot, Moment
from engine.compiled import compiled
from engine.forward import NEVER, Play
from engine.numbers import exponential, remaining_minutes, start_stream, talk_minutes, uniform

LEAVE_SHARE = 0.22  # of visitors who give up when they wait long
LEAVE_AFTER_MIN, LEAVE_MEAN_MIN = 20.0, 70.0  # not before, and then on average
SHOW_SHARE = 0.9  # of booked appointments
EARLY_MIN, SPREAD_MIN = 15.0, 20.0  # they arrive from 15 min before their start, over 20 min


@compiled
def make_draw(moment: Moment, seed: int, draw: int, room_for: int) -> Play:
    """A play ready to run, with room for `room_for` future walk-ins."""
    stream = start_stream(seed, draw)
    waiting, booked = len(moment.waiting.key), len(moment.booked.key)
    most = waiting + booked + room_for
    lot = _blank(most + 1)
    for ticket in range(waiting):
        copy_row(moment.waiting, ticket, lot, ticket)
    free = _free(moment, stream)
    count = _booked(moment, stream, lot, waiting)
    count = _walk_ins(moment, stream, lot, count, most)
    minutes, leaves = np.empty(count), np.empty(count)
    for ticket in range(count):
        minutes[ticket] = talk_minutes(uniform(stream), lot.mu[ticket], moment.clock.sigma)
        leaves[ticket] = _leaves(stream, lot.arrived[ticket])
    entry = np.argsort(lot.enters[:count], kind="mergesort")
    ghosts = _blank(len(moment.phantoms.key))
    for ghost in range(len(ghosts.key)):
        copy_row(moment.phantoms, ghost, ghosts, ghost)
    return Play(
        lot,
        minutes,
        leaves,
        entry,
        free,
        np.full(count, NEVER),
        ghosts,
        np.full(len(ghosts.key), NEVER),
        np.empty(count + 1, np.int64),
        np.array([0, np.sum(moment.waiting.skipped)], np.int64),
    )


@compiled
def copy_row(source: Lot, row: int, target: Lot, to: int) -> None:
    target.key[to], target.arrived[to], target.enters[to] = (
        source.key[row],
        source.arrived[row],
        source.enters[row],
    )
    target.group[to], target.head[to], target.slope[to] = (
        source.group[row],
        source.head[row],
        source.slope[row],
    )
    target.ordinary[to], target.mu[to], target.skipped[to] = (
        source.ordinary[row],
        source.mu[row],
        source.skipped[row],
    )
    target.by_ordinary[to], target.by_any[to] = source.by_ordinary[row], source.by_any[row]


@compiled
def _blank(rows: int) -> Lot:
    return Lot(
        np.empty(rows),
        np.empty(rows),
        np.empty(rows),
        np.zeros(rows, np.int64),
        np.empty(rows),
        np.empty(rows),
        np.zeros(rows, np.bool_),
        np.zeros(rows, np.int64),
        np.zeros(rows, np.int64),
        np.empty(rows),
        np.zeros(rows, np.bool_),
    )


@compiled
def _free(moment: Moment, stream: Bits) -> Floats:
    """When each desk is free: a running talk is conditioned on how long it has lasted."""
    desks = moment.desks
    free = desks.free_from.copy()
    for desk in range(len(free)):
        chance = uniform(stream)
        if desks.elapsed[desk] != NO_TALK:
            left = remaining_minutes(desks.elapsed[desk], chance, desks.mu[desk], moment.clock.sigma)
            free[desk] = max(free[desk], moment.clock.now + left)
    return free


@compiled
def _leaves(stream: Bits, arrived: float) -> float:
    leaves, patience = uniform(stream) < LEAVE_SHARE, exponential(stream)
    return arrived + LEAVE_AFTER_MIN + LEAVE_MEAN_MIN * patience if leaves else NEVER


@compiled
def _booked(moment: Moment, stream: Bits, lot: Lot, count: int) -> int:
    """Appointments that will still check in, given that they haven't yet."""
    now = moment.clock.now
    for row in range(len(moment.booked.key)):
        shows, place = uniform(stream), uniform(stream)
        first = moment.booked.key[row] - EARLY_MIN
        earliest = max(first, now)
        left = max(
            0.0, (first + SPREAD_MIN - earliest) / SPREAD_MIN
        )  # share of the arrival window still ahead
        if shows >= SHOW_SHARE * left / (1.0 - SHOW_SHARE + SHOW_SHARE * left):
            continue
        copy_row(moment.booked, row, lot, count)
        arrives = earliest + place * (first + SPREAD_MIN - earliest)
        lot.arrived[count] = arrives
        lot.enters[count] = max(arrives, moment.booked.key[row] - moment.clock.opens_before)
        lot.key[count] = max(arrives, moment.booked.key[row])
        count += 1
    return count


@compiled
def _walk_ins(moment: Moment, stream: Bits, lot: Lot, count: int, most: int) -> int:
    """A Poisson stream with the rates of the profile, each a random one of the usual visitors."""
    if len(moment.mix.key) == 0:
        return count
    for part in range(len(moment.rates)):
        at = max(moment.edges[part], moment.clock.now)
        end = min(moment.edges[part + 1], moment.clock.last_call)
        while moment.rates[part] > 0.0 and at < end and count < most:
            at += exponential(stream) / moment.rates[part]
            if at < end:
                copy_row(moment.mix, int(uniform(stream) * len(moment.mix.key)), lot, count)
                lot.key[count], lot.arrived[count], lot.enters[count] = at, at, at
                count += 1
    return count
