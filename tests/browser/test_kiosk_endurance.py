"""What a visit leaves behind in the browser: nothing. Two thousand of them: tests/long/test_kiosk_endurance.py."""

from collections.abc import Iterator

import pytest

from service_point.printers import set_printer
from tests.support.chromium import People
from tests.support.endurance import Marathon
from tests.support.served import ServedPoint, served_point

LANGUAGES, WHOLE_EVERY = 3, 10
WARM_UP, VISITS, FORGETFUL_VISITS = 3 * WHOLE_EVERY, 100, 3
NODES_A_VISIT = 60  # one screen has three hundred, a visit has ten screens
BYTES_A_VISIT = 15_000
KEEPS_EVERY_SCREEN = """() => {
  globalThis.kept = [];
  new MutationObserver((changes) => kept.push(...changes.flatMap(({ removedNodes }) => [...removedNodes])))
    .observe(document.getElementById("main"), { childList: true });
}"""


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        with served.office.write(served.site_id) as unit:
            set_printer(unit, "Kiosk 1", "none")  # a slip costs more than the rest of the visit
        yield served


def test_visits_leave_nothing_behind(place: ServedPoint, people: People) -> None:
    kiosk = Marathon(people, place.url, LANGUAGES, WHOLE_EVERY)
    kiosk.visits(WARM_UP)
    before = kiosk.footprint()
    kiosk.visits(VISITS)
    after = kiosk.footprint()
    assert after.nodes - before.nodes < NODES_A_VISIT * VISITS, f"{before} {after}"
    assert after.listeners - before.listeners < VISITS, f"{before} {after}"
    assert after.heap_bytes - before.heap_bytes < BYTES_A_VISIT * VISITS, f"{before} {after}"

    kiosk.page.evaluate(KEEPS_EVERY_SCREEN)  # would it be noticed?
    kiosk.visits(FORGETFUL_VISITS)
    assert kiosk.footprint().nodes - after.nodes > NODES_A_VISIT * FORGETFUL_VISITS
