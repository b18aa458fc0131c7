"""What a desk asks for in a browser: help, an interpreter, undo, the slip with the next steps, a visitor without a number."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.support.cast import AYLIN, JONAS, RECEPTION, kiosk_token
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.faces import Console, HttpLine, Kiosk
from tests.support.served import ServedPoint, served_point


@pytest.fixture
def point(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


def test_one_console_through_help_interpreter_undo_and_the_next_steps_of_a_visitor(
    people: People, point: ServedPoint
) -> None:
    jonas = Console(HttpLine(point.url), JONAS).on_duty(4)
    aylin = Desk(people, point).sign_in(AYLIN).sit_down(3)
    help_comes_and_goes(aylin, jonas)
    present(aylin, point)
    code = a_visitor_with_an_interpreter(aylin, point)
    next_steps_are_given(aylin)
    the_window_is_closed_and_opened(aylin)
    the_talk_ends(aylin)
    phone = people.arrive(390, 844, locale="uk")
    phone.goto(f"{point.url}/t/{code}")
    steps = phone.locator(".next-steps")
    expect(steps).to_contain_text("Jobcenter")
    expect(steps).to_contain_text("قرارداد اجاره")
    expect(steps).to_contain_text("Mietvertrag")
    assert accessibility_faults(phone) == []
    a_visitor_without_a_number(aylin, point)


def help_comes_and_goes(aylin: Desk, jonas: Console) -> None:
    jonas.post("/staff/api/help")
    band = aylin.page.locator(".help-band")
    expect(band).to_contain_text("Platz 4 braucht Hilfe.")
    expect(aylin.page).to_have_title("! Platz 4 braucht Hilfe.")
    aylin.button("Ich gehe hin").click()
    expect(band).to_contain_text("Sie gehen zu Platz 4.")
    assert jonas.queue()["help"][0]["answered_by"] == "Aylin Demir"
    aylin.tap("Erledigt")
    expect(band).to_have_count(0)
    aylin.press("h")
    expect(band).to_contain_text("Das Team sieht")
    expect(aylin.page.locator(".help-button")).to_be_hidden()
    assert [call["desk"] for call in jonas.queue()["help"]] == [3]
    aylin.tap("Erledigt")
    expect(band).to_have_count(0)


def present(aylin: Desk, point: ServedPoint) -> None:
    aylin.tap("Wer ist da?")
    aylin.page.locator(".interpreter-list li", has_text="Samira Noori").get_by_role("button").click()
    expect(interpreter(aylin)).to_contain_text("frei")
    aylin.tap("Am Telefon")
    expect(aylin.page.locator(".phone-number")).to_have_text("0221 4710 123")
    aylin.press("Escape")
    (told,) = Console(HttpLine(point.url), RECEPTION).queue()["interpreters"]
    assert told["state"] == "free"


def interpreter(aylin: Desk) -> Locator:
    return aylin.page.locator(".interpreters li", has_text="Samira Noori")


def a_visitor_with_an_interpreter(aylin: Desk, point: ServedPoint) -> str:
    issued = Kiosk(HttpLine(point.url), kiosk_token()).take("housing", "prs", advice_languages=["prs"])
    expect(aylin.page.locator(".idle-next")).to_contain_text("wird Samira Noori zum Dolmetschen gebeten")
    aylin.press("n")
    expect(interpreter(aylin)).to_contain_text("bitte zu Platz 3")
    aylin.press("u")
    expect(interpreter(aylin)).to_contain_text("frei")
    expect(aylin.title).to_have_text("Als Nächstes")
    aylin.press("n")
    expect(aylin.title).to_contain_text("Aufgerufen")
    aylin.begin_talk()
    aylin.tap("Kommt")
    expect(interpreter(aylin)).to_contain_text("an Platz 3")
    return str(issued.ticket["code"])


def next_steps_are_given(aylin: Desk) -> None:
    aylin.outcome("Weiterverwiesen").click()
    aylin.press("p")
    dialog = aylin.page.locator("dialog[open]")
    aylin.button("Nur speichern").click()
    expect(dialog.get_by_role("alert")).to_have_text("Bitte mindestens einen Schritt wählen.")
    dialog.get_by_role("button", name="Jobcenter").click()
    dialog.get_by_role("button", name="Mietvertrag").click()
    assert accessibility_faults(aylin.page) == []
    aylin.tap("Nur speichern")
    expect(dialog).to_have_count(0)


def the_window_is_closed_and_opened(aylin: Desk) -> None:
    context = aylin.page.context
    aylin.page.close()
    aylin.page = context.new_page()
    aylin.open()
    expect(aylin.title).to_have_text("In Beratung")
    expect(aylin.outcome("Weiterverwiesen")).to_have_attribute("aria-pressed", "true")


def the_talk_ends(aylin: Desk) -> None:
    aylin.press("f")
    expect(interpreter(aylin)).to_contain_text("frei")
    expect(aylin.page.locator(".undo-bar")).to_contain_text("Ergebnis berichtigen")
    aylin.page.locator(".my-day .chip").click()
    day = aylin.page.locator(".my-day-dialog")
    expect(day).to_contain_text("1 Beratung")
    expect(day.locator(".my-talks")).to_contain_text("Weiterverwiesen")
    aylin.press("Escape")
    aylin.press("u")
    expect(aylin.page.locator("dialog[open]")).to_contain_text("Was kam bei")
    aylin.press("Escape")


def a_visitor_without_a_number(aylin: Desk, point: ServedPoint) -> None:
    aylin.tap("Besuch ohne Nummer")
    dialog = aylin.page.locator("dialog[open]")
    dialog.get_by_role("button", name="Wohnen").click()
    dialog.get_by_role("button", name="Türkisch").first.click()
    aylin.tap("Beratung beginnen")
    expect(aylin.title).to_have_text("In Beratung")
    number = int(aylin.number.inner_text())
    assert point.state(number) == "in_consultation"
