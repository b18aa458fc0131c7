"""QR codes as SVG for screens."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET_ZONE_MODULES = 4  # the standard's own margin


def qr_svg(text: str) -> str:
    """`text` as a square SVG, one unit a module, quiet zone included."""
    rows = _matrix(text, QUIET_ZONE_MODULES)
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{dark}"/></svg>'
    )


def qr_rows(text: str) -> list[str]:
    """The code row by row as "1" (dark) and "0" in hexadecimal, without a quiet zone.

    A row of n modules is the last n bits of its number.
    """
    return [f"{int(''.join('01'[dark] for dark in row), 2):x}" for row in _matrix(text, 0)]


def _matrix(text: str, border: int) -> list[list[bool]]:
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=border)  # type: ignore[type-arg]
    code.add_data(text)
    code.make(fit=True)
    found: list[list[bool]] = code.get_matrix()
    return found
