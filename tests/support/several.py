"""One service of two processes, with PostgreSQL and Redis."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.postgres import Postgres
from tests.support.redis import RedisServer, redis_server
from tests.support.server import LiveServer, open_slot_now, running_server


@contextmanager
def two_processes(
    postgres: Postgres, prepared: str, folder: Path
) -> Iterator[tuple[LiveServer, RedisServer]]:
    """On a copy of the prepared database, with an open slot."""
    url = postgres.create(template=prepared.split("@/")[1].split("?")[0])
    open_slot_now(url)
    with (
        redis_server() as redis,
        running_server(
            url, folder, LOTSE_WORKERS="2", LOTSE_REDIS_URL=redis.url, LOTSE_LOG_LEVEL="WARNING"
        ) as server,
    ):
        yield server, redis
    postgres.drop(url)
