"""Promise 5 and 7 on the live line: who may listen, what they get, and how soon, whatever changed it."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
import websocket
from socketio.exceptions import ConnectionError as Refused
from sqlalchemy import select

from models import Database, Site
from service_point.issuing import TicketWish, issue
from service_point.unit_of_work import Office
from tests.support.cast import AUDITOR, AYLIN, DISPLAY_TOKEN, JONAS, OPERATOR, kiosk_token
from tests.support.faces import Console
from tests.support.listeners import Listener
from tests.support.server import LiveServer, open_slot_now, running_server

SOON_S = 1.0  # the promise; the machine's own delays come on top
PATIENCE_OF_THE_DOOR_S = 30.0


@pytest.fixture(scope="module")
def server(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One for this file: each test brings its own visitors."""
    folder = tmp_path_factory.mktemp("live")
    path = folder / "lotse.db"
    path.write_bytes(prepared_sqlite.read_bytes())
    open_slot_now(f"sqlite:///{path}")
    with running_server(f"sqlite:///{path}", folder) as running:
        yield running


@pytest.fixture
def board(server: LiveServer) -> Iterator[Listener]:
    listener = Listener(server, "/display", auth={"token": DISPLAY_TOKEN})
    yield listener
    listener.leave()


@pytest.fixture
def aylin(server: LiveServer) -> Iterator[Console]:
    console = server.console(AYLIN, desk=3)
    yield console
    current = console.queue()["current"]
    if current:
        console.move(current["id"], "missed")


def cookie_of(console: Console) -> dict[str, str]:
    session = console.line.session.cookies.get_dict()  # type: ignore[attr-defined]
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in session.items())}


@pytest.mark.parametrize("namespace", ["/display", "/kiosk", "/staff", "/"])
@pytest.mark.parametrize("auth", [None, {"token": "wrong"}, {"token": None}, {"token": ["x"]}, "text", {}])
def test_a_stranger_gets_no_line(server: LiveServer, namespace: str, auth: Any) -> None:
    with pytest.raises(Refused):
        Listener(server, namespace, auth=auth)


def test_a_kiosk_is_no_display_and_a_display_no_kiosk(server: LiveServer) -> None:
    for namespace, token in (
        ("/display", kiosk_token()),
        ("/kiosk", DISPLAY_TOKEN),
        ("/staff", kiosk_token()),
    ):
        with pytest.raises(Refused):
            Listener(server, namespace, auth={"token": token})


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_page_of_another_site_gets_no_line(server: LiveServer, origin: str) -> None:
    headers = {"Origin": origin}
    with pytest.raises(Refused):
        Listener(server, "/display", auth={"token": DISPLAY_TOKEN}, headers=headers)
    with pytest.raises(Refused):
        Listener(server, "/staff", headers={**cookie_of(server.console(AYLIN)), **headers})


def test_our_own_page_gets_a_line(server: LiveServer) -> None:
    listener = Listener(
        server, "/staff", headers={**cookie_of(server.console(AYLIN)), "Origin": server.address}
    )
    assert "waiting" in listener.next()
    listener.leave()


@pytest.mark.parametrize("role", [OPERATOR, AUDITOR])
def test_who_sees_no_queue_gets_no_line(server: LiveServer, role: str) -> None:
    with pytest.raises(Refused):
        Listener(server, "/staff", headers=cookie_of(server.console(role)))


def test_everybody_gets_the_whole_picture_on_arriving(server: LiveServer) -> None:
    for namespace, connect, asked in (
        ("/display", {"auth": {"token": DISPLAY_TOKEN}}, "calls"),
        ("/kiosk", {"auth": {"token": kiosk_token()}}, "open"),
        ("/staff", {"headers": cookie_of(server.console(JONAS))}, "waiting"),
    ):
        before = server.display().board()["version"]
        listener = Listener(server, namespace, **connect)
        picture = listener.next(SOON_S + 1)
        assert asked in picture
        assert before <= picture["version"] <= server.display().board()["version"]
        assert picture["epoch"]
        listener.leave()


