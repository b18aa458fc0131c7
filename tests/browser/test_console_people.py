"""Who uses the console and how they like it: sign-in, languages, keys, duty, reception, a broken line, axe."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support import looks
from tests.support.cast import AYLIN, JONAS, OPERATOR, RECEPTION
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.effort import now_and_long
from tests.support.served import ServedPoint, served_point


@pytest.fixture
def point(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


def at_work(people: People, point: ServedPoint, username: str = AYLIN, **window: object) -> Desk:
    return Desk(people, point, **window).sign_in(username).sit_down(3)  # type: ignore[arg-type]


def test_a_wrong_password_is_told_kindly(people: People, point: ServedPoint) -> None:
    console = Desk(people, point).sign_in(AYLIN, "wrong")
    expect(console.page.get_by_role("alert")).to_have_text(
        "Benutzername und Passwort passen nicht zusammen. Bitte versuchen Sie es noch einmal."
    )
    expect(console.page.get_by_label("Benutzername")).to_have_value(AYLIN)
    expect(console.page.get_by_label("Passwort")).to_be_focused()
    expect(console.page.get_by_label("Passwort")).to_have_value("")
    assert "401" not in console.page.locator("body").inner_text()


@pytest.mark.long
def test_german_and_english_at_any_moment(people: People, point: ServedPoint) -> None:
    point.issue("work", ("ar",), ("wheelchair",))
    console = Desk(people, point, language="en").open()
    expect(console.page.get_by_role("heading", name="Sign in")).to_be_visible()
    console.button("Deutsch").click()
    expect(console.page.get_by_role("heading", name="Anmelden")).to_be_visible()
    console.sign_in(AYLIN).sit_down(3)
    expect(console.page.locator(".idle-next")).to_contain_text("Arabisch")
    console.page.locator(".top-bar [popovertarget]").click()
    console.button("English").click()
    expect(console.title).to_have_text("Next")
    expect(console.page.locator(".idle-next")).to_contain_text("Arabic")
    expect(console.page.locator(".idle-next")).to_contain_text("Work and qualification")
    assert console.page.locator("html").get_attribute("lang") == "en"
    console.page.reload()
    expect(console.title).to_have_text("Next")


@pytest.mark.access(12)
def test_keys_can_be_switched_off_and_never_act_while_somebody_types(
    people: People, point: ServedPoint
) -> None:
    point.issue()
    console = at_work(people, point)
    call = console.button("Aufrufen")
    expect(call).to_have_attribute("aria-keyshortcuts", "N")
    console.press("?")
    console.press("n")
    console.press("Escape")
    console.press("Control+n")
    console.page.locator(".top-bar [popovertarget]").click()
    console.button("Einzelne Tasten").click()
    expect(console.page.locator(".key")).to_have_count(0)
    expect(call).not_to_have_attribute("aria-keyshortcuts", "N")
    console.press("n")
    console.page.reload()
    expect(console.title).to_have_text("Als Nächstes")
    console.press("n")
    console.page.wait_for_timeout(300)
    assert console.calls_made() == 0
    call.click()
    expect(console.title).to_contain_text("Aufgerufen")


@pytest.mark.long
def test_a_break_and_the_end_of_duty(people: People, point: ServedPoint) -> None:
    console = at_work(people, point)
    console.button("Pause").click()
    expect(console.title).to_have_text("Sie haben Pause")
    jonas = Desk(people, point).sign_in(JONAS)
    taken = jonas.page.locator(".desk").nth(2)
    expect(taken).to_be_disabled()
    expect(taken).to_contain_text("Aylin Demir")
    console.button("Zurück an Platz 3").click()
    expect(console.title).to_have_text("Niemand wartet")
    console.page.locator(".top-bar [popovertarget]").click()
    console.button("Dienst beenden").click()
    expect(console.page.get_by_role("heading", name="Hallo Aylin Demir")).to_be_visible()
    expect(taken).to_be_enabled()


def test_signing_out_leaves_nothing_behind(people: People, point: ServedPoint) -> None:
    number = point.issue()
    console = at_work(people, point)
    expect(console.number).to_have_text(str(number))
    console.page.locator(".top-bar [popovertarget]").click()
    console.button("Abmelden").click()
    expect(console.page.get_by_role("heading", name="Anmelden")).to_be_visible()
    assert str(number) not in console.page.content()
    assert console.page.title() == "Lotse"
    kept = console.page.evaluate("() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)]")
    assert not [key for key in kept if "draft" in key]
    console.page.reload()
    expect(console.page.get_by_role("heading", name="Anmelden")).to_be_visible()


def test_a_session_that_ended_leads_back_to_the_sign_in(people: People, point: ServedPoint) -> None:
    number = point.issue()
    console = at_work(people, point)
    expect(console.number).to_have_text(str(number))
    console.page.context.clear_cookies()
    console.press("n")
    expect(console.page.get_by_role("alert")).to_contain_text("abgemeldet")
    assert str(number) not in console.page.locator("body").inner_text()
    assert point.state(number) == "waiting"


def test_the_reception_issues_parks_and_brings_back(people: People, point: ServedPoint) -> None:
    reception = Desk(people, point).sign_in(RECEPTION)
    topics = reception.page.locator(".issue-topics")
    expect(topics).to_contain_text("Wohnen")
    expect(topics).not_to_contain_text("Familie")  # discreet
    expect(topics).not_to_contain_text("Einbürgerung")  # only in a guest slot
    reception.button("Nummer ausgeben").click()
    expect(reception.page.get_by_role("alert").first).to_contain_text("Anliegen und Sprache")
    reception.button("Wohnen").click()
    reception.page.get_by_role("group", name="Sprache").get_by_role("button", name="Ukrainisch").click()
    reception.button("Mit Kindern hier").click()
    reception.button("Nummer ausgeben").click()
    number = int(reception.page.locator(".issued .big-number").inner_text())
    slip = reception.page.get_by_role("link", name="Ticket drucken")
    assert (slip.get_attribute("href") or "").endswith("/slip.pdf")
    assert point.state(number) == "waiting"
    reception.page.locator(".ticket-row", has_text=str(number)).click()
    expect(reception.page.get_by_role("dialog")).not_to_contain_text("weil")
    reception.button("Parken").click()
    reception.page.locator(".states .chip", has_text=str(number)).click()
    assert point.state(number) == "parked"
    reception.button("Ist wieder da").click()
    expect(reception.waiting).to_have_text([str(number)])
    reception.page.locator(".ticket-row", has_text=str(number)).click()
    reception.button("Zurückziehen").click()
    reception.button("Ja, zurückziehen").click()
    expect(reception.waiting).to_have_count(0)
    assert point.state(number) == "withdrawn"


@pytest.mark.long
def test_a_case_manager_issues_a_ticket_too(people: People, point: ServedPoint) -> None:
    console = at_work(people, point)
    console.button("Wartenummer ausgeben").first.click()
    dialog = console.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Familie und Persönliches").click()
    dialog.get_by_role("group", name="Sprache").get_by_role("button", name="Türkisch").click()
    dialog.get_by_role("button", name="Nummer ausgeben").click()
    number = dialog.locator(".big-number").inner_text()
    dialog.get_by_role("button", name="Fertig").click()
    expect(console.number).to_have_text(number)


def test_an_operator_finds_devices_and_nothing_else(people: People, point: ServedPoint) -> None:
    console = Desk(people, point).sign_in(OPERATOR)
    expect(console.page.get_by_role("heading", name="Geräte")).to_be_visible()
    assert console.page.locator(".bar-pages, .desk, .waiting").count() == 0
    console.page.locator(".top-bar [popovertarget]").click()
    console.button("Abmelden").click()
    expect(console.page.get_by_role("heading", name="Anmelden")).to_be_visible()


def test_a_refusal_is_said_in_the_readers_words(people: People, point: ServedPoint) -> None:
    point.issue()
    console = at_work(people, point)
    console.page.route("**/staff/api/calls", lambda route: route.fulfill(
        status=409, content_type="application/problem+json",
        body='{"code": "AlreadyCalled", "detail": "Jemand aus dem Team hat diese Nummer schon aufgerufen."}',
    ))  # fmt: skip
    expect(console.page.locator(".idle-next")).to_be_visible()
    console.press("n")
    notice = console.page.locator(".notice")
    expect(notice).to_have_text("Jemand aus dem Team hat diese Nummer schon aufgerufen.")
    expect(console.title).to_have_text("Als Nächstes")


@pytest.mark.access(5)
@pytest.mark.access(10)
@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "theme"), now_and_long([("de", "dark")], [("de", "light"), ("en", "dark")], several=True)
)
def test_no_barrier_on_any_screen(people: People, point: ServedPoint, language: str, theme: str) -> None:
    console = Desk(people, point, language=language, color_scheme=theme, reduced_motion="reduce").open()
    faults: dict[str, list[Any]] = {}

    def look(screen: str, landmark: str) -> None:
        console.page.locator(landmark).first.wait_for()
        console.page.wait_for_timeout(200)
        faults[screen] = [
            *accessibility_faults(console.page),
            *looks.without_contrast(looks.look(console.page)),
        ]

    look("sign-in", "form")
    console.sign_in(AYLIN)
    look("desks", ".desk")
    console.sit_down(3)
    look("idle, empty", ".idle-empty")
    for _ in range(3):
        point.issue("work", ("ar", "tr"), ("wheelchair", "fetch_me"), persons=2)
    look("idle, next", ".idle-next")
    console.page.locator(".ticket-row").last.click()
    look("one ticket", "dialog")
    console.press("Escape")
    console.press("n")
    look("called", ".called")
    console.begin_talk()
    look("talk", ".talking")
    console.press("2")
    console.press("4")
    console.page.locator(".outcome-more > summary").click()
    look("outcome", ".outcome-more[open]")
    console.press("9")
    look("interrupt", "dialog")
    console.press("Escape")
    console.page.locator(".actions [aria-haspopup=dialog]").last.click()
    look("hand over", "dialog")
    console.press("Escape")
    console.page.locator(".top-bar [popovertarget]").click()
    look("menu", ".menu:popover-open")
    assert {screen: found for screen, found in faults.items() if found} == {}
