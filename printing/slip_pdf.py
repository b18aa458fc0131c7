"""The slip as a PDF: 80 mm paper, 72 mm of it printable (576 dots), as long as its content.

From the top: place and day; the number; the forecast and what to do, each with its sign; the code for the
phone; the small print. Each line stands in the visitor's language with German small beneath. The sides are
mirrored for scripts that run to the left. Why it looks like this: docs/decisions/0004-slip-layout.md.
"""

from math import ceil

from i18n.texts import translator
from printing import pictograms
from printing.qr_grid import QUIET_MODULES, qr_grid
from printing.sheet import DOT, MM, Sheet
from printing.slip import Slip
from printing.slip_texts import Bilingual, SlipTexts, slip_texts
from printing.text_layout import Line, Style, break_lines, direction_of, layout_line
from printing.typefaces import EXTRABOLD, REGULAR, SEMIBOLD, faces

__all__ = ["Slip", "slip_pdf"]

PAPER = 80 * MM
LEFT = (PAPER - 67 * MM) / 2  # 2.5 mm of the printable 72 stay free at each end: rolls run askew
WIDTH = PAPER - 2 * LEFT

NUMBER_HEIGHT = 22 * MM  # three digits; four still stand at 20 mm, and 15 mm is the least (design.md)
DIGIT_EM = 0.714  # height of Noto's digits
SIGN = 7.5 * MM
BESIDE_SIGN = 10 * MM
CODE_LEAST = 24 * MM
MAIN, BODY, SMALL, GERMAN = 12.5, 11.5, 9.5, 8.0  # points


def slip_pdf(slip: Slip) -> bytes:
    """`slip` as a PDF of one page, black only, fonts embedded. The same slip gives the same bytes.

    Raises:
        ValueError: a time without a zone.
        FileNotFoundError: the fonts are missing, `make setup` has not run.
    """
    return _Paper(slip, slip_texts(slip)).pdf()


