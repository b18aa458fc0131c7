"""A board that hangs on the wall all day: twelve hours of calls leave nothing behind in the browser.

The page's time is moved on between two calls; the long version calls every minute of them.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.support.cast import AYLIN, DISPLAY_TOKEN
from tests.support.chromium import People, open_face
from tests.support.ears import listen
from tests.support.effort import now_and_long
from tests.support.endurance import Memory
from tests.support.faces import Console, HttpLine
from tests.support.served import ServedPoint, served_point

HOURS = 12
FORGETFUL_CALLS = 3
WARM_UP = 8  # calls until lists and caches are as full as they get
NODES, LISTENERS, BYTES = 6, 1, 15_000  # at most so many more a call; the test's own questions stay, too

KEEPS_EVERY_CHANGE = """() => {
  globalThis.kept = [];
  const keep = () => kept.push(Array.from({ length: 4000 }, Math.random));
  new MutationObserver(keep).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


@pytest.mark.timeout(7200)  # the long one, on a busy machine
@pytest.mark.parametrize("calls", now_and_long((8,), (720,)))
def test_twelve_hours_of_calls_leave_nothing_behind(place: ServedPoint, people: People, calls: int) -> None:
    board = listen(people.arrive(1920, 1080))
    board.clock.install()
    open_face(board, place.url, "display", DISPLAY_TOKEN)
    memory = Memory(board)
    console = Console(HttpLine(place.url), AYLIN).on_duty(3)

    def call(count: int) -> None:
        for _ in range(count):
            board.clock.fast_forward(HOURS * 3_600_000 // calls)
            number = place.issue()
            ticket = console.call().ticket
            expect(board.locator(".call .number")).to_have_text(str(number))
            console.move(ticket["id"], "start")
            console.move(ticket["id"], "finish", outcomes=["settled"])

    call(WARM_UP)
    before = memory.footprint()
    call(calls)
    after = memory.footprint()
    assert after.nodes - before.nodes <= NODES * calls, f"{before} {after}"
    assert after.listeners - before.listeners <= LISTENERS * calls, f"{before} {after}"
    assert after.heap_bytes - before.heap_bytes <= BYTES * calls, f"{before} {after}"

    board.evaluate(KEEPS_EVERY_CHANGE)  # would it be noticed?
    call(FORGETFUL_CALLS)
    assert memory.footprint().heap_bytes - after.heap_bytes > BYTES * FORGETFUL_CALLS
