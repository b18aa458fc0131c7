"""A production server of its own for a measurement: fresh database, Leverkusen's file, a slot that is open."""

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PASSWORD = "for-measuring"
START_TIMEOUT_S = 30


@dataclass
class Service:
    port: int
    database_url: str = ""
    tokens: dict[str, list[str]] = field(default_factory=dict)  # kind → device tokens
    usernames: list[str] = field(default_factory=list)

    def client(self) -> "Client":
        return Client(self.port)


class Client:
    """One keep-alive connection that speaks JSON."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Content-Type": "application/json"}

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process gets the same client with a connection of its own."""
        return _client_again, (self._port, self.headers)

    def post(self, address: str, **body: Any) -> tuple[int, Any]:
        return self._ask("POST", address, json.dumps(body))

    def get(self, address: str) -> tuple[int, Any]:
        return self._ask("GET", address, None)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        self._connection.request(
            "POST",
            "/staff/api/session",
            json.dumps({"username": username, "password": password}),
            self.headers,
        )
        response = self._connection.getresponse()
        answer = json.loads(response.read())
        self.headers["Cookie"] = response.headers["Set-Cookie"].split(";")[0]
        self.headers["X-CSRF-Token"] = answer["csrf_token"]

    def _ask(self, method: str, address: str, body: str | None) -> tuple[int, Any]:
        """Asks again on a new line if the server has closed an idle one; request ids make that safe."""
        try:
            return self._ask_once(method, address, body)
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()
            return self._ask_once(method, address, body)

    def _ask_once(self, method: str, address: str, body: str | None) -> tuple[int, Any]:
        self._connection.request(method, address, body, self.headers)
        response = self._connection.getresponse()
        text = response.read()
        return response.status, json.loads(text) if text else None


def _client_again(port: int, headers: dict[str, str]) -> Client:
    client = Client(port)
    client.headers = headers
    return client


def request_id() -> str:
    return str(uuid.uuid4())


@contextmanager
def service(
    kiosks: int = 1, displays: int = 1, consoles: int = 1, database_url: str = "", forecasts: str = "on"
) -> Iterator[Service]:
    """`make serve`'s server on a free port, prepared by the operator's own commands."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = {
            **os.environ,
            "LOTSE_DATABASE_URL": database_url or f"sqlite:///{folder}/bench.db",
            "LOTSE_SECRET_KEY": secrets.token_hex(32),
            "LOTSE_BIND": f"127.0.0.1:{port}",
            "LOTSE_RATE_LIMITS": "off",
            "LOTSE_LOG_LEVEL": "WARNING",
            "LOTSE_FORECASTS": forecasts,
        }
        found = _prepare(
            Service(port, environment["LOTSE_DATABASE_URL"]), environment, kiosks, displays, consoles
        )
        log = Path(folder, "server.log")
        with log.open("w") as errors:
            command = [sys.executable, "-m", "gunicorn", "--config", "app/gunicorn_conf.py", "wsgi:app"]
            server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=errors)
        try:
            _wait_for(found)
            yield found
        except Exception:
            sys.stderr.write(log.read_text()[-4000:])
            raise
        finally:
            server.terminate()
            server.wait(20)


def _prepare(
    found: Service, environment: dict[str, str], kiosks: int, displays: int, consoles: int
) -> Service:
    def flask(*words: str, given: str = "") -> str:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        run = subprocess.run(
            command, cwd=ROOT, env=environment, input=given, text=True, check=True, capture_output=True
        )
        return run.stdout

    flask("database", "upgrade")
    flask("site", "load", "sites/leverkusen.toml")
    for kind, count in (("kiosk", kiosks), ("display", displays)):
        found.tokens[kind] = [flask("device", "add", kind, f"{kind} {n}").split()[-1] for n in range(count)]
    for number in range(consoles):
        username = f"bench{number}"
        words = (
            "--role",
            "case-manager",
            "--carrier",
            "city",
            "--languages",
            "de,uk,ar,en",
            "--topics",
            "all",
        )
        flask("staff", "add", username, *words, "--password-stdin", given=PASSWORD)
        found.usernames.append(username)
    later = time.strftime("%H:%M", time.gmtime(time.time() + 8 * 3600))
    flask("slot", "open", "--until", later)
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(found: Service) -> None:
    end = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < end:
        try:
            if found.client().get("/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def wait_for(port: int) -> None:
    """Until somebody accepts connections there. Raises: RuntimeError."""
    end = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")
