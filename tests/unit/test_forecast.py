"""Correction, rounding, what a page may say, and what a site learns about its talks."""

import math
import random
from datetime import UTC, datetime, timedelta

import pytest

from rules.durations import Durations
from rules.forecast import (
    Correction,
    Range,
    Scored,
    Spread,
    corrected,
    from_opening,
    is_fresh,
    learn,
    monitor,
    naive_minutes,
    rounded_clock,
    rounded_outward,
    seed_of,
    shown,
)

HALF_AN_HOUR = Spread(q10=20.0, q50=30.0, q90=45.0, chance=1.0)


def test_a_cold_start_widens_the_upper_side_by_a_fifth() -> None:
    told = corrected(HALF_AN_HOUR, Correction(), latest=120.0)
    assert told == Range(30 - 12, 30 + 1.2 * 17)


def test_a_range_stays_between_now_and_last_call() -> None:
    assert corrected(Spread(1.0, 2.0, 80.0, 1.0), Correction(), latest=60.0) == Range(0.0, 60.0)
    assert corrected(Spread(50.0, 60.0, 60.0, 0.4), Correction(), latest=-1.0) == Range(0.0, 0.0)


def test_before_the_opening_waits_are_counted_from_the_opening() -> None:
    early = Spread(q10=20.0, q50=20.0, q90=45.0, chance=1.0)
    assert from_opening(early, 20.0) == Spread(0.0, 0.0, 25.0, 1.0)
    assert from_opening(early, -5.0) == early


def test_misses_above_raise_the_upper_side_of_their_bin_only() -> None:
    before = Correction()
    after = learn(before, [Scored(HALF_AN_HOUR, 200.0, waited=90.0)])
    assert after.up[1] == pytest.approx(1.2 * math.exp(0.5 * 0.9))
    assert after.down[1] == pytest.approx(math.exp(-0.5 * 0.1))
    assert (after.up[0], after.up[2]) == (1.2, 1.2)
    assert (after.taught_by, after.scored) == ((0, 1, 0), 1)


def test_steps_grow_smaller_with_what_was_learned_in_the_same_bin() -> None:
    young, old = (Correction(taught_by=(0, seen, 0)) for seen in (20, 10_000))
    missed = [Scored(HALF_AN_HOUR, 200.0, waited=90.0)]
    assert learn(young, missed).up[1] == pytest.approx(1.2 * math.exp(0.25 * 0.9))
    assert learn(old, missed).up[1] == pytest.approx(1.2 * math.exp(0.03 * 0.9))


def test_a_small_site_too_comes_to_eight_in_ten() -> None:
    """A hundred forecasts in half a year, of a simulation that is too careful."""
    chance = random.Random(5)
    rule, inside = Correction(), 0
    for _ in range(100):
        waited = chance.gauss(30, 6)
        told = corrected(HALF_AN_HOUR, rule, 300.0)
        inside += told.low <= waited <= told.high
        rule = learn(rule, [Scored(HALF_AN_HOUR, 300.0, waited)])
    assert 76 <= inside <= 86


def test_you_are_next_is_not_scored() -> None:
    assert learn(Correction(), [Scored(Spread(0, 0, 1, 1), 200.0, waited=9.0)]) == Correction()


def test_factors_stay_between_four_tenths_and_three() -> None:
    rule = Correction()
    for _ in range(400):
        rule = learn(rule, [Scored(HALF_AN_HOUR, 500.0, waited=499.0)])
    assert rule.up[1] == 3.0
    assert 0.4 <= rule.down[1] < 1.0


def test_the_correction_learns_to_hold_eight_in_ten_when_the_simulation_is_too_sure() -> None:
    chance = random.Random(4)
    rule, inside, seen = Correction(), 0, 0
    for slot in range(400):
        truth = [chance.gauss(30, 15) for _ in range(10)]
        told = corrected(HALF_AN_HOUR, rule, 300.0)
        if slot >= 200:
            inside += sum(told.low <= wait <= told.high for wait in truth)
            seen += len(truth)
        rule = learn(rule, [Scored(HALF_AN_HOUR, 300.0, wait) for wait in truth])
    assert 0.77 <= inside / seen <= 0.83


def test_ranges_are_rounded_outward_and_never_one_number() -> None:
    assert rounded_outward(Range(12.0, 31.0)) == (10, 35)
    assert rounded_outward(Range(10.0, 10.0)) == (10, 15)
    assert rounded_outward(Range(0.0, 0.0)) == (0, 5)


def test_the_slip_shows_times_of_day_rounded_outward() -> None:
    now = datetime(2026, 11, 23, 13, 3, 20, tzinfo=UTC)
    low, high = rounded_clock(Range(10.0, 31.0), now)
    assert (f"{low:%H:%M}", f"{high:%H:%M}") == ("13:10", "13:35")
    exact = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    low, high = rounded_clock(Range(10.0, 10.0), exact)
    assert (f"{low:%H:%M}", f"{high:%H:%M}") == ("13:10", "13:15")


def test_a_batch_answers_for_a_minute() -> None:
    made = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    assert is_fresh(made, made + timedelta(seconds=60))
    assert not is_fresh(made, made + timedelta(seconds=61))


def test_what_a_page_says() -> None:
    told = Range(12.0, 31.0)
    assert shown(told, 31.0, waiting=6, on_duty=3).kind == "range"
    assert shown(told, 31.0, waiting=2, on_duty=3, is_small_site=True).kind == "position"
    assert shown(told, 2.0, waiting=1, on_duty=3).kind == "next"
    assert shown(told, 31.0, waiting=6, on_duty=0).kind == "unknown"
    assert shown(None, 0.0, waiting=6, on_duty=2).kind == "unknown"


def test_the_lead_sees_figures_only_when_enough_are_scored() -> None:
    slot = [Scored(HALF_AN_HOUR, 200.0, waited=30.0, naive=60.0)] * 10
    few = monitor([slot] * 4, [Correction()] * 4)
    assert (few.scored, few.coverage) == (40, None)
    enough = monitor([slot] * 20, [Correction()] * 20)
    assert (enough.scored, enough.coverage, enough.mae, enough.naive_mae) == (100, 1.0, 0.0, 30.0)


def test_the_naive_forecast_is_position_times_mean_over_case_managers() -> None:
    assert naive_minutes(4, 25.0, 2) == 50.0
    assert naive_minutes(4, 25.0, 0) == 100.0


def test_seeds_differ_between_events_and_stay_the_same_on_every_machine() -> None:
    assert seed_of(12, 34) == 5651839428999164424
    assert len({seed_of(slot, event) for slot in range(30) for event in range(30)}) == 900


def test_a_site_without_talks_expects_25_minutes() -> None:
    assert Durations().mean("work") == 25.0
    assert Durations().sigma == pytest.approx(math.sqrt(math.log(1.49)))


def test_ten_talks_of_a_topic_count_as_much_as_the_site() -> None:
    learned = Durations()
    for _ in range(10):
        learned = learned.with_talk("work", 45.0)
    assert learned.site_mean == 35.0
    assert learned.mean("work") == 40.0
    assert learned.mean("housing") == 35.0


def test_durations_find_the_truth_with_enough_talks() -> None:
    chance = random.Random(1)
    learned = Durations()
    for _ in range(3000):
        learned = learned.with_talk("work", chance.lognormvariate(3.0, 0.5))
    assert learned.sigma == pytest.approx(0.5, rel=0.05)
    assert learned.mu("work") == pytest.approx(3.0, abs=0.05)
