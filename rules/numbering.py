"""Numbers, codes and PINs. Randomness comes in as an argument: the caller takes it from `secrets`."""

import re

FIRST_FROM, FIRST_TO = 100, 499  # a day starts at a random number, so that nobody reads a rank out of it
ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWX"  # without I, O (look like 1, 0) and Y, Z (swapped on QWERTZ)
CODE_SYMBOLS = 26  # 26 × 5 bits = 130 bits: not to be guessed
CODE_LENGTH = CODE_SYMBOLS + 1  # and a check character
CODE_BITS = CODE_SYMBOLS * 5
APPOINTMENT_CODE_LENGTH = (
    8  # short enough to be typed; guesses are counted, and nothing but a time is behind it
)
APPOINTMENT_CODE_BITS = (APPOINTMENT_CODE_LENGTH - 1) * 5
PINS = 10_000  # four digits


def first_number(random: int, first_from: int = FIRST_FROM, first_to: int = FIRST_TO) -> int:
    """The day's first number, from any non-negative `random`."""
    return first_from + random % (first_to - first_from + 1)


def code_from(random_bits: int) -> str:
    """27 symbols: 130 bits of `random_bits` and the check character."""
    symbols = "".join(ALPHABET[(random_bits >> 5 * i) & 31] for i in range(CODE_SYMBOLS))
    return symbols + check_character(symbols)


def appointment_code_from(random_bits: int) -> str:
    """8 symbols: 35 bits and the check character."""
    symbols = "".join(ALPHABET[(random_bits >> 5 * i) & 31] for i in range(APPOINTMENT_CODE_LENGTH - 1))
    return symbols + check_character(symbols)


def pin_from(random: int) -> str:
    return f"{random % PINS:04d}"


def read_code(text: str) -> str | None:
    """The code in what a person or a scanner typed, or None if there is none.

    A keyboard-wedge scanner may garble the address around the code (other layout, lost punctuation), so only
    the last 27 letters and digits count.
    """
    return _read(text, CODE_LENGTH)


def read_appointment_code(text: str) -> str | None:
    """The same for the 8 symbols of an appointment, typed or scanned from the slip's address of the calendar file."""
    without_file = re.sub(r"[^0-9A-Z]*CALENDAR[^0-9A-Z]*ICS$", "", text.strip().upper())
    return _read(without_file, APPOINTMENT_CODE_LENGTH)


def _read(text: str, length: int) -> str | None:
    found = re.sub(r"[^0-9A-Z]", "", text.upper())[-length:]
    if len(found) != length or set(found) - set(ALPHABET):
        return None
    return found if check_character(found[:-1]) == found[-1] else None


def check_character(symbols: str) -> str:
    """Luhn's check modulo 32: finds every wrong symbol and nearly every swap of neighbours."""
    total = 0
    for place, symbol in enumerate(reversed(symbols)):
        value = ALPHABET.index(symbol) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]
