"""The words of a next-step slip: every line in the visitor's language, with German to stand beneath it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from i18n.formats import day_and_time, hours_range, local_date, short_date, weekday
from i18n.texts import N_, Texts, translator
from printing.next_steps import NextStepsSheet, Place
from printing.slip_texts import HOUSE_LANGUAGE, Bilingual, bilingual
from rules.next_steps import OpenOn

A_MONDAY = date(2024, 1, 1)  # for the names of weekdays
DOCUMENT_NAMES = {
    "identity": N_("Passport or identity card"),
    "residence": N_("Residence permit"),
    "letters": N_("Letters from offices"),
    "certificates": N_("School reports and certificates"),
    "income": N_("Proof of income"),
    "rent": N_("Rental contract"),
    "birth": N_("Birth certificates of the children"),
}


@dataclass(frozen=True)
class Block:
    """One step. `sign`: "go", "documents", "again", "support"; `strong`: how many of the lines are names."""

    sign: str
    title: Bilingual
    lines: tuple[Bilingual, ...]
    strong: int = 0


@dataclass(frozen=True)
class NextStepsTexts:
    day: Bilingual
    title: Bilingual
    blocks: tuple[Block, ...]


def next_steps_texts(sheet: NextStepsSheet) -> NextStepsTexts:
    """The words of `sheet`. What a catalog lacks stands in English, with German beneath.

    Raises:
        ValueError: a time without a zone.
    """
    words = _Words(sheet)
    return NextStepsTexts(
        day=words.both(lambda texts: _day(texts, sheet)),
        title=words.both(lambda texts: texts.gettext("Your next steps")),
        blocks=tuple(words.blocks()),
    )


def _day(texts: Texts, sheet: NextStepsSheet) -> str:
    on = local_date(sheet.written_at, sheet.zone)
    comma = "،" if texts.direction == "rtl" else ","
    return f"{weekday(on, texts.language)}{comma} {short_date(on)}"


class _Words:
    def __init__(self, sheet: NextStepsSheet) -> None:
        self.sheet = sheet

    def both(self, text: Callable[[Texts], str]) -> Bilingual:
        return bilingual(text, self.sheet.language)

    def blocks(self) -> Iterator[Block]:
        sheet = self.sheet
        for place in sheet.referred_to:
            title = self.both(lambda texts: texts.gettext("Please go here"))
            lines = (self._name(place), *self._whereabouts(place), *self._bring(place))
            yield Block("go", title, lines, strong=1)
        if sheet.documents:
            title = self.both(lambda texts: texts.gettext("These documents are still missing:"))
            yield Block("documents", title, tuple(map(self._document, sheet.documents)), len(sheet.documents))
        if sheet.come_again:
            yield self._come_again()
        if sheet.carrier:
            carrier = sheet.carrier.name[HOUSE_LANGUAGE]
            title = self.both(
                lambda texts: texts.gettext("{carrier} will go on supporting you.", carrier=carrier)
            )
            yield Block("support", title, tuple(self._whereabouts(sheet.carrier)))

    def _come_again(self) -> Block:
        sheet, at = self.sheet, self.sheet.come_again_at
        title = self.both(lambda texts: texts.gettext("Please come again"))
        name = Bilingual(sheet.site_name, "")
        if at is not None:
            when = self.both(lambda texts: day_and_time(at, texts.language, sheet.zone))
            return Block("again", title, (when, name), strong=1)
        if not sheet.site_hours:
            return Block("again", title, (name,))
        open_at = self.both(lambda texts: texts.gettext("We are open:"))
        return Block("again", title, (name, open_at, *map(self._hours, sheet.site_hours)))

    def _name(self, place: Place) -> Bilingual:
        """The German name stands on the door: it is never left out."""
        german = place.name[HOUSE_LANGUAGE]
        own = place.name.get(self.sheet.language, german)
        return Bilingual(own, "" if own == german else german)

    def _whereabouts(self, place: Place) -> Iterator[Bilingual]:
        if place.place:
            yield Bilingual(place.place, "")
        yield from map(self._hours, place.hours)

    def _hours(self, hours: OpenOn) -> Bilingual:
        """ "понеділок (Montag): з 08:30 до 12:30"; the German word is on the door as well."""
        texts = translator(self.sheet.language)
        on = A_MONDAY + timedelta(days=hours.weekday)
        own, german = weekday(on, texts.language), weekday(on, HOUSE_LANGUAGE)
        span = hours_range(hours.opens, hours.ends, texts.language)
        return Bilingual(f"{own}: {span}" if own == german else f"{own} ({german}): {span}", "")

    def _bring(self, place: Place) -> Iterator[Bilingual]:
        if place.bring:
            yield self.both(lambda texts: texts.gettext("Please bring:"))
            yield from map(self._document, place.bring)

    def _document(self, code: str) -> Bilingual:
        name = self.both(lambda texts: texts.gettext(DOCUMENT_NAMES[code]))
        return Bilingual(f"• {name.own}", name.german)
