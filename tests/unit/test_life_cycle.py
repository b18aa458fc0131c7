"""The table of moves is the contract's, row by row; what isn't in it is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from rules.errors import IllegalMove, TooLate, TooSoon
from rules.life_cycle import (
    ENDED,
    OPEN_CALL,
    Action,
    State,
    check_call_again,
    check_undo_start,
    is_legal,
    moves,
    state_after,
)

# contract.md, "Life cycle of a ticket", without the first row: a ticket that isn't there yet has no state
CONTRACT = """
waiting          call            called
parked           call            called
missed           call            called
called           call_again      called
called           start           in_consultation
called           put_back        waiting
called           cancel_call     waiting
called           mark_missed     missed
missed           come_back       waiting
waiting          park            parked
in_consultation  suspend         parked
parked           come_back       waiting
waiting          withdraw        withdrawn
parked           withdraw        withdrawn
missed           withdraw        withdrawn
called           withdraw        withdrawn
in_consultation  undo_start      called
in_consultation  finish          done
in_consultation  finish_later    done
in_consultation  hand_over       waiting
done             record_outcome  done
waiting          close_slot      unserved
parked           close_slot      unserved
called           close_slot      unserved
in_consultation  close_day       done
"""
ROWS = {tuple(line.split()) for line in CONTRACT.strip().splitlines()}
LEGAL = {(before, action): after for before, action, after in ROWS}
CALLED_AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_the_table_is_the_one_of_the_contract() -> None:
    assert {(str(before), str(action), str(after)) for before, action, after in moves()} == ROWS


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", State)
def test_every_other_pair_is_refused(state: State, action: Action) -> None:
    after = LEGAL.get((str(state), str(action)))
    assert is_legal(state, action) == (after is not None)
    if after is not None:
        assert state_after(state, action) == after
        return
    with pytest.raises(IllegalMove) as refused:
        state_after(state, action)
    assert refused.value.values == {"state": str(state), "action": str(action)}


def test_nothing_leads_on_from_an_end_but_the_outcome_of_a_talk() -> None:
    assert {(before, action) for before, action, _ in moves() if before in ENDED} == {
        (State.DONE, Action.RECORD_OUTCOME)
    }


def test_a_call_is_open_from_the_call_to_the_end_of_the_talk() -> None:
    assert {state for state in State if state in OPEN_CALL} == {State.CALLED, State.IN_CONSULTATION}


def test_ten_seconds_pass_between_two_calls() -> None:
    with pytest.raises(TooSoon):
        check_call_again(CALLED_AT, CALLED_AT + timedelta(seconds=9.999))
    check_call_again(CALLED_AT, CALLED_AT + timedelta(seconds=10))


def test_a_start_is_undone_within_two_minutes() -> None:
    check_undo_start(CALLED_AT, CALLED_AT + timedelta(minutes=2))
    with pytest.raises(TooLate):
        check_undo_start(CALLED_AT, CALLED_AT + timedelta(minutes=2, milliseconds=1))