def test_a_call_reaches_the_board_at_once(server: LiveServer, board: Listener, aylin: Console) -> None:
    server.kiosk().take("housing", "de")
    called = aylin.call()
    picture = board.until(lambda seen: seen["calls"])
    assert picture["calls"][0]["number"] == called.ticket["number"]
    later = {
        name: picture[name] for name in ("now", "version")
    }  # the clock and housekeeping may have gone on
    assert picture == {**server.display().board(), **later}


def test_what_another_process_changes_is_seen_within_a_second(server: LiveServer, board: Listener) -> None:
    waiting = server.display().board()["waiting"]
    began = time.monotonic()
    issue_from_here(server.database_url)
    picture = board.until(lambda seen: seen["waiting"] == waiting + 1)
    assert time.monotonic() - began < SOON_S + 1.0  # one tick, and this machine's delays
    assert picture["version"] == server.display().board()["version"]


def test_versions_only_grow(server: LiveServer, board: Listener, aylin: Console) -> None:
    for _ in range(3):
        server.kiosk().take("housing", "de")
        aylin.move(aylin.call().ticket["id"], "missed")
    last = server.display().board()["version"]
    seen: list[int] = []
    while not seen or seen[-1] < last:
        seen.append(board.next()["version"])
    assert seen == sorted(seen)


def test_each_console_gets_its_own_picture(server: LiveServer, aylin: Console) -> None:
    jonas = server.console(JONAS)
    lines = [Listener(server, "/staff", headers=cookie_of(one)) for one in (aylin, jonas)]
    ticket_id = server.kiosk().take("family", "de").ticket["id"]
    has_it = [any(row["id"] == ticket_id for row in picture["waiting"]) for picture in map(latest, lines)]
    for line in lines:
        line.leave()
    assert has_it == [True, False], "a discreet topic is pushed only to those who serve it"


def test_what_a_client_says_changes_nothing(server: LiveServer, board: Listener) -> None:
    version = server.display().board()["version"]
    for event in ("picture", "call", "join", "message", "connect"):
        board.client.emit(event, {"room": "site-1-staff-1", "ticket_id": 1}, namespace="/display")
    time.sleep(0.3)
    assert server.display().board()["version"] == version
    said = [board.pictures.get_nowait() for _ in range(board.pictures.qsize())]
    assert all("calls" in picture for picture in said), "only boards come here"


def latest(line: Listener) -> dict[str, Any]:
    """The last picture once the line has been quiet for half a second."""
    picture = line.next()
    while True:
        try:
            picture = line.next(1.0)
        except Empty:
            return picture


def issue_from_here(database_url: str) -> None:
    """As a command would: another process, another Office."""
    database = Database(database_url)
    office = Office(database, lambda: datetime.now(UTC))
    with office.read() as session:
        site_id = session.scalars(select(Site.id)).one()
    with office.write(site_id) as unit:
        issue(unit, TicketWish("housing", "de"), "reception")
    database.dispose()


@pytest.mark.long
def test_a_connection_that_joins_nothing_is_closed_and_a_display_stays(server: LiveServer) -> None:
    board = Listener(server, "/display", auth={"token": DISPLAY_TOKEN})
    address = server.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    stranger = websocket.create_connection(address, timeout=PATIENCE_OF_THE_DOOR_S, suppress_origin=True)
    assert str(stranger.recv()).startswith("0")  # the handshake of Engine.IO
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        answer_pings_until_closed(stranger)
    assert board.client.connected
    board.leave()


def answer_pings_until_closed(line: websocket.WebSocket) -> None:
    while True:
        packet = line.recv()
        if packet in ("", "1"):  # closed, or told to close
            raise ConnectionError
        if packet == "2":
            line.send("3")
