"""Printers and the slips that wait for them: what a state means, when to try again, when a slip is too old."""

from datetime import datetime, timedelta
from enum import StrEnum


class PrinterState(StrEnum):
    """What a printer said of itself when it was last asked."""

    UNKNOWN = "unknown"  # never asked, or nobody asks any more
    READY = "ready"
    NEAR_END = "near_end"  # prints, and wants a new roll soon
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAULT = "fault"  # cutter, heat, or anything else that a person has to see to
    OFFLINE = "offline"  # no answer: off, unplugged, another address


class JobState(StrEnum):
    """A slip's way to paper. Only `queued` and `printing` are still to come."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    LAPSED = "lapsed"  # too late, or not wanted any more; the console still shows it as unprinted


PRINTS = frozenset({PrinterState.READY, PrinterState.NEAR_END})
PRINTABLE_FOR = timedelta(
    minutes=5
)  # later the visitor sits elsewhere, and the slip would lie in the tray for all
PAUSES_S = (1, 2, 4, 5)  # between tries: asking costs nothing, and a new roll should not wait
CHECK_EVERY = timedelta(seconds=10)  # an idle printer is asked so often
LEASE = timedelta(seconds=60)  # longer than the slowest slip; then another process may take a printer over


def may_print(state: PrinterState) -> bool:
    """Whether a slip sent now would come out."""
    return state in PRINTS


def pause_after(tries: int) -> timedelta:
    """How long to wait after `tries` (1 or more) tries that failed."""
    return timedelta(seconds=PAUSES_S[min(tries, len(PAUSES_S)) - 1])


def is_too_old(queued_at: datetime, now: datetime) -> bool:
    """Whether a slip asked for at `queued_at` is given up."""
    return now - queued_at >= PRINTABLE_FOR


def state_now(state: PrinterState, checked_at: datetime | None, now: datetime) -> PrinterState:
    """`state`, unless nobody has asked the printer for so long that it says nothing."""
    if checked_at is None or now - checked_at >= LEASE:
        return PrinterState.UNKNOWN
    return state


def told_visitor(state: PrinterState) -> str:
    """The word of the contract for a slip sent to such a printer: "queued", "paper_out" or "offline"."""
    if state is PrinterState.PAPER_OUT:
        return "paper_out"
    return "queued" if may_print(state) or state is PrinterState.UNKNOWN else "offline"
