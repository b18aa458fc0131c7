"""One websocket's TCP connection: whoever sends never waits for the other side, and frames never mix."""

import select
import socket
import threading
from collections.abc import Callable

PATIENCE_MS = 10_000  # a client that takes nothing for so long is gone
MOST_WAITING = 1 << 20  # bytes that wait for a slow client; it will ask for the picture when it is back


class Wire:
    """Stands in for the socket that the websocket library was given: `send`, `recv`, `close`.

    What the kernel does not take at once waits in `_rest`, and `on_rest` is told: somebody must `flush`.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._lock = threading.Lock()
        self._rest = bytearray()
        self.on_rest: Callable[[], None] = self.flush

    def send(self, data: bytes) -> int:
        """All of it, now or later, after what was sent before. Raises: OSError when the connection is gone."""
        with self._lock:
            waited = bool(self._rest)
            taken = 0 if waited else self._offer(data)
            self._rest += data[taken:]
            if len(self._rest) > MOST_WAITING:
                self._hang_up()
            must_flush = bool(self._rest) and not waited
        if must_flush:
            self.on_rest()
        return len(data)

    def flush(self) -> None:
        """Wait until the client has taken what waits, or is given up."""
        writable = select.poll()
        writable.register(self._sock, select.POLLOUT)
        while self._rest:
            if not writable.poll(PATIENCE_MS):
                self._hang_up()
            with self._lock:
                del self._rest[: self._offer(self._rest)]

    def recv(self, size: int) -> bytes:
        return self._sock.recv(size)

    def close(self) -> None:
        self._sock.close()

    def fileno(self) -> int:
        return self._sock.fileno()

    def _offer(self, data: bytes | bytearray) -> int:
        """How many bytes the kernel took."""
        try:
            return self._sock.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return 0

    def _hang_up(self) -> None:
        """The reader sees the end, and everything is cleaned up its usual way. Raises: OSError."""
        self._sock.shutdown(socket.SHUT_RDWR)
        raise TimeoutError("a client takes nothing any more")
