"""When walk-ins usually come: counts of past slots by quarter hours, drawn towards what was planned."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rules.queue_state import Arrivals

PART_MIN = 15.0
PSEUDO_SLOTS = 5  # weight of the plan: after five slots half is experience


@dataclass(frozen=True, slots=True)
class ArrivalProfile:
    """Minutes count from the opening. `planned`: walk-ins a slot expected from the opening to last call."""

    last_call: float
    planned: float
    slots: int = 0
    counts: tuple[int, ...] = ()

    def with_slot(self, arrived: Iterable[float]) -> "ArrivalProfile":
        """After one more slot; arrivals before the opening are left out: they are there when it begins."""
        counts = list(self.counts) or [0] * self._parts
        for minute in arrived:
            if 0.0 <= minute < self.last_call:
                counts[int(minute // PART_MIN)] += 1
        return replace(self, slots=self.slots + 1, counts=tuple(counts))

    def arrivals(self, opens_at: float = 0.0) -> Arrivals:
        """Expected rates: each quarter hour is drawn towards the plan. `opens_at`: the opening on the state's clock."""
        each = self.planned / self._parts
        counts = self.counts or (0,) * self._parts
        expected = [(PSEUDO_SLOTS * each + count) / (PSEUDO_SLOTS + self.slots) for count in counts]
        edges = tuple(opens_at + PART_MIN * part for part in range(self._parts + 1))
        return Arrivals(edges, tuple(number / PART_MIN for number in expected))

    @property
    def _parts(self) -> int:
        return max(1, -int(-self.last_call // PART_MIN))
