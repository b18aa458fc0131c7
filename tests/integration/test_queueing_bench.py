"""A small run of the benchmark, with wide and honest limits: 20 slots say little, so only big failures show."""

import json
import subprocess
import sys

import pytest

PARTS = {
    "policies": ("fifo", "priority_fifo", "credit", "look_ahead"),
    "forecasts": ("naive", "les", "hol", "monte_carlo", "corrected"),
    "admission": ("nobody_refused", "fixed_stop", "naive", "monte_carlo"),
}


@pytest.fixture(scope="module")
def answer() -> dict:
    command = [sys.executable, "-m", "bench.queueing", "--slots", "20", "--seed", "11", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_answer_has_every_figure(answer: dict) -> None:
    assert list(answer) == ["slots", "seed", "scenarios", "milliseconds"]
    assert list(answer["scenarios"]) == ["quiet", "calm", "normal", "overloaded", "scarce"]
    for scenario in answer["scenarios"].values():
        assert {part: tuple(rows) for part, rows in scenario.items()} == PARTS


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_credit_rule_keeps_its_caps_and_is_no_worse_than_priority_and_order(answer: dict) -> None:
    for name, scenario in answer["scenarios"].items():
        credit = scenario["policies"]["credit"]
        assert credit["max_passed_by_ordinary"] <= 3
        assert credit["max_passed_by_any"] <= 8
        assert scenario["policies"]["look_ahead"]["max_passed_by_ordinary"] <= 3
        if name != "quiet":  # 140 visitors, most called at once: chance alone
            assert credit["j_relative"] <= 1.08


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_forecast_beats_the_naive_one_and_its_range_holds_the_truth(answer: dict) -> None:
    for name in ("normal", "overloaded", "scarce"):
        forecasts = answer["scenarios"][name]["forecasts"]
        assert forecasts["corrected"]["mae_min"] <= 0.85 * forecasts["naive"]["mae_min"]
        assert 0.70 <= forecasts["corrected"]["coverage_80"] <= 0.92


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_outlook_spares_people_from_waiting_in_vain(answer: dict) -> None:
    doors = answer["scenarios"]["overloaded"]["admission"]
    assert doors["nobody_refused"]["waited_in_vain"] > 4
    assert doors["monte_carlo"]["waited_in_vain"] < 0.5 * doors["nobody_refused"]["waited_in_vain"]
    assert doors["monte_carlo"]["wrongly_turned_away_share"] < 0.35
