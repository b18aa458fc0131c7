"""What the clock does at the kiosk: visitors who leave, tickets that close, hours, a line that breaks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.chromium import People
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import DEAD_TIME_MS, Visitor

SECOND = 1_000  # ms
TONES = """
window.tones = 0;
window.OscillatorNode = class extends OscillatorNode {
  constructor(...made) { super(...made); window.tones += 1; }
};
"""


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    """Leverkusen on a Monday at 14:07, with a clock that can be moved on."""
    with served_point(sqlite_url) as served:
        yield served


@pytest.mark.access(6)
def test_who_left_is_asked_after_a_minute_and_forgotten_half_a_minute_later(
    place: ServedPoint, people: People
) -> None:
    visitor = Visitor(people, place.url, init=TONES).speaks("ar").wants("housing")
    visitor.page.clock.run_for(40 * SECOND)
    expect(visitor.page.locator("dialog")).to_have_count(0)
    assert visitor.page.evaluate("window.tones") == 0
    visitor.page.clock.run_for(23 * SECOND)
    expect(visitor.page.locator("dialog .ring-figure")).to_be_visible()
    assert visitor.page.evaluate("window.tones") > 0
    visitor.page.clock.run_for(12 * SECOND)
    visitor.is_at("needs")
    visitor.page.clock.run_for(20 * SECOND)
    visitor.is_at("start")
    expect(visitor.page.locator("dialog")).to_have_count(0)
    assert (visitor.html("lang"), visitor.html("dir")) == ("de", "ltr")


@pytest.mark.access(6)
def test_more_time_can_be_had_again_and_again(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url).speaks("de").wants("housing")
    visitor.tap('[data-need="children"]')
    for _ in range(11):
        visitor.page.clock.fast_forward(63 * SECOND)
        visitor.page.clock.run_for(DEAD_TIME_MS)
        touch(visitor.page, "dialog .primary")  # the first touch closes the question: nothing to try again on
        expect(visitor.page.locator("dialog")).to_have_count(0)
    visitor.is_at("needs")
    expect(visitor.page.locator('[data-need="children"]')).to_have_attribute("aria-pressed", "true")


def touch(page: Page, selector: str) -> None:
    box = page.locator(selector).bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.long
def test_nobody_is_asked_at_the_start(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    visitor.page.clock.run_for(300 * SECOND)
    expect(visitor.page.locator("dialog")).to_have_count(0)
    visitor.is_at("attract")


@pytest.mark.long
@pytest.mark.access(6)
def test_a_changed_view_at_the_start_is_reset_too(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    visitor.tap("#bar > :nth-child(4)")
    visitor.tap("dialog .tile")
    assert visitor.html("data-text") == "large"
    visitor.page.clock.run_for(95 * SECOND)
    expect(visitor.page.locator("html")).to_have_attribute("data-text", "normal")


@pytest.mark.access(6)
def test_a_ticket_closes_after_twenty_seconds(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    visitor.takes_a_ticket("uk")
    visitor.page.clock.run_for(10 * SECOND)
    visitor.is_at("ticket")
    visitor.page.clock.run_for(12 * SECOND)
    visitor.is_at("start")
    assert visitor.html("lang") == "de"


@pytest.mark.long
def test_a_touch_keeps_the_ticket_for_twenty_seconds_more(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    visitor.takes_a_ticket("uk")
    visitor.page.clock.run_for(12 * SECOND)
    visitor.tap(".big-number")
    visitor.page.clock.run_for(12 * SECOND)
    visitor.is_at("ticket")


@pytest.mark.long
def test_the_slip_is_printed_once_also_when_the_language_is_changed(
    place: ServedPoint, people: People
) -> None:
    visitor = Visitor(people, place.url)
    asked: list[str] = []
    visitor.page.on(
        "request", lambda request: asked.append(request.url) if "slip.pdf" in request.url else None
    )
    visitor.takes_a_ticket("de")
    visitor.tap("#bar > :nth-child(3)")
    visitor.tap('dialog [data-language="uk"]')
    expect(visitor.page.locator("h1")).to_have_text("Вас зареєстровано")
    visitor.page.wait_for_timeout(500)
    assert len(set(asked)) == 1
    expect(visitor.page.locator("iframe")).to_have_count(1)


@pytest.mark.long
def test_before_the_hours_the_kiosk_says_when_there_are_numbers(place: ServedPoint, people: People) -> None:
    place.clock.forward(days=3, hours=-2)  # Thursday, 12:07; the slot opens at 13:00, numbers from 12:30
    visitor = Visitor(people, place.url)
    expect(visitor.page.locator(".closed-card")).to_contain_text("13:00")
    visitor.speaks("uk")
    visitor.is_at("closed")
    expect(visitor.page.locator("h1")).to_have_text("Сьогодні ми відчиняємося о 13:00")
    expect(visitor.page.locator(".again")).to_contain_text("12:30")
    expect(visitor.page.locator(".again-hours")).to_have_text("Це через 23 хвилини.")


@pytest.mark.long
def test_the_doors_open_by_themselves(place: ServedPoint, people: People) -> None:
    place.clock.forward(days=3, hours=-2)
    visitor = Visitor(people, place.url).speaks("de")
    visitor.is_at("closed")
    place.clock.forward(minutes=24)
    expect(visitor.page.locator('[data-topic="housing"]')).to_be_visible()


def test_after_last_call_the_kiosk_says_when_it_opens_again(place: ServedPoint, people: People) -> None:
    place.clock.forward(hours=2, minutes=30)  # 16:37; the slot ends at 16:45
    visitor = Visitor(people, place.url)
    for language, title, day in (
        ("de", "Heute gibt es keine Nummern mehr", "Donnerstag, 26. November"),
        ("en", "There are no more numbers today", "Thursday 26 November"),
        ("ar", "لا توجد أرقام أخرى اليوم", "الخميس، 26 نوفمبر"),
    ):
        visitor.speaks(language)
        expect(visitor.page.locator("h1")).to_have_text(title)
        expect(visitor.page.locator(".lead")).to_contain_text("16:45")
        expect(visitor.page.locator(".again-day")).to_have_text(day)
        expect(visitor.page.locator(".again-hours .num")).to_have_text(["13:00", "17:00"])
        visitor.page.clock.fast_forward(61 * SECOND)
        visitor.page.clock.run_for(32 * SECOND)  # gone; the next one comes
        visitor.is_at("start")


def test_on_a_day_off_the_kiosk_says_why(place: ServedPoint, people: People) -> None:
    place.clock.forward(days=35)  # 28 December
    visitor = Visitor(people, place.url).speaks("uk")
    expect(visitor.page.locator(".lead")).to_have_text("Між Різдвом і Новим роком зачинено.")
    expect(visitor.page.locator(".again-day")).to_contain_text("4 січня")


@pytest.mark.long
def test_when_it_is_closed_a_number_can_still_be_looked_up(place: ServedPoint, people: People) -> None:
    number = place.issue()
    place.clock.forward(hours=2, minutes=30)
    visitor = Visitor(people, place.url).speaks("de")
    visitor.is_at("closed")
    visitor.tap(".doors .tile >> nth=1")
    visitor.is_at("number")
    assert place.state(number) == "waiting"


def test_a_lost_line_is_said_kindly_and_mends_by_itself(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    visitor.has_numbers_of_its_own()
    visitor.uses_up_its_numbers()
    visitor.speaks("de").wants("housing")

    def refuse(route: Route) -> None:
        route.abort()

    for address in ("tickets", "reserve"):
        visitor.page.route(f"**/kiosk/api/{address}", refuse)
    visitor.tap(".go .primary")
    expect(visitor.page.locator("h1")).to_have_text("Bitte gehen Sie zu unserem Personal")
    assert "Error" not in visitor.page.locator("body").inner_text()
    visitor.page.unroute("**/kiosk/api/tickets", refuse)
    visitor.number()
