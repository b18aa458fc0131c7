"""The kiosk between its visitors: paused by staff, greeting an empty room, loading a new page, known to the console."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select, update

from models import Device, Site
from tests.support.cast import LEAD, OPERATOR
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import LYING, Visitor

SECOND = 1_000  # ms
TURN = 6 * SECOND  # of a greeting
BEAT = 21 * SECOND


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    """Leverkusen on a Monday at 14:07."""
    with served_point(sqlite_url) as served:
        yield served


def menu(lead: Desk, item: str) -> None:
    lead.page.locator(".top-bar [popovertarget]").click()
    lead.page.get_by_role("button", name=item).click()


@pytest.mark.access(10)
def test_a_lead_pauses_and_the_kiosk_says_why_at_once(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url).speaks("uk")
    lead = Desk(people, place).sign_in(LEAD)
    menu(lead, "Terminals anhalten")
    assert accessibility_faults(lead.page) == []
    lead.page.locator('dialog [data-reason="too_many_waiting"]').click()
    expect(visitor.page.locator("h1")).to_have_text("Сьогодні чекає дуже багато людей")
    expect(visitor.page.locator(".again-day")).to_contain_text("26 листопада")
    assert accessibility_faults(visitor.page) == []
    expect(lead.page.locator(".pause-band:not(.refused-band)")).to_contain_text("Heute warten zu viele")
    assert accessibility_faults(lead.page) == []
    lead.tap("Wieder Nummern ausgeben")
    expect(visitor.page.locator('[data-topic="housing"]')).to_be_visible()
    expect(lead.page.locator(".pause-band:not(.refused-band)")).to_be_hidden()


def test_who_touches_while_the_pause_begins_is_told_why(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url).speaks("ar").wants("housing")
    pause(place, "short_break")
    visitor.tap(".go .primary")
    visitor.is_at("closed")
    expect(visitor.page.locator("h1")).to_have_text("استراحة قصيرة")
    expect(visitor.page.locator(".lead")).to_contain_text("تفضلوا بالجلوس")


@pytest.mark.long
@pytest.mark.access(9)
@pytest.mark.access(10)
def test_an_empty_room_is_greeted_in_one_language_after_the_other(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url, LYING, reduced_motion="reduce")
    visitor.page.clock.run_for(50 * SECOND)
    visitor.is_at("start")
    visitor.page.clock.run_for(12 * SECOND)
    visitor.is_at("attract")
    greeting = visitor.page.locator(".attract-one")
    shown = []
    for _ in range(3):
        shown.append((greeting.get_attribute("lang"), visitor.page.locator("h1").inner_text()))
        visitor.page.clock.run_for(TURN)
    assert len(set(shown)) == 3
    assert greeting.evaluate("element => getComputedStyle(element).animationDuration") == "0s"
    expect(visitor.page.locator(".attract-hours")).to_contain_text("16:45")
    assert accessibility_faults(visitor.page) == []


@pytest.mark.long
def test_any_touch_or_key_leads_to_the_languages_and_chooses_nothing(
    place: ServedPoint, people: People
) -> None:
    visitor = Visitor(people, place.url)
    for wake in (lambda: visitor.page.mouse.click(540, 700), lambda: visitor.page.keyboard.press("Enter")):
        visitor.page.clock.run_for(62 * SECOND)
        visitor.is_at("attract")
        wake()
        visitor.is_at("start")
        assert visitor.html("lang") == "de"
    visitor.takes_a_ticket("uk")


@pytest.mark.long
def test_a_closed_house_is_greeted_with_the_next_opening(place: ServedPoint, people: People) -> None:
    place.clock.forward(hours=8)
    visitor = Visitor(people, place.url)
    visitor.page.clock.run_for(62 * SECOND)
    visitor.is_at("attract")
    expect(visitor.page.locator(".closed-card")).to_contain_text("26. November")


def test_a_new_page_is_loaded_only_when_nobody_stands_there(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    loads: list[str] = []
    visitor.page.on("load", lambda page: loads.append(page.url))
    visitor.speaks("de").wants("housing")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append("")
        route.fulfill(json={"now": "2026-11-23T13:08:00.000Z", "page": "of-a-newer-program"})

    visitor.page.route("**/kiosk/api/heartbeat", answer)
    with visitor.page.expect_response("**/kiosk/api/heartbeat"):
        visitor.page.clock.run_for(BEAT)
    visitor.is_at("needs")
    visitor.tap(".go .primary")
    visitor.number()
    assert loads == []
    with visitor.page.expect_event("load"):
        visitor.page.clock.run_for(22 * SECOND)
    visitor.is_at("start")
    with visitor.page.expect_response("**/kiosk/api/heartbeat"):
        visitor.page.clock.run_for(BEAT)
    visitor.speaks("uk").wants("housing")
    assert len(loads) == 1, "a page that stays old must not be loaded again and again"


def test_the_console_knows_how_the_kiosks_are(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    until_heard_of(place, visitor)
    lead = Desk(people, place).sign_in(LEAD)
    kiosks = lead.page.locator(".foot-kiosks")
    expect(kiosks).to_have_text("Terminal bereit")
    kiosks.click()
    first = lead.page.locator(".kiosk-list li").first
    expect(first).to_contain_text("Kiosk 1")
    expect(first).to_contain_text("zuletzt gehört vor")
    expect(first).not_to_contain_text("ältere Seite")
    assert accessibility_faults(lead.page) == []
    lead.button("Schließen").click()
    visitor.page.close()
    place.clock.forward(minutes=3)
    expect(kiosks).to_contain_text("Terminal antwortet nicht")
    expect(kiosks).to_have_attribute("data-state", "trouble")
    operator = Desk(people, place).sign_in(OPERATOR)
    expect(operator.page.locator('.kiosk-list [data-state="trouble"]')).to_contain_text("Kiosk 1")
    assert accessibility_faults(operator.page) == []


def pause(place: ServedPoint, why: str) -> None:
    """By somebody whose console nobody of the test looks at."""
    with place.office.database.write() as session:
        session.execute(update(Site).values(paused_why=why, paused_at=place.clock()))


def until_heard_of(place: ServedPoint, visitor: Visitor) -> None:
    """Its first word has arrived."""
    for _ in range(200):
        with place.office.read() as session:
            kiosk = session.scalars(select(Device).where(Device.name == "Kiosk 1")).one()
        if kiosk.seen_at is not None:
            return
        visitor.page.wait_for_timeout(50)
    raise AssertionError("the kiosk never said that it is there")
