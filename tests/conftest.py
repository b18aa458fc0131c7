"""Servers and browsers for every test that names them. Each starts once, when first needed, in each pytest worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.chromium import People, running_chromium
from tests.support.postgres import Postgres, running_postgres
from tests.support.redis import running_redis
from tools import system


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of our own; `postgres.create(template)` makes a database in some 20 ms."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The SQLAlchemy address of a fresh, empty database."""
    address = postgres.create()
    yield address
    postgres.drop(address)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis server of our own, shared by the tests of one worker."""
    with running_redis() as address:
        yield address


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    return system.need("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium; use `people` for windows in it."""
    with running_chromium() as chromium:
        yield chromium


@pytest.fixture
def people(browser: Browser) -> Iterator[People]:
    """Windows of separate people: `people.arrive(width, height)`; an uncaught JavaScript error fails the test."""
    everybody = People(browser)
    yield everybody
    everybody.leave()
    assert not everybody.errors, f"JavaScript errors: {everybody.errors}"
