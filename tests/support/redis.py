"""A Redis server for tests with several workers: nothing on disk, a free port, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import servers
from tools import system


@contextmanager
def running_redis() -> Iterator[str]:
    """Start a server and yield its address (`redis://127.0.0.1:PORT/0`). Raises: system.MissingProgram."""
    program, port = str(system.need("redis-server")), servers.free_port()
    with tempfile.TemporaryDirectory(prefix="lotse-redis-") as folder:
        log = Path(folder) / "log"
        process = servers.start([program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], log)
        try:
            servers.wait_for(lambda: servers.answers(port), process, log)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            servers.stop(process)
