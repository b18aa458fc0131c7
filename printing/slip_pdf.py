"""The slip as a PDF: 80 mm paper, 72 mm of it printable (576 dots), as long as its content.

From the top: place and day; the number; the forecast and what to do, each with its sign; the code for the
phone; the small print. Each line stands in the visitor's language with German small beneath. The sides are
mirrored for scripts that run to the left. Why it looks like this: docs/decisions/0004-slip-layout.md.
"""

from printing import pictograms
from printing.paper import BODY, MAIN, PAPER, SMALL, WIDTH, Paper
from printing.sheet import MM
from printing.slip import Slip
from printing.slip_texts import SlipTexts, slip_texts
from printing.text_layout import Line, Style, layout_line
from printing.typefaces import EXTRABOLD, REGULAR, SEMIBOLD

__all__ = ["Slip", "slip_pdf"]

NUMBER_HEIGHT = 22 * MM  # three digits; four still stand at 20 mm, and 15 mm is the least (design.md)
DIGIT_EM = 0.714  # height of Noto's digits


def slip_pdf(slip: Slip) -> bytes:
    """`slip` as a PDF of one page, black only, fonts embedded. The same slip gives the same bytes.

    Raises:
        ValueError: a time without a zone.
        FileNotFoundError: the fonts are missing, `make setup` has not run.
    """
    return _Paper(slip, slip_texts(slip)).pdf()


class _Paper(Paper):
    """One slip being set."""

    def __init__(self, slip: Slip, texts: SlipTexts) -> None:
        super().__init__(slip.language)
        self.slip = slip
        self.texts = texts

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
        self.centred(self.slip.site_name, self.style(EXTRABOLD, MAIN, "de"), "ltr")
        self.sheet.skip(0.6 * MM)
        self.centred_pair(self.texts.day_and_time, self.style(REGULAR, SMALL))
        self.rule()

    def _number(self) -> None:
        self.centred_pair(self.texts.your_number, self.style(SEMIBOLD, MAIN))
        self.sheet.skip(2.5 * MM)
        self._digits(str(self.slip.number))
        self.sheet.skip(2.5 * MM)
        self.centred_pair(self.texts.pin, self.style(SEMIBOLD, MAIN))
        self.rule()

    def _turn(self) -> None:
        has_times = self.slip.wait_from_at is not None and self.slip.wait_to_at is not None
        sign = pictograms.CLOCK if has_times or self.slip.appointment_at else pictograms.PEOPLE
        self.beside_sign(sign, self.texts.wait, EXTRABOLD)
        self.sheet.skip(2 * MM)
        self.beside_sign(pictograms.ARMCHAIR, self.texts.what_to_do, SEMIBOLD)
        if self.texts.note:
            self.sheet.skip(3 * MM)
            self.framed(self.texts.note)

    def _phone(self, url: str) -> None:
        self.rule()
        self.beside_code(url, self._phone_lines)

    def _phone_lines(self, width: float) -> list[Line]:
        return [
            *self.lines(self.texts.on_phone, self.style(SEMIBOLD, BODY), width),
            *self.lines(self.texts.no_name, self.style(REGULAR, SMALL), width),
        ]

    def _small_print(self) -> None:
        self.rule()
        self.centred_pair(self.texts.order, self.style(REGULAR, SMALL))
        self.sheet.skip(1 * MM)
        self.centred_pair(self.texts.open_until, self.style(SEMIBOLD, SMALL))

    def _digits(self, number: str) -> None:
        style = self.style(EXTRABOLD, NUMBER_HEIGHT / DIGIT_EM)
        line = layout_line(number, style, "ltr")
        if line.width > WIDTH:
            line = layout_line(number, Style(style.faces, style.size * WIDTH / line.width), "ltr")
        self.sheet.digits(line, (PAPER - line.width) / 2, line.size * DIGIT_EM)
