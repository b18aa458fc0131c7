"""Synthetic service points: who comes, what they want, how long it takes. Minutes since the opening."""

import math
import random
from dataclasses import dataclass, field, replace

from rules.routing import Adviser
from rules.routing_settings import Need, NeedKind, RoutingSettings
from rules.slot_player import Visitor

SLOT_MIN, LAST_CALL = 240.0, 225.0
DOORS_MIN = 30.0  # tickets are issued so long before the opening
EARLY_SHARE = 0.25  # of walk-ins come before the opening
PRIORITY = "priority"
PRIORITY_SHARE = 0.08
LEAVE_SHARE, LEAVE_AFTER, LEAVE_MEAN = 0.22, 20.0, 70.0
SHOW_SHARE = 0.9
ALSO_GERMAN = 0.5  # of those with another first language can be advised in German too
NEWLY_COME = 0.25  # in the scarce scenario: many have come recently
NOISE_CV = 0.5  # of talks within a topic
LAST_ARRIVAL = 210.0
THINS_OUT_BY = 0.8  # the stream of walk-ins falls evenly, by the last arrival to a fifth
STAYS_IF_UNCERTAIN = 0.5  # of visitors told "uncertain" stay

TOPICS = {  # mean minutes, share; 25 min on average
    "language_courses": (12.0, 0.22),
    "day_care": (18.0, 0.23),
    "something_else": (25.0, 0.20),
    "work": (32.0, 0.20),
    "housing": (45.5, 0.15),
}
LANGUAGES = {"de": 0.10, "ar": 0.19, "uk": 0.19, "tr": 0.18, "ru": 0.17, "en": 0.17}
RULE = RoutingSettings(needs={PRIORITY: Need(NeedKind.PRIORITY)})


@dataclass(frozen=True)
class Scenario:
    name: str
    walk_ins: float  # a slot on average (Poisson)
    appointments: int
    spoken: tuple[str, ...]  # beside German, by case manager
    languages: dict[str, float] = field(default_factory=lambda: LANGUAGES)
    also_german: float = ALSO_GERMAN
    rule: RoutingSettings = RULE
    slots_for_one: int = 1  # played for each slot that is asked for

    @property
    def advisers(self) -> list[Adviser]:
        return [_adviser(place, words) for place, words in enumerate(self.spoken)]

    @property
    def pace(self) -> dict[int, float]:
        """Desks differ a little; the forecast doesn't know."""
        return {
            desk: 0.92 + 0.16 * (desk - 1) / (len(self.spoken) - 1) for desk in range(1, len(self.spoken) + 1)
        }


TEAM = ("ar en ru tr", "uk ru ar en", "ar tr uk", "uk en tr ru")  # three for every language
SCARCE_TEAM = ("ar en", "uk ru", "en tr", "uk ru tr")
ONE_IN_THREE = {"de": 0.10, "ar": 0.34, "uk": 0.16, "tr": 0.14, "ru": 0.13, "en": 0.13}
SCENARIOS = {
    one.name: one
    for one in (
        Scenario("quiet", 6, 1, ("ar en", "uk ru", "tr ar"), slots_for_one=5),  # few visitors: more slots
        Scenario("calm", 16, 4, TEAM, slots_for_one=2),
        Scenario("normal", 26, 6, TEAM),
        Scenario("overloaded", 44, 6, TEAM),
        Scenario("scarce", 26, 6, SCARCE_TEAM, ONE_IN_THREE, NEWLY_COME),
    )
}


@dataclass(frozen=True)
class SlotWorld:
    """One slot: who comes, when, and who would stay if told that it is uncertain."""

    number: int
    visitors: list[Visitor]
    booked: list[Visitor]  # every appointment, also of those who don't show
    stays: dict[int, bool]


def make_slot(scenario: Scenario, seed: int, number: int) -> SlotWorld:
    """Slot `number` of a scenario; the same arguments give the same slot."""
    chance = random.Random(f"{scenario.name}/{seed}/{number}")
    walk_ins = [_walk_in(scenario, chance) for _ in range(_poisson(chance, scenario.walk_ins))]
    booked = [_appointment(scenario, chance) for _ in range(scenario.appointments)]
    everybody = sorted([*walk_ins, *booked], key=lambda one: one.arrives)
    numbered = [replace(one, ticket=place) for place, one in enumerate(everybody)]
    booked = [one for one in numbered if one.appointment is not None]
    absent = {one.ticket for one in booked if chance.random() >= SHOW_SHARE}
    stays = {one.ticket: chance.random() < STAYS_IF_UNCERTAIN for one in numbered}
    return SlotWorld(number, [one for one in numbered if one.ticket not in absent], booked, stays)


def _adviser(place: int, words: str) -> Adviser:
    return Adviser(place + 1, place + 1, frozenset(TOPICS), frozenset({"de", *words.split()}))


def _walk_in(scenario: Scenario, chance: random.Random) -> Visitor:
    if chance.random() < EARLY_SHARE:
        arrives = -DOORS_MIN * chance.random()
    else:
        arrives = LAST_ARRIVAL * _thinning_out(chance.random())
    needs = frozenset({PRIORITY}) if chance.random() < PRIORITY_SHARE else frozenset()
    return _visitor(scenario, chance, arrives, needs, None)


def _appointment(scenario: Scenario, chance: random.Random) -> Visitor:
    start = 15.0 * chance.randint(1, 12)
    return _visitor(scenario, chance, start - 15.0 + 20.0 * chance.random(), frozenset(), start)


def _visitor(
    scenario: Scenario,
    chance: random.Random,
    arrives: float,
    needs: frozenset[str],
    appointment: float | None,
) -> Visitor:
    topic = _drawn(chance, {name: share for name, (_, share) in TOPICS.items()})
    first = _drawn(chance, scenario.languages)
    languages = frozenset({first, "de"} if chance.random() < scenario.also_german else {first})
    sigma = math.sqrt(math.log1p(NOISE_CV**2))
    talk = chance.lognormvariate(math.log(TOPICS[topic][0]) - sigma**2 / 2, sigma)
    gone = (
        arrives + LEAVE_AFTER + chance.expovariate(1 / LEAVE_MEAN)
        if chance.random() < LEAVE_SHARE
        else math.inf
    )
    return Visitor(-1, arrives, topic, languages, talk, needs, appointment, gone)


def _thinning_out(u: float) -> float:
    """The u-quantile of a density on [0, 1] that falls evenly by `THINS_OUT_BY`."""
    d = THINS_OUT_BY
    return (1.0 - math.sqrt(1.0 - 2.0 * d * (1.0 - d / 2.0) * u)) / d


def _drawn(chance: random.Random, shares: dict[str, float]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _poisson(chance: random.Random, mean: float) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count += 1
        left += chance.expovariate(1.0)
    return count
