"""A site file written from what is remembered: what `site dump` prints. Read again it is equal to what was loaded."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rules.site_file_schema import TABLES, Table


def write_site_file(document: Mapping[str, Any]) -> str:
    """TOML in the order of the reference, `document` as `SitePlan.document` has it."""
    empty = [f"{table.name} = []" for table in TABLES if document.get(table.name) == []]
    rows = [
        block for table in TABLES if table.name in document for block in _blocks(table, document[table.name])
    ]
    return "\n\n".join(["\n".join(empty), *rows] if empty else rows) + "\n"


def _blocks(table: Table, value: Any) -> Iterator[str]:
    """One for each row."""
    for row in value if table.many else [value]:
        yield "\n".join([table.header, *_pairs(table, row)])


def _pairs(table: Table, row: Mapping[str, Any]) -> Iterator[str]:
    return (line for key in table.keys if key.name in row for line in _lines(key.name, row[key.name]))


def _lines(name: str, value: Any) -> Iterator[str]:
    """Texts get a line for each language: right-to-left and left-to-right words on one line are hard to read."""
    if isinstance(value, Mapping):
        yield from (f"{name}.{language} = {_value(text)}" for language, text in value.items())
    else:
        yield f"{name} = {_value(value)}"


def _value(value: Any) -> str:
    """A list, text, number or flag: JSON writes them as TOML does."""
    return json.dumps(value, ensure_ascii=False)
