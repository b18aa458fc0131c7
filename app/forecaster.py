"""Forecasts for every site, in a process of its own: `python -m app.forecaster [--once | --kept-by PID]`.

It looks several times a second whether something changed, computes the newest state (what came between is left out),
and learns from slots that have ended. Whatever goes wrong is logged, and tried again; tickets and calls don't notice.
"""

import logging
import os
import signal
import sys
import time
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.config import Settings
from app.forecaster_keeper import LOWER_PRIORITY
from app.this_process import is_gone, my_name
from engine.forecasting import forecast
from models import Site
from models.database import Database
from service_point.forecasting import REFRESH, Engine, forecast_site, inputs_of
from service_point.learning import learn_from_closed_slots
from service_point.leases import give_up, take
from service_point.unit_of_work import Office

LOOK_S = 0.3
AFTER_TROUBLE_S = 5.0
LEARN_EVERY_S = 60.0
WORK = "forecasts"
LEASE = timedelta(seconds=30)  # with several machines: after so long without a sign another one forecasts

log = logging.getLogger("lotse.forecaster")


@dataclass
class Forecaster:
    """Looks at one database; `look` is called again and again. `me`: its name among several."""

    office: Office
    engine: Engine = forecast
    me: str = field(default_factory=my_name)
    _seen: dict[int, tuple[Hashable, datetime]] = field(default_factory=dict)  # site → inputs, when computed
    _learned_at: float = float("-inf")

    def look(self) -> int:
        """Compute a batch for every site whose inputs changed, or whose batch grows old. Returns how many.

        None while another forecaster has the lease.
        """
        if not take(self.office, WORK, self.me, LEASE, is_gone):
            return 0
        with self.office.read() as session:
            site_ids = list(session.scalars(select(Site.id)))
        if time.monotonic() - self._learned_at >= LEARN_EVERY_S:
            self._learned_at = time.monotonic()
            for site_id in site_ids:
                learn_from_closed_slots(self.office, site_id)
        return sum(self._look_at(site_id) for site_id in site_ids)

    def _look_at(self, site_id: int) -> bool:
        now = self.office.clock()
        with self.office.read() as session:
            inputs = inputs_of(session, self.office.facts(session, site_id), now)
        before, at = self._seen.get(site_id, (None, now))
        if inputs is None or (inputs == before and now - at < REFRESH):
            return False
        started = time.perf_counter()
        computed = forecast_site(self.office, site_id, self.engine)
        self._seen[site_id] = (inputs, now)
        log.debug("site %s: a batch in %.0f ms", site_id, (time.perf_counter() - started) * 1000)
        return computed


def main(words: list[str]) -> None:
    settings = Settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("numba").setLevel(logging.WARNING)
    for end in (signal.SIGTERM, signal.SIGINT):
        signal.signal(end, _leave)
    forecaster = Forecaster(Office(Database(settings.database), lambda: datetime.now(UTC)))
    if "--once" in words:
        count = forecaster.look()
        give_up(forecaster.office, WORK, forecaster.me)
        sys.stdout.write(f"{count} sites forecast.\n")
        return
    os.nice(LOWER_PRIORITY)
    keeper = int(words[words.index("--kept-by") + 1]) if "--kept-by" in words else None
    _for_ever(forecaster, keeper)


def _for_ever(forecaster: Forecaster, keeper: int | None) -> None:
    """Until the process that keeps us is gone; it may be already. By hand: until Ctrl+C."""
    try:
        while keeper in (None, os.getppid()):
            _look_once(forecaster)
    finally:
        with suppress(SQLAlchemyError):
            give_up(forecaster.office, WORK, forecaster.me)


def _look_once(forecaster: Forecaster) -> None:
    try:
        forecaster.look()
        time.sleep(LOOK_S)
    except Exception:
        log.exception("no forecasts for now; trying again in %s s", AFTER_TROUBLE_S)
        time.sleep(AFTER_TROUBLE_S)


def _leave(_signal: int, _frame: Any) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
