"""The forecaster's process: one beside the server, started again when it dies, gone when the server is."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from models import Forecast
from tests.support.cast import AYLIN, ROOT, Clock, ServicePoint
from tests.support.server import SECRET, LiveServer, open_slot_now, running_server

COMPILED_S = 240  # the first time on a busy machine; then a second
CACHE = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")  # shared with the engine's own tests


@pytest.mark.timeout(2 * COMPILED_S)
def test_it_forecasts_comes_back_and_goes_with_the_server(sqlite_url: str, tmp_path: Path) -> None:
    with forecasting_server(sqlite_url, tmp_path) as server:
        server.console(AYLIN, desk=3)
        wait_until(lambda: is_told(server), COMPILED_S)
        [first] = processes_of(server, "app.forecaster")
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: len(set(processes_of(server, "app.forecaster")) - {first}) == 1, 30)
        family = [
            pid for name in ("app.forecaster", "app.forecaster_keeper") for pid in processes_of(server, name)
        ]
        assert len(family) == 2
        os.kill(server.process.pid, signal.SIGKILL)  # no goodbye
        wait_until(lambda: not any(is_alive(pid) for pid in family), 30)


@pytest.mark.long
@pytest.mark.timeout(COMPILED_S)
def test_a_server_that_stops_takes_it_along(sqlite_url: str, tmp_path: Path) -> None:
    with forecasting_server(sqlite_url, tmp_path) as server:
        wait_until(lambda: bool(processes_of(server, "app.forecaster")), 30)
        family = [
            pid for name in ("app.forecaster", "app.forecaster_keeper") for pid in processes_of(server, name)
        ]
        server.process.terminate()
        server.process.wait(20)
        wait_until(lambda: not any(is_alive(pid) for pid in family), 10)


@pytest.mark.timeout(COMPILED_S)
def test_an_operator_can_compute_the_forecasts_by_hand(sqlite_url: str) -> None:
    open_slot_now(sqlite_url)
    point = ServicePoint(sqlite_url, clock=Clock(datetime.now(UTC)))
    point.console(AYLIN, desk=3)
    ticket = point.kiosk().take("housing").ticket
    point.close()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "forecast", "--once"]
    environment = {**os.environ, "LOTSE_DATABASE_URL": sqlite_url, "LOTSE_SECRET_KEY": SECRET}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1 sites forecast.\n"), done.stderr
    with point.read() as session:
        assert str(ticket["id"]) in session.scalars(select(Forecast.tickets)).one()


@contextmanager
def forecasting_server(url: str, folder: Path) -> Iterator[LiveServer]:
    open_slot_now(url)
    with running_server(url, folder, cold=True, LOTSE_FORECASTS="on", XDG_CACHE_HOME=CACHE) as server:
        yield server


def is_told(server: LiveServer) -> bool:
    topics = server.kiosk().offer().body["topics"]
    return any(topic["wait"] is not None for topic in topics)


def processes_of(server: LiveServer, module: str) -> list[int]:
    """Running `python -m module`, among the descendants of the server."""
    return [pid for pid in descendants(server.process.pid) if words_of(pid)[1:3] == ["-m", module]]


def descendants(pid: int) -> list[int]:
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [one for child in children for one in (child, *descendants(child))]


def words_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.1)
