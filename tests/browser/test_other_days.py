"""Other days: a visitor finds the guest's date and takes it along; a visitor books, moves and cancels on the phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models import Appointment
from tests.support.cast import LEAD
from tests.support.chromium import People, accessibility_faults
from tests.support.faces import Console, HttpLine
from tests.support.plans import change_plan
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import Visitor

CAFE = {
    "title": {"de": "Frauen-Café", "ar": "مقهى النساء"},
    "place": {"de": "Saal 1"},
    "from_at": "2026-11-30T10:00:00+01:00",
    "until_at": "2026-11-30T12:00:00+01:00",
}


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    """Leverkusen on a Monday at 14:07."""
    with served_point(sqlite_url, secret_key="a secret of at least thirty-two characters") as served:
        yield served


def test_a_guests_date_is_two_taps_away_and_goes_home_on_a_slip(place: ServedPoint, people: People) -> None:
    assert Console(HttpLine(place.url), LEAD).post("/staff/api/events", CAFE).status == 201
    visitor = Visitor(people, place.url)
    page = visitor.page
    visitor.speaks("ar")
    visitor.tap(".other-days")
    expect(page.locator(".date-what").first).to_have_text("مقهى النساء")
    expect(page.locator('[data-date="event-1"] .date-more bdi[lang="de"]')).to_have_text("Saal 1")
    assert accessibility_faults(page) == []
    visitor.tap('[data-date^="guest"] >> nth=0')
    expect(page.locator(".again-day")).to_contain_text("9")
    expect(page.locator(".ask-staff")).to_contain_text("13:30")
    with page.expect_response("**/slip.pdf?language=ar") as slip:
        visitor.tap(".take-date")
    assert slip.value.headers["content-type"] == "application/pdf"


def test_a_visitor_books_moves_and_cancels_by_phone(place: ServedPoint, people: People) -> None:
    change_plan(place.office, place.site_id, lambda plan: {**plan, "appointments": {"by": "visitors"}})
    page = people.arrive(390, 844)
    page.goto(f"{place.url}/book/")
    page.locator('[data-language="uk"]').click()
    page.locator('[data-topic="housing"]').click()
    page.locator("[data-day]").nth(1).click()
    page.locator("[data-time]").first.click()
    expect(page.locator("#email")).to_have_count(0)
    assert accessibility_faults(page) == []
    page.locator(".book").click()
    code = page.locator(".appointment-code").inner_text().replace(" ", "")
    first = page.locator(".when").inner_text()
    page.locator('[data-action="calendar-clock"]').click()
    page.locator("[data-day]").nth(2).click()
    page.locator("[data-time]").nth(3).click()
    expect(page.locator(".when")).not_to_have_text(first)
    page.locator('[data-action="calendar-x"]').click()
    page.locator("dialog button").first.click()
    expect(page.locator("html")).to_have_attribute("data-state", "cancelled")
    with place.office.read() as session:
        row = session.scalars(select(Appointment)).one()
        assert (row.code, row.state, row.booked_by) == (code, "cancelled", "visitors")
    assert page.context.cookies() == []
