"""How a kiosk is, and how long a pause holds."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.kiosks import KioskState, kiosk_state
from rules.ticketing import Pause, PauseReason, pause_now

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("silent_s", "unsent", "clock_off_s", "state"),
    [
        (None, 0, 0, KioskState.UNKNOWN),
        (59, 0, 0, KioskState.READY),
        (60, 0, 0, KioskState.LOST),
        (3600, 4, 999, KioskState.LOST),
        (10, 1, 999, KioskState.UNSENT),
        (10, 0, -121, KioskState.CLOCK_OFF),
        (10, 0, 120, KioskState.READY),
    ],
)
def test_the_worst_of_what_a_kiosk_said_counts(
    silent_s: int | None, unsent: int, clock_off_s: int, state: KioskState
) -> None:
    seen_at = None if silent_s is None else NOW - timedelta(seconds=silent_s)
    assert kiosk_state(seen_at, unsent, timedelta(seconds=clock_off_s), NOW) is state


def test_a_pause_holds_until_the_site_s_midnight() -> None:
    since = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    late, after = datetime(2026, 11, 23, 22, 59, tzinfo=UTC), datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert pause_now("short_break", since, late, BERLIN) == Pause(PauseReason.SHORT_BREAK, since)
    assert pause_now("short_break", since, after, BERLIN) is None


def test_without_a_reason_there_is_no_pause() -> None:
    assert pause_now(None, None, NOW, BERLIN) is None
