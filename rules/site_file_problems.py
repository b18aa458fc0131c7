"""What is wrong with a site file: every problem says where, what, and what is allowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rules.errors import RuleBroken

Path = tuple[str | int, ...]  # ("topics", 2, "name", "uk"): tables counted from 0


class Said(str):
    """A sentence in English that remembers its parts, so that a console can say it in another language."""

    text: str  # with placeholders; what the catalogs translate
    values: dict[str, Any]  # some may be Said themselves


def said(text: str, **values: Any) -> Said:
    """`text` with `values` in its placeholders."""
    sentence = Said(text.format(**values))
    sentence.text, sentence.values = text, values
    return sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: `line` counts from 1; `key` is what a person looks for, e.g. "topics[3].icon", tables from 1."""

    line: int
    key: str
    message: str
    allowed: str = ""

    def __str__(self) -> str:
        end = "" if self.message.endswith("?") else "."
        allowed = f" Allowed: {self.allowed}." if self.allowed else ""
        return f"line {self.line}, {self.key}: {self.message}{end}{allowed}"


class SiteFileRefused(RuleBroken):
    """The file is not taken over; nothing was changed. `problems` holds all of them, in the file's order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.line, problem.key))
        super().__init__(problems=len(self.problems))

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its line is known."""

    path: Path
    message: str
    allowed: str = ""


def spoken(path: Path) -> str:
    """The path as an operator reads it: ("topics", 2, "icon") is "topics[3].icon"."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "file"
