"""Boards on a bad line (promise 5): never an older picture after a newer one, right again soon, no call lost.

Two hundred cuts, and boards of two processes: tests/long/test_rough_lines.py.
"""

import pytest

from tests.support.chromium import People
from tests.support.rough_days import rough_day
from tests.support.server import LiveServer

CUTS = 20


@pytest.mark.timeout(600)
def test_a_board_behind_a_bad_line_is_never_wrong(live_server: LiveServer, people: People) -> None:
    line = rough_day(live_server, people, CUTS)
    assert line.connections > CUTS / 2, "the line was not as bad as that"
