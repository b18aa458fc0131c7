"""What a visit leaves behind in the browser: nothing. Two thousand of them: tests/long/test_kiosk_endurance.py."""

from collections.abc import Iterator

import pytest

from service_point.printers import set_printer
from tests.support.chromium import People
from tests.support.endurance import Marathon
from tests.support.served import ServedPoint, served_point

EVERY_LANGUAGE = 22  # texts and formats of a language stay, once it was asked for
VISITS = 22


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        with served.office.write(served.site_id) as unit:
            set_printer(unit, "Kiosk 1", "none")  # a slip costs more than the rest of the visit
        yield served


def test_visits_leave_nothing_behind(place: ServedPoint, people: People) -> None:
    kiosk = Marathon(people, place.url)
    kiosk.visits(EVERY_LANGUAGE)
    before = kiosk.footprint()
    kiosk.visits(VISITS)
    after = kiosk.footprint()
    print(before, after)
    assert after.nodes - before.nodes < 4 * VISITS, f"{before} {after}"  # one screen has about three hundred
    assert after.listeners - before.listeners < VISITS, f"{before} {after}"
    assert after.heap_bytes - before.heap_bytes < 20_000 * VISITS, f"{before} {after}"
