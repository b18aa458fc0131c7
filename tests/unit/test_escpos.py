"""Pictures become the bytes that Epson's reference asks for, and status bytes are understood."""

import pytest
from PIL import Image

from printing.escpos import is_done, is_status, slip_bands, state_of
from rules.printers import PrinterState

WELL = 0x12


def test_dots_are_sent_row_by_row_with_the_left_one_first():
    picture = Image.new("1", (16, 2), 1)
    picture.putpixel((0, 0), 0)
    picture.putpixel((15, 1), 0)
    assert b"".join(slip_bands(picture)) == bytes.fromhex(
        "1b 40  1d 76 30 00  02 00  02 00  80 00  00 01  1d 56 42 00"
    )


def test_a_long_slip_goes_in_bands_and_nothing_is_lost():
    picture = Image.effect_noise((576, 300), 90).convert("1")
    start, *bands, cut = slip_bands(picture)
    assert (start, cut) == (b"\x1b@", b"\x1dVB\x00")
    assert [int.from_bytes(band[6:8], "little") for band in bands] == [128, 128, 44]
    burnt = b"".join(band[8:] for band in bands)
    assert (
        Image.frombytes("1", (576, 300), bytes(byte ^ 0xFF for byte in burnt)).tobytes() == picture.tobytes()
    )


def test_a_width_that_is_no_multiple_of_eight_leaves_the_rest_white():
    (_, band, _) = slip_bands(Image.new("1", (9, 1), 0))
    assert band[8:] == bytes([0xFF, 0x80])


def test_grey_is_refused():
    with pytest.raises(ValueError, match="dots"):
        list(slip_bands(Image.new("L", (8, 8))))


@pytest.mark.parametrize(
    ("printer", "cause", "paper", "state"),
    [
        (WELL, WELL, WELL, PrinterState.READY),
        (WELL, WELL, WELL | 0x0C, PrinterState.NEAR_END),
        (WELL | 0x08, WELL | 0x20, WELL | 0x6C, PrinterState.PAPER_OUT),
        (WELL | 0x08, WELL, WELL | 0x60, PrinterState.PAPER_OUT),
        (WELL | 0x08, WELL | 0x04, WELL, PrinterState.COVER_OPEN),
        (WELL | 0x08, WELL | 0x04, WELL | 0x60, PrinterState.PAPER_OUT),
        (WELL | 0x08, WELL | 0x40, WELL, PrinterState.FAULT),
        (WELL | 0x08, WELL, WELL, PrinterState.FAULT),
    ],
)
def test_three_bytes_say_how_the_printer_is(printer, cause, paper, state):
    assert state_of(printer, cause, paper) is state


def test_answers_are_told_from_each_other():
    assert [is_status(byte) for byte in (0x12, 0x1A, 0x7E, 0x00, 0x0F, 0x37, 0x25)] == [True] * 3 + [
        False
    ] * 4
    assert [is_done(byte) for byte in (0x00, 0x03, 0x0C, 0x12, 0x7E)] == [True] * 3 + [False] * 2
