"""When a slip is tried again, when it is given up, and what a visitor is told."""

from datetime import UTC, datetime, timedelta

import pytest

from rules.printers import PrinterState, is_too_old, may_print, pause_after, state_now, told_visitor

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_pauses_grow_and_stay_short():
    pauses = [pause_after(tries).total_seconds() for tries in range(1, 8)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1, 5)


def test_a_slip_is_given_up_after_five_minutes():
    assert not is_too_old(NOW, NOW + timedelta(minutes=4, seconds=59))
    assert is_too_old(NOW, NOW + timedelta(minutes=5))


def test_a_state_that_nobody_renews_says_nothing():
    assert state_now(PrinterState.READY, NOW, NOW + timedelta(seconds=59)) is PrinterState.READY
    assert state_now(PrinterState.READY, NOW, NOW + timedelta(seconds=60)) is PrinterState.UNKNOWN
    assert state_now(PrinterState.READY, None, NOW) is PrinterState.UNKNOWN


@pytest.mark.parametrize("state", PrinterState)
def test_a_visitor_hears_one_of_three_words(state):
    expected = {PrinterState.PAPER_OUT: "paper_out", PrinterState.UNKNOWN: "queued"}
    assert told_visitor(state) == expected.get(state, "queued" if may_print(state) else "offline")


def test_a_roll_that_ends_soon_still_prints():
    assert [state for state in PrinterState if may_print(state)] == [
        PrinterState.READY,
        PrinterState.NEAR_END,
    ]
