"""ESC/POS, as far as a raster slip needs it: pictures to bytes, and what the status bytes of a printer mean.

Source: Epson's ESC/POS command reference for GS v 0, GS V, GS r, DLE EOT, DLE DC4. Slips are pictures, because a
printer's own letters know no joined Arabic and no Ge'ez (docs/decisions/0004-slip-layout.md).
"""

from collections.abc import Iterator

from PIL import Image

from rules.printers import PrinterState

START = b"\x1b@"  # ESC @: as switched on, whatever a slip before left half done
CUT = b"\x1dVB\x00"  # GS V 66 0: feed to the knife and cut, all but one point
ASK_WHEN_DONE = b"\x1dr\x01"  # GS r 1: answered in order, so only after everything before it
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 8: forget what is received and not printed
BAND_ROWS = 128  # 9 KB at 576 dots: fits the smallest receive buffers, and a dead printer is noticed soon

PRINTER, CAUSE, PAPER = (b"\x10\x04" + bytes([which]) for which in (1, 2, 4))  # DLE EOT: answered at once

_REAL_TIME = (0x93, 0x12)  # mask and value of the bits that every answer to DLE EOT has
_IN_ORDER = (0x90, 0x00)  # the same for GS r
_OFFLINE = 0x08
_COVER, _PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_NEAR_END, _END = 0x0C, 0x60


def slip_bands(picture: Image.Image) -> Iterator[bytes]:
    """A 1-bit `picture` (black = 0) as commands, band by band, ending with the cut.

    Raises:
        ValueError: not of 1 bit a dot.
    """
    if picture.mode != "1":
        raise ValueError(f"a printer burns dots, not {picture.mode}")
    yield START
    for top in range(0, picture.height, BAND_ROWS):
        yield _raster(picture.crop((0, top, picture.width, min(top + BAND_ROWS, picture.height))))
    yield CUT


def _raster(band: Image.Image) -> bytes:
    """GS v 0 m xL xH yL yH d…: width in bytes, height in dots, most significant bit left, 1 burns."""
    wide = (band.width + 7) // 8
    burns = band.tobytes("raw", "1;I")  # inverted: a dark dot is a set bit
    return b"\x1dv0\x00" + wide.to_bytes(2, "little") + band.height.to_bytes(2, "little") + burns


def is_status(byte: int) -> bool:
    """Whether `byte` can be an answer to DLE EOT."""
    return byte & _REAL_TIME[0] == _REAL_TIME[1]


def is_done(byte: int) -> bool:
    """Whether `byte` can be the answer to `ASK_WHEN_DONE`."""
    return byte & _IN_ORDER[0] == _IN_ORDER[1]


def state_of(printer: int, cause: int, paper: int) -> PrinterState:
    """What the answers to DLE EOT 1, 2 and 4 say together; the first trouble that a person can mend counts."""
    if paper & _END or cause & _PAPER_STOP:
        return PrinterState.PAPER_OUT
    if cause & _COVER:
        return PrinterState.COVER_OPEN
    if cause & _ERROR or printer & _OFFLINE:
        return PrinterState.FAULT
    return PrinterState.NEAR_END if paper & _NEAR_END else PrinterState.READY
