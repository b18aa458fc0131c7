"""Two documents of a site: what differs, and taking one change back while others stay."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as within
from hypothesis import strategies as st

from rules.errors import NoLongerFits
from rules.site_file_changes import Change, changes_between, row_of, undone

LEVERKUSEN = tomllib.loads(
    (Path(__file__).parents[2] / "sites" / "leverkusen.toml").read_text(encoding="utf-8")
)
LISTS = ("desks", "topics", "hours", "closed_days", "guest_slots", "case_managers", "outcomes")


def edited(document: Any, table: str, edit: Any) -> dict[str, Any]:
    made: dict[str, Any] = copy.deepcopy(dict(document))
    edit(made[table])
    return made


def rename(rows: list[dict[str, Any]]) -> None:
    rows[2]["name"] = "Zimmer 3"


def test_a_change_is_told_by_table_row_and_key() -> None:
    after = edited(LEVERKUSEN, "desks", rename)
    assert changes_between(LEVERKUSEN, after) == [Change("desks", "3", "changed", ("name",))]
    assert row_of(after, "desks", "3") == {"number": 3, "name": "Zimmer 3", "step_free": True}
    after = edited(LEVERKUSEN, "hours", lambda rows: rows.append({**rows[0], "weekday": "tuesday"}))
    assert changes_between(LEVERKUSEN, after) == [Change("hours", "tuesday 12:45", "added")]
    after = edited(LEVERKUSEN, "topics", lambda rows: rows.reverse())
    assert changes_between(LEVERKUSEN, after) == [Change("topics", "", "moved")]
    after = edited(LEVERKUSEN, "site", lambda site: site.update(doors_minutes=15))
    assert changes_between(LEVERKUSEN, after) == [Change("site", "", "changed", ("doors_minutes",))]
    assert changes_between(LEVERKUSEN, LEVERKUSEN) == []


def test_undoing_leaves_what_others_changed_elsewhere() -> None:
    first = edited(LEVERKUSEN, "desks", rename)
    second = edited(first, "desks", lambda rows: rows[2].update(quiet=True))
    second = edited(second, "desks", lambda rows: rows.pop(0))
    third = edited(second, "topics", lambda rows: rows[0].update(expected_minutes=40))
    back = undone(LEVERKUSEN, first, third)
    assert row_of(back, "desks", "3") == {"number": 3, "name": "Raum 3", "step_free": True, "quiet": True}
    assert row_of(back, "desks", "1") is None
    assert back["topics"][0]["expected_minutes"] == 40


def test_a_row_that_was_removed_comes_back_at_its_place() -> None:
    first = edited(LEVERKUSEN, "topics", lambda rows: rows.pop(3))
    second = edited(first, "topics", lambda rows: rows[0].update(expected_minutes=40))
    back = undone(LEVERKUSEN, first, second)
    assert [row["code"] for row in back["topics"]] == [row["code"] for row in LEVERKUSEN["topics"]]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (rename, lambda rows: rows[2].update(name="Büro")),
        (rename, lambda rows: rows.pop(2)),
        (lambda rows: rows.append({"number": 9, "name": "Raum 9"}), lambda rows: rows[8].update(name="Neun")),
        (lambda rows: rows.pop(2), lambda rows: rows.append({"number": 3, "name": "Anbau"})),
        (lambda rows: rows.reverse(), lambda rows: rows.sort(key=lambda row: str(row["name"])[::-1] * 2)),
    ],
    ids=["renamed again", "removed", "the new one was changed", "there is another one", "another order"],
)
def test_what_was_changed_again_is_not_undone(first: Any, then: Any) -> None:
    after = edited(LEVERKUSEN, "desks", first)
    now = edited(after, "desks", then)
    if now["desks"] == after["desks"]:
        now["desks"].insert(0, now["desks"].pop())
    with pytest.raises(NoLongerFits):
        undone(LEVERKUSEN, after, now)


@st.composite
def edits(draw: st.DrawFn) -> dict[str, Any]:
    """Leverkusen's document with some rows changed, removed, doubled under another name, or in another order."""
    made = copy.deepcopy(LEVERKUSEN)
    for table in draw(st.lists(st.sampled_from(LISTS), min_size=1, max_size=3)):
        rows = made[table]
        how = draw(st.sampled_from(["change", "remove", "order", "drop all"]))
        place = draw(st.integers(0, max(0, len(rows) - 1)))
        if how == "change" and rows:
            rows[place][draw(st.sampled_from(sorted(rows[place])))] = draw(st.integers(0, 3))
        elif how == "remove" and rows:
            rows.pop(place)
        elif how == "order":
            made[table] = draw(st.permutations(rows))
        elif how == "drop all":
            del made[table]
            made[table] = []
    return made


@within(max_examples=60)
@given(edits(), edits())
def test_any_edit_and_its_undoing_leave_the_document_as_it_was(before: Any, after: Any) -> None:
    assert undone(before, after, after) == before
    told = changes_between(before, after)
    assert bool(told) == any(before.get(name) != after.get(name) for name in {*before, *after}), told
