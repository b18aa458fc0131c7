"""Kinds of values in a site file: what each accepts, how that reads to a person, what the program gets from it."""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from rules.next_steps import HOURS
from rules.site_file_problems import Finding, Path, said

TEXT_LENGTH = 200  # characters: more fits neither a tile nor a slip
CODE = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True)
class Kind:
    """`accepts` judges a TOML value; `read` turns an accepted one into what the plan holds."""

    allowed: str
    accepts: Callable[[object], bool]
    read: Callable[[object], object] = lambda value: value
    item: "Kind | None" = None  # of lists and texts: the kind of each item
    staff: bool | None = None  # of texts: True = for staff, False = for visitors
    passing: bool = False  # of texts for visitors: written for a day, so German and English will do
    form: str = "text"  # how a form asks for it: the name of the function or value below
    limits: tuple[float, float] = (0, TEXT_LENGTH)  # of texts: characters; of numbers: lowest and highest
    choices: tuple[str, ...] = ()

    def findings(self, value: object, path: Path) -> list[Finding]:
        """Empty when `value` is of this kind; lists and texts are judged item by item."""
        if not self.accepts(value):
            return [Finding(path, said("{value} does not fit", value=_shown(value)), self.allowed)]
        if self.item is None:
            return []
        parts = _parts(value)
        found = [finding for part, item in parts for finding in self.item.findings(item, (*path, part))]
        return found or (_twice(value, path) if isinstance(value, list) else [])


def text(longest: int = TEXT_LENGTH) -> Kind:
    allowed = said("text of 1 to {longest} characters", longest=longest)
    return Kind(allowed, lambda value: _is_text(value, longest), limits=(1, longest))


def whole(lowest: int, highest: int) -> Kind:
    return Kind(
        said("a whole number from {lowest} to {highest}", lowest=lowest, highest=highest),
        lambda value: isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest,
        form="whole",
        limits=(lowest, highest),
    )


def number(lowest: float, highest: float) -> Kind:
    return Kind(
        said("a number from {lowest} to {highest}", lowest=lowest, highest=highest),
        lambda value: (
            isinstance(value, int | float) and not isinstance(value, bool) and lowest <= value <= highest
        ),
        form="number",
        limits=(lowest, highest),
    )


def one_of(*choices: str) -> Kind:
    allowed = " or ".join(f'"{choice}"' for choice in choices)
    return Kind(allowed, lambda value: value in choices, form="one_of", choices=choices)


def list_of(item: Kind, at_least: int = 0) -> Kind:
    return Kind(
        f"a list{f' of at least {at_least}' if at_least else ''}; each item: {item.allowed}",
        lambda value: isinstance(value, list) and len(value) >= at_least,
        read=lambda value: tuple(map(item.read, value)) if isinstance(value, list) else (),
        item=item,
        form="list_of",
        limits=(at_least, math.inf),
    )


def texts(staff: bool = False, passing: bool = False) -> Kind:
    """Language → text. Which languages must be there is the checks' matter: it depends on `[[languages]]`."""
    visitors = "German and English at least" if passing else "each language with pages"
    readers = "the staff's languages" if staff else visitors
    return Kind(
        f'text in {readers}, as {{ de = "…", en = "…" }}',
        lambda value: isinstance(value, dict) and bool(value),
        item=text(),
        staff=staff,
        passing=passing,
        form="texts",
    )


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_text(value: object, longest: int = TEXT_LENGTH) -> bool:
    return (
        isinstance(value, str)
        and value == value.strip()
        and 0 < len(value) <= longest
        and _is_one_line(value)
    )


def _is_one_line(value: str) -> bool:
    """No control characters; joiners and direction marks of Persian and Arabic are welcome."""
    return not any(unicodedata.category(character) == "Cc" for character in value)


def _is_day(value: object) -> bool:
    if not _matches(re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), value):
        return False
    try:
        return bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _is_zone(value: object) -> bool:
    """Asks the machine's (or tzdata's) list; "" and paths are no zones."""
    try:
        return isinstance(value, str) and bool(ZoneInfo(value).key)
    except (KeyError, ValueError, OSError):  # unknown, absolute or "..", a folder such as "Europe"
        return False


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _twice(items: list[object], path: Path) -> list[Finding]:
    return [
        Finding((*path, row), said("{value} stands here twice", value=_shown(item)))
        for row, item in enumerate(items)
        if item in items[:row]
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return said("this table")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


_CODE_ALLOWED = said('lower-case letters and digits, joined by "-" or "_"')
code = Kind(_CODE_ALLOWED, lambda value: _matches(CODE, value), form="code")
icon = Kind(_CODE_ALLOWED, lambda value: _matches(CODE, value), form="icon")
language = Kind(
    said('a language code such as "uk" or "ckb"'), lambda value: _matches(LANGUAGE, value), form="language"
)
flag = Kind("true or false", lambda value: isinstance(value, bool), form="flag")
yes = Kind("true", lambda value: value is True, form="flag")
clock = Kind(
    'a time in quotes from "00:00" to "23:59"',
    lambda value: _matches(CLOCK, value),
    read=lambda value: time.fromisoformat(str(value)),
    form="clock",
)
day = Kind(
    'a date in quotes such as "2026-12-24"',
    _is_day,
    read=lambda value: date.fromisoformat(str(value)),
    form="day",
)
hours = Kind(
    said('a day with hours such as "monday 08:30-12:30"'), lambda value: _matches(HOURS, value), form="hours"
)
zone = Kind(said('a time zone such as "Europe/Berlin"'), _is_zone, form="zone")
holidays = Kind(
    said('a country and part such as "DE-NW", or "" for none'),
    lambda value: value == "" or _matches(re.compile(r"[A-Z]{2}(?:-[A-Za-z0-9]{1,12})?"), value),
    form="holidays",
)
