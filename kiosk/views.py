"""The page of the kiosk: one page, its state never in the address. Without a device it holds texts, and no data."""

from collections.abc import Mapping, Sequence
from typing import Any

from i18n.languages import SHIPPED, find_language
from i18n.texts import translator
from kiosk.blueprint import kiosk
from rules.errors import RuleBroken
from service_point.devices import KnownDevice
from service_point.facts import SiteFacts
from web.guards import known_device, open_to_all
from web.house import house, voices_of
from web.languages import reader_language
from web.pages import face_page
from web.program import kiosk_page_version

Boot = dict[str, Any]
PRODUCT = "Lotse"


@kiosk.get("/")
@kiosk.doc(hide=True)
@open_to_all
def kiosk_page() -> str:
    """The page for a visitor, or for whoever sets the terminal up."""
    device = _device()
    if device is None:
        return _kiosk_page(reader_language(), SHIPPED, {"paired": False}, PRODUCT)
    office = house().office
    with office.read() as session:
        facts = office.facts(session, device.site_id)
    return _kiosk_page(facts.default_language, facts.page_languages, boot_of(facts, device), facts.short_name)


def boot_of(facts: SiteFacts, device: KnownDevice) -> Boot:
    """What the page needs of its site: names in every language, so that a change of language needs no line."""
    voices = voices_of(facts)
    return {
        "paired": True,
        "device": str(device.id),
        "page": kiosk_page_version(facts.revision, device.printer, voices),
        "printer": device.printer,
        "site": {
            "name": facts.short_name,
            "zone": facts.zone.key,
            "doors_minutes": int(facts.doors.total_seconds() // 60),
        },
        "voices": voices,
        "languages": [_language(entry) for entry in facts.languages if entry.get("pages")],
        "greetings": {code: translator(code).gettext("Welcome") for code in facts.page_languages},
        "invitations": {
            code: translator(code).gettext("Please touch the screen") for code in facts.page_languages
        },
        "advice_languages": [_language(entry) for entry in facts.languages if entry.get("advice")],
        "topics": [
            {"code": topic.code, "icon": topic.icon, "parent": topic.parent, "name": dict(topic.name)}
            for topic in facts.topics.values()
        ],
        "needs": [
            {"code": need["code"], "icon": need.get("icon", "circle"), "name": dict(need["name"])}
            for need in facts.plan.get("needs", [])
        ],
    }


def _device() -> KnownDevice | None:
    try:
        return known_device("kiosk")
    except RuleBroken:
        return None


def _kiosk_page(language: str, languages: Sequence[str], boot: Boot, site_name: str) -> str:
    return face_page(
        "kiosk/kiosk.html",
        language,
        face="kiosk",
        languages=languages,
        boot=boot,
        site_name=site_name,
    )


def _language(entry: Mapping[str, Any]) -> dict[str, str]:
    """`talk`: the language in which its readers are advised."""
    code, direction = entry["code"], entry.get("direction", "ltr")
    return {"code": code, "name": entry["name"], "direction": direction, "talk": find_language(code).spoken}
