"""Alembic without its command line: up, down, and what is pending."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.config import ROOT
from models.database import Database


def upgrade(database: Database, to: str = "head") -> None:
    _run(database, command.upgrade, to)


def downgrade(database: Database, to: str) -> None:
    _run(database, command.downgrade, to)


def pending(database: Database) -> list[str]:
    """Revisions the database doesn't have yet, oldest first."""
    scripts = ScriptDirectory.from_config(_config())
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    revisions = [script.revision for script in scripts.walk_revisions("base", "head")]
    if current in revisions:
        revisions = revisions[: revisions.index(current)]
    return revisions[::-1]


def _run(database: Database, step, to: str) -> None:
    config = _config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        step(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config
