"""Several processes serve one database: through Redis they tell each other at once which site has changed.

Only the site's id travels, never a picture: each process makes its own from the database, so Redis holds nothing about
visitors, and nothing old can come out of it. Without Redis nothing is wrong, only later: each process looks by itself
once a second (`Broadcaster`).
"""

import logging
import secrets
import threading
from collections.abc import Callable

from redis import Redis
from redis.client import PubSub
from redis.exceptions import RedisError

log = logging.getLogger("lotse.realtime")

PATIENCE_S = 2.0  # with Redis; nobody waits for it but these two threads
AGAIN_S = 0.5  # after trouble
LISTEN_S = 5.0  # in silence; then Redis is asked whether it is still there


class Neighbours:
    """`on_change(site_id)`: another process has changed a site. `channel`: the same for all of one service."""

    def __init__(self, redis_url: str, channel: str, on_change: Callable[[int], None]) -> None:
        self._redis_url, self._channel, self._on_change = redis_url, channel, on_change
        self._me = secrets.token_hex(8)
        self._untold: set[int] = set()
        self._something_untold = threading.Event()
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._has_started = self._is_lost = False

    def start(self) -> None:
        """Begin once a process, however often it is asked."""
        with self._lock:
            if self._has_started or self._stopped.is_set():
                return
            self._has_started = True
        for work in (self._tell, self._listen):
            threading.Thread(target=self._for_ever, args=(work,), name=work.__name__, daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()
        self._something_untold.set()

    def announce(self, site_id: int) -> None:
        """This process has changed the site. Never fails, never waits."""
        with self._lock:
            self._untold.add(site_id)
        self._something_untold.set()

    def _for_ever(self, work: Callable[[Redis], None]) -> None:
        while not self._stopped.is_set():
            redis = Redis.from_url(
                self._redis_url, socket_connect_timeout=PATIENCE_S, socket_timeout=LISTEN_S + PATIENCE_S
            )
            try:
                work(redis)
            except (RedisError, OSError) as error:
                self._note(is_lost=True, why=error)
                self._stopped.wait(AGAIN_S)
            finally:
                redis.close()

    def _tell(self, redis: Redis) -> None:
        """What can't be told is forgotten: the others look by themselves."""
        while not self._stopped.is_set():
            self._something_untold.wait()
            self._something_untold.clear()
            with self._lock:
                untold, self._untold = self._untold, set()
            for site_id in untold:
                redis.publish(self._channel, f"{self._me} {site_id}")

    def _listen(self, redis: Redis) -> None:
        with redis.pubsub(ignore_subscribe_messages=True) as ear:  # type: ignore[no-untyped-call]
            ear.subscribe(self._channel)
            self._note(is_lost=False)
            while not self._stopped.is_set():
                self._hear(ear)

    def _hear(self, ear: PubSub) -> None:
        message = ear.get_message(timeout=LISTEN_S)
        if message is None:
            ear.ping()
            return
        who, _, site_id = message["data"].decode(errors="replace").partition(" ")
        if message["type"] == "message" and who != self._me and site_id.isdecimal():
            self._on_change(int(site_id))

    def _note(self, *, is_lost: bool, why: Exception | None = None) -> None:
        if is_lost and not self._is_lost:
            log.warning("Redis is lost (%s): other processes are heard of once a second", why)
        if self._is_lost and not is_lost:
            log.warning("Redis is back")
        self._is_lost = is_lost
