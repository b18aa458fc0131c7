"""The words of a slip: every line in the visitor's language, with German to stand beneath it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from i18n.formats import clock_time, day_and_time
from i18n.texts import N_, Texts, translator
from printing.slip import Slip

HOUSE_LANGUAGE = "de"  # what staff read, and what visitors hear and see around them

# Notes that a check-in can put on a slip (`Slip.note`).
LATE = N_("The time of your appointment has passed. We will still call you.")
EARLY = N_("You are early for your appointment. Please wait until then.")


@dataclass(frozen=True)
class Bilingual:
    """One line in the visitor's language; `german` is empty where it would say the same again."""

    own: str
    german: str


@dataclass(frozen=True)
class SlipTexts:
    """Everything a slip says in words, in the order of the paper."""

    day_and_time: Bilingual
    your_number: Bilingual
    pin: Bilingual
    wait: Bilingual
    what_to_do: Bilingual
    note: Bilingual | None
    on_phone: Bilingual
    no_name: Bilingual
    order: Bilingual
    open_until: Bilingual


def slip_texts(slip: Slip) -> SlipTexts:
    """The words of `slip`. What a catalog lacks stands in English, with German beneath.

    Raises:
        ValueError: a time without a zone.
    """

    def both(text: Callable[[Texts], str]) -> Bilingual:
        return bilingual(text, slip.language)

    note = slip.note
    return SlipTexts(
        day_and_time=both(lambda texts: _day_and_time(texts, slip)),
        your_number=both(lambda texts: texts.gettext("Your number")),
        pin=both(lambda texts: texts.gettext("PIN {pin}", pin=slip.pin)),
        wait=both(lambda texts: _wait(texts, slip)),
        what_to_do=both(_what_to_do),
        note=both(lambda texts: texts.gettext(note)) if note else None,
        on_phone=both(lambda texts: texts.gettext("Follow on your phone")),
        no_name=both(lambda texts: texts.gettext("No name, no app")),
        order=both(_order),
        open_until=both(lambda texts: _open_until(texts, slip)),
    )


def bilingual(text: Callable[[Texts], str], language: str) -> Bilingual:
    """`text` for a reader of `language` and, where it differs, in German."""
    own, german = text(translator(language)), text(translator(HOUSE_LANGUAGE))
    says_the_same = own == german or language.split("-")[0] == HOUSE_LANGUAGE
    return Bilingual(own, "" if says_the_same else german)


def _day_and_time(texts: Texts, slip: Slip) -> str:
    text = day_and_time(slip.issued_at, texts.language, slip.zone)
    return text[:1].upper() + text[1:]


def _wait(texts: Texts, slip: Slip) -> str:
    """Clock times while there is a forecast, else how many wait before."""
    if slip.appointment_at is not None:
        return f"{texts.gettext('Your appointment')} · {clock_time(slip.appointment_at, slip.zone)}"
    if slip.wait_from_at is None or slip.wait_to_at is None:
        return _ahead(texts, slip.ahead)
    return _turn(texts, slip.wait_from_at, slip.wait_to_at, slip.zone)


def _turn(texts: Texts, from_at: datetime, to_at: datetime, zone: str) -> str:
    first, last = clock_time(from_at, zone), clock_time(to_at, zone)
    if first == last:
        return texts.gettext("We expect to call you at about {time}.", time=first)
    return texts.gettext("We expect to call you between {first} and {last}.", first=first, last=last)


def _ahead(texts: Texts, ahead: int) -> str:
    if ahead == 0:
        return texts.gettext("Nobody is waiting before you.")
    return texts.ngettext(
        "{count} person is waiting before you.", "{count} people are waiting before you.", ahead
    )


def _what_to_do(texts: Texts) -> str:
    return texts.gettext("Please sit down. Your number will be shown and called.")


def _order(texts: Texts) -> str:
    return texts.gettext("Topic and language change the order.")


def _open_until(texts: Texts, slip: Slip) -> str:
    return texts.gettext("Open until {time}", time=clock_time(slip.closes_at, slip.zone))
