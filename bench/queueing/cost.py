"""The objective J, and the other figures of one policy."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from bench.queueing.world import LAST_CALL, PRIORITY, SlotWorld
from rules.slot_player import Fate, Visitor

PRIORITY_WEIGHT, APPOINTMENT_WEIGHT = 2.5, 2.0
LEFT, UNSERVED = 200.0, 300.0  # cost of a visitor who gave up, or waited to the end in vain


@dataclass
class Tally:
    """Everything counted about a policy over slots."""

    costs: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    by_language: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    blind: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # see `worst_language`
    came: int = 0
    most_by_ordinary: int = 0
    most_by_any: int = 0

    def add(self, world: SlotWorld, fates: dict[int, Fate], blind: dict[int, Fate]) -> None:
        for visitor in world.visitors:
            fate = fates[visitor.ticket]
            self.came += 1
            self.costs.append(cost(visitor, fate))
            self.most_by_ordinary = max(self.most_by_ordinary, fate.by_ordinary)
            self.most_by_any = max(self.most_by_any, fate.by_any)
            if fate.was_present:
                self.waits.append(wait_of(visitor, fate))
                self.by_language[first_language(visitor)].append(self.waits[-1])
                self.blind[first_language(visitor)].append(wait_of(visitor, blind[visitor.ticket]))

    def figures(self, baseline: "Tally") -> dict[str, float | int]:
        """The JSON of one policy; J is relative to `baseline`."""
        mean = fmean(self.waits) if self.waits else 0.0
        return {
            "j_relative": round(sum(self.costs) / max(1e-9, sum(baseline.costs)), 4),
            "mean_wait_min": round(mean, 2),
            "p95_wait_min": round(quantile(self.waits, 0.95), 2),
            "served_share": round(len(self.waits) / max(1, self.came), 4),
            "max_passed_by_ordinary": self.most_by_ordinary,
            "max_passed_by_any": self.most_by_any,
            "worst_language_ratio": round(worst_language(self.by_language, self.blind), 4),
        }


def cost(visitor: Visitor, fate: Fate) -> float:
    """w · D (1 + D/120) for who was served; J is the sum over everybody who came."""
    if not fate.was_present:
        return LEFT if fate.called_at is not None or visitor.gone_at < LAST_CALL else UNSERVED
    wait = wait_of(visitor, fate)
    weight = APPOINTMENT_WEIGHT if visitor.appointment is not None else 1.0
    if PRIORITY in visitor.needs:
        weight = PRIORITY_WEIGHT
    return weight * wait * (1.0 + wait / 120.0)


def wait_of(visitor: Visitor, fate: Fate) -> float:
    """From arrival, the opening or the appointment, whichever is last, to the call (or last call)."""
    called_at = LAST_CALL if fate.called_at is None else fate.called_at
    return max(0.0, called_at - max(visitor.key, 0.0))


def worst_language(waits: dict[str, list[float]], blind: dict[str, list[float]]) -> float:
    """The worst language group's mean wait ÷ the mean of all, with the luck of the draw taken out.

    Which hours a group happened to come in makes most of the noise. `blind` holds the same visitors' waits in the same
    slots, by the same policy, if everybody spoke everything: there languages differ by luck only, so its
    differences are a control variate (Glasserman 2003, ch. 4.1). The plain ratio is `plain_worst_language`.
    """
    everyone = [wait for group in waits.values() for wait in group]
    control = [wait for group in blind.values() for wait in group]
    mean, level = (fmean(values) if values else 0.0 for values in (everyone, control))
    if mean == 0.0 or len(everyone) < 2:
        return 1.0
    spread = fmean((wait - level) ** 2 for wait in control)
    together = fmean((one - mean) * (two - level) for one, two in zip(everyone, control, strict=True))
    factor = together / spread if spread else 0.0
    return max(fmean(group) - factor * (fmean(blind[name]) - level) for name, group in waits.items()) / mean


def plain_worst_language(waits: dict[str, list[float]]) -> float:
    """Without the control variate."""
    everyone = [wait for group in waits.values() for wait in group]
    return max(map(fmean, waits.values())) / fmean(everyone) if sum(everyone) else 1.0


def first_language(visitor: Visitor) -> str:
    """The visitor's own: German is a second language of those who have another."""
    return min(visitor.languages - {"de"}, default="de")


def quantile(values: Iterable[float], share: float) -> float:
    ordered: Sequence[float] = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
