"""How long talks last: log-normal per topic, drawn towards the site's mean. Never per person: staff aren't watched."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

PRIOR_MEAN_MIN = 25.0
PRIOR_CV = 0.7  # standard deviation ÷ mean
PSEUDO_OBSERVATIONS = 10  # the weight of the prior, and of the site's mean in a topic's
SHORTEST_MIN = 1.0  # shorter talks are slips of the finger and teach nothing


@dataclass(frozen=True, slots=True)
class Talks:
    """Finished talks of a topic: how many, their minutes added up."""

    count: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Durations:
    """What the site has learned. `log_count` and `log_squares` pool (ln minutes − μ of the topic)² over all topics."""

    topics: Mapping[str, Talks] = field(default_factory=dict)
    log_count: int = 0
    log_squares: float = 0.0

    @property
    def sigma(self) -> float:
        """Standard deviation of ln minutes, the same for every topic."""
        prior = math.log1p(PRIOR_CV**2)
        return math.sqrt(
            (PSEUDO_OBSERVATIONS * prior + self.log_squares) / (PSEUDO_OBSERVATIONS + self.log_count)
        )

    @property
    def site_mean(self) -> float:
        count = sum(talks.count for talks in self.topics.values())
        minutes = sum(talks.minutes for talks in self.topics.values())
        return _shrunk(Talks(count, minutes), PRIOR_MEAN_MIN)

    def mean(self, topic: str) -> float:
        """Expected minutes of a talk: `m` of the credit rule."""
        return _shrunk(self.topics.get(topic, Talks()), self.site_mean)

    def mu(self, topic: str) -> float:
        """Mean of ln minutes."""
        return math.log(self.mean(topic)) - self.sigma**2 / 2

    def with_talk(self, topic: str, minutes: float) -> "Durations":
        """After one more finished talk."""
        if minutes < SHORTEST_MIN:
            return self
        before = self.topics.get(topic, Talks())
        after = Talks(before.count + 1, before.minutes + minutes)
        return replace(
            self,
            topics={**self.topics, topic: after},
            log_count=self.log_count + 1,
            log_squares=self.log_squares + (math.log(minutes) - self.mu(topic)) ** 2,
        )


def _shrunk(talks: Talks, towards: float) -> float:
    return (PSEUDO_OBSERVATIONS * towards + talks.minutes) / (PSEUDO_OBSERVATIONS + talks.count)
