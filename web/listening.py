"""Who may listen: decided when a socket connects, like reading is when an address is asked."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from rules.errors import RuleBroken
from service_point.devices import KnownDevice
from service_point.people import SignedIn
from web.guards import known_device, signed_in
from web.house import house

MOST_SOCKETS = 250  # each holds one of the server's 300 threads; pages beyond ask by GET (stack.md §1)

Who = TypeVar("Who")
_places = threading.BoundedSemaphore(MOST_SOCKETS)


def device_from(kind: str, auth: Any) -> KnownDevice | None:
    """The device of a connecting socket: token in `auth`, else header or cookie. None: nobody we know."""
    token = auth.get("token") if isinstance(auth, dict) else None
    try:
        return known_device(kind, token if isinstance(token, str) else None)
    except RuleBroken:
        return None


def staff_from_cookie() -> SignedIn | None:
    try:
        who = signed_in()
    except RuleBroken:
        return None
    return None if who.lacks_second_factor else who


def admit(who: Who | None, join: Callable[[Who], None]) -> bool:
    """Let a known client into its room, while there is a thread for it."""
    if who is None or not _places.acquire(blocking=False):
        return False
    house().start_working()  # this process may never be asked for a page
    join(who)
    return True


def leave() -> None:
    _places.release()


def open_sockets() -> int:
    return MOST_SOCKETS - _places._value
