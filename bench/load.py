"""Boards and phones for load tests: one thread, one epoll, raw bytes. They share the machine with what they measure."""

import heapq
import json
import os
import random
import select
import socket
import struct
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

PING, PONG = b"2", b"3"
NEAR_S, FAR_S, NEAR = 3.0, 15.0, 3  # as phone/static/status.js asks
CONNECT_TIMEOUT_S = 10


class Loop:
    """Runs whatever becomes readable or due."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._readers: dict[int, Callable[[], None]] = {}
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._turns = count()

    def watch(self, line: socket.socket, on_readable: Callable[[], None]) -> None:
        line.setblocking(False)
        self._epoll.register(line, select.EPOLLIN)
        self._readers[line.fileno()] = on_readable

    def forget(self, line: socket.socket) -> None:
        self._epoll.unregister(line)
        del self._readers[line.fileno()]
        line.close()

    def at(self, when: float, do: Callable[[], None]) -> None:
        heapq.heappush(self._timers, (when, next(self._turns), do))

    def run(self, until: Callable[[], bool], timeout_s: float) -> bool:
        """Whether `until` came true in time; asked after each round."""
        end = time.perf_counter() + timeout_s
        while not until():
            now = time.perf_counter()
            if now >= end:
                return False
            while self._timers and self._timers[0][0] <= now:
                heapq.heappop(self._timers)[2]()
            due = min(end, self._timers[0][0]) if self._timers else end
            for fd, _ in self._epoll.poll(max(0.0, due - time.perf_counter())):
                self._readers[fd]()
        return True

    def pause(self, seconds: float) -> None:
        self.run(lambda: False, seconds)


class Board:
    """A websocket that tells `on_payload` (when, what) has come. `token` None: no Socket.IO, only frames."""

    def __init__(
        self, loop: Loop, port: int, token: str | None, on_payload: Callable[[float, bytes], None]
    ) -> None:
        self._on_payload = on_payload
        self._rest = b""
        self._line, self._loop = socket.create_connection(("127.0.0.1", port), CONNECT_TIMEOUT_S), loop
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._line.sendall(_handshake(port))
        while b"\r\n\r\n" not in self._rest:
            self._rest += self._line.recv(4096)
        self._rest = self._rest.split(b"\r\n\r\n", 1)[1]
        if token is not None:
            self._say(b"40/display," + json.dumps({"token": token}).encode())
        loop.watch(self._line, self._take)

    def close(self) -> None:
        self._loop.forget(self._line)

    def _take(self) -> None:
        self._rest += self._line.recv(1 << 16)
        now = time.perf_counter()
        while (cut := _frame(self._rest)) is not None:
            payload, self._rest = cut
            if payload == PING:
                self._say(PONG)
            else:
                self._on_payload(now, payload)

    def _say(self, payload: bytes) -> None:
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
        self._line.sendall(bytes((0x81, 0x80 | len(payload))) + mask + masked)


class Desk:
    """One HTTP line that stays open. `headers`: of somebody signed in."""

    def __init__(self, loop: Loop, port: int, headers: dict[str, str]) -> None:
        self._loop, self._answer, self._rest = loop, b"", b""
        self._head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._line = socket.create_connection(("127.0.0.1", port), CONNECT_TIMEOUT_S)
        self._port = port
        loop.watch(self._line, self._take)

    def ask(self, address: str, body: dict[str, Any]) -> None:
        """Send a POST; the loop goes on."""
        text = json.dumps(body)
        head = f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n{self._head}"
        self._answer = b""
        self._line.sendall(f"{head}Content-Length: {len(text)}\r\n\r\n{text}".encode())

    @property
    def is_answered(self) -> bool:
        return bool(self._answer)

    def answer(self) -> dict[str, Any]:
        """Waits for it if need be."""
        assert self._loop.run(lambda: self.is_answered, CONNECT_TIMEOUT_S)
        head, _, body = self._answer.partition(b"\r\n\r\n")
        assert head.split(b" ")[1] in (b"200", b"201"), self._answer
        answer: dict[str, Any] = json.loads(body)
        return answer

    def _take(self) -> None:
        self._rest += self._line.recv(1 << 16)
        head, found, body = self._rest.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            self._answer, self._rest = self._rest, b""


@dataclass
class PhoneFigures:
    answers: Counter[int] = field(default_factory=Counter)  # HTTP status → how many
    times_ms: list[float] = field(default_factory=list)
    lines_lost: int = 0


class Phone:
    """A phone page: asks for its ticket every 15 s, every 3 s when it is nearly its turn."""

    def __init__(self, loop: Loop, port: int, code: str, figures: PhoneFigures) -> None:
        self._loop, self._port, self._code, self._figures = loop, port, code, figures
        self._line: socket.socket | None = None
        self._etag, self._rest, self._asked_at, self._pause_s = b"", b"", 0.0, FAR_S
        self._is_on = True
        loop.at(time.perf_counter() + FAR_S * random.random(), self._ask)

    def switch_off(self) -> None:
        self._is_on = False
        if self._line:
            self._loop.forget(self._line)
            self._line = None

    def _ask(self) -> None:
        if not self._is_on:
            return
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self._port), CONNECT_TIMEOUT_S)
            self._loop.watch(self._line, self._take)
        seen = b"If-None-Match: %s\r\n" % self._etag if self._etag else b""
        self._line.send(
            b"GET /t/%s/status HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n"
            % (self._code.encode(), self._port, seen)
        )
        self._asked_at = time.perf_counter()

    def _take(self) -> None:
        assert self._line
        try:
            data = self._line.recv(1 << 14)
        except ConnectionError:
            data = b""
        if not data:
            self._figures.lines_lost += bool(self._asked_at)
            self._loop.forget(self._line)
            self._line, self._rest = None, b""
            if self._asked_at:
                self._plan()
            return
        self._rest += data
        head, found, body = self._rest.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            self._rest = b""
            self._hear(head, body)

    def _hear(self, head: bytes, body: bytes) -> None:
        self._figures.times_ms.append((time.perf_counter() - self._asked_at) * 1000)
        status = int(head.split(b" ", 2)[1])
        self._figures.answers[status] += 1
        if status == 200:
            self._etag = _header(head, b"etag")
            told = json.loads(body)
            is_near = told["state"] == "called" or (told["ahead"] is not None and told["ahead"] <= NEAR)
            self._pause_s = NEAR_S if is_near else FAR_S
        self._plan()

    def _plan(self) -> None:
        self._loop.at(time.perf_counter() + self._pause_s, self._ask)
        self._asked_at = 0.0


def _handshake(port: int) -> bytes:
    return (
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        % port
    )


def _frame(data: bytes) -> tuple[bytes, bytes] | None:
    """(payload, rest) of the first whole frame of a server."""
    if len(data) < 2:
        return None
    length, start = data[1], 2
    if length == 126:
        start = 4
        length = struct.unpack(">H", data[2:4])[0] if len(data) >= start else 1 << 16
    elif length == 127:
        start = 10
        length = struct.unpack(">Q", data[2:10])[0] if len(data) >= start else 1 << 62
    return (data[start : start + length], data[start + length :]) if len(data) >= start + length else None


def _header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.lower() == name:
            return value.strip()
    return b""


def _length(head: bytes) -> int:
    return int(_header(head, b"content-length") or 0)
