"""What one slip says, as plain values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One printed ticket. Times are aware; `zone` (IANA) is the site's, in which clocks are printed.

    `topic` is taken but never printed, in no line and in no metadata: a slip lies open on a chair.
    """

    site_name: str
    number: int
    pin: str
    language: str
    """The visitor's ("uk"); every line stands in it, with German small beneath."""
    issued_at: datetime
    zone: str
    closes_at: datetime
    ahead: int = 0
    """How many wait before this one; printed while there is no forecast."""
    topic: str | None = None
    wait_from_at: datetime | None = None
    wait_to_at: datetime | None = None
    """The forecast, both or none."""
    appointment_at: datetime | None = None
    """The booked time that this ticket came of, while it has priority; printed in place of who is ahead."""
    phone_url: str | None = None
    """Where a phone can follow; None prints no code."""
    note: str | None = None
    """A msgid of the domain `paper`, or any text; in a frame above what to do."""
