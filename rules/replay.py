"""A past slot under other settings: "with c = 1, the mean wait would have been …, the longest …"."""

from dataclasses import dataclass, replace
from statistics import fmean

from rules.routing_settings import RoutingSettings
from rules.slot_player import Fate, SlotPlan, SlotPlayer, Visitor


@dataclass(frozen=True, slots=True)
class Replayed:
    """Minutes count from arrival, opening or appointment, whichever is last, to the call; None if nobody was served."""

    served: int
    not_served: int
    mean_wait: float | None
    longest_wait: float | None
    longest_by_topic: dict[str, float]
    most_passed: int  # by any


def replay(plan: SlotPlan, settings: RoutingSettings) -> Replayed:
    """Plays the slot's own visitors, talks and desks through `settings`."""
    fates = SlotPlayer(replace(plan, settings=settings)).run()
    served = [visitor for visitor in plan.visitors if fates[visitor.ticket].was_present]
    waits = {visitor.ticket: _wait(plan, visitor, fates[visitor.ticket]) for visitor in served}
    topics = {visitor.topic for visitor in served}
    return Replayed(
        served=len(served),
        not_served=len(plan.visitors) - len(served),
        mean_wait=fmean(waits.values()) if waits else None,
        longest_wait=max(waits.values(), default=None),
        longest_by_topic={
            topic: max(waits[v.ticket] for v in served if v.topic == topic) for topic in sorted(topics)
        },
        most_passed=max((fate.by_any for fate in fates.values()), default=0),
    )


def _wait(plan: SlotPlan, visitor: Visitor, fate: Fate) -> float:
    called_at = plan.last_call if fate.called_at is None else fate.called_at
    return max(0.0, called_at - max(visitor.key, plan.opens_at))
