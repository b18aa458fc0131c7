"""One printer on the network: its state, and a slip on its paper. Every wait has an end; every trouble has a name."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from printing.escpos import ASK_WHEN_DONE, CAUSE, CLEAR, PAPER, PRINTER, is_done, is_status, state_of
from rules.printers import PrinterState, may_print

RAW_PORT = 9100  # where printers take bytes as they come
CONNECT_S = 3.0
ANSWER_S = 3.0  # a status comes within milliseconds; Wi-Fi may sleep
SEND_S = 5.0  # for one band to be taken: the head prints it in 0.2 s
DONE_S = 5.0  # for the last band and the cut


class Place(NamedTuple):
    """Where a printer listens."""

    host: str
    port: int


class PrinterTrouble(Exception):
    """The slip did not come out. `state` says what is wrong; the text is for the log."""

    def __init__(self, state: PrinterState, text: str) -> None:
        super().__init__(text)
        self.state = state


def read_state(place: Place) -> PrinterState:
    """What the printer at `place` says of itself; `offline` if it says nothing. Takes at most some 6 s."""
    try:
        with _line(place) as line:
            return _state(line)
    except PrinterTrouble as trouble:
        return trouble.state


def print_bands(place: Place, bands: Iterable[bytes]) -> PrinterState:
    """Prints `bands` (see `slip_bands`). Returns the state after the last one is on paper.

    Raises:
        PrinterTrouble: nothing, or not all of it, came out.
    """
    with _line(place) as line:
        _send(line, CLEAR)  # what somebody who died left half sent would swallow our first bytes
        _check(_state(line))
        try:
            for band in bands:
                _send(line, band)
            return _see_it_done(line)
        except PrinterTrouble as trouble:
            raise _after_trouble(line, trouble) from trouble


@contextmanager
def _line(place: Place) -> Iterator[socket.socket]:
    try:
        line = socket.create_connection(place, timeout=CONNECT_S)
    except OSError as error:
        raise PrinterTrouble(
            PrinterState.OFFLINE, f"no line to {place.host}:{place.port}: {error}"
        ) from error
    with line:
        yield line


def _state(line: socket.socket) -> PrinterState:
    printer, cause, paper = (_ask(line, question) for question in (PRINTER, CAUSE, PAPER))
    return state_of(printer, cause, paper)


def _ask(line: socket.socket, question: bytes) -> int:
    """One answer to DLE EOT. What came before is passed over: dots may happen to look like a question."""
    _forget_answers(line)
    _send(line, question)
    byte = _receive(line, ANSWER_S)
    while not is_status(byte):
        byte = _receive(line, ANSWER_S)
    return byte


def _forget_answers(line: socket.socket) -> None:
    line.setblocking(False)
    with suppress(OSError):  # nothing there, or broken: the next use tells
        while line.recv(1024):
            pass


def _check(state: PrinterState) -> None:
    if not may_print(state):
        raise PrinterTrouble(state, f"the printer says: {state}")


def _see_it_done(line: socket.socket) -> PrinterState:
    """Taken is not printed: the printer answers after the cut, and is asked how it is.

    A printer that doesn't know the question, but is well and has taken everything, counts as done: a slip too few
    can be printed again by hand, a slip too many is a number in a stranger's hand.
    """
    _send(line, ASK_WHEN_DONE)
    with suppress(TimeoutError):
        while not is_done(_receive(line, DONE_S, quiet=True)):
            pass
        return _state_after(line)
    state = _state(line)
    _check(state)
    return state


def _state_after(line: socket.socket) -> PrinterState:
    """The slip is out: whatever the printer says now is about the next one."""
    try:
        return _state(line)
    except PrinterTrouble as trouble:
        return trouble.state


def _after_trouble(line: socket.socket, trouble: PrinterTrouble) -> PrinterTrouble:
    """Why it stopped, as the printer says it; what it still holds must not come out beside the next try."""
    with suppress(PrinterTrouble):
        state = _state(line)
        _send(line, CLEAR)
        if not may_print(state):
            return PrinterTrouble(state, f"stopped in the middle: {state}")
    return trouble


def _send(line: socket.socket, data: bytes) -> None:
    line.settimeout(SEND_S)
    try:
        line.sendall(data)
    except OSError as error:
        raise PrinterTrouble(PrinterState.OFFLINE, f"nothing is taken any more: {error}") from error


def _receive(line: socket.socket, timeout_s: float, *, quiet: bool = False) -> int:
    """One byte. With `quiet` a silence is a TimeoutError, for the caller to judge."""
    line.settimeout(timeout_s)
    try:
        data = line.recv(1)
    except TimeoutError as error:
        if quiet:
            raise
        raise PrinterTrouble(PrinterState.OFFLINE, f"no answer within {timeout_s:g} s") from error
    except OSError as error:
        raise PrinterTrouble(PrinterState.OFFLINE, f"the line broke: {error}") from error
    if not data:
        raise PrinterTrouble(PrinterState.OFFLINE, "the printer hung up")
    return data[0]
