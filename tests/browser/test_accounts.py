"""Accounts in the browser: by the identity provider, by a second factor, an invitation, a stolen cookie, the pages."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models import StaffMember
from tests.support.cast import AUDITOR, AYLIN, LEAD
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.faces import PASSWORD
from tests.support.identity_provider import Citizen, IdentityProvider, running_provider
from tests.support.served import ServedPoint, served_point

AYLINS = "aylin.demir@stadt.example"


@pytest.fixture
def point(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url, rate_limits="on") as served:
        yield served


def menu(page: Page, item: str) -> None:
    page.locator(".top-bar [popovertarget]").click()
    page.get_by_role("button", name=item).click()


def test_by_the_citys_identity_provider(people: People, sqlite_url: str) -> None:
    with running_provider() as provider, served_point(sqlite_url, **provider.settings) as point:
        provider.redirects.add(f"{point.url}/staff/provider/callback")
        provider.people = {"aylin": Citizen("s-1", AYLINS), "stranger": Citizen("s-2", "x@elsewhere.example")}
        with point.office.write(point.site_id) as unit:
            unit.session.scalars(select(StaffMember).where(StaffMember.code == AYLIN)).one().email = AYLINS
        desk = Desk(people, point).open()
        come_by_provider(desk.page, provider, "stranger")
        expect(desk.page.get_by_role("alert")).to_contain_text("noch niemand eingeladen")
        assert desk.page.url == f"{point.url}/staff/", "nothing of it stays in the address"
        come_by_provider(desk.page, provider, "aylin")
        expect(desk.page.get_by_role("heading", name="Hallo Aylin Demir")).to_be_visible(timeout=20_000)
        desk.sit_down(3)
        menu(desk.page, "Abmelden")
        expect(desk.page.get_by_role("heading", name="Anmelden")).to_be_visible()


def come_by_provider(page: Page, provider: IdentityProvider, user: str) -> None:
    page.get_by_role("link", name="Anmelden mit Stadt Leverkusen").click()
    page.wait_for_url(f"{provider.issuer}/**")
    page.get_by_label("Name").fill(user)
    page.get_by_role("button", name="Sign in").click()


def test_second_factor_from_setting_it_up_to_signing_in_with_it(people: People, point: ServedPoint) -> None:
    desk = Desk(people, point).sign_in(AYLIN)
    desk.page.locator(".desk").first.wait_for()
    menu(desk.page, "Mein Konto")
    desk.button("Zweiten Faktor einrichten").click()
    key = desk.page.locator(".secret").inner_text().replace(" ", "")
    totp = pyotp.TOTP(key)
    assert desk.page.locator(".factor-qr").evaluate("image => image.complete && image.naturalWidth > 0")
    assert accessibility_faults(desk.page) == []
    desk.page.get_by_label("Code, den die App zeigt").fill("000000")
    desk.button("Einschalten").click()
    expect(desk.page.get_by_role("alert")).to_contain_text("passt nicht")
    desk.page.get_by_label("Code, den die App zeigt").fill(totp.at(point.clock()))
    desk.button("Einschalten").click()
    expect(desk.page.locator(".codes li")).to_have_count(8)
    recovery = desk.page.locator(".codes li").first.inner_text()
    desk.button("Ich habe sie verwahrt").click()
    expect(desk.page.get_by_text("8 Ersatzcodes sind übrig.")).to_be_visible()
    assert accessibility_faults(desk.page) == []
    point.clock.forward(seconds=60)

    elsewhere = Desk(people, point).sign_in(AYLIN)
    elsewhere.page.get_by_label("Code", exact=True).fill("111111")
    elsewhere.page.keyboard.press("Enter")
    expect(elsewhere.page.get_by_role("alert")).to_contain_text("passt nicht")
    assert accessibility_faults(elsewhere.page) == []
    elsewhere.page.get_by_label("Code", exact=True).fill(totp.at(point.clock()))
    elsewhere.page.keyboard.press("Enter")
    expect(elsewhere.page.get_by_role("heading", name="Hallo Aylin Demir")).to_be_visible()

    without_phone = Desk(people, point).sign_in(AYLIN)
    without_phone.page.get_by_label("Code", exact=True).fill(recovery)
    without_phone.page.keyboard.press("Enter")
    expect(without_phone.page.get_by_role("heading", name="Hallo Aylin Demir")).to_be_visible()


def test_guessing_is_slowed_and_a_stolen_cookie_dies_with_signing_out(
    people: People, point: ServedPoint
) -> None:
    number = point.issue()
    desk = Desk(people, point).sign_in(AYLIN).sit_down(3)
    expect(desk.number).to_have_text(str(number))
    thief = Desk(people, point)
    thief.page.context.add_cookies(desk.page.context.cookies())  # type: ignore[arg-type]
    thief.open()
    expect(thief.number).to_have_text(str(number))
    menu(desk.page, "Mein Konto")
    desk.button("Überall abmelden").click()
    expect(desk.page.get_by_role("heading", name="Anmelden")).to_be_visible()
    expect(thief.page.get_by_role("heading", name="Anmelden")).to_be_visible()  # by itself: its line was cut
    assert str(number) not in thief.page.locator("body").inner_text()
    guesser = Desk(people, point).sign_in("j-hoffmann", "guess 0")
    for guess in range(1, 6):
        expect(guesser.page.get_by_label("Passwort")).to_have_value("")
        guesser.page.get_by_label("Passwort").fill(f"guess {guess}")
        guesser.page.keyboard.press("Enter")
    expect(guesser.page.get_by_role("alert")).to_contain_text(re.compile(r"Zu viele Versuche.*0:1\d"))


def test_a_lead_invites_and_the_auditor_reads_it(people: People, point: ServedPoint) -> None:
    lead = Desk(people, point).sign_in(LEAD)
    lead.page.get_by_role("navigation").get_by_role("button", name="Personen").click()
    expect(lead.page.locator(".people-table tbody tr")).not_to_have_count(0)
    assert accessibility_faults(lead.page) == []
    point.clock.forward(minutes=11)
    lead.button("Jemanden einladen").click()
    lead.page.get_by_label("Name", exact=True).fill("Nele Größe")
    expect(lead.page.get_by_label("Benutzername")).to_have_value("n-groesse")
    lead.page.get_by_role("group", name="Anliegen").get_by_role("button", name="Wohnen").click()
    assert accessibility_faults(lead.page) == []
    lead.button("Link erstellen").click()
    lead.page.get_by_label("Passwort").fill(PASSWORD)  # eleven minutes later: is it you?
    lead.button("Bestätigen").click()
    link = lead.page.get_by_label("Link", exact=True).input_value()
    lead.button("Fertig").click()
    expect(lead.page.get_by_role("row", name="Nele Größe")).to_contain_text("eingeladen")

    newcomer = people.arrive(1024, 768, locale="de")
    newcomer.goto(link)
    newcomer.get_by_label("Neues Passwort").fill("viele grüne Gänse")
    newcomer.get_by_label("Noch einmal").fill("viele grüne Gänse")
    assert "link=" not in newcomer.url
    assert accessibility_faults(newcomer) == []
    newcomer.keyboard.press("Enter")
    expect(newcomer.get_by_label("Neues Passwort")).to_have_count(
        0
    )  # the same greeting stands above the form
    expect(newcomer.get_by_role("heading", name="Hallo Nele Größe")).to_be_visible()
    newcomer.goto("about:blank")
    newcomer.goto(link)
    expect(newcomer.get_by_role("alert")).to_contain_text("abgelaufen")

    auditor = Desk(people, point).sign_in(AUDITOR)
    invited = auditor.page.get_by_role("row", name="eingeladen")
    expect(invited.first).to_contain_text("Nele Größe")
    assert accessibility_faults(auditor.page) == []
    auditor.page.get_by_label("Was").select_option(label="angemeldet")
    expect(auditor.page.get_by_role("row", name="eingeladen")).to_have_count(0)
    with auditor.page.expect_download() as file:
        auditor.page.get_by_role("link", name="Als Datei exportieren").click()
    assert "signed_in" in file.value.path().read_text(encoding="utf-8-sig")


@pytest.mark.long
def test_where_everybody_needs_a_second_factor_it_comes_first(people: People, sqlite_url: str) -> None:
    with served_point(sqlite_url) as point:
        from models import Site

        with point.office.write(point.site_id) as unit:
            site = unit.session.get_one(Site, point.site_id)
            site.plan = {**site.plan, "sign_in": {"second_factor": "required"}}
            site.plan_revision += 1
        desk = Desk(people, point).sign_in(AYLIN)
        desk.button("Zweiten Faktor einrichten").click()
        key = desk.page.locator(".secret").inner_text().replace(" ", "")
        desk.page.get_by_label("Code, den die App zeigt").fill(pyotp.TOTP(key).at(point.clock()))
        desk.button("Einschalten").click()
        desk.button("Ich habe sie verwahrt").click()
        expect(desk.page.get_by_role("heading", name="Hallo Aylin Demir")).to_be_visible()
