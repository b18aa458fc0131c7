"""The page behind a slip's QR code. Looking at it changes nothing; a code that lives no more gets a friendly answer."""

from collections.abc import Sequence
from typing import Any

from i18n.languages import SHIPPED, find_language, has_pages
from i18n.texts import translator
from phone.blueprint import phone
from rules.errors import UnknownCode
from service_point.boards import opening_json, ticket_picture
from service_point.facts import SiteFacts
from service_point.visiting import find_by_code, ticket_by_id
from web.guards import for_holder
from web.house import house
from web.languages import reader_language
from web.pages import face_page, page

PRODUCT = "Lotse"


@phone.get("/<code>")
@phone.doc(hide=True)
@for_holder
def ticket_page(code: str) -> str | tuple[str, int]:
    """The holder's page in the ticket's language; 404 with where to go now when the code isn't known (any more)."""
    try:
        return _ticket_page(code)
    except UnknownCode:
        return _unknown_page(), 404


def _ticket_page(code: str) -> str:
    office = house().office
    site_id, ticket_id = find_by_code(office, code)
    with office.read() as session:
        facts, ticket = office.facts(session, site_id), ticket_by_id(session, ticket_id)
        languages = _languages(facts)
        boot = {
            "code": ticket.code,
            "status": ticket_picture(session, facts, ticket, office.clock()),
            "site": _site(facts, opening_json(session, facts, office.clock())),
            "languages": [{"code": language, "name": find_language(language).name} for language in languages],
        }
        language = ticket.language if ticket.language in languages else reader_language()
    return face_page(
        "phone/ticket.html",
        language,
        face="phone",
        languages=languages,
        boot=boot,
        site_name=facts.short_name,
    )


def _languages(facts: SiteFacts) -> Sequence[str]:
    """The languages of the site's pages that we ship; all of them for a site that names none."""
    return [code for code in facts.page_languages if has_pages(code)] or SHIPPED


def _site(facts: SiteFacts, opening: dict[str, Any]) -> dict[str, Any]:
    """`closes_at` is None unless a slot takes or serves people now."""
    is_running = opening["open"] or opening["reason"] == "last_call"
    return {
        "name": facts.short_name,
        "zone": facts.zone.key,
        "closes_at": opening["closes_at"] if is_running else None,
    }


def _unknown_page() -> str:
    """In the reader's language first, then in the others: a browser's language may not be its owner's."""
    reader = reader_language()
    others = [translator(code) for code in SHIPPED if code != reader]
    return page("phone/unknown.html", reader, face="phone", site_name=PRODUCT, others=others)
