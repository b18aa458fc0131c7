"""Programs on the live line, as displays, kiosks and consoles are."""

import time
from collections.abc import Callable
from queue import Queue
from typing import Any

import socketio

from tests.support.server import LiveServer

PATIENCE_S = 5.0


class Listener:
    """One namespace of the live line; `pictures` fills as they come."""

    def __init__(self, server: LiveServer, namespace: str, **connect: Any) -> None:
        self.pictures: Queue[dict[str, Any]] = Queue()
        self.events: list[tuple[str, Any]] = []  # whatever came, by name
        # without its own Origin, as programs are; a test gives one to be a browser
        self.client = socketio.Client(reconnection=False, websocket_extra_options={"suppress_origin": True})
        self.client.on("picture", self.pictures.put, namespace=namespace)
        self.client.on("*", lambda event, *data: self.events.append((event, data)), namespace=namespace)
        self.client.connect(
            server.address, namespaces=[namespace], transports=["websocket"], wait_timeout=10, **connect
        )

    def next(self, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        return self.pictures.get(timeout=timeout_s)

    def until(self, wanted: Callable[[Any], Any], timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """The first picture for which `wanted` is true. Raises: queue.Empty."""
        deadline = time.monotonic() + timeout_s
        while True:
            picture = self.next(max(0.01, deadline - time.monotonic()))
            if wanted(picture):
                return picture

    def leave(self) -> None:
        self.client.disconnect()
