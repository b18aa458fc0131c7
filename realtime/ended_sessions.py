"""Lines of staff end with their session: signing out anywhere ends them, whoever holds a copy of the cookie."""

import logging
from collections.abc import Callable

from flask_socketio import SocketIO

from realtime.rooms import SESSION

log = logging.getLogger("lotse.realtime")

NAMESPACE = "/staff"


class SessionKeeper:
    """Looks once a second at the consoles' lines of this process."""

    def __init__(self, socketio: SocketIO, living: Callable[[set[str]], set[str]]) -> None:
        """`living`: which of these hashes belong to sessions that are still good."""
        self._server = socketio.server
        self._living = living

    def look(self) -> int:
        """Close the lines of sessions that have ended. Returns how many."""
        lines = self._lines()
        ended = set(lines) - self._living(set(lines)) if lines else set()
        for session_hash in ended:
            for line in lines[session_hash]:
                self._server.disconnect(line, namespace=NAMESPACE)
        return len(ended)

    def _lines(self) -> dict[str, list[str]]:
        rooms = dict(self._server.manager.rooms.get(NAMESPACE, {}))
        return {
            room.removeprefix(SESSION): list(dict(members))
            for room, members in rooms.items()
            if isinstance(room, str) and room.startswith(SESSION)
        }
