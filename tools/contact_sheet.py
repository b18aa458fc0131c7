"""One HTML page a face with all its pictures side by side: a row for each screen, a column for each language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

STYLE = """
body { background: #faf6ef; color: #12262b; font: 16px sans-serif; margin: 24px; }
table { border-collapse: collapse; }
th { background: #faf6ef; padding: 6px; position: sticky; text-align: start; vertical-align: top; z-index: 1; }
thead th { inset-block-start: 0; }
tbody th { inset-inline-start: 0; }
td { padding: 6px; }
img { border: 1px solid #ded6c8; display: block; }
"""


@dataclass(frozen=True)
class Table:
    """`columns`: key → heading. `picture`: the name of a file with `{column}` and `{row}` in it."""

    title: str
    columns: Mapping[str, str]
    rows: Iterable[str]
    picture: str
    width_px: int


def write_contact_sheet(folder: Path, tables: Iterable[Table]) -> Path:
    """`folder`/index.html, from the pictures that are there."""
    path = folder / "index.html"
    shown = "".join(_table(folder, table) for table in tables)
    head = f'<meta charset="utf-8"><title>{escape(folder.name)}</title><style>{STYLE}</style>'
    path.write_text(f'<!doctype html><html lang="en">{head}{shown}', encoding="utf-8")
    return path


def _table(folder: Path, table: Table) -> str:
    rows = list(table.rows)
    there = {
        (row, column): name
        for row in rows
        for column in table.columns
        if (folder / (name := table.picture.format(row=row, column=column))).exists()
    }
    columns = [column for column in table.columns if any(found == column for _, found in there)]
    if not there:
        return ""
    heads = "".join(f"<th>{escape(table.columns[column])}</th>" for column in columns)
    body = "".join(
        f"<tr><th>{escape(row)}</th>{''.join(_cell(there.get((row, one)), table) for one in columns)}</tr>"
        for row in rows
    )
    return (
        f"<h1>{escape(table.title)}</h1><table><thead><tr><th></th>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _cell(name: str | None, table: Table) -> str:
    if name is None:
        return "<td></td>"
    return f'<td><a href="{name}"><img src="{name}" alt="{name}" width="{table.width_px}" loading="lazy"></a></td>'
