"""What of a large family of cases belongs to `make test`, and what only to `make test-long`."""

from collections.abc import Sequence
from typing import Any

import pytest


def now_and_long(now: Sequence[Any], later: Sequence[Any]) -> list[Any]:
    """Parameters: `now` run in `make test`, `later` only in `make test-long` (marker `long`)."""
    return [*now, *(pytest.param(case, marks=pytest.mark.long) for case in later)]


def languages() -> list[Any]:
    """One written left to right, one right to left; English and Ukrainian when there is time."""
    return now_and_long(("de", "ar"), ("en", "uk"))
