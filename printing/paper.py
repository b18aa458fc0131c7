"""Setting lines on a slip: 80 mm paper, each line in the visitor's language with German small beneath it.

The sides are mirrored for scripts that run to the left. Why it looks like this: docs/decisions/0004-slip-layout.md.
"""

from collections.abc import Callable
from math import ceil

from i18n.texts import translator
from printing import pictograms
from printing.qr_grid import QUIET_MODULES, qr_grid
from printing.sheet import DOT, MM, Sheet
from printing.slip_texts import Bilingual
from printing.text_layout import Line, Style, break_lines, direction_of
from printing.typefaces import REGULAR, SEMIBOLD, faces

PAPER = 80 * MM
LEFT = (PAPER - 67 * MM) / 2  # 2.5 mm of the printable 72 stay free at each end: rolls run askew
WIDTH = PAPER - 2 * LEFT

SIGN = 7.5 * MM
BESIDE_SIGN = 10 * MM
CODE_LEAST = 24 * MM
MAIN, BODY, SMALL, GERMAN = 12.5, 11.5, 9.5, 8.0  # points


class Paper:
    """Paper being set: where the pen is, and which way the visitor reads."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.direction = translator(language).direction
        self.sheet = Sheet(PAPER, top=3 * MM)

    def style(self, weight: str, size: float, language: str | None = None) -> Style:
        return Style(faces(weight), size, language or self.language)

    def rule(self) -> None:
        self.sheet.skip(2 * MM)
        self.sheet.rule(LEFT, WIDTH)
        self.sheet.skip(1.8 * MM)

    def centred(self, text: str, style: Style, direction: str) -> None:
        for line in break_lines(text, style, direction, WIDTH):
            self.sheet.line(line, (PAPER - line.width) / 2)

    def centred_pair(self, pair: Bilingual, style: Style) -> None:
        self.centred(pair.own, style, direction_of(pair.own, self.direction))
        self.centred(pair.german, self.style(REGULAR, GERMAN, "de"), "ltr")

    def lines(self, pair: Bilingual, style: Style, width: float) -> list[Line]:
        german = self.style(REGULAR, GERMAN, "de")
        return [
            *break_lines(pair.own, style, direction_of(pair.own, self.direction), width),
            *break_lines(pair.german, german, "ltr", width),
        ]

    def beside_sign(self, sign: pictograms.Pictogram, pair: Bilingual, weight: str) -> None:
        lines = self.lines(pair, self.style(weight, MAIN), WIDTH - BESIDE_SIGN)
        sign_left = PAPER - LEFT - SIGN if self.direction == "rtl" else LEFT
        top = self.sheet.y
        self.sheet.pictogram(sign, sign_left, top + 0.8 * MM, SIGN)
        text_left = LEFT if self.direction == "rtl" else LEFT + BESIDE_SIGN
        self.set(lines, text_left, WIDTH - BESIDE_SIGN)
        self.sheet.y = max(self.sheet.y, top + SIGN + 0.8 * MM)

    def beside_code(self, url: str, lines_within: Callable[[float], list[Line]]) -> None:
        """A QR code at the end of the line, and `lines_within(width)` in the middle beside it."""
        grid = qr_grid(url)
        module = ceil(CODE_LEAST / DOT / grid.modules) * DOT
        size, quiet = grid.modules * module, QUIET_MODULES * module
        top = ceil((self.sheet.y + quiet / 2) / DOT) * DOT
        code_left = LEFT if self.direction == "rtl" else PAPER - LEFT - size
        self.sheet.code(grid, code_left, top, module)
        lines = lines_within(WIDTH - size - quiet)
        self.sheet.y = top + max(0, (size - height_of(lines)) / 2)
        self.set(lines, LEFT, WIDTH)
        self.sheet.y = max(self.sheet.y, top + size) + quiet / 2

    def framed(self, pair: Bilingual) -> None:
        padding = 2.5 * MM
        lines = self.lines(pair, self.style(SEMIBOLD, BODY), WIDTH - 2 * padding)
        height = height_of(lines) + 2 * padding
        self.sheet.frame(LEFT, self.sheet.y, WIDTH, height, 2 * MM, 3 * DOT)
        self.sheet.skip(padding)
        self.set(lines, LEFT + padding, WIDTH - 2 * padding)
        self.sheet.skip(padding + 1 * MM)

    def set(self, lines: list[Line], x: float, width: float) -> None:
        """`lines` beneath each other from the side where the visitor begins to read."""
        for line in lines:
            self.sheet.line(line, x + width - line.width if self.direction == "rtl" else x)


def height_of(lines: list[Line]) -> float:
    return sum(line.above + line.below for line in lines)
