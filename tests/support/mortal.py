"""A server in a process of its own that may be killed at any moment and is back in a tenth of a second: for tests in which
it dies again and again. What `make serve` starts is in tests/support/server.py.
"""

import multiprocessing
import os
import signal
import time
from multiprocessing.process import BaseProcess

from tests.support import servers
from tests.support.cast import kiosk_token
from tests.support.faces import Console, HttpLine
from tests.support.serving import serve_for_ever

STARTS_WITHIN_S = 60  # 0.1 s on a quiet machine, once the first one is there
_from_a_fresh_process = multiprocessing.get_context("forkserver")
_from_a_fresh_process.set_forkserver_preload(["tests.support.serving"])  # imports are done once


class MortalServer:
    """The application on a database, at one address through all its lives."""

    def __init__(self, database_url: str) -> None:
        self.database_url = database_url
        self._port = servers.free_port()
        self._process: BaseProcess | None = None
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def kiosk_url(self) -> str:
        return f"{self.address}/kiosk/#device={kiosk_token()}"

    def console(self, username: str) -> Console:
        return Console(HttpLine(self.address), username)

    def start(self) -> None:
        """Nothing happens while it lives. Raises: RuntimeError if it does not come up."""
        if self._process is not None and self._process.is_alive():
            return
        self._process = _from_a_fresh_process.Process(
            target=serve_for_ever, args=(self.database_url, self._port), daemon=True
        )
        self._process.start()
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not servers.answers(self._port):
            if not self._process.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the server did not start")
            time.sleep(0.01)

    def kill(self) -> None:
        """kill -9: no goodbye, no last write."""
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()
