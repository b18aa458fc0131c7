"""QR codes for paper: dark stretches on a grid, which the sheet puts on whole dots."""

from typing import NamedTuple

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET_MODULES = 4  # light border on every side, ISO/IEC 18004


class Grid(NamedTuple):
    """A code `modules` wide and high, without its quiet zone; `dark`: stretches (column, row, length)."""

    modules: int
    dark: list[tuple[int, int, int]]


def qr_grid(text: str) -> Grid:
    """The QR code of `text` at error correction M (15 %), the smallest version that holds it.

    Raises:
        qrcode.exceptions.DataOverflowError: more than 2,331 bytes.
    """
    maker: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=0)  # type: ignore[type-arg]
    maker.add_data(text)
    maker.make(fit=True)
    cells = maker.get_matrix()
    return Grid(len(cells), [stretch for row, line in enumerate(cells) for stretch in _stretches(row, line)])


def _stretches(row: int, cells: list[bool]) -> list[tuple[int, int, int]]:
    found, start = [], None
    for column, is_dark in enumerate([*cells, False]):
        if is_dark and start is None:
            start = column
        elif not is_dark and start is not None:
            found.append((start, row, column - start))
            start = None
    return found
