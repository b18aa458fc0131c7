"""A new lead sets up an invented service point from nothing by browser only; its kiosk shows its topics and gives a number."""

from pathlib import Path

from playwright.sync_api import Page, expect

from app import migrations
from models import Database
from service_point.set_up import make_setup_link
from tests.support.chromium import People, accessibility_faults
from tests.support.served import served_point

PATIENCE_MS = 20_000


def test_from_an_empty_database_to_a_ticket_by_browser_only(people: People, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    database = Database(url)
    migrations.upgrade(database)
    database.dispose()
    with served_point(url) as point:
        lead = people.arrive(1440, 900, locale="de")
        lead.set_default_timeout(PATIENCE_MS)
        lead.goto(f"{point.url}/staff/configuration#setup={make_setup_link(point.office)}")
        make_the_place(lead)
        give_hours(lead)
        change_topics(lead)
        look_at_the_preview(lead)
        undo_the_last_change(lead)
        take_a_ticket(add_a_kiosk(lead))


def make_the_place(lead: Page) -> None:
    lead.get_by_label("Voller Name").fill("Servicestelle Neustadt")
    assert "setup" not in lead.url, "the token has left the address"
    lead.get_by_label("Kurzer Name").fill("Neustadt")
    lead.get_by_label("Organisation").fill("Stadt Neustadt")
    lead.get_by_label("Zeitzone").fill("Europe/Berlin")
    lead.get_by_label("Ihr Name").fill("Mia Berg")
    lead.get_by_label("Benutzername").fill("m-berg")
    lead.get_by_label("Passwort").fill("kurz")
    lead.get_by_role("button", name="Servicestelle anlegen").click()
    expect(lead.get_by_role("alert").filter(has_text="mindestens 12 Zeichen")).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert accessibility_faults(lead) == []
    lead.get_by_label("Passwort").fill("ein ganzer Satz reicht hier")
    lead.get_by_role("button", name="Servicestelle anlegen").click()
    expect(lead.get_by_role("heading", name="Schritt für Schritt")).to_be_visible(timeout=PATIENCE_MS)
    assert accessibility_faults(lead) == []


def give_hours(lead: Page) -> None:
    lead.locator("[data-step=hours]").click()
    lead.locator("[data-add=hours]").click()
    lead.get_by_label("Von").fill("12:00")
    lead.get_by_label("Bis").fill("11:00")
    expect(lead.locator(".config-field .wrong:visible")).to_contain_text(
        "11:00 ist nicht nach 12:00", timeout=PATIENCE_MS
    )
    assert lead.get_by_label("Bis").get_attribute("aria-invalid") == "true"
    assert accessibility_faults(lead) == []
    lead.get_by_label("Bis").fill("17:00")
    expect(lead.locator(".config-field .wrong:visible")).to_have_count(0, timeout=PATIENCE_MS)
    save(lead)


def change_topics(lead: Page) -> None:
    """A topic of one's own, whose missing translations are counted, and one of the program's with all of them."""
    lead.locator("[data-page=topics]").click()
    lead.locator("[data-add=topics]").click()
    row = lead.locator(".config-row[open]")
    row.locator("[id$=-name-de]").fill("Fahrradwerkstatt")
    expect(row.locator(".config-missing").last).to_contain_text("Übersetzungen fehlen", timeout=PATIENCE_MS)
    expect(row.locator("input[readonly]")).to_have_count(0, timeout=PATIENCE_MS)
    assert row.get_by_label("Code").input_value() == "fahrradwerkstatt"
    assert accessibility_faults(lead) == []
    row.get_by_role("button", name="Entfernen").click()
    lead.locator(".config-row summary").first.click()
    lead.locator(".config-row[open] [id$=-name-de]").fill("Deutsch lernen")
    save(lead)


def save(lead: Page) -> None:
    lead.get_by_role("button", name="Speichern").click()
    expect(lead.locator(".config-bar")).to_be_hidden(timeout=PATIENCE_MS)


def look_at_the_preview(lead: Page) -> None:
    lead.locator("[data-page=preview]").click()
    kiosk = lead.frame_locator(".config-kiosk")
    expect(kiosk.locator(".languages [lang=ar]").first).to_be_visible(timeout=PATIENCE_MS)
    lead.get_by_label("Bild").select_option("topics")
    lead.get_by_label("Tag", exact=True).fill("2026-11-23")
    lead.get_by_label("Zeit", exact=True).fill("14:00")
    expect(kiosk.locator("[data-topic=language-courses]")).to_contain_text(
        "Deutsch lernen", timeout=PATIENCE_MS
    )
    assert kiosk.locator("body").evaluate("body => body.inert"), "nothing there can be touched"
    lead.get_by_label("Tag", exact=True).fill("2026-11-24")
    expect(kiosk.locator(".screen-closed")).to_be_visible(timeout=PATIENCE_MS)


def undo_the_last_change(lead: Page) -> None:
    lead.locator("[data-page=history]").click()
    lead.locator("[data-revision='3']").get_by_role("button", name="Diese Änderung zurücknehmen").click()
    lead.locator("dialog").get_by_role("button", name="Rückgängig").click()
    expect(lead.locator("[data-revision='4']")).to_contain_text(
        "nimmt Änderung 3 zurück", timeout=PATIENCE_MS
    )


def add_a_kiosk(lead: Page) -> Page:
    lead.locator("[data-page=steps]").click()
    lead.get_by_role("button", name="Gerät hinzufügen").click()
    with lead.context.expect_page() as opened:
        lead.get_by_role("link", name="Hier öffnen").click()
    return opened.value


def take_a_ticket(kiosk: Page) -> None:
    kiosk.set_viewport_size({"width": 1080, "height": 1920})
    expect(kiosk.locator(".head-state")).to_be_visible(
        timeout=PATIENCE_MS
    )  # the server has said what is offered
    tap(kiosk, "button[data-language=uk]")
    expect(kiosk.locator("[data-topic=language-courses]")).to_contain_text("Мовні курси", timeout=PATIENCE_MS)
    tap(kiosk, "[data-topic=language-courses]")
    tap(kiosk, ".screen-needs .go .button")
    expect(kiosk.locator(".screen-ticket")).to_be_visible(timeout=PATIENCE_MS)


def tap(kiosk: Page, selector: str) -> None:
    """A calm tap: within half a second of a new screen it would count as a tremor."""
    kiosk.locator(selector).wait_for(timeout=PATIENCE_MS)
    kiosk.wait_for_timeout(700)
    kiosk.locator(selector).click()
