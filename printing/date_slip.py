"""A slip with a date on another day: what, when, where, and what to do then. The sheet is that of a ticket's slip."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from i18n.formats import clock_range, clock_time, local_date, long_date
from i18n.texts import Texts, translator
from printing import pictograms
from printing.paper import BODY, MAIN, Paper
from printing.sheet import MM
from printing.slip_texts import Bilingual, bilingual
from printing.text_layout import Line
from printing.typefaces import EXTRABOLD, REGULAR, SEMIBOLD

LARGE = 16.0  # points


@dataclass(frozen=True, kw_only=True)
class DateSlip:
    """Times are aware. Texts are pairs: in the reader's language, and in German, "" where that is the same."""

    site_name: str
    language: str
    zone: str
    title: tuple[str, str]
    by: tuple[str, str]
    place: tuple[str, str]
    begins_at: datetime
    ends_at: datetime
    is_event: bool
    numbers_from: datetime | None  # of a guest's: since when numbers are given
    url: str | None  # the page of all dates; None prints no code


def date_slip_pdf(slip: DateSlip) -> bytes:
    """`slip` as a PDF of one page, black only, fonts embedded. Raises: as `slip_pdf`."""
    return _Paper(slip).pdf()


class _Paper(Paper):
    def __init__(self, slip: DateSlip) -> None:
        super().__init__(slip.language)
        self.slip = slip

    def pdf(self) -> bytes:
        self._head()
        self._when()
        self._what_to_do()
        if self.slip.url:
            self.rule()
            self.beside_code(self.slip.url, self._phone_lines)
        self.sheet.skip(3 * MM)
        return self.sheet.pdf(title=self.slip.title[0], author=self.slip.site_name, language=self.language)

    def _head(self) -> None:
        self.centred(self.slip.site_name, self.style(EXTRABOLD, MAIN, "de"), "ltr")
        self.rule()
        self.centred_pair(Bilingual(*self.slip.title), self.style(EXTRABOLD, LARGE))
        if self.slip.by[0]:
            self.sheet.skip(1 * MM)
            self.centred_pair(Bilingual(*self.slip.by), self.style(REGULAR, BODY))
        self.rule()

    def _when(self) -> None:
        self.centred_pair(self._both(self._day), self.style(EXTRABOLD, LARGE))
        self.sheet.skip(1 * MM)
        self.centred_pair(self._both(self._hours), self.style(EXTRABOLD, MAIN))
        if self.slip.place[0]:
            self.sheet.skip(1.5 * MM)
            self.centred_pair(Bilingual(*self.slip.place), self.style(SEMIBOLD, BODY))

    def _what_to_do(self) -> None:
        if self.slip.is_event:
            return
        self.rule()
        self.beside_sign(pictograms.CLOCK, self._both(self._way_in), SEMIBOLD)

    def _way_in(self, texts: Texts) -> str:
        if self.slip.numbers_from is None:
            return texts.gettext("You need an appointment. Please ask our staff.")
        at = clock_time(self.slip.numbers_from, self.slip.zone)
        return texts.gettext("On that day there are numbers here from {time}.", time=at)

    def _day(self, texts: Texts) -> str:
        return long_date(local_date(self.slip.begins_at, self.slip.zone), texts.language)

    def _hours(self, texts: Texts) -> str:
        """With its last day, should it be another one."""
        first, last = (local_date(at, self.slip.zone) for at in (self.slip.begins_at, self.slip.ends_at))
        if first == last:
            return clock_range(self.slip.begins_at, self.slip.ends_at, texts.language, self.slip.zone)
        until = f"{long_date(last, texts.language)}, {clock_time(self.slip.ends_at, self.slip.zone)}"
        return texts.gettext("from {a} to {b}", a=clock_time(self.slip.begins_at, self.slip.zone), b=until)

    def _phone_lines(self, width: float) -> list[Line]:
        said = self._both(lambda texts: texts.gettext("All dates on your phone"))
        return self.lines(said, self.style(SEMIBOLD, BODY), width)

    def _both(self, text: Callable[[Texts], str]) -> Bilingual:
        return bilingual(text, translator(self.language).language)
