"""Keeps one forecaster beside the server: started by the master, started again if it dies, gone with the master.

    python -m app.forecaster_keeper MASTER     (a process id; it loads neither the engine nor the web)

Two small processes, because the master reaps every child it has and would not tell us that one died.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any

from app.config import INSTANCE, ROOT

LOOK_S = 0.5
PAUSE_S = 5.0  # before a dead forecaster is started again
STOP_S = 3.0
LOWER_PRIORITY = 10  # of 19: a ticket or a call never waits for a forecast


class Keeper:
    """The master's handle of the keeper's process."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._started_by = 0

    def start(self) -> None:
        self._started_by = os.getpid()
        self._process = subprocess.Popen([sys.executable, "-m", __name__, str(os.getpid())], cwd=ROOT)

    def stop(self) -> None:
        """Only in the process that started it: workers have a copy of this handle."""
        if self._process is not None and os.getpid() == self._started_by:
            with suppress(ProcessLookupError):
                self._process.terminate()


def run_by_hand(once: bool) -> None:
    """Become the forecaster."""
    os.chdir(ROOT)
    os.execve(sys.executable, _command(*(["--once"] if once else [])), _environment())  # noqa: S606 (fixed words)


def keep(master: int) -> None:
    """Until this process is told to stop, or the master is gone, however it ended."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches us all; the master tells us
    while os.getppid() == master:
        forecaster = subprocess.Popen(_command("--kept-by", str(os.getpid())), cwd=ROOT, env=_environment())
        try:
            while os.getppid() == master and forecaster.poll() is None:
                time.sleep(LOOK_S)
        finally:
            _end(forecaster)
        if os.getppid() == master:
            time.sleep(PAUSE_S)


def _leave(_signal: int, _frame: Any) -> None:
    sys.exit(0)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "app.forecaster", *words]


def _environment() -> dict[str, str]:
    """Machine code is kept where the service may write (deploy/lotse.service)."""
    return {"XDG_CACHE_HOME": str(INSTANCE / "cache"), **os.environ}


if __name__ == "__main__":
    keep(int(sys.argv[1]))
