"""Connections that never say who they are: each holds one of the server's threads, so they are shown out."""

import logging
import time
from collections.abc import Callable

from flask_socketio import SocketIO

log = logging.getLogger("lotse.realtime")

PATIENCE_S = 10.0  # to join a namespace after the handshake; a page does it within a second


class Doorkeeper:
    """Looks once a second at the connections of this process."""

    def __init__(self, socketio: SocketIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._server = socketio.server
        self._clock = clock
        self._strangers: dict[str, float] = {}  # connection → seen first

    def look(self) -> int:
        """Close connections that have joined nothing for too long. Returns how many."""
        now = self._clock()
        strangers = set(self._server.eio.sockets) - self._known()
        self._strangers = {one: self._strangers.get(one, now) for one in strangers}
        late = [one for one, since in self._strangers.items() if now - since > PATIENCE_S]
        for one in late:
            log.info("a connection that joined nothing was closed")
            self._server.eio.disconnect(one)
        return len(late)

    def _known(self) -> set[str]:
        """Connections in a namespace: the manager keeps them in the namespace's room of everybody."""
        known: set[str] = set()
        for rooms in list(self._server.manager.rooms.values()):
            known.update(dict(rooms.get(None, {})).values())
        return known
