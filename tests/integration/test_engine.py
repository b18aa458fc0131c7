"""The compiled forecast plays the same rules as the consoles, and the same state gives the same answer."""

import math
import random
from statistics import NormalDist

import numpy as np
import pytest

from engine import numbers
from engine.forecasting import Batch, forecast
from rules import forecast_numbers, routing_numbers
from rules.forecast import seed_of
from rules.queue_state import Arrivals, QueueState, RunningTalk
from rules.routing import Adviser, Room, Waiting, pick
from rules.routing_settings import RoutingSettings

LANGUAGES, TOPICS = ("de", "ar", "uk"), ("work", "housing")
DE = frozenset({"de"})


def random_line(chance: random.Random) -> tuple:
    count, groups = chance.randint(0, 12), 3
    keys = sorted(float(chance.randint(0, 40)) for _ in range(count))
    return (
        60.0,
        list(range(count)),
        count,
        [chance.random() < 0.7 for _ in range(groups)],
        [chance.randrange(groups) for _ in range(count)],
        keys,
        [chance.uniform(-10, 90) for _ in range(count)],
        [float(chance.choice((1, 2, 3))) for _ in range(count)],
        [chance.random() < 0.7 for _ in range(count)],
        [chance.choice((0, 1, 3)) for _ in range(count)],
        [chance.choice((0, 1, 1, 8)) for _ in range(count)],
        3,
        8,
    )


def as_arrays(line: tuple) -> list:
    types = (
        None,
        np.int64,
        None,
        np.bool_,
        np.int64,
        float,
        float,
        float,
        np.bool_,
        np.int64,
        np.int64,
        None,
        None,
    )
    return [value if kind is None else np.array(value, kind) for value, kind in zip(line, types, strict=True)]


def test_the_compiled_rule_chooses_and_counts_as_the_plain_one_on_random_lines() -> None:
    chance = random.Random(1)
    chosen = set()
    for _ in range(2000):
        line = random_line(chance)
        arrays = as_arrays(line)
        plain = routing_numbers.choose(*line)
        assert numbers.choose(*arrays) == plain
        chosen.add(plain)
        if plain >= 0:
            _now, order, count, may, group, key, _, _, ordinary, by_ordinary, by_any, *_ = line
            routing_numbers.count_passes(plain, order, count, may, group, key, ordinary, by_ordinary, by_any)
            numbers.count_passes(plain, *arrays[1:6], arrays[8], arrays[9], arrays[10])
            assert (list(arrays[9]), list(arrays[10])) == (by_ordinary, by_any)
    assert len(chosen) > 6


