"""The forms of configuration are made from the schema: every table, key and choice has words, every kind an editor."""

import re
from pathlib import Path

from i18n.texts import translator
from rules.site_file_problems import Finding, said
from rules.site_file_schema import TABLES
from staff_console.configuration_form import findings_json, form_json, translated, words_of
from staff_console.configuration_words import CHOICES, GROUPS, KEYS
from staff_console.configuration_words import TABLES as WORDS

EDITORS = Path(__file__).parents[2] / "staff_console" / "static" / "configuration" / "key_field.js"
GERMAN, ENGLISH = translator("de"), translator("en")


def test_every_table_and_key_has_words_and_no_words_are_left_over() -> None:
    assert set(WORDS) == {table.name for table in TABLES}
    assert {words[0] for words in WORDS.values()} == set(GROUPS)
    used = set()
    for table in TABLES:
        assert bool(WORDS[table.name][3]) == table.many, table.name
        for key in table.keys:
            assert words_of(table.name, key.name)[0], (table.name, key.name)
            full = f"{table.name}.{key.name}"
            used.add(full if full in KEYS else key.name)
    assert used == set(KEYS)


def test_every_choice_has_words() -> None:
    there = {
        f"{table.name}.{key.name}": set(choices)
        for table in TABLES
        for key in table.keys
        if (choices := key.kind.choices or (key.kind.item.choices if key.kind.item else ()))
    }
    assert there == {name: set(words) for name, words in CHOICES.items()}


def test_every_kind_of_value_has_an_editor() -> None:
    table = re.search(r"const EDITORS = \{(.+?)\};", EDITORS.read_text(encoding="utf-8"))
    assert table
    there = set(re.findall(r"(\w+):", table[1])) | set(re.findall(r"[{,] (\w+)(?=,| \})", table[1]))
    assert {key.kind.form for table in TABLES for key in table.keys} <= there


def test_the_description_says_what_a_field_needs() -> None:
    form = form_json(GERMAN)
    tables = {table["name"]: table for table in form["tables"]}
    assert list(tables)[:3] == ["site", "desks", "languages"], "in the order of the groups"
    number, name, step_free, _quiet = tables["desks"]["keys"]
    assert (number["form"], number["lowest"], number["highest"], number["required"]) == ("whole", 1, 99, True)
    assert (name["form"], name["highest"], name["label"]) == ("text", 40, "Name")
    assert (step_free["form"], step_free["default"], step_free["label"]) == ("flag", False, "Ohne Stufen")
    weekday = tables["hours"]["keys"][0]
    assert weekday["choices"][0] == {"value": "monday", "text": "Montag"}
    topics = next(key for key in tables["case_managers"]["keys"] if key["name"] == "topics")
    assert (topics["form"], topics["of"], topics["lowest"], topics["highest"]) == (
        "list_of",
        "topics",
        1,
        None,
    )


def test_findings_are_said_in_the_readers_language_with_the_pages_own_names() -> None:
    message = said("at least one {table} is needed", table="[[desks]]")
    assert message == "at least one [[desks]] is needed"
    assert translated(message, ENGLISH) == "at least one Desks is needed"
    assert translated(message, GERMAN) == "mindestens eine Zeile unter „Plätze“ ist nötig"
    hint = said('; did you mean "{word}"?', word="work")
    nested = said(
        '"{value}" is not {what}{hint}',
        value="wrok",
        what=said("a code of {table}", table="[[topics]]"),
        hint=hint,
    )
    assert translated(nested, GERMAN) == "„wrok“ ist nicht: ein Code aus „Anliegen“; meinten Sie „work“?"
    finding = Finding(("hours", 0, "ends"), said("is missing"), 'a time in quotes from "00:00" to "23:59"')
    assert findings_json([finding], GERMAN) == [
        {"path": ["hours", 0, "ends"], "message": "fehlt", "allowed": ""}
    ]
