"""Calls go on while the board's line is cut, delayed, silenced and doubled; what every board must keep to (promise 5)."""

import itertools
import random
import threading
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.support.cast import AYLIN, DISPLAY_TOKEN, JONAS
from tests.support.chromium import People, open_face
from tests.support.ears import gongs, listen
from tests.support.rough_line import RoughLine, rough_line
from tests.support.server import LiveServer

RIGHT_WITHIN_S = 5.0  # of a cut, a delay, …; GET and websocket together promise it
MACHINE_S = 5.0  # what a busy machine may add
PAIR_EVERY = 7  # rounds; a pair takes six seconds on the stage
PAIR_GAP_S = 0.005
TOPIC = "something-else"
REMEMBER = """async () => {
  const { follow } = await import("/static/web/live.js");
  globalThis.pictures = [];
  follow({ namespace: "/display", snapshotUrl: "/display/api/board", onPicture: (picture) => pictures.push(picture) });
}"""


class RoughDay:
    """One or several boards behind a bad line, two desks on a good one."""

    def __init__(self, server: LiveServer, people: People, line: RoughLine, boards: int, seed: int) -> None:
        self._server, self._line, self._chance = server, line, random.Random(seed)
        self._desks = [server.console(name, desk=desk) for desk, name in enumerate((AYLIN, JONAS), 1)]
        self._boards = [_open_board(people, line.url) for _ in range(boards)]
        self.troubles: list[str] = []

    def rounds(self, count: int) -> None:
        for turn in range(count):
            trouble = self._chance.choice(TROUBLES)
            self.troubles.append(trouble.__name__)
            trouble(self._line)
            self._pair() if turn % PAIR_EVERY == PAIR_EVERY - 1 else self._call_and_end()
            time.sleep(self._chance.random() * 0.3)
            self._line.heal()
            self._must_be_right()
        self._end_calls()
        self._line.heal()
        self._must_be_right()
        for board in self._boards:
            must_be_in_order(board.evaluate("() => pictures"))
            expect(board.locator(".lost")).to_have_count(0)

    def _call_and_end(self) -> None:
        """A visitor comes and is called; the one before did not come or is served."""
        self._end_calls()
        self._server.kiosk().take(TOPIC)
        self._chance.choice(self._desks).call()

    def _pair(self) -> None:
        """Two calls within 10 ms: every board shows both, and rings for both."""
        self._end_calls()
        for _ in range(2):
            self._server.kiosk().take(TOPIC)
        before = [len(gongs(board)) for board in self._boards]
        called: list[int] = []
        hands = [
            threading.Thread(target=lambda desk=desk: called.append(desk.call().ticket["number"]))
            for desk in self._desks
        ]
        for hand in hands:
            hand.start()
            time.sleep(PAIR_GAP_S)
        for hand in hands:
            hand.join()
        self._line.heal()
        for board, rung in zip(self._boards, before, strict=True):
            board.wait_for_function("count => window.gongs.length >= count", arg=rung + 2, timeout=20_000)
            shown = board.evaluate("() => pictures.flatMap(({ calls }) => calls.map(({ number }) => number))")
            assert set(called) <= set(shown)
            assert len(gongs(board)) == rung + 2, "each rings once"

    def _end_calls(self) -> None:
        for desk in self._desks:
            current = desk.queue()["current"]
            if current:
                desk.move(current["id"], "missed")

    def _must_be_right(self) -> None:
        truth = self._server.display().board()
        for board in self._boards:
            board.wait_for_function(
                "version => pictures.at(-1)?.version >= version",
                arg=truth["version"],
                timeout=(RIGHT_WITHIN_S + MACHINE_S) * 1000,
            )
            seen = board.evaluate("() => pictures.at(-1)")
            if seen["version"] == truth["version"]:
                assert [seen[part] for part in PARTS] == [truth[part] for part in PARTS]


def must_be_in_order(pictures: list[dict[str, Any]]) -> None:
    """No older picture after a newer one; and what was said twice of one version was the same."""
    marks = [(picture["version"], picture["now"]) for picture in pictures]
    assert marks == sorted(set(marks)), [pair for pair in itertools.pairwise(marks) if pair[1] <= pair[0]]
    assert len({picture["epoch"] for picture in pictures}) == 1


def rough_day(server: LiveServer, people: People, rounds: int, boards: int = 1, seed: int = 5) -> RoughLine:
    """Raises: AssertionError when a board was wrong. Returns the line, for what was done to it."""
    with rough_line(server.port) as line:
        RoughDay(server, people, line, boards, seed).rounds(rounds)
        return line


def cut(line: RoughLine) -> None:
    line.cut()


def half_cut(line: RoughLine) -> None:
    line.cut(half=True)


def gone_for_a_while(line: RoughLine) -> None:
    line.is_down = True
    line.cut()


def slow(line: RoughLine) -> None:
    line.delay_s = 0.15


def silent(line: RoughLine) -> None:
    line.silence(True)


def doubled(line: RoughLine) -> None:
    line.doubles = True
    line.cut()


TROUBLES: tuple[Callable[[RoughLine], None], ...] = (cut, half_cut, gone_for_a_while, slow, silent, doubled)
PARTS = ("calls", "missed", "waiting")


def _open_board(people: People, url: str) -> Page:
    board = listen(people.arrive(1280, 720))
    open_face(board, url, "display", DISPLAY_TOKEN)
    expect(board.locator(".board[data-phase=open]")).to_be_attached()
    board.evaluate(REMEMBER)
    board.wait_for_function("() => pictures.length > 0")
    return board
