"""Kinds of values in a site file: what each accepts, how that reads to a person, what the program gets from it."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from rules.next_steps import HOURS
from rules.site_file_problems import Finding, Path

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

    def findings(self, value: object, path: Path) -> list[Finding]:
        """Empty when `value` is of this kind; lists and texts are judged item by item."""
        if not self.accepts(value):
            return [Finding(path, f"{_shown(value)} does not fit", self.allowed)]
        if self.item is None:
            return []
        parts = _parts(value)
        found = [finding for part, item in parts for finding in self.item.findings(item, (*path, part))]
        return found or (_twice(value, path) if isinstance(value, list) else [])


def text(longest: int = TEXT_LENGTH) -> Kind:
    return Kind(f"text of 1 to {longest} characters", lambda value: _is_text(value, longest))


def whole(lowest: int, highest: int) -> Kind:
    return Kind(
        f"a whole number from {lowest} to {highest}",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest,
    )


def number(lowest: float, highest: float) -> Kind:
    return Kind(
        f"a number from {lowest} to {highest}",
        lambda value: (
            isinstance(value, int | float) and not isinstance(value, bool) and lowest <= value <= highest
        ),
    )


def one_of(*choices: str) -> Kind:
    return Kind(" or ".join(f'"{choice}"' for choice in choices), lambda value: value in choices)


def list_of(item: Kind, at_least: int = 0) -> Kind:
    return Kind(
        f"a list{f' of at least {at_least}' if at_least else ''}; each item: {item.allowed}",
        lambda value: isinstance(value, list) and len(value) >= at_least,
        read=lambda value: tuple(map(item.read, value)) if isinstance(value, list) else (),
        item=item,
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
        Finding((*path, row), f"{_shown(item)} stands here twice")
        for row, item in enumerate(items)
        if item in items[:row]
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "this table"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


code = Kind('lower-case letters and digits, joined by "-" or "_"', lambda value: _matches(CODE, value))
language = Kind('a language code such as "uk" or "ckb"', lambda value: _matches(LANGUAGE, value))
flag = Kind("true or false", lambda value: isinstance(value, bool))
yes = Kind("true", lambda value: value is True)
clock = Kind(
    'a time in quotes from "00:00" to "23:59"',
    lambda value: _matches(CLOCK, value),
    read=lambda value: time.fromisoformat(str(value)),
)
day = Kind(
    'a date in quotes such as "2026-12-24"',
    _is_day,
    read=lambda value: date.fromisoformat(str(value)),
)
hours = Kind('a day with hours such as "monday 08:30-12:30"', lambda value: _matches(HOURS, value))
zone = Kind('a time zone such as "Europe/Berlin"', _is_zone)
holidays = Kind(
    'a country and part such as "DE-NW", or "" for none',
    lambda value: value == "" or _matches(re.compile(r"[A-Z]{2}(?:-[A-Za-z0-9]{1,12})?"), value),
)
