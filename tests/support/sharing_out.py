"""How tests are shared out among workers: one by one, long ones first; some files stay together."""

from typing import Any

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

LONGEST = "tests/integration/test_queueing_bench.py"  # one worker is at it while the others do the rest
TOGETHER = (  # what all their tests share is made once
    LONGEST,
    "tests/browser/test_board_look.py",
    "tests/browser/test_kiosk_look.py",
    "tests/browser/test_kiosk_offline.py",
    "tests/browser/test_languages.py",
    "tests/browser/test_reasons.py",
    "tests/house/test_pages.py",
    "tests/house/test_routes.py",
    "tests/integration/test_live.py",
    "tests/integration/test_races.py",
)


class OneByOne(LoadScopeScheduling):
    """A worker takes the next test, or the next file of TOGETHER, when it has nothing left to do."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return file if file in TOGETHER else nodeid


def longest_first(items: list[Any]) -> None:
    """In place: files of TOGETHER, then slow tests, then the others in their order."""
    items.sort(key=_rank)


def _rank(item: Any) -> int:
    file = item.nodeid.split("::")[0]
    if file == LONGEST:
        return 0
    if file in TOGETHER:
        return 1
    return 2 if item.get_closest_marker("slow") else 3
