"""Promise 3: what was acknowledged is there after kill -9, once. tests/long kills more often."""

from pathlib import Path

import pytest

from tests.support.crashes import offline_through_a_crash, visits_through_crashes
from tests.support.effort import now_and_long


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled_by_kill_9(database_url: str, tmp_path: Path) -> None:
    visits_through_crashes(database_url, tmp_path, crashes=1)


@pytest.mark.slow
@pytest.mark.parametrize("database_url", now_and_long(["sqlite"], ["postgresql"]), indirect=True)
def test_kiosks_go_on_with_their_own_numbers_through_kill_9(database_url: str, tmp_path: Path) -> None:
    offline_through_a_crash(database_url, tmp_path)