def test_the_compiled_talks_are_as_long_as_the_plain_ones() -> None:
    chance = random.Random(2)
    for _ in range(500):
        elapsed, p, mu, sigma = (
            chance.uniform(0, 90),
            chance.random(),
            chance.uniform(2, 4),
            chance.uniform(0.3, 0.9),
        )
        plain = forecast_numbers.remaining_minutes(elapsed, p, mu, sigma)
        assert numbers.remaining_minutes(elapsed, p, mu, sigma) == pytest.approx(plain, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("p", [1e-9, 0.001, 0.02, 0.0243, 0.3, 0.5, 0.77, 0.976, 0.999, 1 - 1e-9])
def test_the_normal_quantile_is_that_of_the_standard_library(p: float) -> None:
    assert forecast_numbers.normal_quantile(p) == pytest.approx(NormalDist().inv_cdf(p), rel=2e-9, abs=2e-9)
    assert forecast_numbers.normal_cdf(forecast_numbers.normal_quantile(p)) == pytest.approx(p, rel=1e-7)


def test_what_is_left_of_a_talk_is_conditioned_on_how_long_it_has_lasted() -> None:
    mu, sigma = math.log(20), 0.6
    for elapsed in (5.0, 30.0, 60.0):
        p_total = forecast_numbers.normal_cdf((math.log(elapsed) - mu) / sigma)
        median = forecast_numbers.remaining_minutes(elapsed, 0.5, mu, sigma)
        exact = math.exp(NormalDist(mu, sigma).inv_cdf(p_total + 0.5 * (1 - p_total))) - elapsed
        assert median == pytest.approx(exact, rel=1e-6)
    assert forecast_numbers.remaining_minutes(5000.0, 0.5, mu, sigma) >= 0.0


def state(waiting: int = 8, desks: int = 3, *, phantoms: int = 0, seed: int = 3, **more) -> QueueState:
    now = 60.0
    chance = random.Random(seed)
    advisers = [
        Adviser(i, i + 1, frozenset(TOPICS), frozenset({"de", LANGUAGES[i % 3]})) for i in range(desks)
    ]
    line = [
        ticket(i, chance.uniform(0, now), chance.choice(TOPICS), chance.choice(LANGUAGES))
        for i in range(waiting)
    ]
    talks = [RunningTalk(adviser.desk, "work", chance.uniform(0, 40)) for adviser in advisers]
    mix = [ticket(-1, now, topic, language) for topic in TOPICS for language in LANGUAGES]
    return QueueState(
        Room(advisers, line, now, settings=more.pop("settings", RoutingSettings())),
        0.0,
        225.0,
        talks=talks,
        mix=mix,
        phantoms=mix[:phantoms],
        arrivals=more.pop("arrivals", Arrivals((0.0, 225.0), (0.05,))),
        **more,
    )


def ticket(number: int, key: float, topic: str = "work", language: str = "de", **more) -> Waiting:
    return Waiting(number, 100 + number, key, topic, frozenset({language}), **more)


def test_the_same_slot_and_event_give_the_same_forecast_and_another_event_another() -> None:
    first = forecast(state(), seed_of(7, 1))
    assert first == forecast(state(), seed_of(7, 1))
    assert first != forecast(state(), seed_of(7, 2))


def test_the_forecast_is_ordered_and_inside_the_slot() -> None:
    for spread in forecast(state(20), 1).waiting.values():
        assert 0 <= spread.q10 <= spread.q50 <= spread.q90 <= 165
        assert 0 <= spread.chance <= 1


def test_a_free_case_manager_calls_the_waiting_ticket_at_once() -> None:
    place = Room([Adviser(1, 1, frozenset({"work"}), DE)], [ticket(1, 50.0)], 60.0)
    spread = forecast(QueueState(place, 0.0, 225.0), 1).waiting[1]
    assert (spread.q10, spread.q90, spread.chance) == (0.0, 0.0, 1.0)


def test_before_opening_the_first_is_called_at_opening() -> None:
    place = Room([Adviser(1, 1, frozenset({"work"}), DE)], [ticket(1, -20.0), ticket(2, -15.0)], -10.0)
    batch = forecast(QueueState(place, 0.0, 225.0), 1)
    assert (batch.waiting[1].q10, batch.waiting[1].q90) == (10.0, 10.0)
    assert batch.waiting[2].q10 > 10.0


def test_nobody_on_duty_is_no_chance() -> None:
    batch = forecast(QueueState(Room([], [ticket(1, 0.0)], 60.0), 0.0, 225.0, phantoms=[ticket(-1, 60.0)]), 1)
    assert batch.waiting[1].chance == 0.0
    assert batch.phantoms[0].q50 == math.inf


def test_an_empty_room_and_a_topic_that_nobody_serves_have_answers_too() -> None:
    place = Room([Adviser(1, 1, frozenset({"work"}), DE)], [], 60.0)
    batch = forecast(
        QueueState(place, 0.0, 225.0, phantoms=[ticket(-1, 60.0), ticket(-1, 60.0, "housing")]), 1
    )
    assert (batch.waiting, batch.phantoms[0].q90, batch.phantoms[0].chance) == ({}, 0.0, 1.0)
    assert (batch.phantoms[1].q10, batch.phantoms[1].chance) == (165.0, 0.0)


def test_the_clock_may_start_at_any_zero() -> None:
    """The product counts minutes since 1970: the same queue, 29 million minutes later."""
    later = 29_000_000.0
    here = QueueState(
        Room([Adviser(1, 1, frozenset({"work"}), DE)], [ticket(1, 50.0), ticket(2, 51.0)], 60.0), 0.0, 225.0
    )
    moved = [ticket(1, 50.0 + later), ticket(2, 51.0 + later)]
    there = QueueState(Room(here.room.advisers, moved, 60.0 + later), later, 225.0 + later)
    first, second = forecast(here, 1).waiting[2], forecast(there, 1).waiting[2]
    assert (first.q10, first.q50, first.q90) == pytest.approx((second.q10, second.q50, second.q90), abs=1e-4)


def test_a_phantom_is_told_what_the_same_ticket_would_be_told_if_it_were_taken() -> None:
    for language in range(3):
        quiet = state(7, phantoms=6, arrivals=Arrivals((0.0, 225.0), (0.12,)), seed=language)
        phantom = forecast(quiet, 5, draws=4000).phantoms[language]
        asked = quiet.phantoms[language]
        line = [*quiet.room.waiting, ticket(99, 60.0, asked.topic, *asked.languages)]
        taken = QueueState(
            Room(quiet.room.advisers, line, 60.0),
            0.0,
            225.0,
            talks=quiet.talks,
            mix=quiet.mix,
            arrivals=quiet.arrivals,
        )
        real = forecast(taken, 6, draws=4000).waiting[99]
        assert phantom.q50 == pytest.approx(real.q50, rel=0.06, abs=1.5)
        assert phantom.q90 == pytest.approx(real.q90, rel=0.06, abs=1.5)
        assert phantom.chance == pytest.approx(real.chance, abs=0.04)


def order_of_calls(batch: Batch) -> list[int]:
    return [number for number, _ in sorted(batch.waiting.items(), key=lambda pair: pair[1].q50)]


def test_the_engine_plays_the_picks_of_the_console() -> None:
    """One desk and no chance left (nobody else comes, nobody leaves early): the order is that of repeated presses."""
    chance = random.Random(5)
    for _ in range(30):
        line = [
            ticket(
                i,
                chance.uniform(58, 60),
                expected_minutes=chance.choice((10.0, 40.0)),
                skipped=i == 2,
                passed_by_ordinary=chance.randint(0, 3),
            )
            for i in range(5)
        ]
        people = [Adviser(1, 1, frozenset(TOPICS), DE)]
        batch = forecast(QueueState(Room(people, line, 60.0), 0.0, 4000.0), 1)
        answer = pick(Room(people, line, 60.0), people[0])
        assert answer
        assert order_of_calls(batch)[0] == answer.ticket


def test_a_booked_appointment_takes_its_time_from_the_others() -> None:
    place = Room([Adviser(1, 1, frozenset({"work"}), DE)], [ticket(1, 55.0), ticket(2, 58.0)], 60.0)
    booked = [ticket(-1, 70.0, appointment=70.0)]
    alone = forecast(QueueState(place, 0.0, 225.0), 1, draws=500).waiting[2]
    with_appointment = forecast(QueueState(place, 0.0, 225.0, booked=booked), 1, draws=500).waiting[2]
    assert with_appointment.q90 > alone.q90 + 5


@pytest.mark.parametrize(("waiting", "desks", "limit_ms"), [(30, 4, 25), (300, 20, 100)])
def test_a_forecast_is_fast_enough(waiting: int, desks: int, limit_ms: float) -> None:
    import time

    busy = state(waiting, desks, phantoms=6)
    forecast(busy, 1)
    best = min(_seconds(lambda: forecast(busy, 1), time.process_time) for _ in range(7))
    assert best * 1000 < limit_ms


def _seconds(work, clock) -> float:
    start = clock()
    work()
    return clock() - start
