"""One compiled form of every statement for all databases of a pytest worker.

Each test has a database, and so an engine, of its own. SQLAlchemy keeps compiled statements by engine and by dialect
object: every test would compile the same hundred statements again, which was a third of its time.
"""

from typing import Any

import sqlalchemy
from sqlalchemy import Engine

import models.database

_shared: dict[str, Engine] = {}  # by the dialect's name: the first engine that has connected


def create_engine(url: str, **options: Any) -> Engine:
    """`sqlalchemy.create_engine` with dialect and compiled statements of an earlier engine of the same kind."""
    engine = sqlalchemy.create_engine(url, **options)
    earlier = _shared.get(engine.dialect.name)
    if (
        earlier is None or earlier.dialect.default_schema_name is None
    ):  # never connected: it knows no version yet
        _shared[engine.dialect.name] = engine
    else:
        engine.dialect = earlier.dialect
        engine._compiled_cache = earlier._compiled_cache
    return engine


def share_among_tests() -> None:
    models.database.create_engine = create_engine  # type: ignore[assignment, attr-defined]
