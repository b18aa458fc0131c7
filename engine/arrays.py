"""A moment of a slot as arrays. Desks, tickets, booked appointments and phantoms are rows; times are minutes."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rules.queue_state import QueueState, RunningTalk
from rules.routing import Room, Waiting, line_of

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]
NO_TALK = -1
Row = tuple[int, float, float, bool, float]


class Lot(NamedTuple):
    """Tickets as the rule sees them, parallel arrays."""

    key: Floats
    arrived: Floats  # when the ticket was drawn; a leaver's patience starts here
    enters: Floats  # when it may be called
    group: Whole  # column of `may`
    head: Floats
    slope: Floats
    ordinary: Flags
    by_ordinary: Whole
    by_any: Whole
    mu: Floats  # of ln talk minutes
    skipped: Flags


class Desks(NamedTuple):
    may: Flags  # [desk, group]
    offered: Whole  # desks in the order in which a new ticket is offered to idle ones
    free_from: Floats
    elapsed: Floats  # of the running talk; NO_TALK: none
    mu: Floats


class Clock(NamedTuple):
    now: float
    last_call: float
    cap_by_ordinary: int
    cap_by_any: int
    opens_before: float  # an appointment may be called so long before its start
    sigma: float  # of ln talk minutes


class Moment(NamedTuple):
    clock: Clock
    desks: Desks
    waiting: Lot  # sorted by (key, number)
    booked: Lot
    mix: Lot
    phantoms: Lot
    edges: Floats  # of the arrival profile
    rates: Floats


def moment_of(state: QueueState) -> Moment:
    """The arrays of `state`; `waiting` sorted by (key, number), the others in their order."""
    room, rule = state.room, state.room.settings
    groups: dict[frozenset[int], int] = {}
    waiting = sorted(room.waiting, key=lambda ticket: (ticket.key, ticket.number))
    lots = [_lot(state, tickets, groups) for tickets in (waiting, state.booked, state.mix, state.phantoms)]
    return Moment(
        clock=Clock(
            room.now,
            state.last_call,
            rule.cap_by_ordinary,
            rule.cap_by_any,
            rule.appointment_opens_min,
            state.durations.sigma,
        ),
        desks=_desks(state, groups),
        waiting=lots[0],
        booked=lots[1],
        mix=lots[2],
        phantoms=lots[3],
        edges=np.array(state.arrivals.edges, float),
        rates=np.array(state.arrivals.per_minute, float),
    )


def _lot(state: QueueState, tickets: Sequence[Waiting], groups: dict[frozenset[int], int]) -> Lot:
    room = state.room
    known: dict[object, Row] = {}
    rows = [_row(state, ticket, groups, known) for ticket in tickets]
    return Lot(
        key=np.array([ticket.key for ticket in tickets], float),
        arrived=np.array([min(ticket.key, room.now) for ticket in tickets], float),
        enters=np.array([_callable_from(room, ticket) for ticket in tickets], float),
        group=np.array([row[0] for row in rows], np.int64),
        head=np.array([row[1] for row in rows], float),
        slope=np.array([row[2] for row in rows], float),
        ordinary=np.array([row[3] for row in rows], np.bool_),
        by_ordinary=np.array([ticket.by_ordinary for ticket in tickets], np.int64),
        by_any=np.array([ticket.by_any for ticket in tickets], np.int64),
        mu=np.array([row[4] for row in rows], float),
        skipped=np.array([ticket.skipped for ticket in tickets], np.bool_),
    )


def _row(
    state: QueueState, ticket: Waiting, groups: dict[frozenset[int], int], known: dict[object, Row]
) -> Row:
    """Column, head, slope, ordinary, mu; the same for tickets that ask for the same, so each is worked out once."""
    same = (
        ticket.needs and (ticket.needs, ticket.key),
        ticket.topic,
        ticket.languages,
        ticket.appointment is None,
        ticket.expected_minutes,
        ticket.only_case_manager,
        ticket.only_desk,
    )
    if same not in known:
        column = groups.setdefault(state.room.able(ticket), len(groups))
        known[same] = (column, *line_of(state.room, ticket), state.durations.mu(ticket.topic))
    return known[same]


def _callable_from(room: Room, ticket: Waiting) -> float:
    if ticket.appointment is None:
        return room.now
    return max(room.now, ticket.appointment - room.settings.appointment_opens_min)


def _desks(state: QueueState, groups: dict[frozenset[int], int]) -> Desks:
    advisers = state.room.advisers
    talks = {talk.desk: talk for talk in state.talks}
    free = [_free_from(state, adviser.desk) for adviser in advisers]
    elapsed = [talks[one.desk].elapsed_minutes if one.desk in talks else NO_TALK for one in advisers]
    may = np.zeros((len(advisers), max(1, len(groups))), np.bool_)
    for able, column in groups.items():
        may[:, column] = [adviser.desk in able for adviser in advisers]
    return Desks(
        may=may,
        offered=_offered(state),
        free_from=np.array(free, float),
        elapsed=np.array(elapsed, float),
        mu=np.array([_mu(state, talks.get(adviser.desk)) for adviser in advisers], float),
    )


def _offered(state: QueueState) -> Whole:
    """Desks by the share of the usual visitors that they can serve, smallest first."""
    room = state.room
    usual = state.mix or room.waiting
    shares = [sum(adviser.desk in room.able(ticket) for ticket in usual) for adviser in room.advisers]
    desks = [adviser.desk for adviser in room.advisers]
    return np.array(sorted(range(len(desks)), key=lambda i: (shares[i], desks[i])), np.int64)


def _free_from(state: QueueState, desk: int) -> float:
    return max(state.room.now, state.opens_at, state.away_until.get(desk, state.room.now))


def _mu(state: QueueState, talk: RunningTalk | None) -> float:
    return state.durations.mu(talk.topic) if talk else 0.0
