"""The slip of an appointment: day and time large, the code, what to bring, and a QR code for the calendar."""

from collections.abc import Callable

from i18n.texts import Texts
from printing import appointment_texts as words
from printing import pictograms
from printing.appointment_texts import AppointmentPaper, bilingual
from printing.paper import BODY, MAIN, SMALL, Paper
from printing.sheet import MM
from printing.slip_texts import Bilingual
from printing.text_layout import Line
from printing.typefaces import EXTRABOLD, REGULAR, SEMIBOLD

DAY, TIME, CODE = 16.0, 40.0, 24.0  # points


def appointment_slip(paper: AppointmentPaper) -> bytes:
    """`paper` as a PDF of one page, black only, fonts embedded. Raises: as `slip_pdf`."""
    return _Paper(paper).pdf()


class _Paper(Paper):
    def __init__(self, paper: AppointmentPaper) -> None:
        super().__init__(paper.language)
        self.paper = paper

    def pdf(self) -> bytes:
        self._head()
        self._when()
        self._code()
        self._what_to_do()
        if self.paper.calendar_url:
            self.rule()
            self.beside_code(self.paper.calendar_url, self._calendar_lines)
        self.rule()
        self.centred_pair(self._both(words.if_not), self.style(REGULAR, SMALL))
        self.sheet.skip(3 * MM)
        title = self._both(words.title).own
        return self.sheet.pdf(title=title, author=self.paper.site_name, language=self.language)

    def _head(self) -> None:
        self.centred(self.paper.site_name, self.style(EXTRABOLD, MAIN, "de"), "ltr")
        if self.paper.address:
            self.centred(self.paper.address, self.style(REGULAR, BODY, "de"), "ltr")
        self.rule()

    def _when(self) -> None:
        self.centred_pair(self._both(words.title), self.style(SEMIBOLD, MAIN))
        self.sheet.skip(1.5 * MM)
        self.centred_pair(self._both(lambda texts: words.day(texts, self.paper)), self.style(EXTRABOLD, DAY))
        self.sheet.skip(0.5 * MM)
        self.centred(words.time(self.paper), self.style(EXTRABOLD, TIME, "de"), "ltr")
        self.rule()

    def _code(self) -> None:
        self.centred_pair(self._both(lambda texts: texts.gettext("Code")), self.style(SEMIBOLD, MAIN))
        self.centred(words.grouped(self.paper.code), self.style(EXTRABOLD, CODE, "de"), "ltr")
        self.rule()

    def _what_to_do(self) -> None:
        self.beside_sign(pictograms.CLOCK, self._both(words.what_to_do), SEMIBOLD)
        self.sheet.skip(2 * MM)
        bring = self.paper.bring or self._both(words.what_to_bring)
        self.beside_sign(pictograms.PAPERS, bring, SEMIBOLD)

    def _calendar_lines(self, width: float) -> list[Line]:
        return self.lines(self._both(words.for_calendar), self.style(SEMIBOLD, BODY), width)

    def _both(self, text: Callable[[Texts], str]) -> Bilingual:
        return bilingual(text, self.paper.language)
