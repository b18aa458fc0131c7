"""Does it still fit today: three outlooks from the chance of being called by last call (queueing.md §3)."""

from dataclasses import dataclass
from enum import StrEnum

LAST_CALL_BEFORE_CLOSING_MIN = 15.0
LIKELY = 0.8
UNLIKELY = 0.3
WEAKENED = 0.5  # a promised ticket below this alerts the lead


class Outlook(StrEnum):
    TODAY = "today"
    UNCERTAIN = "uncertain"  # the visitor decides: stay, or an appointment
    NOT_TODAY = "not_today"  # next slot or appointment; staff may override


class Mode(StrEnum):
    """A site's setting: what an outlook does at the kiosk."""

    REFUSE = "refuse"
    ADVISE = "advise"
    OFF = "off"


class Answer(StrEnum):
    """What the kiosk does with a request for a ticket."""

    ISSUE = "issue"
    ASK_VISITOR = "ask_visitor"  # 409 Uncertain until the visitor says stay
    REFUSE = "refuse"  # 409 NotToday, counted as turned away


@dataclass(frozen=True, slots=True)
class Decision:
    outlook: Outlook
    answer: Answer
    by_hand: bool = False  # issued against the outlook: counted as admitted by hand


def outlook(chance: float | None) -> Outlook:
    """From the share of draws in which the ticket is called by last call; None = no fresh forecast."""
    if chance is None or chance >= LIKELY:
        return Outlook.TODAY
    return Outlook.UNCERTAIN if chance >= UNLIKELY else Outlook.NOT_TODAY


def decide(chance: float | None, mode: Mode, *, stay: bool = False, by_staff: bool = False) -> Decision:
    """`stay`: the visitor was told "uncertain" and stays. `by_staff`: issued by staff, who can override."""
    seen = Outlook.TODAY if mode is Mode.OFF else outlook(chance)
    if by_staff or mode is not Mode.REFUSE:
        return Decision(seen, Answer.ISSUE, by_hand=by_staff and seen is Outlook.NOT_TODAY)
    if seen is Outlook.UNCERTAIN and not stay:
        return Decision(seen, Answer.ASK_VISITOR)
    return Decision(seen, Answer.REFUSE if seen is Outlook.NOT_TODAY else Answer.ISSUE)


def has_weakened(promised: Outlook, chance_now: float | None) -> bool:
    """A ticket that was promised "today" is now more likely not to be called: the lead is told."""
    return promised is Outlook.TODAY and chance_now is not None and chance_now < WEAKENED
