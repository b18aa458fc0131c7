"""A kiosk's page after two thousand visitors with their slips needs no more memory than after fifty."""

from collections.abc import Iterator

import pytest

from tests.support.chromium import People
from tests.support.endurance import Marathon
from tests.support.served import ServedPoint, served_point

FIRST = 100
VISITS = 2_000
WHOLE_EVERY = 4
BYTES_A_VISIT = 1_000  # two megabytes in all; a screen that stays holds a hundred times as much a visit


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


def test_memory_stays_flat_for_two_thousand_visits(place: ServedPoint, people: People) -> None:
    kiosk = Marathon(people, place.url, whole_every=WHOLE_EVERY)
    kiosk.visits(FIRST)
    before = kiosk.footprint()
    kiosk.visits(VISITS)
    after = kiosk.footprint()
    assert after.nodes - before.nodes < 5 * VISITS, f"{before} {after}"
    assert after.listeners - before.listeners < VISITS / 10, f"{before} {after}"
    assert after.documents - before.documents < VISITS / 100, f"{before} {after}"
    assert after.heap_bytes - before.heap_bytes < BYTES_A_VISIT * VISITS, f"{before} {after}"
