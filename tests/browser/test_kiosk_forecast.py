"""What the kiosk says about the wait: on the tiles, before a ticket that may not fit today, and on the ticket."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.chromium import People, accessibility_faults
from tests.support.effort import languages
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import LYING, Visitor

RANGES = {
    "de": "ungefähr 40 bis 65 Minuten",
    "en": "about 40 to 65 minutes",
    "uk": "приблизно від 40 до 65 хвилин",
    "ar": "تقريبًا من 40 إلى 65 دقيقة",
}
THURSDAY = "2026-11-26T12:00:00.000Z"
CUT_OFF = """() => [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility() && e.clientWidth > 0)
  .filter((e) => !["svg", "use", "bdi"].includes(e.tagName.toLowerCase()) && getComputedStyle(e).display !== "inline")
  .filter((e) => e.scrollWidth > e.clientWidth + 2).map((e) => e.textContent)"""


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    """Leverkusen on a Monday at 14:07."""
    with served_point(sqlite_url) as served:
        yield served


def wait(first: int, last: int, kind: str) -> dict[str, Any]:
    return {"from_minutes": first, "to_minutes": last, "kind": kind}


def answers(page: Page, **values: Any) -> None:
    """Every ticket is issued with these values instead of its own."""

    def answer(route: Route) -> None:
        given = route.fetch()
        route.fulfill(response=given, json={**given.json(), **values})

    page.route("**/kiosk/api/tickets", answer)


def refuses(page: Page, code: str, **values: Any) -> list[dict[str, Any]]:
    """Tickets are refused with `code` unless the visitor stays. Returns what was asked, as it comes."""
    asked: list[dict[str, Any]] = []

    def answer(route: Route) -> None:
        asked.append(json.loads(route.request.post_data or "{}"))
        if asked[-1].get("stay"):
            return route.continue_()
        body = {"code": code, "detail": code, "next_opens_at": THURSDAY, **values}
        return route.fulfill(status=409, content_type="application/problem+json", body=json.dumps(body))

    page.route("**/kiosk/api/tickets", answer)
    return asked


def outlooks(page: Page, **by_topic: str) -> None:
    """What fits today, as asked when the topics are shown."""

    def answer(route: Route) -> None:
        given = route.fetch()
        body = given.json()
        for topic in body["topics"]:
            topic["outlook"] = by_topic.get(topic["code"], "today")
        route.fulfill(response=given, json=body)

    page.route("**/kiosk/api/offer*", answer)


@pytest.mark.parametrize("language", languages())
def test_the_wait_is_a_range_in_words_in_every_language(
    place: ServedPoint, people: People, language: str
) -> None:
    visitor = Visitor(people, place.url)
    answers(visitor.page, ahead=6, wait=wait(40, 65, "range"))
    visitor.takes_a_ticket(language)
    facts = visitor.page.locator(".facts .fact")
    expect(facts).to_have_count(2)
    expect(facts.first).to_have_text(RANGES[language])
    numbers = facts.first.locator("bdi[dir=ltr]")
    expect(numbers).to_have_text(["40", "65"])
    assert visitor.page.evaluate(CUT_OFF) == []
    assert accessibility_faults(visitor.page) == []


@pytest.mark.long
def test_a_short_queue_says_the_place_first(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    answers(visitor.page, ahead=2, wait=wait(20, 35, "position"))
    visitor.takes_a_ticket()
    expect(visitor.page.locator(".fact")).to_have_text(["2 Personen vor Ihnen", "ungefähr 20 bis 35 Minuten"])


@pytest.mark.long
def test_who_is_next_needs_no_minutes(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    answers(visitor.page, ahead=1, wait=wait(0, 5, "next"))
    visitor.takes_a_ticket()
    expect(visitor.page.locator(".fact")).to_have_text(["Sie sind gleich dran"])


@pytest.mark.long
def test_what_nobody_knows_is_said_to_be_unknown(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    answers(visitor.page, ahead=3, wait=None)
    visitor.takes_a_ticket()
    expect(visitor.page.locator(".fact").last).to_have_text(
        "Wie lange es dauert, können wir noch nicht sagen."
    )


def test_tiles_warn_quietly_and_only_where_it_is_tight(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    outlooks(visitor.page, housing="uncertain", volunteering="not_today")
    visitor.speaks("de")
    hints = visitor.page.locator(".outlook:not(:empty)")
    expect(hints).to_have_count(2)
    expect(visitor.page.locator('[data-topic="housing"] .outlook')).to_have_text("heute knapp")
    expect(visitor.page.locator('[data-topic="volunteering"] .outlook')).to_have_text("heute kaum noch")
    visitor.wants("housing")  # and can be chosen all the same


def test_on_uncertain_the_visitor_decides_to_wait(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    asked = refuses(visitor.page, "Uncertain", wait=wait(90, 140, "range"), outlook="uncertain")
    visitor.speaks("de").wants("housing").tap(".go .primary")
    expect(visitor.page.locator(".decision")).to_be_visible()
    main = visitor.page.locator("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("Heute kann es knapp werden")
    expect(main).to_contain_text("ungefähr 90 bis 140 Minuten")
    expect(main.locator(".again-day")).to_contain_text("26. November")
    visitor.tap(".go .primary")
    visitor.number()
    assert [body.get("stay", False) for body in asked] == [False, True]
    assert asked[0]["request_id"] != asked[1]["request_id"], "another wish, another id"


@pytest.mark.long
def test_on_uncertain_another_day_takes_no_number(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    asked = refuses(visitor.page, "Uncertain", wait=None, outlook="uncertain")
    visitor.speaks("de").wants("housing").tap(".go .primary")
    expect(visitor.page.locator(".decision")).to_be_visible()
    visitor.tap(".go .button:not(.primary)")
    visitor.is_at("start")
    assert len(asked) == 1


@pytest.mark.parametrize("language", languages())
def test_not_today_says_when_and_whom_to_ask(place: ServedPoint, people: People, language: str) -> None:
    visitor = Visitor(people, place.url, LYING if language == "uk" else (1080, 1920))
    refuses(visitor.page, "NotToday", wait=wait(150, 210, "range"), outlook="not_today")
    visitor.speaks(language).wants("housing").tap(".go .primary")
    expect(visitor.page.locator(".decision")).to_be_visible()
    expect(visitor.page.locator(".go .button")).to_have_count(1)
    expect(visitor.page.locator(".again-day")).to_contain_text("26")
    expect(visitor.page.locator(".ask-staff")).to_have_count(1)
    assert visitor.page.evaluate(CUT_OFF) == []
    assert accessibility_faults(visitor.page) == []
    visitor.tap(".go .primary")
    visitor.is_at("start")


def test_a_ticket_that_may_not_fit_says_so(place: ServedPoint, people: People) -> None:
    visitor = Visitor(people, place.url)
    answers(visitor.page, outlook="uncertain")
    visitor.takes_a_ticket()
    expect(visitor.page.locator(".note h2")).to_have_text("Heute kann es knapp werden")
