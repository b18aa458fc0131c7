"""What comes at a site, for everybody: a page for phones, a feed for calendars, JSON for the city's portal.

Nobody is asked who they are: no cookie, no code, the same bytes for all, so that anybody on the way may keep them.
"""

import json
from typing import Any

from flask import Response, request

from i18n.languages import SHIPPED, find_language, has_pages
from phone.asked_site import asked_site
from phone.blueprint import events
from phone.calendar_feed import calendar_feed
from phone.events_forms import PublicDates
from service_point.boards import iso
from service_point.coming import ComingDate, coming_dates, date_json, dates_json, followed_dates
from service_point.facts import SiteFacts
from web.answers import public_answer
from web.guards import open_to_all
from web.house import house
from web.languages import reader_language
from web.pages import face_page

CALENDAR: dict[int | str, Any] = {
    200: {"description": "iCalendar (RFC 5545)", "content": {"text/calendar": {}}},
    304: {"description": "nothing new"},
    404: {"description": "no such site"},
}


@events.get("/")
@events.doc(hide=True)
@open_to_all
def dates_page() -> str:
    """The page of all dates, in the reader's language."""
    office = house().office
    with office.read() as session:
        facts = asked_site(session)
        dates = dates_json(coming_dates(session, facts, office.clock()))
    languages = [code for code in facts.page_languages if has_pages(code)] or list(SHIPPED)
    wanted = reader_language()
    language = wanted if wanted in languages else facts.default_language
    boot = {
        "site": {"code": facts.code, "name": facts.short_name, "zone": facts.zone.key},
        "dates": dates,
        "languages": [{"code": code, "name": find_language(code).name} for code in languages],
    }
    return face_page(
        "phone/events.html",
        language,
        face="phone",
        languages=languages,
        boot=boot,
        site_name=facts.short_name,
    )


@events.get("/calendar.json")
@open_to_all
@events.output(PublicDates)
@events.doc(responses=[304, 404])
def dates_as_json() -> Response:
    """`?site=` where there are several. Texts in every language there is; cancelled ones too, with `ETag`."""
    facts, dates = _followed()
    body = {
        "site": {"code": facts.code, "name": facts.name, "zone": facts.zone.key},
        "dates": [_public(date) for date in dates],
    }
    return public_answer(json.dumps(body, ensure_ascii=False), "application/json")


@events.get("/calendar.ics")
@open_to_all
@events.doc(responses=CALENDAR)
def dates_as_calendar() -> Response:
    """`?language=uk`, else the site's own; `?site=` where there are several. To subscribe to, with `ETag`."""
    facts, dates = _followed()
    wanted = request.args.get("language", "")
    language = wanted if has_pages(wanted) else facts.default_language
    response = public_answer(calendar_feed(facts, dates, language), "text/calendar")
    response.headers["Content-Disposition"] = f'inline; filename="{facts.code}.ics"'
    return response


def _followed() -> tuple[SiteFacts, list[ComingDate]]:
    office = house().office
    with office.read() as session:
        facts = asked_site(session)
        return facts, followed_dates(session, facts, office.clock())


def _public(date: ComingDate) -> dict[str, Any]:
    return {
        "uid": date.uid,
        **{name: value for name, value in date_json(date).items() if name != "key"},
        "changed_at": iso(date.changed_at),
        "cancelled": date.is_cancelled,
    }
