"""Two processes, PostgreSQL and Redis: every board shows the same, whoever calls, also while Redis is dead."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest
import socketio
from redis import Redis

from app.this_process import is_gone, my_name
from models import Database
from realtime.neighbours import Neighbours
from service_point.changes import CLEAN_UP_EVERY, Changes
from service_point.leases import give_up, take
from service_point.unit_of_work import Office
from tests.support.cast import AYLIN, DISPLAY_TOKEN, JONAS, ServicePoint
from tests.support.faces import Console
from tests.support.listeners import Listener
from tests.support.postgres import Postgres
from tests.support.redis import RedisServer, redis_server
from tests.support.server import LiveServer
from tests.support.several import two_processes

BOARDS = 3  # in each process at least so many
MOST_BOARDS = 60  # until both have them
PATIENCE_S = 20.0  # what is right must come; how soon is for the bench
TOPIC = "something-else"


@pytest.fixture(scope="module")
def service(
    postgres: Postgres, prepared_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[LiveServer, RedisServer]]:
    with two_processes(postgres, prepared_postgres, tmp_path_factory.mktemp("several")) as both:
        yield both


@pytest.fixture
def server(service: tuple[LiveServer, RedisServer]) -> LiveServer:
    return service[0]


@pytest.fixture
def redis(service: tuple[LiveServer, RedisServer]) -> RedisServer:
    return service[1]


@pytest.fixture(scope="module")
def boards(service: tuple[LiveServer, RedisServer]) -> Iterator[list[Listener]]:
    """Boards in both processes."""
    server, _ = service
    listening: list[Listener] = []
    while min(boards_of_each_process(server, listening)) < BOARDS:
        assert len(listening) < MOST_BOARDS, boards_of_each_process(server, listening)
        listening.append(Listener(server, "/display", auth={"token": DISPLAY_TOKEN}))
    yield listening
    for listener in listening:
        listener.leave()


@pytest.fixture
def aylin(server: LiveServer) -> Iterator[Console]:
    console = server.console(AYLIN, desk=3)
    yield console
    current = console.queue()["current"]
    if current:
        console.move(current["id"], "missed")


def test_a_call_in_one_process_reaches_the_boards_of_both(
    server: LiveServer, boards: list[Listener], aylin: Console
) -> None:
    for _ in range(2):
        server.kiosk().take(TOPIC)
        called = aylin.call().ticket
        pictures = [board.until(shows(called["number"]), PATIENCE_S) for board in boards]
        assert len({str(picture["calls"]) for picture in pictures}) == 1
        aylin.move(called["id"], "missed")


def test_boards_of_both_processes_end_with_the_same_picture(
    server: LiveServer, boards: list[Listener], aylin: Console
) -> None:
    jonas = server.console(JONAS, desk=4)
    for _ in range(4):
        server.kiosk().take(TOPIC)
        server.kiosk(2).take(TOPIC)
        both = [threading.Thread(target=console.call) for console in (aylin, jonas)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        for console in (aylin, jonas):
            console.move(console.queue()["current"]["id"], "missed")
    last = server.display().board()["version"]
    pictures = [board.until(lambda seen: seen["version"] >= last, PATIENCE_S) for board in boards]
    assert len({str([picture[part] for part in ("calls", "missed", "waiting")]) for picture in pictures}) == 1


def test_a_dead_redis_stops_nobody(
    server: LiveServer, boards: list[Listener], aylin: Console, redis: RedisServer
) -> None:
    redis.kill()
    try:
        for _ in range(3):
            assert server.kiosk().take(TOPIC).status == 201
            called = aylin.call()
            assert called.status == 201
            for board in boards:
                board.until(shows(called.ticket["number"]), PATIENCE_S)
            assert aylin.move(called.ticket["id"], "missed").status == 200
        assert server.line().ask("GET", "/readyz").status == 503
    finally:
        redis.start()
    server.kiosk().take(TOPIC)
    called = aylin.call()
    for board in boards:
        board.until(shows(called.ticket["number"]), PATIENCE_S)


def test_only_a_site_s_number_goes_through_redis(server: LiveServer, redis: RedisServer) -> None:
    with Redis.from_url(redis.url).pubsub(ignore_subscribe_messages=True) as ear:
        ear.psubscribe("*")
        ear.get_message(timeout=PATIENCE_S)  # the subscription stands
        ticket = server.kiosk().take("family", "uk").ticket
        message = ear.get_message(timeout=PATIENCE_S)
    assert message is not None, "the other process is told"
    assert re.fullmatch(rb"[0-9a-f]{16} \d+", message["data"])
    assert ticket["code"].encode() not in message["data"]


def test_a_client_that_would_poll_is_told_so_at_once(server: LiveServer) -> None:
    client = socketio.Client(reconnection=False)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(server.address, namespaces=["/display"], transports=["polling"])


def test_neighbours_hear_of_each_other_and_again_after_redis_died() -> None:
    with redis_server() as redis:
        heard: tuple[Queue[int], Queue[int]] = (Queue(), Queue())
        both = [Neighbours(redis.url, "lotse-test", queue.put) for queue in heard]
        for one in both:
            one.start()
        assert tell_until_heard(both[0], heard[1], 7) == 7
        redis.kill()
        both[0].announce(8)  # lost, and nobody waits for it
        redis.start()
        assert tell_until_heard(both[1], heard[0], 9) == 9
        assert heard[1].empty() or heard[1].get() != 9, "nobody is told what it told"
        for one in both:
            one.stop()


def test_a_lease_has_one_holder(point: ServicePoint) -> None:
    minute = timedelta(minutes=1)
    assert take(point.office, "work", "one", minute)
    assert not take(point.office, "work", "two", minute)
    assert take(point.office, "other work", "two", minute)
    point.clock.forward(seconds=40)
    assert take(point.office, "work", "one", minute), "renewed in its second half"
    point.clock.forward(seconds=40)
    assert not take(point.office, "work", "two", minute)
    point.clock.forward(seconds=21)
    assert take(point.office, "work", "two", minute), "who is silent loses it"
    assert not take(point.office, "work", "one", minute)
    assert take(point.office, "work", "one", minute, is_gone=lambda holder: holder == "two")
    give_up(point.office, "work", "two")  # not its own any more
    assert not take(point.office, "work", "three", minute)
    give_up(point.office, "work", "one")
    assert take(point.office, "work", "three", minute)


def test_many_who_want_a_lease_at_once_and_one_gets_it(point: ServicePoint) -> None:
    assert take(point.office, "left behind", "of yesterday", timedelta(minutes=1))
    point.clock.forward(minutes=2)
    for work in ("new", "left behind"):
        gate, got = threading.Barrier(6), Queue[bool]()

        def want(name: str, work: str = work, gate: threading.Barrier = gate, got: Queue[bool] = got) -> None:
            gate.wait()
            got.put(take(point.office, work, name, timedelta(minutes=1)))

        threads = [threading.Thread(target=want, args=(f"process {n}",)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(got.get() for _ in threads) == [False] * 5 + [True]


def test_one_of_two_processes_cleans_up(point: ServicePoint, monkeypatch: pytest.MonkeyPatch) -> None:
    cleaned: list[Office] = []
    monkeypatch.setattr("service_point.changes.clean_up", cleaned.append)
    other = Office(Database(point.url), point.clock)
    both = [Changes(point.office, "one"), Changes(other, "two")]
    for _ in range(3):
        for process in both:
            list(process.since_last_look())
        point.clock.forward(seconds=CLEAN_UP_EVERY.total_seconds())
    assert cleaned == [point.office] * 3
    other.database.dispose()


def test_a_process_knows_who_is_gone() -> None:
    host, _, _ = my_name().split("/")
    assert not is_gone(my_name())
    assert is_gone(f"{host}/{2**22 + 1}/x"), "a number that no process has"
    assert is_gone(my_name()[:-1] + "x"), "ours, but from before"
    assert not is_gone("elsewhere/1/x"), "nobody can know"


def shows(number: int) -> Callable[[Any], bool]:
    return lambda picture: any(call["number"] == number for call in picture["calls"])


def tell_until_heard(teller: Neighbours, heard: "Queue[int]", site_id: int) -> int:
    """Until the line stands: it takes a moment."""
    for _ in range(int(PATIENCE_S / 0.2)):
        teller.announce(site_id)
        try:
            while (found := heard.get(timeout=0.2)) != site_id:
                pass
            return found
        except Empty:
            continue
    raise AssertionError("never heard")


def boards_of_each_process(server: LiveServer, boards: list[Listener]) -> list[int]:
    """How many of the boards each worker of the server holds, read from the system's list of connections."""
    ports = {board.client.eio.ws.sock.getsockname()[1] for board in boards}
    inodes = {inode for inode, port in connections(server.port) if port in ports}
    return [len(inodes & sockets_of(worker)) for worker in server.workers()]


