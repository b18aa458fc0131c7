"""The policies compared. Each is the product's own rule under other settings, but for the look-ahead."""

from collections.abc import Callable
from dataclasses import replace

from bench.queueing.look_ahead import look_ahead
from bench.queueing.site import Site
from bench.queueing.world import SlotWorld
from rules.forecast import seed_of
from rules.routing_settings import RoutingSettings
from rules.slot_player import Admit, Fate, SlotPlayer, by_the_rule, everybody

UNBOUNDED = 10**6
STRICTLY_FIRST = 1e6  # minutes of credit: a class of its own


def as_fifo(rule: RoutingSettings) -> RoutingSettings:
    """Order of arrival (appointments: of their start) among those a case manager can serve."""
    return replace(
        rule,
        scarce_credit=0.0,
        topic_weight=0.0,
        priority_credit=0.0,
        priority_slope=1.0,
        appointment_credit=0.0,
        appointment_slope=1.0,
        cap_by_ordinary=UNBOUNDED,
        cap_by_any=UNBOUNDED,
    )


def as_priority_fifo(rule: RoutingSettings) -> RoutingSettings:
    """Due appointments and priority needs first, in their order; then the others in order of arrival."""
    return replace(as_fifo(rule), priority_credit=STRICTLY_FIRST, appointment_credit=STRICTLY_FIRST)


SETTINGS: dict[str, Callable[[RoutingSettings], RoutingSettings]] = {
    "fifo": as_fifo,
    "priority_fifo": as_priority_fifo,
    "credit": lambda rule: rule,
}


def play_language_blind(name: str, site: Site, world: SlotWorld) -> dict[int, Fate]:
    """The same slot if every case manager spoke every language: a control. For the look-ahead it is the credit rule."""
    plan = site.plan(world)
    words = frozenset().union(*(adviser.languages for adviser in plan.advisers))
    fluent = [replace(adviser, languages=words) for adviser in plan.advisers]
    rule = SETTINGS.get(name, SETTINGS["credit"])(plan.settings)
    return SlotPlayer(replace(plan, advisers=fluent, settings=rule)).run()


def play_policy(
    name: str, site: Site, world: SlotWorld, seed: int, admit: Admit = everybody
) -> dict[int, Fate]:
    """Everybody's fate in one slot under a policy."""
    plan = site.plan(world)
    if name == "look_ahead":
        return SlotPlayer(plan, look_ahead(site, world, seed_of(seed, world.number)), admit).run()
    return SlotPlayer(replace(plan, settings=SETTINGS[name](plan.settings)), by_the_rule, admit).run()
