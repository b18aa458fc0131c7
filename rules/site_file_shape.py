"""Is a parsed site file of the right shape: known tables and keys, values of their kinds? And what it says."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.site_file_plan import ROW_TYPES, SitePlan
from rules.site_file_problems import Finding, Path, said
from rules.site_file_schema import TABLES, Key, Table, table_called

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """A file on its way to a plan: the rows that are of the right shape, by table and position (from 0)."""

    document: Document
    rows: Mapping[str, Mapping[int, Any]]
    findings: tuple[Finding, ...]

    def is_sound(self, *tables: str) -> bool:
        """No mistake in these tables, so that one may judge them as a whole."""
        return not any(finding.path[:1] == (table,) for finding in self.findings for table in tables)

    def each(self, table: str) -> Iterable[tuple[Path, Any]]:
        """(path, row) of every row of the right shape."""
        many = getattr(table_called(table), "many", True)
        return (((table, place) if many else (table,), row) for place, row in self.rows[table].items())

    def values(self, table: str, key: str = "code") -> list[Any]:
        """What the file says for `key` in every row, also in rows with mistakes elsewhere."""
        rows = self.document.get(table)
        return (
            [row[key] for row in rows if isinstance(row, dict) and key in row]
            if isinstance(rows, list)
            else []
        )


def draft_of(document: Document) -> Draft:
    """Judge every table by the schema; unknown ones are refused."""
    findings = list(_unknown_tables(document))
    rows: dict[str, dict[int, Any]] = {}
    for table in TABLES:
        rows[table.name] = {}
        for place, path, row in _rows(document, table, findings):
            found = list(_row_findings(row, table, path))
            findings += found
            if not found:
                rows[table.name][place] = _typed(row, table)
    return Draft(document, rows, tuple(findings))


def plan_from(draft: Draft) -> SitePlan:
    """Of a draft without findings."""
    tables: dict[str, Any] = {
        table.name: tuple(draft.rows[table.name].values()) if table.many else draft.rows[table.name][0]
        for table in TABLES
    }
    return SitePlan(**tables, document=draft.document)


def nearest(word: object, known: Iterable[object]) -> str:
    """A hint for a misspelt word, or nothing."""
    found = difflib.get_close_matches(str(word), list(map(str, known)), n=1, cutoff=0.7)
    return said('; did you mean "{word}"?', word=found[0]) if found else ""


def _unknown_tables(document: Document) -> Iterable[Finding]:
    names = [table.name for table in TABLES]
    for name in document:
        if name not in names:
            message = said("there is no such table{hint}", hint=nearest(name, names))
            yield Finding((name,), message, ", ".join(names))


def _rows(document: Document, table: Table, findings: list[Finding]) -> list[tuple[int, Path, Document]]:
    value = document.get(table.name, [] if table.many else {})
    if table.many and isinstance(value, list) and all(isinstance(row, dict) for row in value):
        if len(value) < table.at_least:
            findings.append(
                Finding((table.name,), said("at least one {table} is needed", table=table.header))
            )
        return [(place, (table.name, place), row) for place, row in enumerate(value)]
    if not table.many and isinstance(value, dict):
        if not value and table.at_least:
            findings.append(Finding((table.name,), said("{table} is needed", table=table.header)))
            return []
        return [(0, (table.name,), value)]
    findings.append(Finding((table.name,), f"write {table.header} on a line of its own, then its keys"))
    return []


def _row_findings(row: Document, table: Table, path: Path) -> Iterable[Finding]:
    names = [key.name for key in table.keys]
    for name, value in row.items():
        key = table.key(name)
        if key is None:
            message = said("there is no such key{hint}", hint=nearest(name, names))
            yield Finding((*path, name), message, ", ".join(names))
        else:
            yield from key.kind.findings(value, (*path, name))
    for key in table.keys:
        if key.is_required and key.name not in row:
            yield Finding((*path, key.name), said("is missing"), key.kind.allowed)


def _typed(row: Document, table: Table) -> Any:
    return ROW_TYPES[table.name](**{key.name: _value(row, key) for key in table.keys})


def _value(row: Document, key: Key) -> object:
    return key.kind.read(row[key.name]) if key.name in row else key.default
