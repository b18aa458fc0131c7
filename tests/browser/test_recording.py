"""A native speaker reads phrases into Chromium's own trial microphone, which beeps once a second; the kiosk plays them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from tests.support.cast import LEAD, kiosk_token
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.served import ServedPoint, served_point
from tests.support.sounds import seconds

WELCOME = "Soo dhowow"


@pytest.fixture
def place(sqlite_url: str, tmp_path: Path) -> Iterator[ServedPoint]:
    with served_point(sqlite_url, speech_folder=str(tmp_path / "speech")) as served:
        yield served


@pytest.fixture
def lead(place: ServedPoint, people: People) -> Page:
    """Signed in, at the page of recording."""
    desk = Desk(people, place)
    desk.sign_in(LEAD)
    expect(desk.page.locator(".bar-pages")).to_be_visible()
    desk.page.goto(f"{place.url}/staff/recording#so")
    expect(desk.page.locator(".phrase-text")).to_have_text("0")
    return desk.page


def test_a_phrase_is_recorded_heard_again_kept_and_deleted(place: ServedPoint, lead: Page) -> None:
    assert said_by_the_kiosk(place, WELCOME) is None
    assert accessibility_faults(lead) == []
    missing = lead.locator(".recording-progress .strong")
    before = missing.inner_text()
    lead.locator(".phrase-row", has_text=WELCOME).first.click()
    expect(lead.locator(".phrase-text")).to_have_text(WELCOME)
    speak(lead)
    button(lead, "Noch einmal").click()
    lead.wait_for_timeout(600)  # a tremor's second tap does not count
    finish(lead)
    assert said_by_the_kiosk(place, WELCOME) is None, "nothing is kept before it is said so"
    lead.evaluate(HEAR)
    button(lead, "Anhören").click()
    expect(lead.locator("html")).to_have_attribute("data-heard", "blob:")
    button(lead, "Behalten").click()
    expect(lead.locator(".phrase-text")).not_to_have_text(WELCOME)
    expect(missing).not_to_have_text(before)
    sound = said_by_the_kiosk(place, WELCOME)
    assert sound is not None
    assert 0.1 < seconds(sound) < 5

    lead.locator(".phrase-row", has_text=WELCOME).first.click()
    button(lead, "Löschen").click()
    lead.locator("dialog .danger").click()
    expect(missing).to_have_text(before)
    assert said_by_the_kiosk(place, WELCOME) is None


@pytest.mark.long
def test_a_refusal_is_said_and_nothing_is_lost(place: ServedPoint, lead: Page) -> None:
    speak(lead)
    lead.route("**/staff/api/recordings/so/0", lambda route: route.abort())
    button(lead, "Behalten").click()
    expect(lead.locator(".wrong")).to_contain_text("Keine Verbindung")
    lead.unroute("**/staff/api/recordings/so/0")
    lead.wait_for_timeout(600)
    button(lead, "Behalten").click()
    expect(lead.locator(".phrase-text")).to_have_text("1")


@pytest.mark.long
def test_without_a_microphone_the_page_says_what_to_do(lead: Page) -> None:
    lead.evaluate(NO_MICROPHONE)
    button(lead, "Aufnehmen").click()
    expect(lead.locator(".wrong")).to_contain_text("Es gibt kein Mikrofon")
    lead.evaluate(SILENCE)
    lead.wait_for_timeout(600)
    button(lead, "Aufnehmen").click()
    lead.wait_for_timeout(600)
    button(lead, "Stopp").click()
    expect(lead.locator(".wrong")).to_contain_text("Es war nichts zu hören")


@pytest.mark.long
def test_the_microphone_is_closed_to_every_other_page(place: ServedPoint, lead: Page) -> None:
    assert lead.evaluate(MAY_RECORD) == "yes"
    lead.goto(f"{place.url}/staff/")
    assert lead.evaluate(MAY_RECORD) == "NotAllowedError"


# --- hands and ears ---------------------------------------------------------------------------------------------------------

HEAR = """() => {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    document.documentElement.dataset.heard = this.src.slice(0, 5);
    return play.call(this);
  };
}"""
NO_MICROPHONE = """() => {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("none", "NotFoundError"));
}"""
SILENCE = """() => {
  navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream;
}"""
MAY_RECORD = """async () => {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    stream.getTracks().forEach((track) => track.stop());
    return "yes";
  } catch (error) {
    return error.name;
  }
}"""


def button(page: Page, name: str) -> Locator:
    return page.locator(".phrase-actions").get_by_role("button", name=name)


def speak(page: Page) -> None:
    button(page, "Aufnehmen").click()
    finish(page)


def finish(page: Page) -> None:
    """Once something was loud: then it is enough."""
    page.wait_for_function("() => document.querySelector('.phrase meter')?.value > 0.1")
    page.wait_for_timeout(600)
    button(page, "Stopp").click()
    expect(button(page, "Behalten")).to_be_visible()


def said_by_the_kiosk(place: ServedPoint, text: str) -> bytes | None:
    question = urlencode({"language": "so", "text": text})
    headers = {"Authorization": f"Bearer {kiosk_token()}"}
    reply = requests.get(f"{place.url}/kiosk/api/speech?{question}", headers=headers, timeout=10)
    return reply.content if reply.status_code == 200 else None
