"""Which notice the board shows: urgent ones before the others, several in turn; every board of a site the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

TURN = timedelta(seconds=24)  # how long one of several has the board: time to read it in two languages
LONGEST = 160  # signs of a text: more can't be read from the far end of a room
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Posted:
    id: int
    is_urgent: bool
    from_at: datetime
    until_at: datetime


def notice_now(posted: Iterable[Posted], now: datetime) -> Posted | None:
    """The one that stands on the board at `now`."""
    current = sorted((one for one in posted if one.from_at <= now < one.until_at), key=lambda one: one.id)
    shown = [one for one in current if one.is_urgent] or current
    return shown[(now - EPOCH) // TURN % len(shown)] if shown else None
