"""The site file: one TOML file that says all about a site. `docs/site-file.md` explains every key.

This room reads and judges it; what a broken file gets is all its problems at once, each with its line.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from rules.site_file_checks import checked, unread
from rules.site_file_lines import Lines
from rules.site_file_plan import SitePlan
from rules.site_file_problems import Finding, Problem, SiteFileRefused, spoken
from rules.site_file_shape import draft_of, plan_from


def read_site_file(text: str) -> SitePlan:
    """The plan in a site file. Raises: SiteFileRefused with every problem, in the order of its lines."""
    document = _parsed(text)
    draft = draft_of(document)
    findings = [*draft.findings, *checked(draft)]
    if findings:
        raise refusal(text, findings)
    return plan_from(draft)


def notes_on(text: str) -> list[Problem]:
    """What is good to know about a file that was accepted: texts that are not there in every language with pages."""
    return problems_at(text, unread(draft_of(_parsed(text))))


def plan_of(document: Mapping[str, Any]) -> SitePlan:
    """The plan of a document that was accepted before, as a table of sites remembers it."""
    return plan_from(draft_of(document))


def judged(document: Mapping[str, Any]) -> tuple[SitePlan | None, list[Finding]]:
    """The plan of a document, or None and everything that is wrong with it."""
    draft = draft_of(document)
    findings = [*draft.findings, *checked(draft)]
    return (None, findings) if findings else (plan_from(draft), [])


def unread_in(document: Mapping[str, Any]) -> list[Finding]:
    """As `notes_on`, for a document that was accepted."""
    return list(unread(draft_of(document)))


def document_in(text: str) -> dict[str, Any]:
    """What a TOML text says, not judged yet. Raises: SiteFileRefused when it isn't TOML."""
    return _parsed(text)


def refusal(text: str, findings: list[Finding]) -> SiteFileRefused:
    """`findings` with the lines on which they stand in `text`."""
    return SiteFileRefused(problems_at(text, findings))


def problems_at(text: str, findings: Iterable[Finding]) -> list[Problem]:
    """Each with its line in `text`."""
    lines = Lines(text)
    return [
        Problem(lines[found.path], spoken(found.path), found.message, found.allowed) for found in findings
    ]


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = re.sub(r" \(at .*\)$", "", str(error))
        raise SiteFileRefused([Problem(_line_of(error, text), "file", f"not TOML: {message}")]) from None


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    """`tomllib` tells the line only in its message, and "end of document" without one."""
    found = re.search(r"\(at line (\d+)", str(error))
    return int(found[1]) if found else text.rstrip("\n").count("\n") + 1
