"""How the board looks: large enough for the far end of a room, four digits fit, the same board for weeks.

One page shows one picture after the other, as its server would tell it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from i18n.languages import SHIPPED
from rules.notices import LONGEST
from tests.support import looks
from tests.support.cast import DISPLAY_TOKEN
from tests.support.chromium import People, accessibility_faults, open_face
from tests.support.served import ServedPoint, served_point
from tools.screens_board import board, board_pictures, called, notice, show

FULL_HD = (1920, 1080)
SCREENS = [FULL_HD, (3840, 2160), (1366, 768), (1280, 1024), (1080, 1920)]
DIGIT_SHARE = 0.714  # of the font size: the height of Noto Sans' digits
NUMBER_SHARE, EARLIER_SHARE, WORD_SHARE = 0.40, 0.115, 0.04  # of the screen's height
FOR_WHOEVER_STANDS_BEFORE_IT = ".touch, .demo-ribbon"
PICTURES = board_pictures()
OUT_OF_THE_STAGE = """() => {
  const place = document.querySelector(".now").getBoundingClientRect();
  return [...document.querySelectorAll(".notice-stage, .notice-text, .idle *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.bottom > place.bottom + 2 || box.top < place.top - 2 || box.right > place.right + 2 || box.left < place.left - 2;
  }).map((one) => one.className);
}"""
HEARD = """
const { json } = Response.prototype;
Response.prototype.json = async function () {
  const body = await json.call(this);
  setTimeout(() => { window.heard = body.epoch; });
  return body;
};
"""


class Wall:
    """A display in one page that is told one picture after the other; each is the first of its epoch, so nothing rings."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.is_lost = False
        self._picture = PICTURES["idle"]
        self._count = 0
        page.add_init_script(HEARD)
        page.route("**/display/api/board", self._tell)
        page.route_web_socket("**/socket.io/**", lambda _socket: None)  # a server that says nothing
        open_face(page, address, "display", DISPLAY_TOKEN)
        expect(page.locator(".board:not([data-phase=''])")).to_be_attached()

    def shows(self, picture: dict[str, Any], width: int = FULL_HD[0], height: int = FULL_HD[1]) -> Page:
        self._count += 1
        self._picture, self.is_lost = {**picture, "epoch": f"look-{self._count}"}, False
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate("() => dispatchEvent(new Event('online'))")
        self.page.wait_for_function("(epoch) => window.heard === epoch", arg=self._picture["epoch"])
        expect(self.page.locator(".board[data-line=live]")).to_be_attached()
        self.page.evaluate("() => document.fonts.ready.then(() => true)")  # letters have their widths
        return self.page

    def _tell(self, route: Route) -> None:
        if self.is_lost:
            route.abort()
        else:
            route.fulfill(json=self._picture)


@pytest.fixture(scope="module")
def place(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPoint]:
    """One server for all pictures: it only gives out the page."""
    copy = tmp_path_factory.mktemp("look") / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    with served_point(f"sqlite:///{copy}") as served:
        yield served


@pytest.fixture(scope="module")
def wall(place: ServedPoint, browser: Browser) -> Iterator[Wall]:
    people = People(browser)
    yield Wall(people.arrive(*FULL_HD, reduced_motion="reduce"), place.url)
    people.leave()
    assert not people.errors, f"JavaScript errors: {people.errors}"


@pytest.mark.parametrize(
    ("state", "width", "height"),
    [*(("many-calls", *screen) for screen in SCREENS), ("six-calls", *FULL_HD), ("one-call", *FULL_HD)],
)
def test_everything_fits_on_every_screen(wall: Wall, state: str, width: int, height: int) -> None:
    page = wall.shows(PICTURES[state], width, height)
    expect(page.locator(".call")).to_be_visible()
    assert page.evaluate(OUTSIDE, ".number bdi, .desk bdi, .head, .label") == []
    assert page.evaluate(OUTSIDE, ".earlier-number, .earlier-desk, .foot > p, .missed") == []
    assert page.evaluate("() => document.scrollingElement.scrollHeight <= innerHeight")


@pytest.mark.access(4)
@pytest.mark.parametrize("state", ["one-call", "many-calls"])
def test_numbers_and_words_are_read_from_the_far_end_of_the_room(wall: Wall, state: str) -> None:
    page = wall.shows(PICTURES[state])
    number, earlier = sizes(page, ".call .number"), sizes(page, ".earlier-number")
    digits = DIGIT_SHARE if state == "one-call" else 1  # four digits: 40 % is their font size
    assert min(number) * digits >= NUMBER_SHARE
    assert min(earlier) * DIGIT_SHARE >= EARLIER_SHARE
    words = page.evaluate(WORDS, FOR_WHOEVER_STANDS_BEFORE_IT)
    assert len(words) > 5
    assert {text: size for text, size in words.items() if size < WORD_SHARE} == {}


