"""The life cycle of a ticket: one table. What isn't in it is refused and changes nothing (contract.md)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from rules.errors import IllegalMove, TooLate, TooSoon

CALL_AGAIN_AFTER = timedelta(seconds=10)  # a visitor needs this long to hear, look and stand up
UNDO_START_WITHIN = timedelta(minutes=2)  # a slip of the finger is noticed by then
START_AFTER_CLOSING = timedelta(minutes=10)  # who was called in time may still arrive
MISSED_ON_BOARD = timedelta(minutes=10)  # "please come forward" is shown so long
CALLS_BEFORE_MISSED = 3  # the console suggests "missed" after so many calls


class State(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    IN_CONSULTATION = "in_consultation"
    PARKED = "parked"
    MISSED = "missed"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    UNSERVED = "unserved"


class Action(StrEnum):
    ISSUE = "issue"
    CALL = "call"
    CALL_AGAIN = "call_again"
    START = "start"
    PUT_BACK = "put_back"
    CANCEL_CALL = "cancel_call"
    MARK_MISSED = "mark_missed"
    COME_BACK = "come_back"
    PARK = "park"
    SUSPEND = "suspend"
    WITHDRAW = "withdraw"
    UNDO_START = "undo_start"
    FINISH = "finish"
    FINISH_LATER = "finish_later"
    HAND_OVER = "hand_over"
    RECORD_OUTCOME = "record_outcome"
    CLOSE_SLOT = "close_slot"
    CLOSE_DAY = "close_day"


_FROM: dict[State, dict[Action, State]] = {
    State.WAITING: {
        Action.CALL: State.CALLED,
        Action.PARK: State.PARKED,
        Action.WITHDRAW: State.WITHDRAWN,
        Action.CLOSE_SLOT: State.UNSERVED,
    },
    State.CALLED: {
        Action.CALL_AGAIN: State.CALLED,
        Action.START: State.IN_CONSULTATION,
        Action.PUT_BACK: State.WAITING,
        Action.CANCEL_CALL: State.WAITING,
        Action.MARK_MISSED: State.MISSED,
        Action.WITHDRAW: State.WITHDRAWN,
        Action.CLOSE_SLOT: State.UNSERVED,
    },
    State.IN_CONSULTATION: {
        Action.SUSPEND: State.PARKED,
        Action.UNDO_START: State.CALLED,
        Action.FINISH: State.DONE,
        Action.FINISH_LATER: State.DONE,
        Action.HAND_OVER: State.WAITING,
        Action.CLOSE_DAY: State.DONE,
    },
    State.PARKED: {
        Action.CALL: State.CALLED,
        Action.COME_BACK: State.WAITING,
        Action.WITHDRAW: State.WITHDRAWN,
        Action.CLOSE_SLOT: State.UNSERVED,
    },
    State.MISSED: {
        Action.CALL: State.CALLED,
        Action.COME_BACK: State.WAITING,
        Action.WITHDRAW: State.WITHDRAWN,
    },
    State.DONE: {Action.RECORD_OUTCOME: State.DONE},
    State.WITHDRAWN: {},
    State.UNSERVED: {},
}

OPEN_CALL = frozenset({State.CALLED, State.IN_CONSULTATION})
ENDED = frozenset({State.DONE, State.WITHDRAWN, State.UNSERVED})


def state_after(state: State, action: Action) -> State:
    """The state that `action` leads to. Raises: IllegalMove when the table has no such row."""
    try:
        return _FROM[state][action]
    except KeyError:
        raise IllegalMove(state=str(state), action=str(action)) from None


def is_legal(state: State, action: Action) -> bool:
    return action in _FROM[state]


def moves() -> Iterator[tuple[State, Action, State]]:
    """Every row of the table: (from, action, to)."""
    for state, row in _FROM.items():
        for action, to in row.items():
            yield state, action, to


def check_call_again(last_called_at: datetime, now: datetime) -> None:
    """Raises: TooSoon within ten seconds of the last call."""
    if now - last_called_at < CALL_AGAIN_AFTER:
        raise TooSoon(seconds=CALL_AGAIN_AFTER.seconds)


def check_undo_start(started_at: datetime, now: datetime) -> None:
    """Raises: TooLate more than two minutes after the start."""
    if now - started_at > UNDO_START_WITHIN:
        raise TooLate(minutes=UNDO_START_WITHIN.seconds // 60)
