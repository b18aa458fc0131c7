"""Production servers that start warm: forked from a process that has imported everything, in a tenth of the time.

What runs is what the command runs, gunicorn with our configuration file; only the imports are done before.
`running_server(…, cold=True)` starts the command itself.
"""

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(
    ["app.factory", "app.commands", "app.startup_checks", "gunicorn.workers.gthread"]
)


class WarmProcess:
    """As much of subprocess.Popen as servers for tests need."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        """`arguments`: those of gunicorn's command."""
        self.args = arguments
        self._process = _context.Process(
            target=_serve, args=(list(arguments), dict(environment), str(log)), daemon=True
        )
        self._process.start()
        assert self._process.pid
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Raises: subprocess.TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(list(self.args), timeout or 0.0)
        return self._process.exitcode

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


def _serve(arguments: list[str], environment: dict[str, str], log: str) -> None:
    from gunicorn.app.wsgiapp import run

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)  # no server outlives its tests
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.environ.update(environment)
    sys.argv = ["gunicorn", *arguments]
    run()
