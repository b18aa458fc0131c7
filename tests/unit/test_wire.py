"""A connection that takes nothing holds nobody up, loses nothing, and is given up in the end."""

import socket
from collections.abc import Iterator

import pytest
from engineio.packet import MESSAGE, Packet

from realtime import wire as wires
from realtime.lines import frame_of
from realtime.wire import Wire


@pytest.fixture
def ends() -> Iterator[tuple[Wire, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    yield Wire(ours), theirs
    ours.close()
    theirs.close()


def test_what_is_not_taken_at_once_comes_later_and_in_order(ends: tuple[Wire, socket.socket]) -> None:
    wire, board = ends
    told: list[str] = []
    wire.on_rest = lambda: told.append("somebody must flush")
    words = [bytes([65 + turn]) * 3000 for turn in range(20)]
    heard = bytearray()
    for word in words:
        assert wire.send(word) == 3000
        if told:
            heard += board.recv(2000) if len(heard) < 4000 else b""  # the kernel would take the next word now
    assert told == ["somebody must flush"], "said once, whoever sends meanwhile"
    board.setblocking(False)
    while len(heard) < 60_000:
        try:
            heard += board.recv(1 << 16)
        except BlockingIOError:
            flush_a_little(wire)
    assert bytes(heard) == b"".join(words)


def test_a_client_that_takes_nothing_is_given_up(
    ends: tuple[Wire, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    wire, board = ends
    monkeypatch.setattr(wires, "PATIENCE_MS", 1)
    wire.on_rest = lambda: None
    wire.send(bytes(1 << 19))
    with pytest.raises(TimeoutError):
        wire.flush()
    while board.recv(1 << 16):  # what was on its way, then the end
        pass


def test_too_much_for_a_slow_client_is_not_kept(ends: tuple[Wire, socket.socket]) -> None:
    wire, _ = ends
    wire.on_rest = lambda: None
    for _ in range(10):
        wire.send(bytes(1 << 16))
    with pytest.raises(TimeoutError):
        wire.send(bytes(1 << 20))


@pytest.mark.parametrize(("length", "head"), [(5, 2), (124, 2), (125, 4), (65_534, 4), (65_535, 10)])
def test_a_packet_is_one_text_frame_made_once(length: int, head: int) -> None:
    packet = Packet(MESSAGE, "x" * length)
    frame = frame_of(packet)
    assert frame[0] == 0x81
    assert frame[head:] == b"4" + b"x" * length
    assert len(frame) == head + length + 1
    told = frame[1] if head == 2 else int.from_bytes(frame[2:head])
    assert told == length + 1
    assert frame_of(packet) is frame


def flush_a_little(wire: Wire) -> None:
    with wire._lock:
        del wire._rest[: wire._offer(wire._rest)]
