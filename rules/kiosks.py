"""How a kiosk is, from what it last said of itself."""

from datetime import datetime, timedelta
from enum import StrEnum

LOST_AFTER = timedelta(minutes=1)  # a kiosk says every 20 s that it is there
CLOCK_BEARABLE = timedelta(minutes=2)  # hours without the server go by the kiosk's clock


class KioskState(StrEnum):
    """The worst of what is true."""

    UNKNOWN = "unknown"  # never heard of: registered and not set up yet
    LOST = "lost"  # not heard of for a minute: off, crashed, or without a line
    UNSENT = "unsent"  # holds tickets that it could not hand in
    CLOCK_OFF = "clock_off"
    READY = "ready"


def kiosk_state(seen_at: datetime | None, unsent: int, clock_offset: timedelta, now: datetime) -> KioskState:
    """`clock_offset`: the server's clock less the kiosk's."""
    if seen_at is None:
        return KioskState.UNKNOWN
    if now - seen_at >= LOST_AFTER:
        return KioskState.LOST
    if unsent:
        return KioskState.UNSENT
    return KioskState.CLOCK_OFF if abs(clock_offset) > CLOCK_BEARABLE else KioskState.READY
