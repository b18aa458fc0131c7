"""A real server process on a free port, as `make serve` starts it, with its own database and an open slot."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests
from sqlalchemy import select

from models import Database, Site
from service_point.slots import open_until
from service_point.unit_of_work import Office
from tests.support import servers
from tests.support.cast import DISPLAY_TOKEN, ROOT, kiosk_token
from tests.support.faces import Console, Display, HttpLine, Kiosk
from tests.support.warm import WarmProcess

SECRET = "only-for-tests-" + "x" * 32
STARTS_WITHIN_S = 60  # 2 s on a quiet machine
OPEN_FOR = timedelta(hours=4)


@dataclass
class LiveServer:
    """A running server. `kiosk_url` and `display_url` are opened once by a browser to pair it."""

    address: str  # http://127.0.0.1:PORT
    database_url: str
    process: servers.Process
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])

    @property
    def kiosk_url(self) -> str:
        return f"{self.address}/kiosk/#device={kiosk_token()}"

    @property
    def display_url(self) -> str:
        return f"{self.address}/display/#device={DISPLAY_TOKEN}"

    @property
    def console_url(self) -> str:
        return f"{self.address}/staff/"

    def phone_url(self, code: str) -> str:
        return f"{self.address}/t/{code}"

    def line(self) -> HttpLine:
        return HttpLine(self.address)

    def kiosk(self, number: int = 1) -> Kiosk:
        return Kiosk(self.line(), kiosk_token(number))

    def display(self) -> Display:
        return Display(self.line(), DISPLAY_TOKEN)

    def console(self, username: str, desk: int | None = None) -> Console:
        console = Console(self.line(), username)
        return console if desk is None else console.on_duty(desk)

    def workers(self) -> list[int]:
        """Process ids of those that answer."""
        return _children(self.process.pid)

    def kill(self) -> None:
        """kill -9 of the server and its workers: no goodbye, no last write."""
        workers = _children(self.process.pid)
        for pid in [self.process.pid, *workers]:  # the master first: it would replace a worker at once
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running_server(
    database_url: str, folder: Path, port: int | None = None, cold: bool = False, **environment: str
) -> Iterator[LiveServer]:
    """Start the production server on a prepared database (see `cast.prepare`) and stop it.

    `port`: that of a server that was killed, so that its pages find it again. `cold`: by the very command, imports and all.
    `environment`: further settings, as LOTSE_PUBLIC_URL="…". Raises: RuntimeError with its log if it doesn't start.
    """
    port, log = port or servers.free_port(), folder / f"server-{os.urandom(3).hex()}.log"
    settings = {
        "LOTSE_DATABASE_URL": database_url,
        "LOTSE_SECRET_KEY": SECRET,
        "LOTSE_BIND": f"127.0.0.1:{port}",
        "LOTSE_RATE_LIMITS": "off",
        "LOTSE_FORECASTS": "off",  # a process more; who wants it says so
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    arguments = ["--chdir", str(ROOT), "--config", str(ROOT / "app" / "gunicorn_conf.py"), "wsgi:app"]
    process: servers.Process
    if cold:
        command = [sys.executable, "-m", "gunicorn", *arguments]
        process = servers.start(["env", *(f"{k}={v}" for k, v in settings.items()), *command], log)
    else:
        process = WarmProcess(arguments, settings, log)
    try:
        servers.wait_for(lambda: _is_alive(port), process, log, STARTS_WITHIN_S)
        yield LiveServer(f"http://127.0.0.1:{port}", database_url, process, log)
    finally:
        servers.stop(process)


def open_slot_now(database_url: str) -> None:
    """A slot with every topic from now on for four hours, whatever the hour."""
    database = Database(database_url)
    office = Office(database, lambda: datetime.now(UTC))
    with office.read() as session:
        site_id = session.scalars(select(Site.id)).one()
    with office.write(site_id) as unit:
        open_until(unit, (unit.now + OPEN_FOR).astimezone(unit.facts.zone).time())
    database.dispose()


def _is_alive(port: int) -> bool:
    """A worker answers, not only the port."""
    try:
        return requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5).ok
    except (requests.ConnectionError, requests.Timeout):  # not up yet, or busy: we ask again
        return False


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
