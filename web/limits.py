"""How often something may be tried, counted by all processes together where they share a Redis.

While Redis is lost each process counts for itself: nobody waits for a limit, and nobody is let in without one.
"""

import hashlib
import hmac
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from limits import parse
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger("lotse.limits")
T = TypeVar("T")

PATIENCE_S = 0.5  # with Redis: a visitor waits for the answer
AGAIN_AFTER_S = 5.0  # of trouble; until then nobody waits for it


class Limits:
    """`redis_url`: "" where one process serves alone. `secret`: the same in all processes of one service."""

    def __init__(self, redis_url: str = "", secret: str = "") -> None:
        self._secret = secret.encode()
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(_storage(redis_url)) if redis_url else None
        self._lost_until = 0.0  # time.monotonic()

    def allow(self, limit: str, *key: object) -> bool:
        """Count one more try of `key`. `limit`: such as "5/10 minutes". False: it is one too many."""
        item, name = parse(limit), self._name(key)
        return self._ask(lambda limiter: limiter.hit(item, name))

    def is_used_up(self, limit: str, *key: object) -> bool:
        """Whether the next attempt would be one too many. Counts nothing."""
        return not self._ask(lambda window: window.test(parse(limit), self._name(key)))

    def forget(self, limit: str, *key: object) -> None:
        """It begins anew, here and everywhere."""
        item, name = parse(limit), self._name(key)
        self._own.clear(item, name)
        self._ask(lambda limiter: limiter.clear(item, name))

    def _ask(self, question: Callable[[MovingWindowRateLimiter], T]) -> T:
        if self._shared is None or time.monotonic() < self._lost_until:
            return question(self._own)
        try:
            return question(self._shared)
        except (RedisError, OSError) as error:
            log.warning("Redis is lost (%s): each process counts attempts for itself", error)
            self._lost_until = time.monotonic() + AGAIN_AFTER_S
            return question(self._own)

    def _name(self, key: tuple[object, ...]) -> str:
        """Keyed, so that Redis tells nothing about visitors, and services that share it do not meet."""
        return hmac.new(self._secret, "\0".join(map(str, key)).encode(), hashlib.sha256).hexdigest()


def _storage(redis_url: str) -> RedisStorage:
    return RedisStorage(
        redis_url,
        key_prefix="lotse-limits",
        socket_timeout=PATIENCE_S,
        socket_connect_timeout=PATIENCE_S,
        retry=Retry(NoBackoff(), 1),  # type: ignore[arg-type]  # a line that was cut is opened anew once
    )
