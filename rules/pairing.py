"""Pairing a kiosk or display by a code on its screen, in the shape of RFC 8628, with the console as the second hand.

The device shows a short code and asks again and again with a long secret of its own; somebody who may look after
devices types the code. Who sees the code on the screen gains nothing by it: only the secret fetches the token.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # RFC 8628 §6.1: no vowels, so no words; nothing to mistake for a digit
CODE_LETTERS = 8  # 20**8: 34 bits, with few tries and a few minutes each
CODE_LASTS = timedelta(minutes=10)
TAKEN_WITHIN = timedelta(minutes=2)  # after it was typed in: the device asks every few seconds
AGAIN_WITHIN = timedelta(minutes=1)  # after the first token, should that answer have been lost on the line
MOST_WAITING = 200  # screens that show a code; beyond, the oldest makes room


def code_from(below: Callable[[int], int]) -> str:
    """Eight letters; `below(n)` gives a random number from 0 to n-1."""
    return "".join(LETTERS[below(len(LETTERS))] for _ in range(CODE_LETTERS))


def shown_code(code: str) -> str:
    """In two groups, as on the screen: "BCDF-GHJK"."""
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str | None:
    """The code in what somebody typed, or None if it can't be one: case, spaces and dashes don't count."""
    found = "".join(text.upper().replace("-", " ").split())
    return found if len(found) == CODE_LETTERS and set(found) <= set(LETTERS) else None


def is_waiting(approved_at: datetime | None, expires_at: datetime, now: datetime) -> bool:
    """Its code may still be typed in."""
    return approved_at is None and now < expires_at


def may_take(approved_at: datetime | None, claimed_at: datetime | None, now: datetime) -> bool:
    """Whether the device gets its token now."""
    if approved_at is None or now >= approved_at + TAKEN_WITHIN:
        return False
    return claimed_at is None or now < claimed_at + AGAIN_WITHIN
