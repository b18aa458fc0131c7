"""Engines that say what a test wants, so that no test of the product waits for a compiler."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models import Site
from rules.forecast import Spread
from rules.queue_state import QueueState
from service_point.forecasting import forecast_site
from tests.support.cast import ServicePoint

SOON = Spread(10.0, 20.0, 30.0, 1.0)


@dataclass(frozen=True)
class Told:
    waiting: Mapping[int, Spread]
    phantoms: Sequence[Spread]


@dataclass
class Says:
    """The same for everybody: newcomers and those who wait. Keeps what it was asked."""

    newcomers: Spread = SOON
    waiting: Spread | None = None
    asked: list[tuple[QueueState, int]] = field(default_factory=list)

    def __call__(self, state: QueueState, seed: int) -> Told:
        self.asked.append((state, seed))
        inside = self.waiting or self.newcomers
        return Told(
            {one.ticket: inside for one in state.room.waiting}, [self.newcomers] * len(state.phantoms)
        )


def forecast_now(point: ServicePoint, newcomers: Spread = SOON, waiting: Spread | None = None) -> Says:
    """One batch that says this. Returns the engine, with what it was asked."""
    engine = Says(newcomers, waiting)
    forecast_site(point.office, point.site_id, engine)
    return engine


def admission(point: ServicePoint, mode: str) -> None:
    """As if the site file said so."""
    with point.write() as unit:
        site = unit.session.get_one(Site, point.site_id)
        site.plan = {**site.plan, "admission": {"mode": mode}}
        site.plan_revision += 1
