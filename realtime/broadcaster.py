"""Pushes pictures: at once after a commit, and once a second whatever else changed a site (promise 5).

A failing push is logged and undoes nothing. Pictures are whole, so that several changes may become one push.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from flask_socketio import SocketIO

from realtime.messages import EVENT, Listeners, Message
from realtime.strangers import Doorkeeper

log = logging.getLogger("lotse.realtime")

TICK_S = 1.0  # everything live is right within a second
BOARDS_FIRST_S = 0.1  # so long at most


class Broadcaster:
    """One thread pushes, one looks at the clock. Both live as long as the process."""

    def __init__(
        self,
        socketio: SocketIO,
        messages_of: Callable[[int, Listeners], Iterable[Message]],
        changed_sites: Callable[[], Iterable[int]],
    ) -> None:
        self._socketio = socketio
        self._messages_of = messages_of
        self._changed_sites = changed_sites
        self._due: set[int] = set()
        self._pushed: dict[tuple[str, str], dict[str, Any]] = {}  # room → the last picture, without its time
        self._lock = threading.Lock()
        self._something_due = threading.Event()
        self._stopped = threading.Event()
        self._calm = threading.Event()  # nothing is being changed, is due or is being pushed
        self._calm.set()
        self._at_work = 0  # who changes something now, and the push
        self._started = False
        self._doorkeeper = Doorkeeper(socketio)

    def start(self) -> None:
        """Begin once a process, however often it is asked."""
        with self._lock:
            if self._started:
                return
            self._started = True
        for work in (self._push_for_ever, self._tick_for_ever):
            threading.Thread(target=work, name=work.__name__, daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()
        self._something_due.set()

    def announce(self, site_id: int) -> None:
        """The site has changed: push soon. Never fails, never waits."""
        with self._lock:
            self._due.add(site_id)
            if self._started and not self._stopped.is_set():
                self._calm.clear()
        self._something_due.set()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Around a change of any site, until it was announced: what can wait, waits from now on."""
        with self._lock:
            self._begin()
        try:
            yield
        finally:
            with self._lock:
                self._end()

    def wait_until_calm(self) -> bool:
        """Work that can wait lets calls and boards go first, but not for long. Returns whether it is calm."""
        return self._calm.wait(BOARDS_FIRST_S)

    def _begin(self) -> None:
        self._at_work += 1
        if self._started and not self._stopped.is_set():
            self._calm.clear()

    def _end(self) -> None:
        self._at_work -= 1
        if not self._at_work and not self._due:
            self._calm.set()

    def _push_for_ever(self) -> None:
        while not self._stopped.is_set():
            self._something_due.wait()
            self._something_due.clear()
            with self._lock:
                due, self._due = self._due, set()
                self._begin()
            for site_id in due:
                self.push(site_id)
            with self._lock:
                self._end()

    def _tick_for_ever(self) -> None:
        while not self._stopped.wait(TICK_S):
            try:
                self._doorkeeper.look()
                for site_id in self._changed_sites():
                    self.announce(site_id)
            except Exception:
                log.exception("the tick failed; trying again in a second")

    def push(self, site_id: int) -> None:
        """Now, to everybody who listens in this process.

        The tick finds again what a commit has pushed: nothing is said twice. Who came since got it on arriving.
        """
        try:
            for message in self._messages_of(site_id, self.listeners(site_id)):
                room, news = (message.namespace, message.room), _without_time(message)
                if self._pushed.get(room) != news:
                    self._socketio.emit(EVENT, message.picture, namespace=message.namespace, to=message.room)
                    self._pushed[room] = news  # only now: what failed is tried again by the tick
        except Exception:
            log.exception("a push failed; pages ask for what they missed")

    def listeners(self, site_id: int) -> Listeners:
        """Who listens in this process, read from the rooms that are not empty."""
        return Listeners(
            displays=f"site-{site_id}-display" in self._rooms("/display"),
            kiosks=f"site-{site_id}-kiosk" in self._rooms("/kiosk"),
            staff=tuple(_staff_ids(site_id, self._rooms("/staff"))),
        )

    def _rooms(self, namespace: str) -> list[str]:
        rooms = self._socketio.server.manager.rooms.get(namespace, {})
        return [room for room in list(rooms) if isinstance(room, str)]


def _staff_ids(site_id: int, rooms: Iterable[str]) -> Iterable[int]:
    for room in rooms:
        found = re.fullmatch(rf"site-{site_id}-staff-(\d+)", room)
        if found:
            yield int(found[1])


def _without_time(message: Message) -> dict[str, Any]:
    return {name: value for name, value in message.picture.items() if name != "now"}
