"""The next-step slip as a PDF: the same paper as the ticket slip, one step beneath the other, each with its sign."""

from collections.abc import Iterator

from printing import pictograms
from printing.next_steps import NextStepsSheet
from printing.next_steps_texts import Block, NextStepsTexts, next_steps_texts
from printing.paper import BESIDE_SIGN, BODY, LEFT, MAIN, PAPER, SIGN, SMALL, WIDTH, Paper
from printing.sheet import MM
from printing.text_layout import Line
from printing.typefaces import EXTRABOLD, REGULAR, SEMIBOLD

SIGNS = {
    "go": pictograms.PLACE,
    "documents": pictograms.PAPERS,
    "again": pictograms.CALENDAR,
    "support": pictograms.PEOPLE,
}


def next_steps_pdf(sheet: NextStepsSheet) -> bytes:
    """`sheet` as a PDF of one page, black only, fonts embedded. The same sheet gives the same bytes.

    Raises:
        ValueError: a time without a zone.
        FileNotFoundError: the fonts are missing, `make setup` has not run.
    """
    return _NextSteps(sheet, next_steps_texts(sheet)).pdf()


class _NextSteps(Paper):
    def __init__(self, slip: NextStepsSheet, texts: NextStepsTexts) -> None:
        super().__init__(slip.language)
        self.slip = slip
        self.texts = texts

    def pdf(self) -> bytes:
        self.centred(self.slip.site_name, self.style(EXTRABOLD, MAIN, "de"), "ltr")
        self.sheet.skip(0.6 * MM)
        self.centred_pair(self.texts.day, self.style(REGULAR, SMALL))
        self.sheet.skip(2 * MM)
        self.centred_pair(self.texts.title, self.style(EXTRABOLD, MAIN * 1.3))
        for block in self.texts.blocks:
            self.rule()
            self._block(block)
        self.sheet.skip(4 * MM)
        return self.sheet.pdf(
            title=f"Ticket {self.slip.number}", author=self.slip.site_name, language=self.slip.language
        )

    def _block(self, block: Block) -> None:
        sign_left = PAPER - LEFT - SIGN if self.direction == "rtl" else LEFT
        top = self.sheet.y
        self.sheet.pictogram(SIGNS[block.sign], sign_left, top + 0.8 * MM, SIGN)
        text_left = LEFT if self.direction == "rtl" else LEFT + BESIDE_SIGN
        for lines in self._lines_of(block):
            self.set(lines, text_left, WIDTH - BESIDE_SIGN)
            self.sheet.skip(0.8 * MM)
        self.sheet.y = max(self.sheet.y, top + SIGN + 0.8 * MM)

    def _lines_of(self, block: Block) -> Iterator[list[Line]]:
        width = WIDTH - BESIDE_SIGN
        yield self.lines(block.title, self.style(SEMIBOLD, BODY), width)
        for place, pair in enumerate(block.lines):
            weight, size = (EXTRABOLD, MAIN) if place < block.strong else (REGULAR, BODY)
            yield self.lines(pair, self.style(weight, size), width)
