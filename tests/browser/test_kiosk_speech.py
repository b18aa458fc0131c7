"""The kiosk without touching or seeing it: keys and speech, from the real server with the real eSpeak NG."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Response, expect
from sqlalchemy import update

from models import Site
from tests.support.chromium import People
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import Visitor

# Sounds really play, sixteen times as fast, and say how long they are.
HASTE = """
window.played = [];
const speed = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "playbackRate");
Object.defineProperty(HTMLMediaElement.prototype, "playbackRate", { get: speed.get, set(wanted) {
  this.wanted = wanted;
  speed.set.call(this, 16);
  this.addEventListener("ended", () => window.played.push([this.duration, this.volume, this.wanted]));
} });
"""
SPOKEN = ".spoken"
SILENT = ["ckb", "ps", "so", "ti"]
OTHER_TILES = {"de-simple", "en", "ru"}  # said on the way to Ukrainian


@pytest.fixture(scope="module")
def place(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPoint]:
    folder = tmp_path_factory.mktemp("speech")
    copy = folder / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    with served_point(f"sqlite:///{copy}", speech_folder=str(folder)) as served:
        yield served


class Listener:
    """Somebody who does not see the screen: presses keys, and hears."""

    def __init__(self, people: People, place: ServedPoint, haste: str = HASTE) -> None:
        self.heard: list[tuple[str, str]] = []
        self.visitor = Visitor(people, place.url, init=haste)
        self.page: Page = self.visitor.page
        self.page.on("response", self._listen)

    def press(self, *keys: str) -> "Listener":
        for key in keys:
            self.page.clock.run_for(600)
            self.page.keyboard.press(key)
        return self

    def hears(self, *texts: str) -> None:
        """All of these, in this order, from now on or lately."""
        for text in texts:
            expect_soon(self.page, lambda text=text: any(text in said for _, said in self.heard))
        places = [next(i for i, (_, said) in enumerate(self.heard) if text in said) for text in texts]
        assert places == sorted(places)

    def hears_the_end(self) -> None:
        """Until nothing is spoken any more."""
        expect_soon(self.page, lambda: self.page.locator(SPOKEN).count() == 0 and self.played())

    def played(self) -> list[list[float]]:
        """Each sound that was heard to its end: its seconds, volume (0 to 1), times the usual speed."""
        found: list[list[float]] = self.page.evaluate("window.played")
        return found

    def goes_to(self, name: str, key: str = "ArrowDown") -> None:
        """Arrow after arrow until a choice with this name is said."""
        for _ in range(40):
            self.press(key)
            focused = self.page.locator(":focus")
            if name in focused.inner_text():
                return
        raise AssertionError(f"no choice {name}")

    def _listen(self, response: Response) -> None:
        if "/api/speech" in response.url and response.status == 200:
            asked = parse_qs(urlsplit(response.url).query)
            self.heard.append((asked["language"][0], asked["text"][0]))


@pytest.mark.access(1)
@pytest.mark.access(3)
def test_a_ticket_by_keys_and_ears_only(place: ServedPoint, people: People) -> None:
    listener = Listener(people, place)
    page = listener.page
    listener.press("*")
    listener.hears("Willkommen. Welche Sprache?", "Deutsch. Willkommen")
    listener.press("ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("data-language", "de")
    listener.goes_to("Українська")
    listener.hears("Українська. Ласкаво просимо")
    assert ("uk", "Українська. Ласкаво просимо") in listener.heard
    listener.press("Enter")
    listener.visitor.is_at("topics")
    listener.hears("Що вам потрібно?")
    listener.goes_to("Житло")
    listener.press("Enter")
    listener.visitor.is_at("needs")
    listener.press("5")  # the fifth choice
    listener.press("Enter")
    listener.hears(page.locator(":focus").inner_text(), "вибрано")
    listener.goes_to("Взяти номер")
    listener.press("Enter")
    number = listener.visitor.number()
    listener.hears("Вас зареєстровано", "Ваш номер", str(number), "Будь ласка, сідайте")
    assert place.state(number) == "waiting"
    assert {language for language, _ in listener.heard} <= {"de", "uk", *OTHER_TILES}
    assert "PIN" in page.locator("main").inner_text()
    assert not any("PIN" in said for _, said in listener.heard)
    expect_soon(page, lambda: len(listener.played()) > 5)
    assert all(length > 0.1 for length, *_ in listener.played())


@pytest.mark.access(2)
def test_what_is_read_is_what_is_shown_and_the_part_that_is_read_is_marked(
    place: ServedPoint, people: People
) -> None:
    listener = Listener(people, place)
    page = listener.page
    listener.visitor.speaks("de").is_at("topics")
    marked = page.evaluate_handle(WATCH_MARKS)
    listener.visitor.tap(".read-aloud")
    expect(page.locator(".read-aloud")).to_have_attribute("aria-pressed", "true")
    shown = [page.locator("h1").inner_text(), page.locator(".lead").inner_text()]
    shown += page.locator("main .topic-name").all_inner_texts()
    shown += page.locator("main .doors .tile").all_inner_texts()
    expect_soon(page, lambda: len(marked.json_value()) == len(shown))
    assert [said for _, said in listener.heard] == shown
    assert marked.json_value() == shown
    expect(page.locator(SPOKEN)).to_have_count(0)


@pytest.mark.long
@pytest.mark.access(2)
def test_any_touch_stops_it_and_it_can_be_had_again(place: ServedPoint, people: People) -> None:
    listener = Listener(people, place, haste="")
    page = listener.page
    listener.visitor.speaks("de").is_at("topics")
    listener.visitor.tap(".read-aloud")
    expect(page.locator(SPOKEN)).to_have_count(1)
    page.locator(".lead").click(force=True)
    expect(page.locator(SPOKEN)).to_have_count(0)
    listener.visitor.tap(".read-aloud")
    expect(page.locator(SPOKEN)).to_have_text("Worum geht es?")
    listener.visitor.tap(".read-aloud")  # while it speaks: no more of it
    expect(page.locator(SPOKEN)).to_have_count(0)
    expect(page.locator(".read-aloud")).to_have_attribute("aria-pressed", "false")


@pytest.mark.long
@pytest.mark.access(2)
@pytest.mark.access(6)
def test_volume_and_speed_have_steps_and_the_next_visitor_finds_them_as_they_were(
    place: ServedPoint, people: People
) -> None:
    listener = Listener(people, place)
    listener.visitor.speaks("de").is_at("topics")
    listener.visitor.tap("#bar > :nth-child(4)")
    for count, voice in enumerate(("volume1", "volume1", "volume-1", "rate1"), start=1):
        listener.visitor.tap(f'[data-voice="{voice}"]')
        expect_soon(listener.page, lambda count=count: len(listener.played()) == count)
    assert [sound[1:] for sound in listener.played()] == [[1, 1], [1, 1], [0.75, 1], [0.75, 1.3]]
    listener.visitor.tap("dialog > .button")
    listener.visitor.tap("#bar > :nth-child(1)")
    listener.visitor.is_at("start")
    listener.press("*")
    expect_soon(listener.page, lambda: len(listener.played()) > 4)
    assert listener.played()[4][1:] == [0.75, 1]


@pytest.mark.access(2)
def test_the_loudspeaker_of_a_language_greets_in_it_and_a_language_without_a_voice_has_none(
    place: ServedPoint, people: People
) -> None:
    listener = Listener(people, place)
    page = listener.page
    silent = page.locator(".screen .language[data-language]:not(.loudspeaker + *):not(.spoken-tile > *)")
    assert sorted(silent.evaluate_all("tiles => tiles.map((tile) => tile.lang)")) == SILENT
    listener.visitor.tap('.spoken-tile:has([data-language="tr"]) .loudspeaker')
    listener.hears("Türkçe. Hoş geldiniz")
    assert listener.heard == [("tr", "Türkçe. Hoş geldiniz")]
    listener.visitor.is_at("start")


def test_loudspeakers_are_there_while_the_kiosk_is_closed_and_beside_the_greeting(
    place: ServedPoint, people: People
) -> None:
    listener = Listener(people, place)
    page = listener.page
    with closed_for_a_break(place):
        page.locator(".screen-start.shut").wait_for()
        listener.visitor.tap('.spoken-tile:has([data-language="tr"]) .loudspeaker')
        listener.hears("Türkçe. Hoş geldiniz")
        page.clock.run_for(64_000)
        listener.visitor.is_at("attract")
        listener.visitor.tap(".attract-listen")
        listener.hears("Willkommen. Bitte berühren Sie den Bildschirm")
        listener.visitor.is_at("attract")
        page.keyboard.press("Shift")
        listener.visitor.is_at("start")


def test_where_there_is_no_voice_it_is_said(place: ServedPoint, people: People) -> None:
    listener = Listener(people, place)
    listener.visitor.speaks("so").is_at("topics")
    listener.visitor.tap(".read-aloud")
    expect(listener.page.locator(".notice")).to_have_text("Luqaddan weli cod uma jiro.")
    listener.hears("Für diese Sprache gibt es noch keine Stimme.")
    assert {language for language, _ in listener.heard} == {"de"}


@pytest.mark.long
def test_without_the_server_there_is_just_no_speech(place: ServedPoint, people: People) -> None:
    listener = Listener(people, place)
    page = listener.page
    page.route("**/kiosk/api/speech*", lambda route: route.abort())
    with page.expect_request("**/kiosk/api/speech*"):
        listener.visitor.tap(".read-aloud")
    listener.visitor.speaks("de").wants("housing")
    expect(page.locator(SPOKEN)).to_have_count(0)
    expect(page.locator(".notice")).to_have_count(0)


@pytest.mark.access(2)
def test_a_headset_starts_it_and_pulling_it_out_ends_it(place: ServedPoint, people: People) -> None:
    listener = Listener(people, place)
    page = listener.page
    page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
    expect(page.locator(".read-aloud")).to_have_attribute("aria-pressed", "true")
    listener.hears("Willkommen. Welche Sprache?")
    page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
    expect(page.locator(".read-aloud")).to_have_attribute("aria-pressed", "false")


def test_who_listens_is_not_taken_for_gone_and_the_warning_is_read(
    place: ServedPoint, people: People
) -> None:
    listener = Listener(people, place)
    listener.visitor.speaks("de").is_at("topics")
    listener.visitor.tap(".read-aloud")
    listener.hears("Ich habe schon eine Nummer")
    listener.hears_the_end()
    listener.page.clock.run_for(63_000)
    listener.hears("Sind Sie noch da?", "Ich brauche mehr Zeit")
    listener.press("Enter")
    expect(listener.page.locator("dialog")).to_have_count(0)
    listener.visitor.is_at("topics")


@pytest.mark.access(1)
def test_a_key_leads_back_and_a_digit_to_a_choice(place: ServedPoint, people: People) -> None:
    visitor = Listener(people, place).visitor
    page = visitor.page
    visitor.speaks("ar").is_at("topics")
    page.keyboard.press("ArrowLeft")  # onwards, from right to left
    first = page.locator("[data-topic]").first
    expect(first).to_be_focused()
    assert first.evaluate("tile => tile.matches(':focus-visible')")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    expect(page.locator("[data-topic] >> nth=2")).to_be_focused()
    page.keyboard.press("Escape")
    visitor.is_at("start")
    assert visitor.html("lang") == "de"


@contextmanager
def closed_for_a_break(place: ServedPoint) -> Iterator[None]:
    pause(place, "short_break")
    try:
        yield
    finally:
        pause(place, None)


def pause(place: ServedPoint, reason: str | None) -> None:
    with place.office.write(place.site_id) as unit:
        unit.session.execute(update(Site).values(paused_why=reason, paused_at=unit.now))


WATCH_MARKS = """() => {
  const marked = [];
  new MutationObserver(() => {
    const part = document.querySelector(".spoken");
    if (part && part !== marked.last) marked.push(part.innerText.trim());
    marked.last = part ?? marked.last;
  }).observe(document.getElementById("main"), { subtree: true, attributeFilter: ["class"] });
  return marked;
}"""


def expect_soon(page: Page, is_so: Any, tries: int = 200) -> None:
    for _ in range(tries):
        if is_so():
            return
        page.wait_for_timeout(50)
    raise AssertionError("not within ten seconds")
