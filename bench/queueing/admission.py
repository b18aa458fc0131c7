"""Admission in closed loop: who is turned away, who waits in vain, and who would have been served after all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bench.queueing.forecasts import answer, simple_forecasts
from bench.queueing.policies import play_policy
from bench.queueing.site import Site
from bench.queueing.world import LAST_CALL, SLOT_MIN, SlotWorld
from rules.admission import Answer, Mode, decide
from rules.forecast import Spread
from rules.slot_player import Fate, SlotPlayer, Visitor

FIXED_STOP_BEFORE_CLOSING_MIN = 60.0


@dataclass
class Gate:
    """Decides at the kiosk. Booked visitors always get in."""

    site: Site
    world: SlotWorld
    seed: int
    told: Mapping[int, Spread] = field(default_factory=dict)  # by a run in which nobody was refused
    went_by_choice: set[int] = field(default_factory=set)  # told "uncertain", took an appointment instead
    has_refused: bool = False

    def __call__(self, player: SlotPlayer, visitor: Visitor) -> bool:
        return visitor.appointment is not None or self.admits(player, visitor)

    def admits(self, player: SlotPlayer, visitor: Visitor) -> bool:
        return True


class FixedStop(Gate):
    """No tickets in the last hour."""

    def admits(self, player: SlotPlayer, visitor: Visitor) -> bool:
        return player.now < SLOT_MIN - FIXED_STOP_BEFORE_CLOSING_MIN


class Naive(Gate):
    """While position × mean ÷ case managers ends before last call."""

    def admits(self, player: SlotPlayer, visitor: Visitor) -> bool:
        return max(player.now, 0.0) + simple_forecasts(self.site, player)["naive"] <= LAST_CALL


class MonteCarlo(Gate):
    """The product's outlook in mode "refuse"; of those told "uncertain", half stay."""

    def admits(self, player: SlotPlayer, visitor: Visitor) -> bool:
        spread = self.told.get(visitor.ticket) if not self.has_refused else None
        chance = (spread or answer(self.site, player, self.world, visitor, self.seed)).chance
        stays = self.world.stays[visitor.ticket]
        decision = decide(chance, Mode.REFUSE, stay=stays)
        if decision.answer is Answer.ASK_VISITOR:
            self.went_by_choice.add(visitor.ticket)
        self.has_refused |= decision.answer is not Answer.ISSUE
        return decision.answer is Answer.ISSUE


class Frozen(Gate):
    """The decisions of an earlier run, but for one visitor."""

    refused: frozenset[int] = frozenset()

    def admits(self, player: SlotPlayer, visitor: Visitor) -> bool:
        return visitor.ticket not in self.refused


GATES: dict[str, type[Gate]] = {
    "nobody_refused": Gate,
    "fixed_stop": FixedStop,
    "naive": Naive,
    "monte_carlo": MonteCarlo,
}


@dataclass
class Door:
    """One way of admission over slots."""

    slots: int = 0
    in_vain: int = 0
    turned_away: int = 0
    wrongly: int = 0
    went_by_choice: int = 0

    def add(self, name: str, site: Site, world: SlotWorld, seed: int, told: Mapping[int, Spread]) -> None:
        """One slot. `told`: forecasts of the same slot with nobody refused; the same until somebody is."""
        gate = GATES[name](site, world, seed, told)
        fates = play_policy("credit", site, world, seed, gate)
        refused = frozenset(ticket for ticket, fate in fates.items() if fate.refused)
        self.slots += 1
        self.in_vain += sum(waited_in_vain(visitor, fates[visitor.ticket]) for visitor in world.visitors)
        self.went_by_choice += len(gate.went_by_choice)
        for ticket in refused - gate.went_by_choice:
            self.turned_away += 1
            self.wrongly += _would_be_served(ticket, refused, site, world, seed)

    def figures(self) -> dict[str, float]:
        """People a slot; the share is of those turned away."""
        return {
            "waited_in_vain": round(self.in_vain / max(1, self.slots), 3),
            "turned_away": round(self.turned_away / max(1, self.slots), 3),
            "wrongly_turned_away_share": round(self.wrongly / max(1, self.turned_away), 4),
        }


def waited_in_vain(visitor: Visitor, fate: Fate) -> bool:
    """Had a ticket, was still there at last call, was not called."""
    return not fate.refused and fate.called_at is None and visitor.gone_at >= LAST_CALL


def _would_be_served(ticket: int, refused: frozenset[int], site: Site, world: SlotWorld, seed: int) -> bool:
    """The same slot with everybody else's decision kept."""
    gate = Frozen(site, world, seed)
    gate.refused = refused - {ticket}
    return play_policy("credit", site, world, seed, gate)[ticket].was_present
