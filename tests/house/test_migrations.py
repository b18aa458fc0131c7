"""Migrations are numbered without gaps, make what the models say, and go up and down on both databases."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from app import migrations
from models import Base, Database
from tests.support.source import ROOT

FOLDER = ROOT / "migrations" / "versions"
NAME = re.compile(r"^(\d{4})_[a-z0-9_]+\.py$")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path):
    """An empty database of each kind."""
    address = (
        f"sqlite:///{tmp_path / 'empty.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    database = Database(address)
    yield database
    database.dispose()


def test_they_are_numbered_one_after_the_other() -> None:
    names = sorted(path.name for path in FOLDER.glob("*.py"))
    assert names
    numbers = [NAME.match(name) for name in names]
    assert [int(found[1]) for found in numbers if found] == list(range(1, len(names) + 1)), names
    texts = [(FOLDER / name).read_text() for name in names]
    assert [said("revision", text) for text in texts] == [name[:4] for name in names]
    assert [said("down_revision", text) for text in texts] == ["None", *(name[:4] for name in names[:-1])]


def said(word: str, text: str) -> str:
    return re.findall(rf"^{word} = (.+)$", text, re.MULTILINE)[0].strip('"')


def test_each_says_what_it_is_for() -> None:
    assert [path.name for path in FOLDER.glob("*.py") if not path.read_text().startswith('"""')] == []


def test_they_make_what_the_models_say(empty: Database) -> None:
    migrations.upgrade(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_partial_indexes_are_partial(empty: Database) -> None:
    migrations.upgrade(empty)
    kind = empty.engine.dialect.name
    found = {
        index["name"]: str(index["dialect_options"].get(f"{kind}_where"))
        for table in ("calls", "duties")
        for index in inspect(empty.engine).get_indexes(table)
        if index["unique"]
    }
    assert set(found) == {
        "one_open_call_a_ticket", "one_open_call_a_case_manager", "one_open_call_a_desk", "one_duty_a_case_manager",
        "one_duty_a_desk",
    }  # fmt: skip
    assert {re.sub(r"[()]", "", where) for where in found.values()} == {"ended_at IS NULL"}


def test_up_down_and_up_again(empty: Database) -> None:
    revisions = [path.name[:4] for path in sorted(FOLDER.glob("*.py"))]
    assert migrations.pending(empty) == revisions
    for place, revision in enumerate(revisions):
        migrations.upgrade(empty, revision)
        assert migrations.pending(empty) == revisions[place + 1 :]
    for place in reversed(range(len(revisions))):
        migrations.downgrade(empty, revisions[place - 1] if place else "base")
    assert set(inspect(empty.engine).get_table_names()) <= {"alembic_version"}
    migrations.upgrade(empty)
    assert migrations.pending(empty) == []


def test_going_up_twice_changes_nothing(empty: Database) -> None:
    migrations.upgrade(empty)
    migrations.upgrade(empty)
    assert migrations.pending(empty) == []
