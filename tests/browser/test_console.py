"""A case manager's day at the console: sign in, call, talk, finish; and what must never happen by itself."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.support.cast import AYLIN, JONAS, OLHA
from tests.support.chromium import People
from tests.support.desk import Desk
from tests.support.served import ServedPoint, served_point

SETTLED_MS = 2_200  # so long after an action of one's own the list may still move
TWO_TAPS = """async ([first, second]) => {
  const find = (text) => [...document.querySelectorAll("button")].find((one) => one.textContent.includes(text));
  find(first).click();
  while (!find(second)) await new Promise(requestAnimationFrame);
  find(second).click(); // as soon as it stands where the first one stood
}"""


@pytest.fixture
def point(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


def at_work(people: People, point: ServedPoint, username: str = AYLIN, desk: int = 3) -> Desk:
    return Desk(people, point).sign_in(username).sit_down(desk)


def in_talk(people: People, point: ServedPoint) -> Desk:
    """Aylin with the first visitor in consultation."""
    console = at_work(people, point)
    expect(console.title).to_have_text("Als Nächstes")
    console.press("n")
    expect(console.title).to_contain_text("Aufgerufen")
    console.begin_talk()
    expect(console.title).to_have_text("In Beratung")
    return console


def test_a_day_from_sign_in_to_the_next_visitor(people: People, point: ServedPoint) -> None:
    first, second = point.issue("housing", ("de", "tr")), point.issue("work", ("ar",))
    console = at_work(people, point)
    console.button(f"Aufrufen: {first}").click()
    expect(console.number).to_have_text(str(first))
    expect(console.page.locator(".visitor")).to_contain_text("Deutsch, Türkisch")
    console.tap("Beratung beginnen")
    console.outcome("Weiterverwiesen").click()
    console.button("Jobcenter").click()
    console.tap(f"Abschließen, {second} aufrufen")
    expect(console.title).to_contain_text("Aufgerufen")
    expect(console.number).to_have_text(str(second))
    assert point.state(first) == "done"
    finish = json.loads(console.posts[-1].split(" ", 1)[1])
    assert finish["outcomes"] == ["referred"]
    assert finish["referred_to"] == ["jobcenter"]
    assert finish["call_next"] is True
    assert console.calls_made() == 1, "finishing and calling the next is one POST"


def test_the_whole_talk_by_keys(people: People, point: ServedPoint) -> None:
    first, second = point.issue(), point.issue()
    console = in_talk(people, point)
    console.press("4")
    console.press("1")
    expect(console.outcome("Case Management vereinbart")).to_contain_text("Haupt")
    expect(console.outcome("Geklärt").locator(".main-mark")).to_be_hidden()
    console.press("f")
    expect(console.title).to_have_text("Als Nächstes")
    expect(console.number).to_have_text(str(second))
    assert point.state(first) == "done"
    assert '"outcomes":["case_management_agreed","settled"]' in console.posts[-1]


def test_nothing_is_preselected_and_nothing_ends_without_an_outcome(
    people: People, point: ServedPoint
) -> None:
    number = point.issue(persons=4)
    console = in_talk(people, point)
    expect(console.page.locator(".outcome [aria-pressed=true]")).to_have_count(0)
    sent = len(console.posts)
    console.press("f")
    expect(console.page.get_by_role("alert").filter(has_text="zuerst ein Ergebnis")).to_be_visible()
    assert point.state(number) == "in_consultation"
    assert len(console.posts) == sent, "nothing was sent"
    console.press("1")
    console.press("f")
    expect(console.title).to_have_text("Niemand wartet")
    body = json.loads(console.posts[-1].split(" ", 1)[1])
    assert set(body) == {"outcomes", "call_next", "request_id"}, "only what was chosen is sent"


def test_a_reload_brings_everything_back_and_calls_nobody(people: People, point: ServedPoint) -> None:
    number = point.issue()
    point.issue()
    console = in_talk(people, point)
    console.press("6")
    sent = list(console.posts)
    console.page.reload()
    expect(console.title).to_have_text("In Beratung")
    expect(console.number).to_have_text(str(number))
    expect(console.outcome("Unterlagen fehlen")).to_have_attribute("aria-pressed", "true")
    assert console.posts == sent
    assert console.page.url == f"{point.url}/staff/", "the state is never in the address"


def test_missed_visitors_come_back(people: People, point: ServedPoint) -> None:
    number = point.issue()
    console = at_work(people, point)
    expect(console.title).to_have_text("Als Nächstes")
    console.press("n")
    expect(console.title).to_contain_text("einmal aufgerufen")
    expect(console.button("Noch einmal aufrufen")).to_be_disabled()
    for times in ("2-mal", "3-mal"):
        point.clock.forward(seconds=11)
        console.page.reload()
        expect(console.button("Noch einmal aufrufen")).to_be_enabled()
        console.press("r")
        expect(console.title).to_contain_text(f"{times} aufgerufen")
    expect(console.page.locator(".hints")).to_contain_text("Kommt niemand")
    console.press("m")
    expect(console.title).to_have_text("Niemand wartet")
    assert point.state(number) == "missed"
    console.page.locator(".states .chip", has_text=str(number)).click()
    console.button("Ist wieder da").click()
    expect(console.title).to_have_text("Als Nächstes")
    assert point.state(number) == "waiting"


@pytest.mark.long
def test_calling_again_waits_ten_seconds(people: People, point: ServedPoint) -> None:
    point.issue()
    console = at_work(people, point)
    expect(console.title).to_have_text("Als Nächstes")
    console.press("n")
    again = console.button("Noch einmal aufrufen")
    expect(again).to_contain_text(" s")
    console.press("r")
    console.page.wait_for_timeout(200)
    assert not any("call-again" in post for post in console.posts)
    point.clock.forward(seconds=8)
    point.issue()  # with the picture comes the server's time
    expect(again).to_be_enabled()
    console.press("r")
    expect(console.title).to_contain_text("2-mal aufgerufen")


@pytest.mark.long
def test_a_double_tap_does_not_start_the_talk(people: People, point: ServedPoint) -> None:
    number = point.issue()
    console = at_work(people, point)
    expect(console.title).to_have_text("Als Nächstes")
    console.page.evaluate(TWO_TAPS, ["Aufrufen", "Beratung beginnen"])
    console.page.wait_for_timeout(300)
    assert point.state(number) == "called"
    console.tap("Beratung beginnen")
    expect(console.title).to_have_text("In Beratung")


def test_handing_over_to_a_colleague(people: People, point: ServedPoint) -> None:
    number = point.issue("housing", ("de",))
    olha = at_work(people, point, OLHA, desk=5)
    console = in_talk(people, point)
    console.tap("Weitergeben")
    dialog = console.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Weitergeben")).to_be_disabled()
    dialog.get_by_role("button", name="Olha Kravets").click()
    dialog.get_by_role("button", name="Zweite Meinung").click()
    dialog.get_by_role("button", name="Weitergeben").click()
    expect(console.title).to_have_text("Niemand wartet")
    expect(olha.page.locator(".idle-next")).to_contain_text("An Sie weitergegeben")
    expect(olha.number).to_have_text(str(number))
    olha.press("n")
    expect(olha.page.locator(".visitor .chips")).to_contain_text("Zweite Meinung")


@pytest.mark.long
def test_an_outcome_is_recorded_later(people: People, point: ServedPoint) -> None:
    number = point.issue()
    console = in_talk(people, point)
    console.tap("Später eintragen")
    open_one = console.page.locator(".open-outcomes .chip", has_text=str(number))
    open_one.click()
    dialog = console.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Eintragen").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.locator(".tile", has_text="Folgetermin").click()
    dialog.get_by_role("button", name="Eintragen").click()
    expect(dialog).to_have_count(0)
    expect(open_one).to_have_count(0)
    assert '"outcomes":["follow_up"]' in console.posts[-1]


@pytest.mark.long
def test_an_interrupted_visitor_is_first_choice_here_again(people: People, point: ServedPoint) -> None:
    number = point.issue()
    console = in_talk(people, point)
    console.press("9")
    console.button("Holt Unterlagen").click()
    parked = console.page.locator(".states .chip", has_text=str(number))
    expect(parked).to_contain_text("für Sie")
    assert point.state(number) == "parked"


def test_a_start_by_mistake_is_undone(people: People, point: ServedPoint) -> None:
    number = point.issue()
    console = in_talk(people, point)
    console.button("Rückgängig").click()
    expect(console.title).to_contain_text("Aufgerufen")
    assert point.state(number) == "called"


@pytest.mark.long
def test_two_consoles_see_each_other(people: People, point: ServedPoint) -> None:
    first, second = point.issue("housing", ("de",)), point.issue("housing", ("de",))
    aylin, jonas = at_work(people, point, AYLIN, 3), at_work(people, point, JONAS, 4)
    expect(jonas.waiting).to_have_text([str(first), str(second)])
    aylin.press("n")
    expect(aylin.number).to_have_text(str(first))
    expect(jonas.waiting).to_have_text([str(second)])
    expect(jonas.number).to_have_text(str(second))


def test_a_newcomer_is_offered_first_to_who_can_help_fewer(people: People, point: ServedPoint) -> None:
    point.issue("family")  # Jonas does not serve it
    aylin = at_work(people, point, AYLIN, 3)
    aylin.press("n")
    expect(aylin.title).to_contain_text("Aufgerufen")
    aylin.button("Nicht da").click()  # waits until the call is through, as a key does not
    expect(aylin.page.locator(".idle-empty")).to_be_visible()
    jonas = at_work(people, point, JONAS, 4)
    number = point.issue("housing")
    expect(aylin.number).to_have_text(str(number))
    expect(aylin.page.locator(".idle-next")).to_contain_text("Zuerst für Platz 4")
    expect(jonas.number).to_have_text(str(number))
    expect(jonas.page.locator(".idle-next")).not_to_contain_text("Zuerst")
    point.clock.forward(seconds=31)
    aylin.page.reload()
    expect(aylin.number).to_have_text(str(number))
    expect(aylin.page.locator(".idle-next")).not_to_contain_text("Zuerst")


def test_a_chosen_number_is_called_with_a_reason(people: People, point: ServedPoint) -> None:
    point.issue()
    chosen = point.issue()
    console = at_work(people, point)
    console.page.locator(".ticket-row", has_text=str(chosen)).click()
    console.page.get_by_role("dialog").get_by_role("button", name="Kurze Frage").click()
    expect(console.number).to_have_text(str(chosen))
    expect(console.page.locator(".visitor .why")).to_contain_text("Von Hand gewählt")
    assert '"why":"short-question"' in console.posts[-1]


@pytest.mark.long
def test_the_list_stays_in_place_under_the_pointer(people: People, point: ServedPoint) -> None:
    first = point.issue()
    console = at_work(people, point)
    expect(console.waiting).to_have_text([str(first)])
    console.page.wait_for_timeout(SETTLED_MS)
    box = console.page.locator(".ticket-row").bounding_box()
    assert box is not None
    console.page.mouse.move(box["x"] + 40, box["y"] + 20)
    console.page.mouse.move(box["x"] + 80, box["y"] + 24, steps=5)
    second = point.issue()
    expect(console.page.locator(".updated")).to_be_visible()
    expect(console.waiting).to_have_text([str(first)])
    console.page.mouse.move(300, 400)
    expect(console.waiting).to_have_text([str(first), str(second)])
    expect(console.page.locator(".updated")).to_be_hidden()


def test_somebody_came_while_idle(people: People, point: ServedPoint) -> None:
    console = at_work(people, point)
    expect(console.title).to_have_text("Niemand wartet")
    assert console.page.title() == "Lotse · Platz 3"
    console.page.evaluate("() => (window.chimes = 0, new AudioContext())")
    console.page.evaluate(
        "() => { const make = AudioContext.prototype.createGain; AudioContext.prototype.createGain = function () "
        "{ window.chimes += 1; return make.call(this); }; }"
    )
    number = point.issue()
    expect(console.number).to_have_text(str(number))
    expect(console.page).to_have_title("(1) Lotse · Platz 3")
    assert console.page.evaluate("() => window.chimes") == 1
