"""The forms of configuration, made from the schema of the site file: a description that the page draws, and findings
in the reader's language."""

import math
from collections.abc import Iterable
from typing import Any

from i18n.texts import Texts
from rules.site_file_kinds import Kind
from rules.site_file_problems import Finding, Said
from rules.site_file_schema import MISSING, TABLES, Key, Table
from staff_console.configuration_words import CHOICES, GROUPS, KEYS
from staff_console.configuration_words import TABLES as WORDS

Json = dict[str, Any]


def form_json(texts: Texts) -> Json:
    """`{groups: [{name, title}], tables: [{name, group, title, hint, row, many, at_least, unique, keys}]}`."""
    return {
        "groups": [{"name": name, "title": texts.gettext(title)} for name, title in GROUPS.items()],
        "tables": [_table(table, texts) for table in sorted(TABLES, key=_place)],
    }


def findings_json(findings: Iterable[Finding], texts: Texts) -> list[Json]:
    """`[{path, message, allowed}]`: `path` as in the document, rows from 0; the file's own grammar left out."""
    return [
        {
            "path": list(finding.path),
            "message": translated(finding.message, texts),
            "allowed": translated(finding.allowed, texts) if isinstance(finding.allowed, Said) else "",
        }
        for finding in findings
    ]


def translated(sentence: object, texts: Texts) -> str:
    """A sentence of the rules for a reader; tables and keys by the names they have on the page."""
    if not isinstance(sentence, Said):
        return str(sentence)
    values = {name: _value(name, value, texts) for name, value in sentence.values.items()}
    return texts.gettext(sentence.text, **values)


def _value(name: str, value: object, texts: Texts) -> str:
    if name == "table" and str(value).strip("[]") in WORDS:
        return texts.gettext(WORDS[str(value).strip("[]")][1])
    if name == "key":
        known = [key for key in KEYS if key.split(".")[-1] == value]
        return texts.gettext(KEYS[known[0]][0]) if known else str(value)
    return translated(value, texts)


def words_of(table: str, key: str) -> tuple[str, str]:
    """(label, hint) as msgids."""
    return KEYS.get(f"{table}.{key}") or KEYS[key]


def _place(table: Table) -> tuple[int, int]:
    """By group, then as the words list them."""
    return list(GROUPS).index(WORDS[table.name][0]), list(WORDS).index(table.name)


def _table(table: Table, texts: Texts) -> Json:
    group, title, hint, row = WORDS[table.name]
    return {
        "name": table.name,
        "group": group,
        "title": texts.gettext(title),
        "hint": texts.gettext(hint),
        "row": texts.gettext(row) if row else "",
        "many": table.many,
        "at_least": table.at_least,
        "unique": table.unique,
        "keys": [_key(table, key, texts) for key in table.keys],
    }


def _key(table: Table, key: Key, texts: Texts) -> Json:
    label, hint = words_of(table.name, key.name)
    return {
        "name": key.name,
        "label": texts.gettext(label),
        "hint": texts.gettext(hint) if hint else "",
        "required": key.is_required,
        "default": None if key.default is MISSING else key.default,
        "of": key.of,
        **_kind(key.kind, CHOICES.get(f"{table.name}.{key.name}", {}), texts),
    }


def _kind(kind: Kind, words: dict[str, str], texts: Texts) -> Json:
    """Of a list the choices are those of its items; `item`: what each of them is."""
    lowest, highest = kind.limits
    choices = kind.choices or (kind.item.choices if kind.item else ())
    return {
        "form": kind.form,
        "lowest": lowest,
        "highest": None if math.isinf(highest) else highest,
        "choices": [{"value": choice, "text": texts.gettext(words[choice])} for choice in choices],
        "item": kind.item.form if kind.item else "",
        "staff": kind.staff,
        "passing": kind.passing,
    }
