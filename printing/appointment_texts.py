"""The words of an appointment: on its slip, in its mail, in the calendar. Never what it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from i18n.formats import clock_time, local_date, long_date
from i18n.texts import Texts, translator
from printing.slip_texts import HOUSE_LANGUAGE, Bilingual


@dataclass(frozen=True, kw_only=True)
class AppointmentPaper:
    """What is written about one appointment. Times are aware; `zone` is the site's; the topic is not here."""

    site_name: str
    address: str  # "" = the name says it
    language: str
    code: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    bring: Bilingual | None  # the site's own words; None: papers and letters
    calendar_url: str | None  # None prints no QR code
    phone_url: str | None = None

    @property
    def place(self) -> str:
        return f"{self.site_name}, {self.address}" if self.address else self.site_name


def bilingual(text: Callable[[Texts], str], language: str) -> Bilingual:
    """In the visitor's language, and in German where that says something else."""
    own, german = text(translator(language)), text(translator(HOUSE_LANGUAGE))
    return Bilingual(own, "" if own == german or language.split("-")[0] == HOUSE_LANGUAGE else german)


def grouped(code: str) -> str:
    """As it is read aloud: "7K3M P9QD"."""
    return f"{code[:4]} {code[4:]}"


def title(texts: Texts) -> str:
    return texts.gettext("Your appointment")


def cancelled(texts: Texts) -> str:
    return texts.gettext("Your appointment was cancelled")


def moved(texts: Texts) -> str:
    return texts.gettext("Your appointment was moved")


def day(texts: Texts, paper: AppointmentPaper) -> str:
    return long_date(local_date(paper.starts_at, paper.zone), texts.language)


def time(paper: AppointmentPaper) -> str:
    return clock_time(paper.starts_at, paper.zone)


def code_line(texts: Texts, paper: AppointmentPaper) -> str:
    return texts.gettext("Code: {code}", code=grouped(paper.code))


def what_to_do(texts: Texts) -> str:
    return texts.gettext(
        "Please come a little earlier. Touch “I have an appointment” at the terminal and type the code."
    )


def what_to_bring(texts: Texts) -> str:
    return texts.gettext("Please bring this code, your identity papers and all letters about your question.")


def if_not(texts: Texts) -> str:
    return texts.gettext("You cannot come? Please tell us: somebody else will be glad of the time.")


def for_calendar(texts: Texts) -> str:
    return texts.gettext("Scan the code: your calendar will remind you.")