def connections(port: int) -> Iterator[tuple[str, int]]:
    """(inode, the other side's port) of every connection to `port`."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        (
            _,
            local,
            remote,
            *_,
        ) = line.split()[:3]
        if int(local.split(":")[1], 16) == port:
            yield line.split()[9], int(remote.split(":")[1], 16)


def sockets_of(pid: int) -> set[str]:
    links = [target for link in Path(f"/proc/{pid}/fd").iterdir() if (target := _target_of(link))]
    return {link.removeprefix("socket:[").removesuffix("]") for link in links if link.startswith("socket:")}


def _target_of(link: Path) -> str:
    """ "" for what the process has closed in the meantime."""
    try:
        return link.readlink().name
    except FileNotFoundError:
        return ""


def test_a_process_that_is_asked_for_no_page_works_as_well(sqlite_url: str) -> None:
    """One of several may have live lines only: its boards are told all the same."""
    started: list[bool] = []
    with closing(ServicePoint(sqlite_url)) as point:
        point.app.extensions["lotse"].start_working = lambda: started.append(True)
        board = point.app.extensions["live"].test_client(
            point.app, namespace="/display", auth={"token": DISPLAY_TOKEN}
        )
        assert board.is_connected("/display")
        board.disconnect(namespace="/display")
    assert started == [True]
