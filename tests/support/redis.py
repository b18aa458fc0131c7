"""A Redis server for tests with several workers: nothing on disk, a free port, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

from tests.support import servers
from tools import system


class RedisServer:
    """Can be killed and comes back at the same address. Raises: system.MissingProgram."""

    def __init__(self, folder: Path) -> None:
        self._port, self._log = servers.free_port(), folder / "log"
        self._process: Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        command = [str(system.need("redis-server")), "--port", str(self._port), "--bind", "127.0.0.1"]
        self._process = servers.start([*command, "--save", ""], self._log)
        servers.wait_for(lambda: servers.answers(self._port), self._process, self._log)

    def kill(self) -> None:
        """No goodbye to anybody."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        if self._process:
            servers.stop(self._process)


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A running server of the test's own."""
    with tempfile.TemporaryDirectory(prefix="lotse-redis-") as folder:
        server = RedisServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def running_redis() -> Iterator[str]:
    """Start a server and yield its address (`redis://127.0.0.1:PORT/0`). Raises: system.MissingProgram."""
    with redis_server() as server:
        yield server.url
