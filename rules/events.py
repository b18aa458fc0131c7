"""Events of the house: when one may be announced, and how long people read of it."""

from datetime import datetime, timedelta

LONGEST_TITLE = 80  # signs: more stands neither in a row of the kiosk nor large on the board
LONGEST_PLACE = 100  # signs: a room or an address
LONGEST_EVENT = timedelta(days=14)  # longer is no date but an opening
FARTHEST = timedelta(days=400)  # a yearly festival can be announced a year ahead
KEPT_FOR = timedelta(
    days=30
)  # after its end it stays in the lead's list and in feeds, then its row is erased


def can_be_announced(begins_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether an event of these aware times can be announced at `now`."""
    in_order = begins_at < ends_at <= begins_at + LONGEST_EVENT
    return in_order and now < ends_at and begins_at <= now + FARTHEST
