"""Limits on attempts: counted by all processes together, and never in anybody's way."""

import time
from typing import Any

import pytest
from redis import Redis

from tests.support.cast import ServicePoint
from tests.support.redis import RedisServer, redis_server
from web.limits import AGAIN_AFTER_S, PATIENCE_S, Limits

LIMIT, KEY = "5/10 minutes", ("pin", 1, 417)


def test_five_tries_are_five_at_all_processes_together(sqlite_url: str) -> None:
    with redis_server() as redis:
        settings: dict[str, Any] = {"rate_limits": "on", "redis_url": redis.url, "secret_key": "x" * 32}
        one, two = ServicePoint(sqlite_url, **settings), ServicePoint(sqlite_url, **settings)
        mine = one.kiosk().take().ticket
        wrong = f"{(int(mine['pin']) + 1) % 10_000:04d}"
        for _ in range(6):  # who knows the PIN is forgiven in both
            assert {
                place.kiosk().where(number=mine["number"], pin=mine["pin"]).status for place in (one, two)
            } == {200}
        tries = [
            (one, two)[turn % 2].kiosk().where(number=mine["number"], pin=wrong).code for turn in range(7)
        ]
        assert tries == ["UnknownCode"] * 5 + ["TooManyAttempts"] * 2
        one.close()
        two.close()


def test_redis_cannot_tell_whose_number_was_tried() -> None:
    with redis_server() as redis:
        assert Limits(redis.url, "secret").allow(LIMIT, "pin", 1, 41_799)
        (key,) = Redis.from_url(redis.url).keys()
        assert b"41799" not in key
        assert used_up(Limits(redis.url, "secret"), "pin", 1, 41_799) == 4
        assert used_up(Limits(redis.url, "another service's secret"), "pin", 1, 41_799) == 5


def test_without_redis_each_counts_for_itself_and_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with redis_server() as redis:
        one, two = Limits(redis.url), Limits(redis.url)
        assert used_up(one, *KEY) == 5
        assert used_up(two, *KEY) == 0
        redis.kill()
        began = time.monotonic()
        assert used_up(one, *KEY) == 5
        assert used_up(two, *KEY) == 5
        assert time.monotonic() - began < PATIENCE_S
        redis.start()
        monkeypatch.setattr("time.monotonic", lambda: began + 2 * AGAIN_AFTER_S)
        assert (used_up(one, *KEY), used_up(two, *KEY)) == (5, 0), "together again"


def test_a_redis_that_says_nothing_is_waited_for_once() -> None:
    with redis_server() as redis:
        limits = Limits(redis.url)
        assert limits.allow("100/minute", *KEY)
        fall_silent(redis)
        began = time.monotonic()
        assert all(limits.allow("100/minute", *KEY) for _ in range(20))
        assert time.monotonic() - began < 2 * PATIENCE_S + AGAIN_AFTER_S / 2


def used_up(limits: Limits, *key: object) -> int:
    """How often it was allowed."""
    return sum(limits.allow(LIMIT, *key) for _ in range(8))


def fall_silent(redis: RedisServer) -> None:
    Redis.from_url(redis.url).execute_command("CLIENT", "PAUSE", "20000", "ALL")
