"""What of a large family of cases belongs to `make test`, and what only to `make test-long`."""

from collections.abc import Sequence
from typing import Any

import pytest


def now_and_long(now: Sequence[Any], later: Sequence[Any], *, several: bool = False) -> list[Any]:
    """Parameters: `now` run in `make test`, `later` only in `make test-long` (marker `long`).

    `several`: each case is a tuple with a value for each of several parameters.
    """
    values = [case if several else (case,) for case in later]
    return [*now, *(pytest.param(*case, marks=pytest.mark.long) for case in values)]


def languages() -> list[Any]:
    """The one that is written right to left; the others when there is time: most tests speak German anyway."""
    return now_and_long(("ar",), ("de", "en", "uk"))
