"""A lead's pages: the day at a glance, hours by hand, the emergency list, the roster, who is ill."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from models import StaffMember
from service_point.issuing import TicketWish, issue
from service_point.people import SignedIn, member_as_signed_in
from service_point.refused import Refused, report_refused
from service_point.ticketing import pause, resume
from tests.support.cast import AYLIN, DISCREET, JONAS, LEAD
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.served import ServedPoint, served_point

TODAY, THURSDAY, NEXT_THURSDAY = "2026-11-23", "2026-11-26", "2026-12-03"


@pytest.fixture
def point(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


def staff_id(point: ServedPoint, username: str) -> int:
    with point.office.read() as session:
        return session.scalars(select(StaffMember.id).where(StaffMember.code == username)).one()


def signed_in(point: ServedPoint, username: str) -> SignedIn:
    with point.office.read() as session:
        found = member_as_signed_in(session, staff_id(point, username))
    assert found is not None
    return found


def lead_at(people: People, point: ServedPoint, page: str) -> Desk:
    console = Desk(people, point, reduced_motion="reduce").sign_in(LEAD)
    console.page.locator(f".bar-pages [data-page={page}]").click()
    return console


def test_the_day_at_a_glance_follows_the_queue_and_its_hours_are_changed_by_hand(
    people: People, point: ServedPoint
) -> None:
    number = point.issue("housing", ("ar",))
    discreet = point.issue(DISCREET, ("tr",))
    console = lead_at(people, point, "today")
    main = console.page.locator("main")
    waiting, hours = main.locator(".today-waiting"), main.locator(".today-hours")
    expect(waiting.locator(".today-figure")).to_contain_text("2")
    expect(waiting).to_contain_text("Wohnen")
    expect(waiting).to_contain_text("1 weitere Person, deren Anliegen hier nicht steht")
    expect(waiting).not_to_contain_text("Familie")
    expect(main.locator(".today-desks")).to_contain_text("Niemand ist an einem Platz.")
    with point.office.write(point.site_id) as unit:
        issue(unit, TicketWish("work", "und"), "kiosk")
    expect(waiting.locator(".today-figure")).to_contain_text("3")
    expect(main.locator(".today-alerts")).to_contain_text("Bei 1 Person ist die Sprache noch unbekannt")
    console.button("Ende ändern").click()
    dialog = console.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Wer zum neuen Ende noch wartet, wird nicht mehr aufgerufen.")
    dialog.get_by_label("Bis").fill("13:00")
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog.get_by_role("alert")).to_contain_text("eine Uhrzeit, die noch kommt")
    dialog.get_by_label("Bis").fill("17:30")
    dialog.get_by_role("button", name="Speichern").click()
    expect(hours).to_contain_text("12:45–17:30")
    assert accessibility_faults(console.page) == []
    console.button("Jetzt schließen").click()
    expect(dialog).to_contain_text("3 Personen warten und werden nicht mehr aufgerufen.")
    expect(dialog.get_by_role("button", name="Geöffnet lassen")).to_be_focused()
    dialog.get_by_role("button", name="Jetzt schließen").click()
    expect(hours).to_contain_text("vorbei")
    assert [point.state(one) for one in (number, discreet)] == ["unserved", "unserved"]
    console.button("Jetzt öffnen").click()
    dialog.get_by_role("button", name="Jetzt öffnen").click()
    expect(hours.locator(".chip.good")).to_have_text("offen")


def test_the_emergency_list_is_printed_alone_and_names_no_topic(people: People, point: ServedPoint) -> None:
    numbers = [point.issue("housing", ("ar",), ("wheelchair",)), point.issue(DISCREET, ("tr",))]
    console = lead_at(people, point, "today")
    console.page.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
    console.button("Notfallliste").click()
    console.page.get_by_label("Sprache", exact=True).select_option("en")
    console.button("Drucken").click()
    paper = console.page.locator("body > .paper")
    expect(paper).to_be_attached()
    console.page.emulate_media(media="print")
    expect(console.page.locator("#console")).to_be_hidden()
    for number, (language, need) in zip(numbers, (("Arabic", "wheelchair"), ("Turkish", "")), strict=True):
        row = paper.locator("tr", has=console.page.locator(f"strong bdi:text-is('{number}')"))
        expect(row).to_contain_text(language)
        expect(row).to_contain_text(need, ignore_case=True)
    for topic in ("Housing", "Wohnen", "Family", "Familie"):
        expect(paper).not_to_contain_text(topic)
    expect(paper.locator(f"strong bdi:text-is('{numbers[1] + 24}')")).to_have_count(1)
    assert point.issue() == numbers[1] + 25, "the numbers on paper are given to nobody else"
    assert console.page.evaluate("window.printed") == 1


def test_who_paused_and_which_tickets_were_refused_stand_on_the_lead_s_day(
    people: People, point: ServedPoint
) -> None:
    aylin = signed_in(point, LEAD)
    with point.office.write(point.site_id) as unit:
        told = Refused(
            "6f3c2f9e-27b5-4c5d-9a3c-8f4f6c0f5a11", 417, point.clock(), "housing", "ar", "SlotClosed"
        )
        report_refused(unit, 1, told)
        pause(unit, aylin, "short_break")
    point.clock.forward(minutes=4)
    with point.office.write(point.site_id) as unit:
        resume(unit, aylin)
    console = Desk(people, point).sign_in(LEAD)
    band = console.page.locator(".refused-band")
    expect(band).to_contain_text("1 Nummer eines Terminals wurde nicht angenommen")
    band.get_by_role("button", name="Ansehen").click()
    pauses = console.page.get_by_role("region", name="Wann die Terminals keine Nummern gaben")
    expect(pauses).to_contain_text("Kurze Pause")
    expect(pauses).to_contain_text("seit 14:07, von Lead · bis 14:11, von Lead")
    refused = console.page.locator("main .refused")
    expect(refused).to_contain_text("417")
    expect(refused).to_contain_text("Wohnen")
    expect(console.page.locator(".today-calm")).to_have_count(0)
    refused.get_by_role("button").click()
    expect(refused).to_have_count(0)
    expect(band).to_be_hidden()


def cell(console: Desk, point: ServedPoint, username: str, on: str) -> Locator:
    return console.page.locator(f"#plan-{staff_id(point, username)}-{on}")


def test_a_roster_is_planned_by_tapping_says_what_is_missing_and_is_copied(
    people: People, point: ServedPoint
) -> None:
    console = lead_at(people, point, "roster")  # of the city's people
    gaps = console.page.locator(".roster-gaps")
    expect(console.page.locator(".roster-table tbody tr")).to_have_count(3)
    cell(console, point, JONAS, THURSDAY).click()
    expect(gaps).to_contain_text(
        "Donnerstag, 26. November: niemand berät zu Familie und Persönliches; niemand spricht"
    )
    expect(gaps).to_contain_text("Arabisch")
    expect(cell(console, point, JONAS, THURSDAY)).to_be_focused()
    cell(console, point, AYLIN, THURSDAY).click()
    expect(gaps.locator("li")).not_to_contain_text("Arabisch")
    cell(console, point, AYLIN, THURSDAY).click()
    dialog = console.page.get_by_role("dialog")
    dialog.get_by_label("Geht").fill("15:00")
    dialog.get_by_role("button", name="Speichern").click()
    expect(gaps).to_contain_text("Arabisch oder Türkisch von 15:00 bis 17:00")
    expect(cell(console, point, AYLIN, THURSDAY)).to_have_text("–15:00")
    assert accessibility_faults(console.page) == []
    cell(console, point, JONAS, THURSDAY).click()
    dialog.get_by_role("button", name="Herausnehmen").click()
    expect(gaps).to_contain_text("niemand ist eingeplant von 15:00 bis 17:00")
    console.button("Die Woche danach").click()
    expect(cell(console, point, AYLIN, NEXT_THURSDAY)).to_have_class("roster-cell")
    console.button("Vorwoche übernehmen").click()
    expect(cell(console, point, AYLIN, NEXT_THURSDAY)).to_have_text("–15:00")
    expect(console.page.locator("#notices")).to_contain_text("1 Eintrag übernommen")


def test_somebody_ill_is_marked_and_a_substitute_planned(people: People, point: ServedPoint) -> None:
    console = lead_at(people, point, "roster")
    cell(console, point, AYLIN, TODAY).click()
    expect(cell(console, point, AYLIN, TODAY)).to_have_text("geplant")
    cell(console, point, AYLIN, TODAY).click()
    dialog = console.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Heute krank").click()
    expect(dialog).to_contain_text("Wenn diese Person heute krank ist")
    expect(dialog).to_contain_text("niemand spricht")
    expect(dialog).to_contain_text("Arbeiterwohlfahrt: bitte die Leitung fragen")
    expect(dialog).not_to_contain_text("Rojda")
    dialog.get_by_role("button", name="Heute krank").click()
    expect(dialog).to_contain_text("Der Grund geht niemanden etwas an")
    dialog.get_by_role("listitem").filter(has_text="Jonas Hoffmann").get_by_role("button").click()
    expect(dialog.get_by_role("listitem").filter(has_text="Jonas Hoffmann")).to_have_count(0)
    console.press("Escape")
    expect(cell(console, point, AYLIN, TODAY)).to_have_text("heute krank")
    expect(cell(console, point, JONAS, TODAY)).to_have_text("geplant")