@pytest.mark.parametrize(("width", "height"), [FULL_HD, (1080, 1920)])
def test_a_notice_of_any_length_fits_in_any_script(wall: Wall, width: int, height: int) -> None:
    sizes = set()
    for language, words in (("ar", "إلى المساعدة"), ("uk", "обов’язково"), ("de", "Einbürgerungsbehörde")):
        for length in (30, 89, LONGEST):
            text = " ".join([words] * LONGEST)[:length]
            page = wall.shows(board(waiting=2, notice=notice({language: text}, urgent=True)), width, height)
            page.wait_for_function(
                "text => document.querySelector('.notice-text')?.textContent === text", arg=text
            )
            assert page.evaluate(OUT_OF_THE_STAGE) == [], (language, length)
            sizes.add(page.locator(".notice-stage").get_attribute("class"))
    assert len(sizes) > 2, "short ones are larger"


@pytest.mark.long
def test_the_welcome_fits_in_every_language(place: ServedPoint, people: People) -> None:
    """Upright, and before the opening: the least room and the most words."""
    page = people.arrive(1080, 1920, reduced_motion="reduce")
    page.clock.install()
    show(page, PICTURES["early"])
    open_face(page, place.url, "display", DISPLAY_TOKEN)
    page.locator(".idle").wait_for()
    seen: set[str | None] = set()
    while len(seen) < len(SHIPPED):  # a greeting for each, after some seconds
        seen.add(page.locator(".idle").get_attribute("lang"))
        assert page.evaluate(OUT_OF_THE_STAGE) == [], seen
        page.clock.fast_forward(8_000)
        page.clock.run_for(300)


def test_six_calls_at_once_are_all_there(wall: Wall) -> None:
    page = wall.shows(PICTURES["six-calls"])
    shown = page.locator(".call .number, .earlier-call.open .earlier-number").all_inner_texts()
    assert sorted(shown) == sorted(str(call["number"]) for call in PICTURES["six-calls"]["calls"])


@pytest.mark.long
def test_without_a_line_an_older_call_turns_grey_with_its_time(wall: Wall) -> None:
    young, old = called(417, 3, 20), called(415, 1, 190)
    page = wall.shows(board(calls=[young], recent=[old]))
    expect(page.locator(".earlier-call")).not_to_have_class("old")
    wall.is_lost = True
    expect(page.locator(".lost")).to_be_visible(timeout=15_000)
    expect(page.locator(".earlier-call.old .time")).to_have_text(clock_of(page, old["called_at"]))
    expect(page.locator(".call.old")).to_have_count(0)
    assert faults_in(page) == []


def test_the_board_dims_when_closed_and_says_when_we_are_here_again(wall: Wall) -> None:
    page = wall.shows(PICTURES["closed"])
    expect(page.locator("html[data-theme=dark]")).to_be_attached()
    expect(page.locator(".today .num").first).to_have_text(
        clock_of(page, PICTURES["closed"]["site"]["next_opens_at"])
    )


@pytest.mark.access(5)
@pytest.mark.access(9)
@pytest.mark.access(10)
@pytest.mark.parametrize("state", ["idle", "idle-recent", "one-call", "four-digits", "last-call", "closed"])
def test_every_state_is_accessible(wall: Wall, state: str) -> None:
    assert faults_in(wall.shows(PICTURES[state])) == []


def test_thousands_of_calls_leave_nothing_behind(wall: Wall) -> None:
    few, many = wall.page.evaluate(NODES_AFTER, 5), wall.page.evaluate(NODES_AFTER, 3000)
    assert many <= few + 10


# --- the stage, by itself ---------------------------------------------------------------------------------------


def test_calls_take_the_stage_one_after_the_other_oldest_first(wall: Wall) -> None:
    assert play(wall, [(0, []), (1, [3, 2, 1]), (2.9, [3, 2, 1]), (4.1, [3, 2, 1]), (8, [3, 2, 1])]) == [
        [None, 0], [1, 1], [1, 1], [2, 2], [3, 3],
    ]  # fmt: skip


