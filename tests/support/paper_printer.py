"""A thermal printer on a real TCP port, without the metal: it has paper, a lid, a switch, and prints pictures.

It understands the ESC/POS that Lotse speaks, written from the command reference and not from our encoder. Like a real one
it answers real-time questions (DLE EOT) at any moment, also in the middle of dots, does everything else in order,
keeps what it has received when somebody hangs up, and stops without forgetting when the paper runs out.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PIL import Image

CLEAR = bytes([0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8])
RESET_ON_CLOSE = b"\x01\x00\x00\x00\x00\x00\x00\x00"  # struct linger: hang up without a goodbye


@dataclass
class PaperPrinter:
    """What a test sets and sees. `slips`: what was cut off, as 1-bit pictures (black = 0)."""

    port: int = 0
    paper: str = "enough"  # "enough", "near_end", "out"
    cover_open: bool = False
    fault: bool = False
    mute: bool = False  # takes bytes, and says nothing
    tells_when_done: bool = True  # cheap ones don't know GS r
    dies_after: int | None = None  # bytes; then the line breaks and nothing more is printed
    rows_left: int | None = None  # of the roll
    seconds_a_band: float = 0.0
    slips: list[Image.Image] = field(default_factory=list)
    asked: int = 0  # how often it was asked for its state
    _listener: socket.socket | None = None
    _lines: list[socket.socket] = field(default_factory=list)
    _memory: bytearray = field(default_factory=bytearray)
    _rows: bytearray = field(default_factory=bytearray)
    _width: int = 0
    _received: int = 0
    _at_work: threading.RLock = field(default_factory=threading.RLock)
    _go_on: threading.Event = field(default_factory=threading.Event)

    @property
    def half_printed(self) -> bool:
        """Whether dots are on paper that nobody has cut off."""
        return bool(self._rows)

    def switch_on(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def switch_off(self) -> None:
        """Also forgets everything that was not printed."""
        if self._listener:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for line in self._lines:
            _hang_up(line)
        with self._at_work:
            self._listener = None
            self._lines.clear()
            self._memory.clear()

    def new_roll(self) -> None:
        """A printer that stopped for want of paper goes on where it was."""
        self.paper, self.rows_left = "enough", None
        self._work(None)

    # --- the line ---

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            self._lines.append(line)
            threading.Thread(target=self._listen, args=(line,), daemon=True).start()

    def _listen(self, line: socket.socket) -> None:
        tail = b""
        while True:
            try:
                data = line.recv(512)
            except OSError:
                return
            if not data:
                return
            for byte in data:
                tail = (tail + bytes([byte]))[-len(CLEAR) :]
                self._hear(line, tail, byte)
                if self.dies_after is not None and self._received >= self.dies_after:
                    _hang_up(line)
                    return
            self._work(line)

    def _hear(self, line: socket.socket, tail: bytes, byte: int) -> None:
        """Real-time commands count wherever they stand."""
        with self._at_work:
            self._received += 1
            self._memory.append(byte)
            if tail[-3:-1] == b"\x10\x04":
                self._answer(line, self._status(byte))
            elif tail == CLEAR:
                self._memory.clear()
                self._rows.clear()
                self._answer(line, 0x37, 0x25, 0x00)

    def _answer(self, line: socket.socket | None, *answer: int) -> None:
        if line is not None and not self.mute:
            line.sendall(bytes(answer))

    def _status(self, which: int) -> int:
        self.asked += 1
        is_out = self.paper == "out"
        if which == 1:
            return 0x12 | (0x08 if self.cover_open or self.fault or is_out else 0)
        if which == 2:
            flags = (0x04, self.cover_open), (0x20, is_out), (0x40, self.fault)
            return 0x12 | sum(bit for bit, is_set in flags if is_set)
        if which == 4:
            return 0x12 | {"enough": 0, "near_end": 0x0C, "out": 0x6C}[self.paper]
        return 0x12

    # --- the head ---

    def _work(self, line: socket.socket | None) -> None:
        """Does what stands in the memory, in order, as long as there is paper and the lid is closed."""
        with self._at_work:
            while self._memory and not (self.paper == "out" or self.cover_open or self.fault):
                used = self._do(line, bytes(self._memory))
                if used == 0:
                    return
                del self._memory[:used]

    def _do(self, line: socket.socket | None, memory: bytes) -> int:
        """One command. Returns how many bytes it had; 0 while some of it is missing."""
        if memory[:1] == b"\x10":
            return self._skip_real_time(memory)
        if len(memory) < 2:
            return 0
        if memory[:2] == b"\x1b@":
            self._rows.clear()
            return 2
        if len(memory) < 3:
            return 0
        if memory[:3] == b"\x1dr\x01":
            if self.tells_when_done:
                self._answer(line, 0x03 if self.paper == "near_end" else 0x00)
            return 3
        if memory[:3] == b"\x1dVB":
            return self._cut() if len(memory) >= 4 else 0
        if memory[:3] == b"\x1dv0":
            return self._burn(memory)
        raise AssertionError(f"not ESC/POS that this printer knows: {memory[:8].hex(' ')}")

    def _skip_real_time(self, memory: bytes) -> int:
        """They were heard when they came."""
        if len(memory) < 2:
            return 0
        length = {0x04: 3, 0x14: len(CLEAR)}[memory[1]]
        return length if len(memory) >= length else 0

    def _burn(self, memory: bytes) -> int:
        """GS v 0: width in bytes, height in dots, then the dots."""
        if len(memory) < 8:
            return 0
        wide, high = (int.from_bytes(memory[at : at + 2], "little") for at in (4, 6))
        length = 8 + wide * high
        if len(memory) < length:
            return 0
        assert memory[3] == 0, "dots of another size"
        self._go_on.wait(self.seconds_a_band)
        self._width = wide * 8
        if self.rows_left is not None:
            self.rows_left -= high
            if self.rows_left < 0:
                self.paper = "out"
                return 0
        self._rows += memory[8:length]
        return length

    def _cut(self) -> int:
        if self._rows:
            size = (self._width, len(self._rows) * 8 // self._width)
            burnt = bytes(byte ^ 0xFF for byte in self._rows)
            self.slips.append(Image.frombytes("1", size, burnt))
            self._rows.clear()
        return 4


@contextmanager
def paper_printer(**settings: object) -> Iterator[PaperPrinter]:
    """A printer that is switched on, on a free port; off when the block ends."""
    printer = PaperPrinter(**settings)  # type: ignore[arg-type]
    printer.switch_on()
    try:
        yield printer
    finally:
        printer._go_on.set()
        printer.switch_off()


def _hang_up(line: socket.socket) -> None:
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    line.close()
