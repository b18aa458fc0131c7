"""Two hundred troubles of the line, with one process and with two."""

from pathlib import Path

import pytest

from tests.support.chromium import People
from tests.support.postgres import Postgres
from tests.support.rough_days import rough_day
from tests.support.server import LiveServer
from tests.support.several import two_processes

CUTS = 200


@pytest.mark.timeout(1800)
def test_a_board_survives_two_hundred_cuts(live_server: LiveServer, people: People) -> None:
    rough_day(live_server, people, CUTS, seed=11)


@pytest.mark.timeout(1800)
def test_boards_of_two_processes_survive_two_hundred_cuts(
    postgres: Postgres, prepared_postgres: str, tmp_path: Path, people: People
) -> None:
    with two_processes(postgres, prepared_postgres, tmp_path) as (server, _redis):
        rough_day(server, people, CUTS, boards=2, seed=12)
