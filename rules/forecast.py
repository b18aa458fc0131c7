"""How long it takes until a ticket is called: ranges, their correction, what may be shown (queueing.md §2).

The spread comes from forward simulation (`engine`); here it is corrected by what earlier forecasts missed
(conformalised quantiles, Romano et al. 2019, adapted online as in Gibbs & Candès 2021) and rounded. Minutes throughout.
"""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean
from typing import TypeVar

BINS = (15.0, 40.0)  # a correction is learned for q50 below 15, up to 40, and beyond
START_UP, START_DOWN = 1.2, 1.0  # found by simulation: a cold start covers about 85 %
LEARNING_RATE = 0.03  # of ln λ per scored forecast, in the long run
FIRST_RATE, SLOWS_DOWN_AFTER = (
    0.5,
    20.0,
)  # a small site scores few forecasts: its first ones teach more (decision 0021)
MISSED_SHARE = 0.1  # wanted on each side of an 80 % range
LOWEST, HIGHEST = 0.4, 3.0  # bounds of λ
NEARLY_CALLED_MIN = 2.0  # q90 below this is shown as "you are next", and not scored
ROUND_TO_MIN = 5
ENOUGH_SCORED = 50  # before that a page says "too few yet"
FEW_WAITING = 3  # fewer than this at a small site: the position is shown first
MONITORED_SLOTS = 10
FRESH_FOR = timedelta(seconds=60)  # batches are made after every change and once a minute
Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True)
class Spread:
    """Raw answer of the simulation. `chance` is the share of draws in which the ticket is called by last call."""

    q10: float
    q50: float
    q90: float
    chance: float


@dataclass(frozen=True, slots=True)
class Range:
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Correction:
    """The six numbers of a site (λ up and λ down in each bin), and how many forecasts taught each bin."""

    up: tuple[float, float, float] = (START_UP,) * 3
    down: tuple[float, float, float] = (START_DOWN,) * 3
    taught_by: tuple[int, int, int] = (0, 0, 0)

    @property
    def scored(self) -> int:
        return sum(self.taught_by)

    @property
    def is_too_young(self) -> bool:
        return self.scored < ENOUGH_SCORED


@dataclass(frozen=True, slots=True)
class Scored:
    """The first forecast of a ticket, `latest` minutes before last call, and how long it really took.

    All counted from the opening if the ticket was taken before (`from_opening`).
    """

    spread: Spread
    latest: float
    waited: float
    naive: float = 0.0


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page may say. `kind`: "next", "range", "position" (position first, then the range) or "unknown"."""

    kind: str
    from_minutes: int | None = None
    to_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Monitor:
    """The lead's page: shares of 1, errors in minutes. Everything None while too few are scored."""

    scored: int
    coverage: float | None
    above: float | None
    mae: float | None
    naive_mae: float | None


def bin_of(q50: float) -> int:
    return 0 if q50 < BINS[0] else 1 if q50 < BINS[1] else 2


def corrected(spread: Spread, correction: Correction, latest: float) -> Range:
    """The 80 % range. `latest` = minutes until last call."""
    place = bin_of(spread.q50)
    low = spread.q50 - correction.down[place] * (spread.q50 - spread.q10 + 2.0)
    high = spread.q50 + correction.up[place] * (spread.q90 - spread.q50 + 2.0)
    latest = max(latest, 0.0)
    return Range(min(max(low, 0.0), latest), min(max(high, 0.0), latest))


def learn(correction: Correction, slot: Iterable[Scored]) -> Correction:
    """The correction after a slot: each first forecast that said more than "you are next" moves its bin a little."""
    up, down, taught_by = list(correction.up), list(correction.down), list(correction.taught_by)
    for one in slot:
        if one.spread.q90 <= NEARLY_CALLED_MIN:
            continue
        told = corrected(one.spread, correction, one.latest)
        place = bin_of(one.spread.q50)
        rate = _rate(taught_by[place])
        up[place] = _moved(up[place], one.waited > told.high, rate)
        down[place] = _moved(down[place], one.waited < told.low, rate)
        taught_by[place] += 1
    return Correction(_three(up), _three(down), _three(taught_by))


