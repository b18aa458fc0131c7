"""What fan-out costs at least: `python -m bench.bare_broadcast PORT` shakes hands with websockets and repeats to all
of them whatever frame comes in from whoever connects to PORT + 1. No rooms, no checks, no pings.
"""

import base64
import hashlib
import select
import socket
import struct
import sys

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 §1.3


def serve(port: int) -> None:
    boards: list[socket.socket] = []
    doors = [_door(port), _door(port + 1)]
    watch = select.epoll()
    for door in doors:
        watch.register(door, select.EPOLLIN)
    trigger: socket.socket | None = None
    while True:
        for fd, _ in watch.poll():
            if fd == doors[0].fileno():
                boards.append(_shake_hands(doors[0].accept()[0]))
            elif fd == doors[1].fileno():
                trigger = doors[1].accept()[0]
                watch.register(trigger, select.EPOLLIN)
            elif trigger and not _repeat(trigger, boards):
                watch.unregister(trigger)
                trigger.close()


def _repeat(trigger: socket.socket, boards: list[socket.socket]) -> bool:
    """False: nobody will trigger any more."""
    head = trigger.recv(4)
    if not head:
        return False
    (length,) = struct.unpack(">I", head)
    frame = trigger.recv(length, socket.MSG_WAITALL)
    for board in boards:
        board.send(frame)
    return True


def _door(port: int) -> socket.socket:
    return socket.create_server(("127.0.0.1", port), backlog=512)


def _shake_hands(line: socket.socket) -> socket.socket:
    asked = b""
    while b"\r\n\r\n" not in asked:
        asked += line.recv(4096)
    headers = [header for header in asked.split(b"\r\n") if header.lower().startswith(b"sec-websocket-key")]
    key = headers[0].split(b":")[1].strip()
    line.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: %s\r\n\r\n" % base64.b64encode(hashlib.sha1(key + GUID).digest())
    )
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


if __name__ == "__main__":
    serve(int(sys.argv[1]))
