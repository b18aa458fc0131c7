"""What the waiting room hears: gong, number, desk, one call after the other, again while nobody has come; and whether."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.cast import AYLIN, DISPLAY_TOKEN, LEAD, OPERATOR
from tests.support.chromium import People, accessibility_faults, open_face
from tests.support.desk import Desk
from tests.support.faces import Console, HttpLine
from tests.support.served import ServedPoint, served_point

GONG_S = 1.4  # from its first tone until it has rung out enough to speak
VOICE_LATE_S = 0.3  # promised: speech begins at most so long after the gong's end
PIECES = 12  # kept ready in each language: ten digits, "number", "desk"


@pytest.fixture
def place(sqlite_url: str, tmp_path: Path) -> Iterator[ServedPoint]:
    """Leverkusen on a Monday at 14:07; the board speaks German and English."""
    with served_point(sqlite_url, speech_folder=str(tmp_path / "speech")) as served:
        yield served


@pytest.mark.access(11)
def test_speech_begins_when_the_gong_has_ended_also_when_its_phrase_does_not_come(
    place: ServedPoint, people: People
) -> None:
    board = open_audible_board(people, place)
    until(board, lambda: board.evaluate(PREPARED) == 2 * PIECES)
    console = Console(HttpLine(place.url), AYLIN).on_duty(3)
    place.issue()
    ticket = console.call().ticket
    board.wait_for_function("() => heard.filter(({kind}) => kind === 'speech').length === 2")
    late = [delay(board, first=0)]
    console.move(ticket["id"], "start")
    console.move(ticket["id"], "finish-later")
    board.wait_for_function("() => heard.at(-1).endsAt < heard.at(-1).now()")
    board.route("**/display/api/speech?*number=*", lambda route: None)  # an answer that never comes
    before = board.evaluate("() => heard.length")
    number = place.issue()
    console.call()
    board.wait_for_function(
        "([before, wanted]) => heard.slice(before).filter(({kind}) => kind === 'speech').length === wanted",
        arg=[before, 2 * (len(str(number)) + 3)],
    )
    late.append(delay(board, first=before))
    assert min(late) >= -0.05, "the voice must not talk into the gong"
    assert max(late) <= VOICE_LATE_S, late


def test_a_board_that_may_not_sound_says_so_here_and_at_the_desk_until_it_is_touched(
    place: ServedPoint, people: People
) -> None:
    board = people.arrive(1920, 1080)
    board.add_init_script(BLOCKED)
    open_board(board, place)
    desk = Desk(people, place).sign_in(LEAD)
    expect(board.locator(".touch")).to_be_visible()
    told = desk.page.locator(".foot-displays")
    expect(told).to_contain_text("bitte einmal berühren")
    board.mouse.click(400, 400)
    expect(told).to_have_text("Anzeige bereit")
    expect(board.locator(".touch")).to_have_count(0)


@pytest.mark.long
def test_whoever_looks_after_devices_sets_the_volume_and_hears_whether_the_board_sounds(
    place: ServedPoint, people: People
) -> None:
    board = open_audible_board(people, place)
    page = Desk(people, place).sign_in(OPERATOR).page
    row = page.locator(".display-list > li")
    expect(row).to_contain_text("Anzeige bereit")
    row.get_by_label("Lautstärke").select_option("20")
    row.get_by_label("Farben").select_option("contrast")
    expect(board.locator("html[data-theme=contrast]")).to_be_attached()
    row.get_by_role("button", name="Ton testen").click()
    expect(row).to_contain_text("Gong und Stimme abgespielt", timeout=15_000)
    loudest = board.evaluate("() => Math.max(...heard.map(({gain}) => gain))")
    assert 0 < loudest < 0.21, "20 percent"
    assert accessibility_faults(page) == []


def test_a_notice_is_written_once_and_an_urgent_one_interrupts_with_a_gong(
    place: ServedPoint, people: People
) -> None:
    board = open_audible_board(people, place)
    lead = Desk(people, place).sign_in(LEAD)
    page = lead.page
    page.get_by_role("button", name="Hinweise").click()
    page.get_by_label("Deutsch (nötig)").fill("Der Aufzug ist außer Betrieb.")
    page.get_by_text("Weitere Sprachen").click()
    page.get_by_label("Ukrainisch").fill("Ліфт не працює.")
    page.get_by_label("Dringend").check()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Hinweis zeigen").click()
    expect(board.locator(".notice-stage.urgent")).to_contain_text("Aufzug")
    board.wait_for_function("() => heard.some(({kind}) => kind === 'gong')")
    number = place.issue()
    Console(HttpLine(place.url), AYLIN).on_duty(3).call()
    expect(board.locator(".call .number")).to_have_text(str(number), timeout=30_000)
    expect(board.locator(".urgent-bar")).to_be_visible()
    entry = page.locator(".notice-entries > li")
    expect(entry).to_contain_text("jetzt auf der Anzeige")
    expect(entry).to_contain_text("bis 23.11. 23:59")
    entry.get_by_role("button", name="Abnehmen").click()
    page.get_by_role("dialog").get_by_role("button", name="Abnehmen").click()
    expect(board.locator(".urgent-bar")).to_have_count(0)
    expect(entry).to_contain_text("abgenommen")


# --- when a call sounds, by itself --------------------------------------------------------------------------------


def test_a_call_is_repeated_twice_while_nobody_has_come(place: ServedPoint, people: People) -> None:
    sounds = play(place, people, [(0, []), (1, [(417, 1)])], until_s=200)
    assert [number for _, number in sounds] == [417, 417, 417]
    assert [round(at) for at, _ in sounds] == [1, 31, 76]


def test_a_call_that_was_answered_is_not_repeated(place: ServedPoint, people: People) -> None:
    assert len(play(place, people, [(0, []), (1, [(417, 1)]), (20, [])], until_s=120)) == 1


def test_a_call_repeated_at_the_desk_sounds_at_once_and_counts_anew(
    place: ServedPoint, people: People
) -> None:
    sounds = play(place, people, [(0, []), (1, [(417, 1)]), (20, [(417, 20)])], until_s=150)
    assert [round(at) for at, _ in sounds] == [1, 20, 50, 95]


def test_after_a_minute_without_a_line_a_repeated_call_is_news_and_an_older_one_is_not(
    place: ServedPoint, people: People
) -> None:
    repeated = [(0, []), (1, [(417, 1)]), (100, [(417, 90)])]
    assert (100, 417) in play(place, people, repeated, until_s=101)
    older = [(0, []), (1, [(417, 1)]), (100, [(417, 35)])]
    assert (100, 417) not in play(place, people, older, until_s=101)


def test_without_a_line_nothing_is_repeated(place: ServedPoint, people: People) -> None:
    assert len(play(place, people, [(0, []), (1, [(417, 1)])], until_s=120, lost_from_s=10)) == 1


def test_two_calls_wait_for_each_other_and_repeats_for_both(place: ServedPoint, people: People) -> None:
    sounds = play(place, people, [(0, []), (1, [(418, 1), (417, 1)])], until_s=40, speech_s=8)
    assert [number for _, number in sounds] == [417, 418, 417, 418]
    starts = [at for at, _ in sounds]
    assert all(later - earlier >= 8 for earlier, later in pairwise(starts))


def test_a_page_loaded_anew_repeats_only_what_is_still_to_come(place: ServedPoint, people: People) -> None:
    sounds = play(place, people, [(40, [(417, 1)])], until_s=120)
    assert [round(at) for at, _ in sounds] == [76]


def play(
    place: ServedPoint,
    people: People,
    pictures: Sequence[tuple[float, Sequence[tuple[int, float]]]],
    until_s: float,
    speech_s: float = 2,
    lost_from_s: float = 10**6,
) -> list[tuple[float, int]]:
    """Pictures at these seconds with these open calls (number, called at) → (second, number) of every sound."""
    page = people.arrive()
    page.goto(f"{place.url}/healthz")  # any page of ours: the module needs none
    found = page.evaluate(PLAY, [pictures, until_s, speech_s, lost_from_s])
    return [(at, number) for at, number in found]


def open_board(page: Page, place: ServedPoint) -> None:
    open_face(page, place.url, "display", DISPLAY_TOKEN)
    expect(page.locator(".board[data-phase=open]")).to_be_attached()


def open_audible_board(people: People, place: ServedPoint) -> Page:
    """A board that was touched once, and what it sounds is written down in `heard`."""
    page = people.arrive(1920, 1080)
    page.add_init_script(LISTENING)
    open_board(page, place)
    page.mouse.click(400, 400)
    expect(page.locator(".touch")).to_have_count(0)
    return page


def until(page: Page, holds: Any) -> None:
    for _ in range(400):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to that")


def delay(board: Page, first: int) -> float:
    """Seconds from the gong's end to the first word, on the clock of the sound, of what was heard from `first` on."""
    found: float = board.evaluate(
        """([first, gong]) => {
          const since = heard.slice(first);
          const start = (kind) => since.find((one) => one.kind === kind).startsAt;
          return start("speech") - start("gong") - gong;
        }""",
        [first, GONG_S],
    )
    return found


