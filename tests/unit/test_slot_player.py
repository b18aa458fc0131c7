"""Playing a slot through the rule: what happens to whom, and that the compiled future plays it exactly the same."""

import math
from dataclasses import replace

import numpy as np
import pytest

from bench.queueing.policies import play_policy
from bench.queueing.site import new_site
from bench.queueing.world import LAST_CALL, SCENARIOS, make_slot
from engine.arrays import moment_of
from engine.draws import make_draw
from engine.forward import NEVER, play
from rules.queue_state import QueueState
from rules.routing import Adviser, Room
from rules.routing_settings import RoutingSettings
from rules.slot_player import SlotPlan, SlotPlayer, Visitor

DE = frozenset({"de"})
BERND = Adviser(1, 1, frozenset({"work"}), DE)


def visitor(ticket: int, arrives: float, minutes: float = 20.0, **more) -> Visitor:
    return Visitor(ticket, arrives, "work", DE, minutes, **more)


def played(*visitors: Visitor, advisers=(BERND,), **more):
    return SlotPlayer(SlotPlan(advisers, visitors, 0.0, 225.0, **more)).run()


def test_who_comes_before_the_opening_is_called_at_the_opening_in_order() -> None:
    fates = played(visitor(1, -5.0), visitor(2, -20.0))
    assert (fates[2].called_at, fates[1].called_at) == (0.0, 20.0)


def test_who_left_silently_costs_a_minute_and_a_half_and_counts_no_pass() -> None:
    fates = played(visitor(1, 0.0, 30.0), visitor(2, 1.0, gone_at=25.0), visitor(3, 2.0))
    assert not fates[2].was_present
    assert fates[3].called_at == 31.5


def test_nobody_is_called_after_last_call() -> None:
    fates = played(visitor(1, 200.0, 30.0), visitor(2, 201.0))
    assert fates[1].called_at == 200.0
    assert fates[2].called_at is None


def test_an_early_appointment_waits_until_ten_minutes_before_its_start() -> None:
    assert played(visitor(1, 85.0, appointment=100.0))[1].called_at == 90.0


def test_passes_are_counted_when_the_visitor_was_present() -> None:
    rule = RoutingSettings(topic_weight=2.0)
    expected = {"long": 40.0, "short": 10.0}
    both = replace(BERND, topics=frozenset(expected))
    line = [replace(visitor(1, 1.0), topic="long"), replace(visitor(2, 2.0), topic="short"), visitor(0, 0.0)]
    line[2] = replace(line[2], topic="short")
    fates = played(*line, advisers=(both,), settings=rule, expected_minutes=expected)
    assert fates[2].called_at == 20.0
    assert (fates[1].by_ordinary, fates[1].by_any) == (1, 1)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_compiled_future_plays_a_slot_as_the_console_would(name: str) -> None:
    """The same visitors, talks and leavers through `engine` and through `pick`: every call at the same minute."""
    scenario = SCENARIOS[name]
    site = new_site(scenario)
    calls = 0
    for number in range(12):
        world = make_slot(scenario, 5, number)
        plan = replace(
            site.plan(world), pace={}, visitors=[not_the_same_second(one) for one in world.visitors]
        )
        fates = SlotPlayer(plan).run()
        assert compiled_calls(plan) == {ticket: fate.called_at for ticket, fate in fates.items()}
        calls += sum(fate.called_at is not None for fate in fates.values())
    assert calls > 50


def not_the_same_second(one: Visitor) -> Visitor:
    """Two appointments that fall due in the same instant would be let in together by one and in turn by the other."""
    return one if one.appointment is None else replace(one, appointment=one.appointment + 0.01 * one.ticket)


def compiled_calls(plan: SlotPlan) -> dict[int, float | None]:
    player = SlotPlayer(plan)
    come = sorted(plan.visitors, key=lambda one: (one.key, one.ticket))
    line = [player.ticket_for(one) for one in come]
    room = Room(plan.advisers, line, -31.0, settings=plan.settings)
    moment = moment_of(QueueState(room, 0.0, LAST_CALL, mix=line))
    opens = plan.settings.appointment_opens_min
    enters = [
        one.arrives if one.appointment is None else max(one.arrives, one.appointment - opens) for one in come
    ]
    game = make_draw(moment._replace(waiting=moment.waiting._replace(enters=np.array(enters))), 1, 0, 0)
    game.minutes[:] = [one.talk_minutes for one in come]
    game.leaves[:] = [one.gone_at for one in come]
    play(game, moment.desks.may, moment.desks.offered, moment.clock)
    return {one.ticket: None if at == NEVER else float(at) for one, at in zip(come, game.called, strict=True)}


def test_automatic_calls_never_pass_anyone_more_than_the_caps() -> None:
    most = [0, 0]
    for name in ("overloaded", "scarce"):
        site = new_site(SCENARIOS[name])
        for number in range(60):
            fates = play_policy("credit", site, make_slot(SCENARIOS[name], 77, number), 77)
            most[0] = max(most[0], *(fate.by_ordinary for fate in fates.values()))
            most[1] = max(most[1], *(fate.by_any for fate in fates.values()))
    assert most == [3, 8]  # reached, so the caps were needed, and never exceeded


def test_a_slot_is_the_same_each_time_it_is_made() -> None:
    assert make_slot(SCENARIOS["normal"], 1, 2) == make_slot(SCENARIOS["normal"], 1, 2)
    assert make_slot(SCENARIOS["normal"], 1, 2) != make_slot(SCENARIOS["normal"], 1, 3)
    assert math.isinf(max(one.gone_at for one in make_slot(SCENARIOS["normal"], 1, 2).visitors))
