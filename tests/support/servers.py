"""Start a server for tests, wait until it answers, and never leave it running."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol


class Process(Protocol):
    """A server that was started: subprocess.Popen, or tests.support.warm.WarmProcess."""

    pid: int
    args: Any

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def terminate(self) -> None: ...

    def kill(self) -> None: ...


def start(command: Sequence[str], log: Path, user: str | None = None) -> subprocess.Popen[bytes]:
    """Run a server, as another user if root must not run it; the kernel ends it when this process dies."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [*_dies_with_us(user), *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
        )


def wait_for(ready: Callable[[], bool], process: Process, log: Path, timeout_s: float = 20) -> None:
    """Raises: RuntimeError with the server's log, if it ends or does not answer in time."""
    deadline = time.monotonic() + timeout_s
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            stop(process)
            raise RuntimeError(f"server did not start: {process.args!r}\n{log.read_text(errors='replace')}")
        time.sleep(0.02)


def stop(process: Process, timeout_s: float = 5) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody accepts connections on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _dies_with_us(user: str | None) -> list[str]:
    setpriv = shutil.which("setpriv")  # util-linux; elsewhere the fixtures' own clean-up must do
    if setpriv:
        identity = [f"--reuid={user}", f"--regid={user}", "--init-groups"] if user else []
        return [setpriv, "--pdeathsig=INT", *identity, "--"]
    return ["runuser", "-u", user, "--"] if user else []
