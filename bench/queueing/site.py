"""What a site knows before a slot: its plan at first, then what its past slots taught. Never the world's parameters."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bench.queueing.world import LANGUAGES, LAST_CALL, TOPICS, Scenario, SlotWorld
from rules.arrival_profile import ArrivalProfile
from rules.durations import Durations
from rules.forecast import Correction
from rules.queue_state import QueueState
from rules.routing import Waiting
from rules.slot_player import Fate, SlotPlan, SlotPlayer, Visitor

REMEMBERED = 60  # past visitors that future walk-ins are drawn from


@dataclass(frozen=True)
class Site:
    scenario: Scenario
    profile: ArrivalProfile
    durations: Durations = field(default_factory=Durations)
    recent: tuple[Visitor, ...] = ()
    correction: Correction = field(default_factory=Correction)

    def plan(self, world: SlotWorld) -> SlotPlan:
        return SlotPlan(
            advisers=self.scenario.advisers,
            visitors=world.visitors,
            opens_at=0.0,
            last_call=LAST_CALL,
            settings=self.scenario.rule,
            expected_minutes={topic: self.durations.mean(topic) for topic in TOPICS},
            pace=self.scenario.pace,
        )

    def state(self, player: SlotPlayer, world: SlotWorld, phantoms: Sequence[Visitor] = ()) -> QueueState:
        """The moment in which `player` stands, as the product would see it."""
        return QueueState(
            room=player.room(),
            opens_at=0.0,
            last_call=LAST_CALL,
            durations=self.durations,
            talks=player.running(),
            booked=[_booked(player, one) for one in world.booked if one.ticket not in player.seen],
            arrivals=self.profile.arrivals(),
            mix=[player.ticket_for(replace(visitor, arrives=player.now)) for visitor in self.mix()],
            phantoms=[player.ticket_for(visitor) for visitor in phantoms],
        )

    def mix(self) -> Sequence[Visitor]:
        """The usual walk-ins; before the first slot, each topic in each language once."""
        return self.recent or COLD_MIX

    def after(self, world: SlotWorld, fates: dict[int, Fate]) -> "Site":
        """What the slot taught (its correction is learned apart)."""
        durations = self.durations
        for visitor in world.visitors:
            fate = fates[visitor.ticket]
            if fate.was_present and fate.desk is not None:
                durations = durations.with_talk(
                    visitor.topic, visitor.talk_minutes * self.scenario.pace[fate.desk]
                )
        walk_ins = [visitor for visitor in world.visitors if visitor.appointment is None]
        return replace(
            self,
            durations=durations,
            profile=self.profile.with_slot([visitor.arrives for visitor in walk_ins]),
            recent=(*self.recent, *walk_ins)[-REMEMBERED:],
        )


def new_site(scenario: Scenario) -> Site:
    """A site on its first day: it has planned its number of walk-ins, and knows nothing else."""
    return Site(scenario, ArrivalProfile(LAST_CALL, scenario.walk_ins * 0.75))


def _booked(player: SlotPlayer, visitor: Visitor) -> Waiting:
    assert visitor.appointment is not None
    return player.ticket_for(replace(visitor, arrives=visitor.appointment - 1.0))


COLD_MIX = tuple(
    Visitor(-1, 0.0, topic, frozenset({language}), 25.0) for topic in TOPICS for language in LANGUAGES
)
