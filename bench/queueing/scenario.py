"""Runs one scenario slot after slot; its site learns on the way, as a real one would."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.queueing.admission import GATES, Door
from bench.queueing.cost import Tally, plain_worst_language
from bench.queueing.forecasts import Scoreboard, Watcher
from bench.queueing.policies import play_language_blind, play_policy
from bench.queueing.site import Site, new_site
from bench.queueing.world import SCENARIOS, make_slot

POLICIES = ("fifo", "priority_fifo", "credit", "look_ahead")
BASELINE = "priority_fifo"


@dataclass
class Results:
    policies: dict[str, Tally]
    board: Scoreboard = field(default_factory=Scoreboard)
    doors: dict[str, Door] = field(default_factory=lambda: {name: Door() for name in GATES})

    def figures(self) -> dict[str, Any]:
        """The JSON of one scenario."""
        baseline = self.policies[BASELINE]
        return {
            "policies": {name: tally.figures(baseline) for name, tally in self.policies.items()},
            "forecasts": self.board.figures(),
            "admission": {name: door.figures() for name, door in self.doors.items()},
        }

    def notes(self) -> dict[str, Any]:
        """What the table and the plots show beside the JSON."""
        correction = self.board.correction
        return {
            "cold_start": self.board.cold.figures(),  # zeros unless asked for
            "plain_worst_language": {
                policy: plain_worst_language(tally.by_language) for policy, tally in self.policies.items()
            },
            "up": correction.up,
            "down": correction.down,
            "went_by_choice": self.doors["monte_carlo"].went_by_choice
            / max(1, self.doors["monte_carlo"].slots),
            "language_waits": {
                policy: {name: sum(waits) / len(waits) for name, waits in sorted(tally.by_language.items())}
                for policy, tally in self.policies.items()
            },
        }


def run_scenario(
    name: str, slots: int, seed: int, policies: Sequence[str] = POLICIES, cold: bool = True
) -> Results:
    """All policies, forecasts and doors on the same slots; `cold`: also what a first day would forecast."""
    site = new_site(SCENARIOS[name])
    first_day = site if cold else None
    results = Results({policy: Tally() for policy in policies})
    for number in range(slots * SCENARIOS[name].slots_for_one):
        site = _run_slot(results, site, first_day, seed, number)
    return results


def _run_slot(results: Results, site: Site, first_day: Site | None, seed: int, number: int) -> Site:
    world = make_slot(site.scenario, seed, number)
    watcher = Watcher(site, first_day, world, seed)
    fates = play_policy("credit", site, world, seed, watcher)
    for policy, tally in results.policies.items():
        played = fates if policy == "credit" else play_policy(policy, site, world, seed)
        tally.add(world, played, play_language_blind(policy, site, world))
    results.board.add(watcher.seen, fates)
    for name, door in results.doors.items():
        door.add(name, site, world, seed, watcher.told)
    return site.after(world, fates)