class _Paper:
    """One slip being set: where the pen is, and which way the visitor reads."""

    def __init__(self, slip: Slip, texts: SlipTexts) -> None:
        self.slip = slip
        self.texts = texts
        self.direction = translator(slip.language).direction
        self.sheet = Sheet(PAPER, top=3 * MM)

    def pdf(self) -> bytes:
        self._head()
        self._number()
        self._turn()
        if self.slip.phone_url:
            self._phone(self.slip.phone_url)
        self._small_print()
        self.sheet.skip(3 * MM)
        return self.sheet.pdf(
            title=f"Ticket {self.slip.number}", author=self.slip.site_name, language=self.slip.language
        )

    # --- the parts, from the top ---

    def _head(self) -> None:
        self._centred(self.slip.site_name, self._style(EXTRABOLD, MAIN, "de"), "ltr")
        self.sheet.skip(0.6 * MM)
        self._centred_pair(self.texts.day_and_time, self._style(REGULAR, SMALL))
        self._rule()

    def _number(self) -> None:
        self._centred_pair(self.texts.your_number, self._style(SEMIBOLD, MAIN))
        self.sheet.skip(2.5 * MM)
        self._digits(str(self.slip.number))
        self.sheet.skip(2.5 * MM)
        self._centred_pair(self.texts.pin, self._style(SEMIBOLD, MAIN))
        self._rule()

    def _turn(self) -> None:
        has_times = self.slip.wait_from_at is not None and self.slip.wait_to_at is not None
        sign = pictograms.CLOCK if has_times or self.slip.appointment_at else pictograms.PEOPLE
        self._beside_sign(sign, self.texts.wait, EXTRABOLD)
        self.sheet.skip(2 * MM)
        self._beside_sign(pictograms.ARMCHAIR, self.texts.what_to_do, SEMIBOLD)
        if self.texts.note:
            self.sheet.skip(3 * MM)
            self._framed(self.texts.note)

    def _phone(self, url: str) -> None:
        self._rule()
        grid = qr_grid(url)
        module = ceil(CODE_LEAST / DOT / grid.modules) * DOT
        size, quiet = grid.modules * module, QUIET_MODULES * module
        top = ceil((self.sheet.y + quiet / 2) / DOT) * DOT
        code_left = LEFT if self.direction == "rtl" else PAPER - LEFT - size
        self.sheet.code(grid, code_left, top, module)
        lines = self._phone_lines(WIDTH - size - quiet)
        self.sheet.y = top + max(0, (size - _height(lines)) / 2)
        self._set(lines, LEFT, WIDTH)
        self.sheet.y = max(self.sheet.y, top + size) + quiet / 2

    def _phone_lines(self, width: float) -> list[Line]:
        return [
            *self._lines(self.texts.on_phone, self._style(SEMIBOLD, BODY), width),
            *self._lines(self.texts.no_name, self._style(REGULAR, SMALL), width),
        ]

    def _small_print(self) -> None:
        self._rule()
        self._centred_pair(self.texts.order, self._style(REGULAR, SMALL))
        self.sheet.skip(1 * MM)
        self._centred_pair(self.texts.open_until, self._style(SEMIBOLD, SMALL))

    # --- setting ---

    def _style(self, weight: str, size: float, language: str | None = None) -> Style:
        return Style(faces(weight), size, language or self.slip.language)

    def _rule(self) -> None:
        self.sheet.skip(2 * MM)
        self.sheet.rule(LEFT, WIDTH)
        self.sheet.skip(1.8 * MM)

    def _digits(self, number: str) -> None:
        style = self._style(EXTRABOLD, NUMBER_HEIGHT / DIGIT_EM)
        line = layout_line(number, style, "ltr")
        if line.width > WIDTH:
            line = layout_line(number, Style(style.faces, style.size * WIDTH / line.width), "ltr")
        self.sheet.digits(line, (PAPER - line.width) / 2, line.size * DIGIT_EM)

    def _centred(self, text: str, style: Style, direction: str) -> None:
        for line in break_lines(text, style, direction, WIDTH):
            self.sheet.line(line, (PAPER - line.width) / 2)

    def _centred_pair(self, pair: Bilingual, style: Style) -> None:
        self._centred(pair.own, style, direction_of(pair.own, self.direction))
        self._centred(pair.german, self._style(REGULAR, GERMAN, "de"), "ltr")

    def _lines(self, pair: Bilingual, style: Style, width: float) -> list[Line]:
        german = self._style(REGULAR, GERMAN, "de")
        return [
            *break_lines(pair.own, style, direction_of(pair.own, self.direction), width),
            *break_lines(pair.german, german, "ltr", width),
        ]

    def _beside_sign(self, sign: pictograms.Pictogram, pair: Bilingual, weight: str) -> None:
        lines = self._lines(pair, self._style(weight, MAIN), WIDTH - BESIDE_SIGN)
        sign_left = PAPER - LEFT - SIGN if self.direction == "rtl" else LEFT
        top = self.sheet.y
        self.sheet.pictogram(sign, sign_left, top + 0.8 * MM, SIGN)
        text_left = LEFT if self.direction == "rtl" else LEFT + BESIDE_SIGN
        self._set(lines, text_left, WIDTH - BESIDE_SIGN)
        self.sheet.y = max(self.sheet.y, top + SIGN + 0.8 * MM)

    def _framed(self, pair: Bilingual) -> None:
        padding = 2.5 * MM
        lines = self._lines(pair, self._style(SEMIBOLD, BODY), WIDTH - 2 * padding)
        height = _height(lines) + 2 * padding
        self.sheet.frame(LEFT, self.sheet.y, WIDTH, height, 2 * MM, 3 * DOT)
        self.sheet.skip(padding)
        self._set(lines, LEFT + padding, WIDTH - 2 * padding)
        self.sheet.skip(padding + 1 * MM)

    def _set(self, lines: list[Line], x: float, width: float) -> None:
        """`lines` beneath each other from the side where the visitor begins to read."""
        for line in lines:
            self.sheet.line(line, x + width - line.width if self.direction == "rtl" else x)


def _height(lines: list[Line]) -> float:
    return sum(line.above + line.below for line in lines)