# Writes down what is played, when, and how loud the stage before the loudspeaker is.
LISTENING = """(() => {
  globalThis.heard = [];
  const gains = new Map();
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (next, ...more) {
    if (next === this.context.destination && this.gain) gains.set(this.context, this.gain.value);
    return connect.call(this, next, ...more);
  };
  const note = (kind, prototype, lengthOf) => {
    const start = prototype.start;
    prototype.start = function (at = 0) {
      const startsAt = Math.max(at, this.context.currentTime);
      heard.push({ kind, startsAt, endsAt: startsAt + lengthOf(this), gain: gains.get(this.context), now: () => this.context.currentTime });
      return start.call(this, at);
    };
  };
  note("speech", AudioBufferSourceNode.prototype, (node) => node.buffer.duration);
  note("gong", OscillatorNode.prototype, () => 2);
})()"""

PREPARED = (
    "() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('piece=')).length"
)

# A browser that waits for a touch.
BLOCKED = """(() => {
  let isAllowed = false;
  Object.defineProperty(BaseAudioContext.prototype, "state", { get: () => (isAllowed ? "running" : "suspended") });
  AudioContext.prototype.resume = async function () {
    isAllowed = true;
    this.dispatchEvent(new Event("statechange"));
  };
})()"""

PLAY = """async ([pictures, until, speech, lostFrom]) => {
  const { makeStage } = await import("/static/display/stage.js");
  let seconds = 0;
  const [sounds, ringing] = [[], []];
  const ringFor = ({ number }) => {
    sounds.push([seconds, number]);
    return new Promise((resolve) => ringing.push([seconds + speech, resolve]));
  };
  const stage = makeStage({ ringFor, ageOf: (at) => seconds - at, mayRepeat: () => seconds < lostFrom, clockMs: () => seconds * 1000 });
  const calls = (open) => open.map(([number, at]) => ({ number, desk: 3, called_at: at, times: 1 }));
  for (; seconds <= until; seconds += 0.25) {
    for (const [at, open] of pictures) if (at === seconds) stage.take({ epoch: "a", calls: calls(open), recent: [], notice: null });
    for (const one of ringing.filter(([end]) => end <= seconds)) one[1]();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    stage.step();
  }
  return sounds;
}"""
