"""How a packet gets onto its websocket: straight from whoever sends it, in one order, encoded once for a whole room.

Engine.IO would wake a thread for each client, which encodes and sends: 200 boards, 200 wake-ups (3.4 times a bare
broadcast). Here the frame is made once and handed to the kernel for one client after the other. Only what a slow
client does not take at once is left to that client's own thread. Pings come from one clock instead of a new thread
each. Connections that began with long polling, or that Python itself encrypts, go the library's way.
"""

import random
import threading
import time
from collections import deque
from contextlib import suppress
from ssl import SSLSocket
from typing import Any

from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from engineio.exceptions import SocketIsClosedError
from engineio.packet import PING, Packet
from flask_socketio import SocketIO

from realtime.wire import Wire

SERVERS = ("gunicorn.socket", "werkzeug.socket")  # where they put the connection's socket
TEXT_FRAME = 0x81
EARLIER = 0.2  # of the interval, by chance: boards that came together are not pinged together
FLUSH = object()  # in a line's queue: the wire has something left


def use_direct_lines(socketio: SocketIO) -> None:
    """From now on every websocket of this server is sent to directly."""
    engine = socketio.server.eio
    pings = Pings(engine.ping_interval)

    class Websocket(SimpleWebSocketWSGI):  # type: ignore[misc]
        """Made by Engine.IO for each websocket; `handler` is a method of the client's Engine.IO socket."""

        def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
            environ.pop(
                "HTTP_SEC_WEBSOCKET_EXTENSIONS", None
            )  # small pictures: compressing costs more than it saves
            place = next((name for name in SERVERS if name in environ), None)
            client = self.app.__self__
            if place and not client.connected and not isinstance(environ[place], SSLSocket):
                wire = environ[place] = Wire(environ[place])
                _Line(client, wire, pings).take_over()
            return super().__call__(environ, start_response)

    engine._async = {**engine._async, "websocket": Websocket}


class _Line:
    """One client: replaces how its Engine.IO socket sends, and how its thread waits."""

    def __init__(self, client: Any, wire: Wire, pings: "Pings") -> None:
        self._client, self._wire, self._pings = client, wire, pings

    def take_over(self) -> None:
        self._wire.on_rest = lambda: self._client.queue.put(FLUSH)
        self._client.send, self._client.poll = self.send, self.wait_for_work
        self._client.schedule_ping = self.schedule_ping

    def send(self, packet: Packet) -> None:
        """Never waits. A client that is gone is noticed by its own thread."""
        with suppress(SocketIsClosedError, OSError):
            if self._client.check_ping_timeout():
                self._wire.send(frame_of(packet))

    def wait_for_work(self) -> list[Packet]:
        """For the client's own thread: what was queued before the websocket stood, and what the wire has left."""
        while True:
            work = self._client.queue.get()
            if work is not FLUSH:
                return [] if work is None else [work]
            with suppress(OSError, ValueError):  # closed meanwhile
                self._wire.flush()

    def schedule_ping(self) -> None:
        """The client has answered the last one."""
        if self._client.last_ping:
            self._client.last_ping = None
            self._pings.schedule(self._client)


class Pings:
    """One thread pings every client, a while after its last answer."""

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._due: deque[tuple[float, Any]] = deque()
        self._has_some = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def schedule(self, client: Any) -> None:
        self._due.append((time.monotonic() + self._interval_s * (1 - EARLIER * random.random()), client))
        self._has_some.set()
        if self._thread is None:
            self._start()

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._ping_for_ever, name="pings", daemon=True)
                self._thread.start()

    def _ping_for_ever(self) -> None:
        while True:
            self._has_some.wait()
            self._has_some.clear()
            while self._due:
                due, client = self._due.popleft()
                time.sleep(max(0.0, due - time.monotonic()))
                self._ping(client)

    def _ping(self, client: Any) -> None:
        if not client.closing and not client.closed:
            client.last_ping = time.time()
            client.send(Packet(PING))


def frame_of(packet: Packet) -> bytes:
    """The packet as one unmasked websocket text frame (RFC 6455 §5.2). Made once, however many clients get it."""
    known: bytes | None = getattr(packet, "frame", None)
    if known is None:
        text = packet.encode().encode()
        known = packet.frame = _head(len(text)) + text
    return known


def _head(length: int) -> bytes:
    if length < 126:
        return bytes((TEXT_FRAME, length))
    if length < 1 << 16:
        return bytes((TEXT_FRAME, 126)) + length.to_bytes(2)
    return bytes((TEXT_FRAME, 127)) + length.to_bytes(8)
