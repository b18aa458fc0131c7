"""How a display is, from what it last said of itself; what can be set on one."""

from datetime import datetime
from enum import StrEnum

from rules.kiosks import LOST_AFTER


class Sound(StrEnum):
    """What the browser of a display lets it do."""

    ON = "on"
    BLOCKED = "blocked"  # it waits for a touch
    NONE = "none"  # this browser has no sound


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class DisplayState(StrEnum):
    """The worst of what is true."""

    UNKNOWN = "unknown"  # never heard of: registered and not set up yet
    LOST = "lost"  # not heard of for a minute
    TOUCH = "touch"  # sound is blocked until somebody touches the screen once
    SILENT = "silent"  # no sound in this browser, or turned down to nothing
    READY = "ready"


def display_state(seen_at: datetime | None, sound: str | None, volume: int, now: datetime) -> DisplayState:
    """`volume` in percent."""
    if seen_at is None:
        return DisplayState.UNKNOWN
    if now - seen_at >= LOST_AFTER:
        return DisplayState.LOST
    if volume == 0 or sound == Sound.NONE:
        return DisplayState.SILENT
    return DisplayState.TOUCH if sound == Sound.BLOCKED else DisplayState.READY
