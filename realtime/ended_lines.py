"""Lines end with what let them in: a session that was signed out anywhere, a device whose token is void."""

from collections.abc import Callable

from flask_socketio import SocketIO

from realtime.rooms import DEVICE, SESSION


class LineKeeper:
    """Looks once a second at the lines of this process that belong to one kind of pass."""

    def __init__(
        self,
        socketio: SocketIO,
        namespaces: tuple[str, ...],
        passes: str,
        living: Callable[[set[str]], set[str]],
    ) -> None:
        """`passes`: how the rooms of one pass begin; `living`: which of these hashes are still good."""
        self._server = socketio.server
        self._namespaces, self._passes, self._living = namespaces, passes, living

    def look(self) -> int:
        """Close the lines of whatever has ended. Returns for how many passes."""
        lines = [(*found, namespace) for namespace in self._namespaces for found in self._lines(namespace)]
        known = {token_hash for token_hash, _, _ in lines}
        ended = known - self._living(known) if known else set()
        for token_hash, line, namespace in lines:
            if token_hash in ended:
                self._server.disconnect(line, namespace=namespace)
        return len(ended)

    def _lines(self, namespace: str) -> list[tuple[str, str]]:
        """(hash, line) of everybody who listens there."""
        rooms = dict(self._server.manager.rooms.get(namespace, {}))
        return [
            (room.removeprefix(self._passes), line)
            for room, members in rooms.items()
            if isinstance(room, str) and room.startswith(self._passes)
            for line in dict(members)
        ]


def session_keeper(socketio: SocketIO, living: Callable[[set[str]], set[str]]) -> LineKeeper:
    return LineKeeper(socketio, ("/staff",), SESSION, living)


def device_keeper(socketio: SocketIO, living: Callable[[set[str]], set[str]]) -> LineKeeper:
    return LineKeeper(socketio, ("/kiosk", "/display"), DEVICE, living)
