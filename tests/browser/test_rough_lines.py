"""Boards on a bad line (promise 5): never an older picture after a newer one, right again soon, no call lost.

Two hundred cuts: tests/long/test_rough_lines.py.
"""

from pathlib import Path

import pytest

from tests.support.chromium import People
from tests.support.postgres import Postgres
from tests.support.rough_days import rough_day
from tests.support.server import LiveServer
from tests.support.several import two_processes

CUTS, CUTS_OF_TWO_PROCESSES = 20, 7


@pytest.mark.timeout(600)
def test_a_board_behind_a_bad_line_is_never_wrong(live_server: LiveServer, people: People) -> None:
    line = rough_day(live_server, people, CUTS)
    assert line.connections > CUTS / 2, "the line was not as bad as that"


@pytest.mark.timeout(600)
def test_nor_are_two_boards_of_two_processes(
    postgres: Postgres, prepared_postgres: str, tmp_path: Path, people: People
) -> None:
    with two_processes(postgres, prepared_postgres, tmp_path) as (server, _redis):
        rough_day(server, people, CUTS_OF_TWO_PROCESSES, boards=2)
