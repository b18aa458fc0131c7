"""One visit, end to end, with all four faces open at once: kiosk, board, phone and console, in every language."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.support.cast import AYLIN, DISPLAY_TOKEN, kiosk_token
from tests.support.chromium import People
from tests.support.desk import Desk
from tests.support.effort import languages
from tests.support.served import ServedPoint, served_point

DEAD_TIME_MS = 650  # the kiosk takes one tap in half a second
TAPS_AT_MOST = 3


@pytest.fixture
def point(sqlite_url: str) -> Iterator[ServedPoint]:
    """With an address that phones reach: the browser's own."""
    with served_point(sqlite_url, public_url="http://127.0.0.1") as served:
        yield served


@pytest.mark.parametrize("language", languages())
def test_a_visit_from_the_kiosk_to_the_outcome(people: People, point: ServedPoint, language: str) -> None:
    board = people.arrive(1920, 1080)
    board.goto(f"{point.url}/display/#device={DISPLAY_TOKEN}")
    console = Desk(people, point).open().sign_in(AYLIN).sit_down(3)
    number, slip_address = ticket_at_the_kiosk(people, point, language)
    phone = people.arrive(390, 844, locale=language)
    phone.goto(f"{point.url}{slip_address.removesuffix('/slip.pdf')}")
    expect(phone.locator(".big-number")).to_have_text(str(number))
    expect(phone.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")

    expect(console.page.locator(".idle-next")).to_contain_text(str(number))
    console.press("n")
    expect(board.locator(".call .number")).to_have_text(str(number))
    expect(board.locator(".call .desk .num")).to_have_text("3")
    expect(phone.locator(".call-now .desk-number")).to_have_text("3", timeout=20_000)

    console.begin_talk()
    console.outcome("Geklärt").click()
    console.press("f")
    expect(console.page.locator(".idle-empty")).to_be_visible()
    expect(phone.locator(".ending")).to_be_visible(timeout=20_000)
    assert point.state(number) == "done"


def ticket_at_the_kiosk(people: People, point: ServedPoint, language: str) -> tuple[int, str]:
    """What a visitor taps. Returns the number and the slip's address."""
    kiosk = people.arrive(1080, 1920)
    kiosk.goto(f"{point.url}/kiosk/#device={kiosk_token()}")
    tap(kiosk, f'.screen [data-language="{language}"]', then='[data-topic="housing"]')
    tap(kiosk, '[data-topic="housing"]', then=".go .primary")
    with kiosk.expect_response("**/kiosk/api/tickets") as answer:
        tap(kiosk, ".go .primary", then=".big-number")
    issued = answer.value.json()
    expect(kiosk.locator(".big-number")).to_have_text(str(issued["ticket"]["number"]))
    expect(kiosk.locator("html")).to_have_attribute("lang", language)
    return issued["ticket"]["number"], issued["slip_url"]


def tap(page: Page, selector: str, then: str) -> None:
    """Tap until the next screen is there, as a person does when a tap fell into the dead time."""
    for _ in range(TAPS_AT_MOST):
        page.wait_for_timeout(DEAD_TIME_MS)
        page.locator(selector).first.click()
        with suppress(PlaywrightTimeout):
            page.locator(then).first.wait_for(timeout=3_000)
            return
    raise AssertionError(f"tapping {selector} never led to {then}")
