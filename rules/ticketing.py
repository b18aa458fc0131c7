"""When staff pause the kiosks: why, and how long that holds."""

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
