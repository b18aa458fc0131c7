"""What the forecast says on the console: waits and outlooks in the queue, why this order, the lead's page."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.cast import AYLIN, LEAD, RECEPTION
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.effort import now_and_long
from tests.support.served import ServedPoint, served_point
from tools.screens_console import FIGURES

ROWS = (
    {"wait": {"from_minutes": 0, "to_minutes": 5, "kind": "next"}, "chance": 1.0, "outlook": "today"},
    {"wait": {"from_minutes": 20, "to_minutes": 35, "kind": "range"}, "chance": 0.93, "outlook": "today"},
    {
        "wait": {"from_minutes": 60, "to_minutes": 110, "kind": "range"},
        "chance": 0.45,
        "outlook": "uncertain",
    },
    {"wait": None, "chance": 0.2, "outlook": "not_today", "weakened": True},
)


@pytest.fixture
def point(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


def with_forecasts(page: Page, *rows: dict[str, Any]) -> None:
    """The queue as if the forecast had said `rows` of those who wait; asked for, since pushes can't be changed."""

    def told(route: Route) -> None:
        answer = route.fetch(headers={**route.request.headers, "if-none-match": ""})
        picture = answer.json()
        for ticket, row in zip(picture.get("waiting", []), rows, strict=False):
            ticket.update({"weakened": False, **row})
        route.fulfill(response=answer, json=picture)

    page.route("**/socket.io/**", lambda route: route.abort())
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.route("**/staff/api/queue", told)


def with_figures(page: Page, **changes: Any) -> None:
    page.route(
        "**/staff/api/forecasts",
        lambda route: route.fulfill(json={**FIGURES, "alerts": [], "outages": [], **changes}),
    )


def test_each_ticket_says_how_long_it_still_takes(people: People, point: ServedPoint) -> None:
    for _ in ROWS:
        point.issue()
    console = Desk(people, point)
    with_forecasts(console.page, *ROWS)
    console.sign_in(AYLIN).sit_down(3)
    times = console.page.locator(".row-times")
    expect(times).to_contain_text(["gleich", "in 20–35 min", "in 60–110 min", "0 min"])
    expect(times.nth(2).get_by_role("img")).to_have_accessible_name("heute unsicher")
    expect(times.nth(3).get_by_role("img")).to_have_accessible_name(
        "„heute“ gesagt, vielleicht nicht zu schaffen"
    )
    expect(console.page.locator(".list-head .chip.warn").first).to_have_text("2 unsicher")


@pytest.mark.long
def test_all_fit_today(people: People, point: ServedPoint) -> None:
    point.issue()
    point.issue()
    console = Desk(people, point)
    with_forecasts(console.page, *ROWS[:2])
    console.sign_in(AYLIN).sit_down(3)
    expect(console.page.locator(".list-head .chip.good")).to_have_text("alle heute machbar")


@pytest.mark.long
def test_nothing_is_claimed_without_a_forecast(people: People, point: ServedPoint) -> None:
    point.issue()
    console = Desk(people, point)
    with_forecasts(console.page, {"wait": None, "chance": None, "outlook": "today"})
    console.sign_in(AYLIN).sit_down(3)
    expect(console.waiting).to_have_count(1)
    expect(console.page.locator(".list-head .chip:visible")).to_have_count(0)
    expect(console.page.locator(".row-wait")).to_have_count(0)


def test_a_ticket_issued_by_hand_says_its_wait_and_whether_it_fits(
    people: People, point: ServedPoint
) -> None:
    console = Desk(people, point)
    late = {"wait": {"from_minutes": 90, "to_minutes": 140, "kind": "range"}, "outlook": "not_today"}

    def answer(route: Route) -> None:
        given = route.fetch()
        route.fulfill(response=given, json={**given.json(), **late})

    console.page.route("**/staff/api/tickets", answer)
    console.sign_in(RECEPTION)
    console.page.locator(".issue-topics .tile").first.click()
    console.page.get_by_role("group", name="Sprache").get_by_role("button", name="Türkisch").click()
    console.button("Nummer ausgeben").click()
    said = console.page.locator(".issued-wait")
    expect(said).to_have_text("in 90–140 min")
    expect(said.get_by_role("img")).to_have_accessible_name("heute kaum")


