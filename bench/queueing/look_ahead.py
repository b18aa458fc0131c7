"""A reference that thinks ahead: tries each candidate in 40 futures (common random numbers) and takes the cheapest."""

from itertools import groupby

import numpy as np

from bench.queueing.cost import APPOINTMENT_WEIGHT, LEFT, PRIORITY_WEIGHT, UNSERVED
from bench.queueing.site import Site
from bench.queueing.world import SlotWorld
from engine.arrays import Floats, Moment, Whole, moment_of
from engine.compiled import compiled
from engine.draws import make_draw
from engine.forecasting import room_for_walk_ins
from engine.forward import NEVER, Play, _enter, play, take
from rules.routing import Adviser, Pick, Room, Waiting, passed, pick, terms_of
from rules.slot_player import Choose, SlotPlayer

DRAWS = 40
BY_SCORE = 6


def look_ahead(site: Site, world: SlotWorld, seed: int) -> Choose:
    """A policy that presses *next* by rollout, within the same caps."""

    def choose(player: SlotPlayer, room: Room, adviser: Adviser) -> Pick | None:
        answer = pick(room, adviser)
        names = candidates(room, adviser)
        if answer is None or len(names) < 2:
            return answer
        line = sorted(room.waiting, key=lambda ticket: (ticket.key, ticket.number))
        rows = np.array([row for row, ticket in enumerate(line) if ticket.ticket in names], np.int64)
        moment = moment_of(site.state(player, world))
        desk = [one.desk for one in room.advisers].index(adviser.desk)
        costs = rollouts(moment, seed + len(player.seen), DRAWS, room_for_walk_ins(moment), desk, rows)
        best = line[rows[int(np.argmin(costs))]]
        kind = terms_of(room, best).kind
        return Pick(best.ticket, answer.reason, passed(room, adviser, best), kind == "ordinary")

    return choose


def candidates(room: Room, adviser: Adviser) -> set[int]:
    """The oldest of each skills, topic, kind; of these the six best by score, the oldest and the shortest."""
    allowed = within_caps(room, adviser)
    if not allowed:
        return set()
    sort = {
        ticket.ticket: (str(sorted(ticket.languages)), ticket.topic, terms_of(room, ticket).kind)
        for ticket in allowed
    }
    alike = groupby(sorted(allowed, key=lambda t: (sort[t.ticket], t.key)), key=lambda t: sort[t.ticket])
    oldest_each = [next(group) for _, group in alike]
    by_score = sorted(oldest_each, key=lambda ticket: -terms_of(room, ticket).score)[:BY_SCORE]
    shortest = min(oldest_each, key=lambda ticket: (ticket.expected_minutes, ticket.key))
    return {ticket.ticket for ticket in (*by_score, allowed[0], shortest)}


def within_caps(room: Room, adviser: Adviser) -> list[Waiting]:
    """Tickets that may be called without passing anybody beyond the caps, oldest first."""
    rule = room.settings
    due = (ticket for ticket in room.waiting if room.is_due(ticket) and room.may_serve(adviser, ticket))
    able = sorted(due, key=lambda ticket: (ticket.key, ticket.number))
    if any(ticket.by_any >= rule.cap_by_any for ticket in able):
        return able[:1]
    barred = next((ticket.key for ticket in able if ticket.by_ordinary >= rule.cap_by_ordinary), float("inf"))
    return [t for t in able if t.key <= barred or terms_of(room, t).kind != "ordinary"]


@compiled
def rollouts(moment: Moment, seed: int, draws: int, room_for: int, desk: int, rows: Whole) -> Floats:
    """Mean cost of the rest of the slot after `desk` calls each of `rows`."""
    costs = np.zeros(len(rows))
    for draw in range(draws):
        for place in range(len(rows)):
            game = make_draw(moment, seed, draw, room_for)
            game = _start_with(moment, game, desk, rows[place])
            play(game, moment.desks.may, moment.desks.offered, moment.clock)
            costs[place] += _cost(moment, game)
    return costs / draws


@compiled
def _start_with(moment: Moment, game: Play, desk: int, ticket: int) -> Play:
    """Lets in who may be called now, then the desk calls `ticket`."""
    now, entered = moment.clock.now, 0
    while entered < len(game.entry) and game.lot.enters[game.entry[entered]] <= now:
        _enter(game, game.entry[entered])
        entered += 1
    take(game, moment.desks.may, desk, now, ticket)
    return Play(
        game.lot,
        game.minutes,
        game.leaves,
        game.entry[entered:],
        game.free,
        game.called,
        game.ghosts,
        game.ghost_called,
        game.order,
        game.state,
    )


@compiled
def _cost(moment: Moment, game: Play) -> float:
    total, lot, end = 0.0, game.lot, moment.clock.last_call
    for ticket in range(len(game.called)):
        called = game.called[ticket]
        if game.leaves[ticket] <= min(called, end):
            total += LEFT
        elif called == NEVER:
            total += UNSERVED
        else:
            wait = called - max(lot.key[ticket], 0.0)
            weight = (
                1.0
                if lot.ordinary[ticket]
                else APPOINTMENT_WEIGHT
                if lot.slope[ticket] > 2.5
                else PRIORITY_WEIGHT
            )
            total += weight * wait * (1.0 + wait / 120.0)
    return total