def test_a_call_taken_back_leaves_the_stage_at_once(wall: Wall) -> None:
    assert play(wall, [(0, []), (1, [1]), (1.2, [])]) == [[None, 0], [1, 1], [None, 1]]


def test_the_first_picture_is_never_news(wall: Wall) -> None:
    assert play(wall, [(0, [2, 1]), (5, [2, 1])]) == [[2, 0], [2, 0]]


def test_an_old_call_first_seen_after_a_gap_is_shown_without_a_gong(wall: Wall) -> None:
    assert play(wall, [(0, []), (100, [1])], age=61) == [[None, 0], [1, 0]]


def test_another_epoch_begins_anew(wall: Wall) -> None:
    assert play(wall, [(0, []), (1, [5, 4])], epochs=["a", "b"]) == [[None, 0], [5, 0]]


def play(
    wall: Wall, moments: list[tuple[float, list[int]]], age: float = 1, epochs: Any = None
) -> list[list[Any]]:
    """Pictures with these open calls at these seconds → what stands on the stage, and how often the gong was struck."""
    found: list[list[Any]] = wall.page.evaluate(PLAY, [moments, age, epochs or ["a"] * len(moments)])
    return found


def faults_in(page: Page) -> list[Any]:
    """For who sees little or nothing, and for who minds what moves."""
    seen = looks.look(page)
    assert seen["words"]
    return [*accessibility_faults(page), *looks.without_contrast(seen), *looks.moving(seen)]


def sizes(page: Page, selector: str) -> list[float]:
    """Font sizes as shares of the screen's height."""
    found: list[float] = page.locator(selector).evaluate_all(
        "(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize) / innerHeight)"
    )
    assert found
    return found


def clock_of(page: Page, at: str) -> str:
    script = (
        "(at) => new Date(at).toLocaleTimeString('de-DE', {timeZone: 'Europe/Berlin', timeStyle: 'short'})"
    )
    return str(page.evaluate(script, at))


OUTSIDE = """(selector) => [...document.querySelectorAll(selector)].filter((one) => {
  const box = one.getBoundingClientRect();
  const frame = one.closest(".stage, .side").getBoundingClientRect();
  return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - innerHeight / 30 || box.bottom > frame.bottom + innerHeight / 30;
}).map((one) => one.className + " " + one.textContent)"""

WORDS = """(but) => Object.fromEntries([...document.querySelectorAll("body *")]
  .filter((one) => !one.closest(but) && !one.classList.contains("visually-hidden"))
  .filter((one) => [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()))
  .filter((one) => one.checkVisibility() && !one.closest("script, noscript, head"))
  .map((one) => [one.textContent, parseFloat(getComputedStyle(one).fontSize) / innerHeight]))"""

NODES_AFTER = """async (count) => {
  const { makeBoard } = await import("/static/display/drawing.js");
  const { textsOf } = await import("/static/web/texts.js");
  const place = document.createElement("main");
  const texts = textsOf();
  const board = makeBoard(place, { site: "Here", texts, second: texts, languages: [texts] });
  const call = (number) => ({ number, desk: number % 8, called_at: "2026-11-23T13:00:00Z", times: 1, time: "14:00" });
  for (let number = 100; number < 100 + count; number += 1) {
    const rows = [1, 2, 3].map((back) => ({ call: call(number + back), isOpen: true, isOld: false }));
    board.draw({ phase: "open", isLost: false, clock: "14:00", stage: { call: call(number), isNew: true, isOld: false }, rows,
      isTight: false, missed: [], hasMoreMissed: false, notice: null, waiting: number, opening: { from: "12:45", to: "16:45" }, why: null, isMuted: false, turn: 0 });
  }
  return place.querySelectorAll("*").length;
}"""

PLAY = """async ([moments, age, epochs]) => {
  const { makeStage } = await import("/static/display/stage.js");
  let [seconds, gongs] = [0, 0];
  const ringFor = () => { gongs += 1; return Promise.resolve(); };
  const stage = makeStage({ ringFor, ageOf: () => age, clockMs: () => seconds * 1000 });
  const call = (number) => ({ number, desk: number, called_at: "2026-11-23T13:00:00Z", times: 1 });
  const seen = [];
  for (const [index, [at, numbers]] of moments.entries()) {
    seconds = at;
    stage.take({ epoch: epochs[index], calls: numbers.map(call), recent: [] });
    await new Promise((resolve) => setTimeout(resolve));
    stage.step();
    seen.push([stage.shown()?.call.number ?? null, gongs]);
  }
  return seen;
}"""
