"""The four audiences as tests speak for them: the same words over Flask's test client and over a real line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

import requests
from flask import Flask

PASSWORD = "correct horse"  # of everybody in the cast


@dataclass(frozen=True)
class Reply:
    """An answer: `body` is the parsed JSON, or None for anything else."""

    status: int
    body: Any
    headers: Any  # case-insensitive
    data: bytes

    @property
    def code(self) -> str | None:
        """The rule's name in a problem."""
        return self.body.get("code") if isinstance(self.body, dict) else None

    @property
    def ticket(self) -> dict[str, Any]:
        assert self.status in (200, 201), f"{self.status} {self.body}"
        found: dict[str, Any] = self.body["ticket"]
        return found


class Line(Protocol):
    """A browser with its cookies, or a program with none."""

    def ask(self, method: str, path: str, json: Any = None, **more: Any) -> Reply: ...


class FlaskLine:
    """Flask's test client: no network, the application of this process."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def ask(self, method: str, path: str, json: Any = None, **more: Any) -> Reply:
        """`more`: headers, data, content_type, base_url, as in Werkzeug's EnvironBuilder."""
        if json is not None:
            more["json"] = json
        answer = self.client.open(path, method=method, **more)
        return Reply(answer.status_code, answer.get_json(silent=True), answer.headers, answer.data)


class HttpLine:
    """A real line to a running server."""

    def __init__(self, address: str, timeout_s: float = 30) -> None:
        self.address = address
        self.timeout_s = timeout_s
        self.session = requests.Session()

    def ask(self, method: str, path: str, json: Any = None, **more: Any) -> Reply:
        """`more`: headers, data, as in requests."""
        answer = self.session.request(method, self.address + path, json=json, timeout=self.timeout_s, **more)
        return Reply(answer.status_code, _json_of(answer), answer.headers, answer.content)


def _json_of(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except requests.JSONDecodeError:
        return None


def request_id() -> str:
    return str(uuid4())


class Device:
    """A kiosk or display that holds its token."""

    def __init__(self, line: Line, token: str) -> None:
        self.line = line
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str, **headers: str) -> Reply:
        return self.line.ask("GET", path, headers={**self.headers, **headers})

    def post(self, path: str, body: Mapping[str, Any]) -> Reply:
        return self.line.ask("POST", path, dict(body), headers=self.headers)


class Kiosk(Device):
    """A visitor at a kiosk. Holders give `code=…` or `number=…, pin=…`."""

    def offer(self, language: str = "de") -> Reply:
        return self.get(f"/kiosk/api/offer?language={language}")

    def take(self, topic: str = "housing", language: str = "de", **wish: Any) -> Reply:
        return self.post(
            "/kiosk/api/tickets", {"topic": topic, "language": language, "request_id": request_id(), **wish}
        )

    def reserve(self, **body: Any) -> Reply:
        """`held={"2026-11-23": 12}`: how many it still has."""
        return self.post("/kiosk/api/reserve", {"request_id": request_id(), **body})

    def hand_in(
        self, stub: Mapping[str, Any], topic: str = "housing", language: str = "de", **made: Any
    ) -> Reply:
        """A ticket made without the server with a leased `stub`; `issued_at` is the kiosk's time, ISO 8601."""
        marks = {name: stub[name] for name in ("number", "code", "pin")}
        body = {**marks, "topic": topic, "language": language, "request_id": request_id(), **made}
        return self.post("/kiosk/api/offline-tickets", body)

    def where(self, **holder: Any) -> Reply:
        return self.post("/kiosk/api/where", holder)

    def come_back(self, **holder: Any) -> Reply:
        return self.post("/kiosk/api/come-back", {"request_id": request_id(), **holder})

    def withdraw(self, **holder: Any) -> Reply:
        return self.post("/kiosk/api/withdraw", {"request_id": request_id(), **holder})


class Display(Device):
    """The board on the wall."""

    def board(self) -> dict[str, Any]:
        reply = self.get("/display/api/board")
        assert reply.status == 200, reply
        found: dict[str, Any] = reply.body
        return found


class Phone:
    """The holder of a slip."""

    def __init__(self, line: Line, code: str) -> None:
        self.line = line
        self.code = code

    def status(self, **headers: str) -> Reply:
        return self.line.ask("GET", f"/t/{self.code}/status", headers=headers)

    def post(self, move: str, **body: Any) -> Reply:
        """`move`: step-out, come-back, withdraw, delete."""
        return self.line.ask("POST", f"/t/{self.code}/{move}", body)


class Console:
    """Somebody of the staff, signed in."""

    def __init__(self, line: Line, username: str, password: str = PASSWORD) -> None:
        self.line = line
        reply = line.ask("POST", "/staff/api/session", {"username": username, "password": password})
        assert reply.status == 200, f"{username} can't sign in: {reply}"
        self.csrf_token: str = reply.body["csrf_token"]
        self.me: dict[str, Any] = reply.body["case_manager"]

    def get(self, path: str, **headers: str) -> Reply:
        return self.line.ask("GET", path, headers=headers)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Reply:
        """With the CSRF token, and a new request id unless `body` brings one."""
        return self.line.ask(
            "POST",
            path,
            {"request_id": request_id(), **(body or {})},
            headers={"X-CSRF-Token": self.csrf_token},
        )

    def on_duty(self, desk: int) -> "Console":
        reply = self.post("/staff/api/duty", {"desk": desk})
        assert reply.status == 200, reply
        return self

    def queue(self) -> dict[str, Any]:
        reply = self.get("/staff/api/queue")
        assert reply.status == 200, reply
        found: dict[str, Any] = reply.body
        return found

    def call(self, ticket_id: int | None = None, why: str | None = None, **body: Any) -> Reply:
        """The next, or the given ticket."""
        chosen = {} if ticket_id is None else {"ticket_id": ticket_id, "why": why or "agreed"}
        return self.post("/staff/api/calls", {**chosen, **body})

    def move(self, ticket_id: int, action: str, **body: Any) -> Reply:
        """`action` as in the address: start, put-back, finish, …"""
        return self.post(f"/staff/api/tickets/{ticket_id}/{action}", body)

    def take(self, topic: str = "housing", language: str = "de", **wish: Any) -> Reply:
        return self.post("/staff/api/tickets", {"topic": topic, "language": language, **wish})
