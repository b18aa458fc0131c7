"""A bad network between pages and a server: a TCP proxy that cuts, delays, silences and doubles connections."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any

from tests.support import servers

ENDS = (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError, OSError)
EVENT = b"42"  # how a Socket.IO event begins, here: a picture
TWIN_LATE_S = 0.2  # so much later comes what a doubled connection brings again
HEAD_END = b"\r\n\r\n"


class RoughLine:
    """Listens on `url`. All of its methods may be called from any thread."""

    def __init__(self, server_port: int) -> None:
        self.port = servers.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.delay_s = 0.0  # of everything the server says
        self.is_down = False  # new connections are refused
        self.doubles = False  # new websockets are opened twice; what the twin brings comes late
        self._server_port = server_port
        self._loop = asyncio.new_event_loop()
        self._open: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        self._speaks = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        self.connections = 0

    def cut(self, *, half: bool = False) -> None:
        """Every connection ends at once. `half`: the server is not told, and believes that the page is still there."""
        self._do(lambda: self._cut(half))

    def silence(self, on: bool) -> None:
        """The server's words are held back, and all come together when it ends."""
        self._do(self._speaks.clear if on else self._speaks.set)

    def heal(self) -> None:
        self.is_down, self.delay_s, self.doubles = False, 0.0, False
        self.silence(False)

    def _do(self, work: Callable[[], None]) -> None:
        done: Future[None] = Future()

        def do() -> None:
            work()
            done.set_result(None)

        self._loop.call_soon_threadsafe(do)
        done.result(10)

    def _cut(self, half: bool) -> None:
        for page, server in list(self._open):
            page.transport.abort()
            if not half:
                server.transport.abort()

    async def listen(self) -> None:
        self._speaks.set()
        async with await asyncio.start_server(self._serve, "127.0.0.1", self.port):
            await asyncio.Event().wait()

    async def _serve(self, reader: asyncio.StreamReader, page: asyncio.StreamWriter) -> None:
        self.connections += 1
        if self.is_down:
            page.transport.abort()
            return
        with suppress(*ENDS):
            head = await reader.readuntil(HEAD_END)
            answers, server = await self._ask(head)
            pair = (page, server)
            self._open.add(pair)
            if b"upgrade: websocket" in head.lower():
                await self._carry_websocket(head, reader, answers, page, server)
            else:
                await self._together(self._pump(reader, server), self._pump(answers, page, slow=True))
            self._open.discard(pair)
        page.close()

    async def _ask(self, head: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        answers, server = await asyncio.open_connection("127.0.0.1", self._server_port)
        server.write(head)
        return answers, server

    async def _carry_websocket(
        self,
        head: bytes,
        reader: asyncio.StreamReader,
        answers: asyncio.StreamReader,
        page: asyncio.StreamWriter,
        server: asyncio.StreamWriter,
    ) -> None:
        page.write(await answers.readuntil(HEAD_END))
        listeners, works = [server], [self._frames_to(page, answers)]
        if self.doubles:
            twin_answers, twin = await self._ask(head)
            await twin_answers.readuntil(HEAD_END)
            listeners.append(twin)
            works.append(self._repeat_pictures(page, twin_answers))
        await self._together(self._pump(reader, *listeners), *works)

    async def _together(self, *works: Awaitable[None]) -> None:
        """Until the first has ended, but what the server still has to say to a page that was cut is lost."""
        tasks = [asyncio.ensure_future(work) for work in works]
        self._tasks.update(tasks)
        _, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        self._tasks.difference_update(tasks)

    async def _pump(
        self, source: asyncio.StreamReader, *targets: asyncio.StreamWriter, slow: bool = False
    ) -> None:
        with suppress(*ENDS):
            while data := await source.read(1 << 16):
                if slow:
                    await self._linger()
                for target in targets:
                    target.write(data)

    async def _frames_to(self, page: asyncio.StreamWriter, answers: asyncio.StreamReader) -> None:
        with suppress(*ENDS):
            async for frame, _ in _frames(answers):
                await self._linger()
                page.write(frame)

    async def _repeat_pictures(self, page: asyncio.StreamWriter, answers: asyncio.StreamReader) -> None:
        with suppress(*ENDS):
            async for frame, payload in _frames(answers):
                if payload.startswith(EVENT):
                    self._loop.call_later(TWIN_LATE_S, _write, page, frame)

    async def _linger(self) -> None:
        await self._speaks.wait()
        if self.delay_s:
            await asyncio.sleep(self.delay_s)

    def run(self) -> None:
        asyncio.set_event_loop(self._loop)
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self.listen())

    def close(self) -> None:
        def cancel() -> None:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()

        self._loop.call_soon_threadsafe(cancel)


@contextmanager
def rough_line(server_port: int) -> Iterator[RoughLine]:
    """A proxy in front of the server at this port of 127.0.0.1."""
    line = RoughLine(server_port)
    thread = threading.Thread(target=line.run, daemon=True)
    thread.start()
    while not servers.answers(line.port):
        pass
    try:
        yield line
    finally:
        line.close()
        thread.join(5)


async def _frames(source: asyncio.StreamReader) -> AsyncIterator[tuple[bytes, bytes]]:
    """(frame, payload) one after the other; a server's frames are not masked."""
    while True:
        head = await source.readexactly(2)
        more = {126: 2, 127: 8}.get(head[1], 0)
        size = await source.readexactly(more)
        payload = await source.readexactly(int.from_bytes(size) if more else head[1])
        yield head + size + payload, payload


def _write(page: asyncio.StreamWriter, frame: bytes) -> None:
    with suppress(*ENDS):
        page.write(frame)
