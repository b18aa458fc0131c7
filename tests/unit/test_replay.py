"""What would have been under other settings."""

from dataclasses import replace

from rules.replay import replay
from rules.routing import Adviser
from rules.routing_settings import RoutingSettings
from rules.slot_player import SlotPlan, Visitor

DE = frozenset({"de"})
BOTH = Adviser(1, 1, frozenset({"long", "short"}), DE)
LINE = (
    Visitor(0, 0.0, "short", DE, 10.0),
    Visitor(1, 1.0, "long", DE, 60.0),
    Visitor(2, 2.0, "short", DE, 10.0),
)
PLAN = SlotPlan((BOTH,), LINE, 0.0, 225.0, expected_minutes={"long": 60.0, "short": 10.0})


def test_short_topics_first_lowers_the_mean_and_lengthens_the_longest_of_the_long_topic() -> None:
    in_order = replay(PLAN, RoutingSettings(topic_weight=0.0))
    short_first = replay(PLAN, RoutingSettings(topic_weight=2.0))
    assert (in_order.mean_wait, in_order.longest_by_topic) == ((0 + 9 + 68) / 3, {"long": 9.0, "short": 68.0})
    assert (short_first.mean_wait, short_first.longest_by_topic) == (
        (0 + 8 + 19) / 3,
        {"long": 19.0, "short": 8.0},
    )
    assert (in_order.most_passed, short_first.most_passed) == (0, 1)


def test_a_slot_without_visitors_has_no_waits() -> None:
    nobody = replay(replace(PLAN, visitors=()), RoutingSettings())
    assert (nobody.served, nobody.mean_wait, nobody.longest_wait) == (0, None, None)