def from_opening(spread: Spread, minutes_to_opening: float) -> Spread:
    """The same counted from the opening, as waits in figures are: so it is stored and scored."""
    early = max(0.0, minutes_to_opening)
    low, middle, high = (max(0.0, q - early) for q in (spread.q10, spread.q50, spread.q90))
    return Spread(low, middle, high, spread.chance)


def shown(told: Range | None, q90: float, waiting: int, on_duty: int, is_small_site: bool = False) -> Shown:
    """What a page says: always a range or a band, never one number."""
    if told is None or on_duty == 0:
        return Shown("unknown")
    if q90 <= NEARLY_CALLED_MIN:
        return Shown("next")
    low, high = rounded_outward(told)
    return Shown("position" if is_small_site and waiting < FEW_WAITING else "range", low, high)


def rounded_outward(told: Range) -> tuple[int, int]:
    """To 5 minutes, and at least 5 wide."""
    low = ROUND_TO_MIN * math.floor(told.low / ROUND_TO_MIN)
    high = ROUND_TO_MIN * math.ceil(told.high / ROUND_TO_MIN)
    return low, max(high, low + ROUND_TO_MIN)


def rounded_clock(told: Range, now: datetime) -> tuple[datetime, datetime]:
    """The range as times of day for the slip, outward to 5 minutes of the clock; in the zone of `now`."""
    low, high = now + timedelta(minutes=told.low), now + timedelta(minutes=told.high)
    low = low.replace(minute=low.minute - low.minute % ROUND_TO_MIN, second=0, microsecond=0)
    full = high.replace(minute=high.minute - high.minute % ROUND_TO_MIN, second=0, microsecond=0)
    high = full if full == high else full + timedelta(minutes=ROUND_TO_MIN)
    return low, max(high, low + timedelta(minutes=ROUND_TO_MIN))


def is_fresh(made_at: datetime, now: datetime) -> bool:
    """A batch may still answer for a new ticket; an older one means "unknown" and outlook "today"."""
    return now - made_at <= FRESH_FOR


def naive_minutes(position: int, mean_minutes: float, case_managers: int) -> float:
    """The forecast that everybody else shows: position × mean ÷ case managers."""
    return position * mean_minutes / max(1, case_managers)


def monitor(slots: Sequence[Sequence[Scored]], corrections: Sequence[Correction]) -> Monitor:
    """Over the last ten slots; `corrections[i]` was in force during `slots[i]`."""
    recent = list(zip(slots, corrections, strict=True))[-MONITORED_SLOTS:]
    told = [(one, corrected(one.spread, rule, one.latest)) for slot, rule in recent for one in slot]
    if len(told) < ENOUGH_SCORED:
        return Monitor(len(told), None, None, None, None)
    return Monitor(
        scored=len(told),
        coverage=fmean(band.low <= one.waited <= band.high for one, band in told),
        above=fmean(one.waited > band.high for one, band in told),
        mae=fmean(abs(one.waited - one.spread.q50) for one, _ in told),
        naive_mae=fmean(abs(one.waited - one.naive) for one, _ in told),
    )


def seed_of(slot: int, event: int) -> int:
    """63 bits from slot and event number: the same state gives the same forecast, on every machine."""
    digest = hashlib.blake2b(f"{slot}/{event}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _rate(taught_by: int) -> float:
    """Falls from FIRST_RATE to LEARNING_RATE (decaying steps: Angelopoulos, Barber & Bates 2024)."""
    return max(LEARNING_RATE, FIRST_RATE / (1.0 + taught_by / SLOWS_DOWN_AFTER))


def _three(values: Sequence[Number]) -> tuple[Number, Number, Number]:
    low, middle, high = values
    return low, middle, high


def _moved(factor: float, missed: bool, rate: float) -> float:
    step = rate * ((1.0 if missed else 0.0) - MISSED_SHARE)
    return min(max(factor * math.exp(step), LOWEST), HIGHEST)
