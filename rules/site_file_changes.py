"""What differs between two documents of a site, row by row, and how a change is taken back though others came after it.

Rows are told apart by what a person would call them: code, number, weekday and opening, day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from rules.errors import NoLongerFits
from rules.site_file_schema import TABLES, Table

Document = Mapping[str, Any]
Row = Mapping[str, Any]
NAMED_BY = {  # of tables without a unique key
    "hours": ("weekday", "opens", "first"),
    "exceptions": ("on", "opens"),
    "closed_days": ("first",),
    "guest_slots": ("on", "opens"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row: `kind` is "added", "removed", "changed" (in `keys`) or "moved" (the table's order; `row` is "")."""

    table: str
    row: str  # "" for a table that has only one
    kind: str
    keys: tuple[str, ...] = ()


def changes_between(before: Document, after: Document) -> list[Change]:
    """In the order of the schema."""
    return [change for table in TABLES for change in _changes(table, before, after)]


def row_of(document: Document, table: str, row: str) -> Row | None:
    """The row that a change names, or None."""
    return _rows(_table(table), document).get(row)


def undone(before: Document, after: Document, now: Document) -> dict[str, Any]:
    """`now` without what changed from `before` to `after`. Raises: NoLongerFits if that was changed again since."""
    found: dict[str, Any] = deepcopy(dict(now))
    for table in TABLES:
        former, later = before.get(table.name), after.get(table.name)
        if former == later:
            continue
        if now.get(table.name) == later:
            value: Any = former
        elif table.many:
            value = _rows_without(table, before, after, now)
        else:
            value = _merged(former or {}, later or {}, now.get(table.name) or {}, table.name)
        _put(found, table.name, deepcopy(value))
    return found


def _changes(table: Table, before: Document, after: Document) -> Iterator[Change]:
    if before.get(table.name) == after.get(table.name):
        return
    former, later = _rows(table, before), _rows(table, after)
    yield from (Change(table.name, row, "removed") for row in former if row not in later)
    for row, values in later.items():
        if row not in former:
            yield Change(table.name, row, "added")
        elif values != former[row]:
            yield Change(table.name, row, "changed", _differing(table, former[row], values))
    if _common(former, later) != _common(later, former):
        yield Change(table.name, "", "moved")


def _differing(table: Table, before: Row, after: Row) -> tuple[str, ...]:
    return tuple(key.name for key in table.keys if before.get(key.name) != after.get(key.name))


def _common(rows: Iterable[str], others: Iterable[str]) -> list[str]:
    known = set(others)
    return [row for row in rows if row in known]


def _rows(table: Table, document: Document) -> dict[str, Row]:
    """By their names; two of the same name get a number."""
    if not table.many:
        return {"": document.get(table.name) or {}}
    named: dict[str, Row] = {}
    for row in document.get(table.name) or ():
        name = plain = _name(table, row)
        count = 1
        while name in named:
            count += 1
            name = f"{plain} ({count})"
        named[name] = row
    return named


def _name(table: Table, row: Row) -> str:
    keys = (table.unique,) if table.unique else NAMED_BY[table.name]
    return " ".join(str(row[key]) for key in keys if key in row)


def _rows_without(table: Table, before: Document, after: Document, now: Document) -> list[Row]:
    former, later, rows = (_rows(table, document) for document in (before, after, now))
    for name in (name for name in later if name not in former and name in rows):
        _check(rows[name] == later[name], table.name, name)
        del rows[name]
    for name in (name for name in former if name in later and former[name] != later[name]):
        _check(name in rows, table.name, name)
        rows[name] = _merged(former[name], later[name], rows[name], table.name, name)
    order = list(rows)
    for name in (name for name in former if name not in later):
        _check(name not in rows, table.name, name)
        order.insert(_place(name, list(former), order), name)
        rows[name] = former[name]
    if _common(former, later) != _common(later, former):
        shared = _common(former, set(later) & set(order))
        _check(_common(order, shared) == _common(later, shared), table.name, "")
        order = _reordered(order, shared)
    return [rows[name] for name in order]


def _place(name: str, former: Sequence[str], order: Sequence[str]) -> int:
    """Behind the nearest row that stood before it."""
    for neighbour in reversed(former[: former.index(name)]):
        if neighbour in order:
            return order.index(neighbour) + 1
    return 0


def _reordered(order: Sequence[str], shared: Sequence[str]) -> list[str]:
    """The shared ones in their order, in the places that shared ones have."""
    known, following = set(shared), iter(shared)
    return [next(following) if name in known else name for name in order]


def _merged(before: Row, after: Row, now: Row, table: str, name: str = "") -> Row:
    merged = dict(now)
    for key in {*before, *after}:
        if before.get(key) != after.get(key):
            _check(now.get(key) == after.get(key), table, name)
            _put(merged, key, before.get(key))
    return merged


def _put(values: dict[str, Any], key: str, value: Any) -> None:
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value


def _check(fits: bool, table: str, row: str) -> None:
    if not fits:
        raise NoLongerFits(table=table, row=row)


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)
