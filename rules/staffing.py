"""How far the people of a slot reach: talks that still fit, visitors that usually still come. Estimates for a lead."""

from collections.abc import Iterable
from datetime import datetime

from rules.coverage import Present
from rules.queue_state import Arrivals

SECONDS_A_MINUTE = 60


def talks_that_fit(people: Iterable[Present], now: datetime, last_call: datetime, mean_minutes: float) -> int:
    """Talks that can still begin by last call, at `mean_minutes` each, one after the other for everybody there."""
    spans = ((max(now, one.comes_at), min(last_call, one.leaves_at)) for one in people)
    minutes = sum((high - low).total_seconds() / SECONDS_A_MINUTE for low, high in spans if low < high)
    return round(minutes / mean_minutes)


def still_to_come(arrivals: Arrivals, now: float) -> int:
    """Walk-ins expected from `now` on. `now` in the minutes of `arrivals`, which begin with the opening."""
    parts = zip(arrivals.edges, arrivals.edges[1:], arrivals.per_minute, strict=False)
    return round(sum(max(0.0, high - max(low, now)) * rate for low, high, rate in parts))