def test_why_this_order(people: People, point: ServedPoint) -> None:
    german = point.issue("housing", ("de",))
    point.clock.forward(minutes=4)
    arabic = point.issue("housing", ("ar", "tr"))
    Desk(people, point).sign_in("n-haddad").sit_down(2)
    console = Desk(people, point).sign_in(AYLIN).sit_down(3)
    console.button("Warum diese Reihenfolge?").click()
    dialog = console.page.get_by_role("dialog")
    table = dialog.get_by_role("table", name="Guthaben in Minuten")
    heads = table.get_by_role("columnheader")
    expect(heads).to_have_text(["Nummer", "gewartet", "Start", "selten", "Anliegen", "Guthaben", "überholt"])
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(2)
    scores = [float(text.replace("−", "-")) for text in table.locator("tbody td.strong").all_inner_texts()]
    assert scores == sorted(scores, reverse=True)
    expect(table).to_contain_text(str(german))
    expect(table).to_contain_text(str(arabic))
    expect(rows.first).to_contain_text("0 / 0")
    assert accessibility_faults(console.page) == []
    dialog.get_by_role("button", name="Schließen").click()
    expect(dialog).to_have_count(0)


def test_only_leads_see_the_forecast_page(people: People, point: ServedPoint) -> None:
    console = Desk(people, point).sign_in(AYLIN).sit_down(3)
    expect(console.page.get_by_role("button", name="Vorhersage")).to_have_count(0)


def test_the_leads_page(people: People, point: ServedPoint) -> None:
    number = point.issue()
    console = Desk(people, point)
    alert = {"id": 1, "number": number, "chance": 0.41}
    with_figures(console.page, alerts=[alert])
    console.sign_in(LEAD)
    console.button("Vorhersage").click()
    main = console.page.locator("main")
    expect(main.get_by_role("heading", level=1)).to_be_focused()
    expect(main).to_contain_text("164 Vorhersagen mit dem Verlauf verglichen")
    expect(main.locator(".figure-value")).to_contain_text(["81 %", "9 %", "6,4 min"])
    expect(main).to_contain_text("einfache Rechnung: 11,8 min")
    expect(main.locator(".card.next")).to_contain_text("41 %")
    expect(main.locator(".hand-facts")).to_contain_text("von Hand aufgerufen, von 31 Aufrufen")
    rule = main.get_by_role("table", name="Wie die nächste Nummer gewählt wird")
    expect(rule.get_by_role("row", name="Überholt von Späteren 3 mal")).to_be_visible()
    main.get_by_text("Als Tabelle").click()
    expect(main.get_by_role("row", name="Aufgerufen in der genannten Spanne 81 %")).to_be_visible()
    main.locator(".card.next .chip").click()
    expect(console.page.get_by_role("dialog")).to_contain_text(str(number))
    console.press("Escape")
    console.button("Mein Platz").click()
    expect(console.page.locator(".desk").first).to_be_visible()
    assert console.page.url == f"{point.url}/staff/"


@pytest.mark.long
def test_too_few_are_said_to_be_too_few(people: People, point: ServedPoint) -> None:
    nothing = {"scored": 12, "enough": False, "coverage": None, "above": None, "mae": None, "naive_mae": None}
    console = Desk(people, point)
    with_figures(console.page, monitor=nothing)
    console.sign_in(LEAD)
    console.button("Vorhersage").click()
    expect(console.page.locator(".too-few")).to_contain_text("Noch zu wenige")
    expect(console.page.locator(".too-few")).to_contain_text("bisher sind es 12")
    expect(console.page.locator(".figure-value")).to_have_count(0)
    expect(console.page.locator(".forecast-calm")).to_be_visible()


@pytest.mark.long
def test_the_leads_page_without_an_answer(people: People, point: ServedPoint) -> None:
    console = Desk(people, point)
    console.page.route("**/staff/api/forecasts", lambda route: route.fulfill(status=500, body="{}"))
    console.sign_in(LEAD)
    console.button("Vorhersage").click()
    expect(console.page.locator("main")).to_contain_text("Die Zahlen sind noch nicht da")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "theme"), now_and_long([("en", "dark")], [("de", "light")], several=True)
)
def test_no_barrier_on_the_leads_page(people: People, point: ServedPoint, language: str, theme: str) -> None:
    console = Desk(people, point, language, color_scheme=theme, reduced_motion="reduce")
    with_figures(console.page, alerts=[{"id": 1, "number": point.issue(), "chance": 0.41}])
    console.sign_in(LEAD)
    console.page.locator(".bar-pages [data-page=forecast]").click()
    console.page.locator(".figures").wait_for()
    console.page.locator(".forecast summary").click()
    assert accessibility_faults(console.page) == []
