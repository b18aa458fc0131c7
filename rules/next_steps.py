"""What a visitor takes home after a talk: where to go, what to bring, when to come again. Codes, never free text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

DOCUMENTS = (  # what offices ask for most; their names stand in printing/next_steps_texts.py
    "identity",
    "residence",
    "letters",
    "certificates",
    "income",
    "rent",
    "birth",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = "([01][0-9]|2[0-3]):([0-5][0-9])"
HOURS = re.compile(rf"({'|'.join(WEEKDAYS)}) {_CLOCK}-{_CLOCK}")


@dataclass(frozen=True, slots=True)
class OpenOn:
    """A weekday (Monday = 0) and two times on the clock of the place."""

    weekday: int
    opens: time
    ends: time


def read_hours(written: Iterable[str]) -> tuple[OpenOn, ...]:
    """Of a site file's lines "monday 08:30-12:30". Raises: ValueError for any other line."""
    return tuple(_read_line(line) for line in written)


def _read_line(line: str) -> OpenOn:
    found = HOURS.fullmatch(line)
    if found is None:
        raise ValueError(f"no day with hours: {line!r}")
    day, *clock = found.groups()
    hour, minute, until_hour, until_minute = map(int, clock)
    return OpenOn(WEEKDAYS.index(day), time(hour, minute), time(until_hour, until_minute))
