"""When walk-ins usually come."""

import pytest

from rules.arrival_profile import ArrivalProfile


def total(profile: ArrivalProfile) -> float:
    arrivals = profile.arrivals()
    spans = zip(arrivals.edges, arrivals.edges[1:], strict=False)
    return sum(rate * (end - start) for rate, (start, end) in zip(arrivals.per_minute, spans, strict=True))


def test_a_new_site_expects_what_it_planned_spread_evenly() -> None:
    profile = ArrivalProfile(225.0, 30.0)
    assert total(profile) == pytest.approx(30.0)
    assert len(set(profile.arrivals().per_minute)) == 1
    assert profile.arrivals(opens_at=1000.0).edges[:2] == (1000.0, 1015.0)


def test_five_slots_count_as_much_as_the_plan() -> None:
    profile = ArrivalProfile(225.0, 30.0)
    for _ in range(5):
        profile = profile.with_slot([3.0] * 10 + [-5.0, 230.0])
    assert total(profile) == pytest.approx(20.0)
    assert profile.arrivals().per_minute[0] == pytest.approx((1.0 + 5.0) / 15)
