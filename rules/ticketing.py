"""When staff pause the kiosks: why, and how long that holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class PauseReason(StrEnum):
    """A fixed list: every kiosk says each of them in every language, with what to do now."""

    SHORT_BREAK = "short_break"
    TOO_MANY_WAITING = "too_many_waiting"
    TECHNICAL_TROUBLE = "technical_trouble"


@dataclass(frozen=True)
class Pause:
    reason: PauseReason
    since: datetime


def pause_now(reason: str | None, since: datetime | None, now: datetime, zone: ZoneInfo) -> Pause | None:
    """The pause that holds at `now`: one that nobody ended is over with its day, so that no morning begins with it."""
    if reason is None or since is None:
        return None
    is_today = since.astimezone(zone).date() == now.astimezone(zone).date()
    return Pause(PauseReason(reason), since) if is_today else None


@dataclass(frozen=True)
class Change:
    """Somebody paused the kiosks, or let them go on (`reason` None)."""

    at: datetime
    reason: str | None
    by: str


@dataclass(frozen=True)
class PauseSpan:
    """A time for which the kiosks gave no numbers for one reason. `ended_at` None: it holds, or ended with its day."""

    reason: str
    began_at: datetime
    by: str
    ended_at: datetime | None = None
    ended_by: str | None = None


def spans(changes: Iterable[Change]) -> list[PauseSpan]:
    """Pauses from the log, in its order. Another reason ends one and begins the next."""
    found: list[PauseSpan] = []
    for change in changes:
        last = found[-1] if found else None
        if last and last.ended_at is None and last.reason != change.reason:
            found[-1] = PauseSpan(last.reason, last.began_at, last.by, change.at, change.by)
        if change.reason is not None:
            found.append(PauseSpan(change.reason, change.at, change.by))
    return found
