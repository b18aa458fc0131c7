"""What is printed for a date to come."""

from i18n.languages import has_pages
from i18n.texts import site_text
from printing.date_slip import DateSlip
from service_point.coming import ComingDate
from service_point.facts import SiteFacts

HOUSE_LANGUAGE = "de"


def date_slip_of(facts: SiteFacts, date: ComingDate, language: str, url: str | None) -> DateSlip:
    """In `language`, or the site's own where we have no pages in it. `url`: the page of all dates."""
    reader = language if has_pages(language) else facts.default_language

    def both(texts: dict[str, str]) -> tuple[str, str]:
        own, german = site_text(texts, reader), site_text(texts, HOUSE_LANGUAGE)
        return own, "" if german == own else german

    return DateSlip(
        site_name=facts.short_name,
        language=reader,
        zone=facts.zone.key,
        title=both(dict(date.title)),
        by=both(dict(date.by)),
        place=both(dict(date.place)),
        begins_at=date.begins_at,
        ends_at=date.ends_at,
        is_event=date.kind == "event",
        numbers_from=date.numbers_from,
        url=url,
    )
