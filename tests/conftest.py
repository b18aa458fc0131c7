"""Servers and browsers for every test that names them. Each starts once, when first needed, in each pytest worker."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.support import sharing_out
from tests.support.chromium import People, running_chromium
from tests.support.postgres import Postgres, running_postgres
from tests.support.redis import running_redis

if TYPE_CHECKING:  # fixtures import the application when they are used: unit tests do without it
    from tests.support.cast import ServicePoint
    from tests.support.server import LiveServer
from tools import system


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    sharing_out.longest_first(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> sharing_out.OneByOne:
    config.option.loadscopereorder = False  # the order is ours
    return sharing_out.OneByOne(config, log)


settings.register_profile("lotse", deadline=None)  # rules are tested, not the speed of a busy machine
settings.load_profile("lotse")


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
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with Leverkusen's site, devices and logins: to be copied, never used."""
    from tests.support import cast

    path = tmp_path_factory.mktemp("prepared") / "lotse.db"
    cast.prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def prepared_postgres(postgres: Postgres) -> str:
    """The address of a PostgreSQL database with the same: one for all tests of a worker, restored after each."""
    from tests.support import cast

    address = postgres.create()
    cast.prepare(address)
    postgres.remember(address)
    return address


@pytest.fixture
def sqlite_url(prepared_sqlite: Path, tmp_path: Path) -> str:
    """The address of a fresh copy of the prepared database."""
    return f"sqlite:///{shutil.copy(prepared_sqlite, tmp_path / 'lotse.db')}"


@pytest.fixture
def prepared_postgres_url(postgres: Postgres, prepared_postgres: str) -> Iterator[str]:
    """The same on PostgreSQL."""
    yield prepared_postgres
    postgres.restore(prepared_postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A prepared database of each kind, one after the other."""
    name = "sqlite_url" if request.param == "sqlite" else "prepared_postgres_url"
    address: str = request.getfixturevalue(name)
    return address


@pytest.fixture
def point(database_url: str) -> "Iterator[ServicePoint]":
    """Leverkusen's service point on a Monday at 13:00, on each kind of database. See tests/support/cast.py."""
    from tests.support.cast import ServicePoint

    point = ServicePoint(database_url)
    yield point
    point.close()


@pytest.fixture
def point_with(sqlite_url: str) -> "Iterator[Callable[..., ServicePoint]]":
    """`point_with(public_url=…, rate_limits="on")`: the same with other settings, on SQLite."""
    from tests.support.cast import ServicePoint

    made: list[ServicePoint] = []

    def make(**settings: Any) -> ServicePoint:
        made.append(ServicePoint(sqlite_url, **settings))
        return made[-1]

    yield make
    for point in made:
        point.close()


@pytest.fixture
def live_server(sqlite_url: str, tmp_path: Path) -> "Iterator[LiveServer]":
    """The production server in a process of its own, on SQLite, with a slot that is open now."""
    from tests.support.server import open_slot_now, running_server

    open_slot_now(sqlite_url)
    with running_server(sqlite_url, tmp_path) as server:
        yield server


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
