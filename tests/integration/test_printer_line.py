"""Slips on a real TCP port: what comes out of the printer is what the PDF says, and every trouble has its name."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from printing import printer_line
from printing.escpos import slip_bands
from printing.printer_line import Place, PrinterTrouble, print_bands, read_state
from printing.slip_image import slip_image
from printing.slip_pdf import slip_pdf
from rules.printers import PrinterState
from tests.support.paper_printer import PaperPrinter, paper_printer
from tests.support.servers import free_port
from tests.support.slips import make_slip

LANGUAGES = ("de", "en", "uk", "ar", "fa", "ckb", "ti", "ro", "kmr")


@pytest.fixture
def printer() -> Iterator[PaperPrinter]:
    with paper_printer() as printer:
        yield printer


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return slip_image(slip_pdf(make_slip()))


def place(printer: PaperPrinter) -> Place:
    return Place("127.0.0.1", printer.port)


def send(printer: PaperPrinter, picture: Image.Image) -> PrinterState:
    return print_bands(place(printer), slip_bands(picture))


def trouble(printer: PaperPrinter, picture: Image.Image) -> PrinterTrouble:
    with pytest.raises(PrinterTrouble) as caught:
        send(printer, picture)
    return caught.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_dot_for_dot_the_paper_is_the_pdf(printer: PaperPrinter, language: str) -> None:
    seen = slip_image(slip_pdf(make_slip(language=language)))
    assert send(printer, seen) is PrinterState.READY
    (slip,) = printer.slips
    assert (slip.mode, slip.size) == ("1", seen.size)
    assert slip.tobytes() == seen.tobytes()


def test_dots_that_look_like_a_question_change_nothing(printer: PaperPrinter) -> None:
    questions = b"\x10\x04\x01\x10\x04\x02\x10\x04\x04" * 8
    picture = Image.frombytes("1", (576, 200), bytes(byte ^ 0xFF for byte in questions) * 200)
    assert send(printer, picture) is PrinterState.READY
    assert printer.asked > 200 * 24, "they were answered, in the middle of the slip"
    assert [slip.tobytes() for slip in printer.slips] == [picture.tobytes()]


def test_a_roll_near_its_end_prints_and_says_so(printer: PaperPrinter, picture: Image.Image) -> None:
    printer.paper = "near_end"
    assert send(printer, picture) is PrinterState.NEAR_END
    assert len(printer.slips) == 1


@pytest.mark.parametrize(
    ("what", "state"),
    [
        ({"paper": "out"}, PrinterState.PAPER_OUT),
        ({"cover_open": True}, PrinterState.COVER_OPEN),
        ({"fault": True}, PrinterState.FAULT),
    ],
)
def test_nothing_is_sent_to_a_printer_that_cannot_print(
    printer: PaperPrinter, picture: Image.Image, what: dict[str, object], state: PrinterState
) -> None:
    for name, value in what.items():
        setattr(printer, name, value)
    assert read_state(place(printer)) is state
    assert trouble(printer, picture).state is state
    assert not printer.slips
    assert not printer.half_printed
    printer.paper, printer.cover_open, printer.fault = "enough", False, False
    assert send(printer, picture) is PrinterState.READY
    assert len(printer.slips) == 1, "what was refused does not come out later"


def test_a_printer_that_is_off_is_offline_at_once(printer: PaperPrinter, picture: Image.Image) -> None:
    printer.switch_off()
    assert read_state(place(printer)) is PrinterState.OFFLINE
    refused = trouble(printer, picture)
    assert refused.state is PrinterState.OFFLINE
    assert f"127.0.0.1:{printer.port}" in str(refused)


def test_a_host_that_does_not_exist_is_offline(picture: Image.Image) -> None:
    assert read_state(Place("no-such-printer.invalid", 9100)) is PrinterState.OFFLINE


def test_a_port_that_takes_lines_and_says_nothing_is_offline_after_its_time(
    printer: PaperPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer.mute = True
    monkeypatch.setattr(printer_line, "ANSWER_S", 0.2)
    assert read_state(place(printer)) is PrinterState.OFFLINE
    assert "no answer within 0.2 s" in str(trouble(printer, Image.new("1", (576, 8), 1)))


def test_time_outs_are_between_three_and_five_seconds() -> None:
    waits = printer_line.CONNECT_S, printer_line.ANSWER_S, printer_line.SEND_S, printer_line.DONE_S
    assert all(3 <= wait <= 5 for wait in waits)


def test_a_printer_that_dies_in_the_middle_is_noticed_and_the_next_slip_is_whole(
    printer: PaperPrinter, picture: Image.Image
) -> None:
    printer.dies_after = 20_000
    assert trouble(printer, picture).state is PrinterState.OFFLINE
    assert not printer.slips
    printer.dies_after = None
    assert send(printer, picture) is PrinterState.READY
    assert [slip.tobytes() for slip in printer.slips] == [picture.tobytes()], (
        "nothing of the half one is in it"
    )


def test_paper_that_ends_in_the_middle_is_noticed_and_the_slip_comes_out_once(
    printer: PaperPrinter, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer_line, "DONE_S", 0.5)
    printer.rows_left = 300
    assert trouble(printer, picture).state is PrinterState.PAPER_OUT
    printer.new_roll()
    assert not printer.slips, "what it had received is forgotten: it would come out beside the next try"
    send(printer, picture)
    assert [slip.tobytes() for slip in printer.slips] == [picture.tobytes()]


def test_what_a_killed_server_left_half_sent_is_not_in_the_next_slip(
    printer: PaperPrinter, picture: Image.Image
) -> None:
    start, band, *_ = slip_bands(picture)
    with socket.create_connection(place(printer)) as line:
        line.sendall(start + band[:5000])
    wait_until(lambda: printer._received >= 5002)
    send(printer, picture)
    assert [slip.tobytes() for slip in printer.slips] == [picture.tobytes()]


def test_a_slow_printer_is_waited_for(printer: PaperPrinter, picture: Image.Image) -> None:
    printer.seconds_a_band = 0.1
    assert send(printer, picture) is PrinterState.READY
    assert len(printer.slips) == 1, "done is said when it is out, not when it was sent"


def test_a_printer_that_does_not_know_the_last_question_has_printed(
    printer: PaperPrinter, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer.tells_when_done = False
    monkeypatch.setattr(printer_line, "DONE_S", 0.5)
    assert send(printer, picture) is PrinterState.READY
    assert len(printer.slips) == 1


def test_a_refused_port_is_told_from_a_silent_one() -> None:
    with pytest.raises(PrinterTrouble, match="no line to 127"):
        print_bands(Place("127.0.0.1", free_port()), [])


def test_two_printers_print_at_the_same_time(picture: Image.Image) -> None:
    """Each waits until the other has begun: one after the other would never end."""
    with paper_printer() as one, paper_printer() as other, ThreadPoolExecutor(2) as threads:
        both = threading.Barrier(2, timeout=20)

        def bands() -> Iterator[bytes]:
            both.wait()
            yield from slip_bands(picture)

        states = threads.map(lambda printer: print_bands(place(printer), bands()), (one, other))
        assert list(states) == [PrinterState.READY] * 2
        assert len(one.slips) == len(other.slips) == 1


def wait_until(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)
