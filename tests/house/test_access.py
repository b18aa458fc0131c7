"""Access: every row of the table in docs/accessibility.md has tests that say so themselves, and nothing on any page flickers."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.support.source import FUNCTIONS, ROOT

ROWS = range(1, 13)
DOCUMENT = ROOT / "docs" / "accessibility.md"
ROW = re.compile(r"^\| (\d+) \| (`tests/\S+`.*) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/\S+\.py)::(\w+)`")
SLOWEST_FLASH_MS = 334  # three a second
FOREVER = 10**6


def test_every_row_names_its_tests_and_every_test_its_row() -> None:
    told = {
        int(row): set(TEST.findall(names)) for row, names in ROW.findall(DOCUMENT.read_text(encoding="utf-8"))
    }
    assert sorted(told) == list(ROWS)
    assert told == marked()


def marked() -> dict[int, set[tuple[str, str]]]:
    """Row → (file, test) of all that carry `@pytest.mark.access(row)`."""
    found = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, FUNCTIONS):
                for row in rows_of(node):
                    found[row].add((path.relative_to(ROOT).as_posix(), node.name))
    return found


def rows_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[int]:
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.access":
            yield from (ast.literal_eval(argument) for argument in mark.args)


# --- row 9: what a style sheet lets move, whatever the page -------------------------------------------------------------


def style_sheets() -> dict[str, str]:
    faces = ("web", "kiosk", "display", "phone", "staff_console")
    paths = [path for face in faces for path in (ROOT / face / "static").glob("*.css")]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@pytest.mark.access(9)
def test_nothing_repeats_faster_than_three_times_a_second() -> None:
    animations = [(name, value) for name, text in style_sheets().items() for value in animated(text)]
    assert len(animations) > 5
    fast = [
        (name, value)
        for name, value in animations
        if times(value) > 1 and length_ms(value) < SLOWEST_FLASH_MS
    ]
    assert fast == []


@pytest.mark.access(9)
def test_nothing_needs_two_fingers_a_drag_or_runs_across_the_page() -> None:
    scripts = [
        path for face in ("kiosk", "display", "phone") for path in (ROOT / face / "static").rglob("*.js")
    ]
    assert len(scripts) > 40
    words = r"touchmove|pointermove|gesture\w*|dragstart|ondrag|<marquee|\.animate\("
    found = {path.name: re.findall(words, path.read_text(encoding="utf-8")) for path in scripts}
    assert {name: moves for name, moves in found.items() if moves} == {}
    assert all("marquee" not in text for text in style_sheets().values())


def test_an_animation_that_flickers_is_found() -> None:
    (value,) = animated(".lamp { animation: blink 200ms infinite; }")
    assert (times(value), length_ms(value)) == (FOREVER, 200)
    (value,) = animated(".call { animation: grow 300ms ease-out, pulse 1s ease-in-out 300ms 3; }")
    assert (times(value), length_ms(value)) == (3, 300), "each part of a list counts"


def animated(text: str) -> list[str]:
    return [value for value in re.findall(r"animation: ([^;]+);", text) if value != "none"]


def times(value: str) -> int:
    """How often the part that repeats most is seen."""
    if "infinite" in value:
        return FOREVER
    return max([1, *(int(count) for count in re.findall(r"(?<![\w.(*-])(\d+)(?![\w.%)*])", value))])


def length_ms(value: str) -> float:
    """Of the shortest part; --fade is 150 ms."""
    lengths = [
        float(number) * (1000 if unit == "s" else 1)
        for number, unit in re.findall(r"([\d.]+)(ms|s)\b", value)
    ]
    return min([*lengths, *([150] if "--fade" in value else [])], default=0)
