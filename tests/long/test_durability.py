"""Promise 3, the slow proof: many crashes in a row."""

from pathlib import Path

from tests.support.crashes import visits_through_crashes


def test_nothing_acknowledged_is_lost_or_doubled_by_many_kill_9(database_url: str, tmp_path: Path) -> None:
    visits_through_crashes(database_url, tmp_path, crashes=12)
