"""After a commit: which rooms of a site get which picture. Pure: pictures come from what the app plugs in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from realtime.rooms import display_room, kiosk_room, staff_room

EVENT = "picture"  # the only message there is


@dataclass(frozen=True)
class Message:
    namespace: str
    room: str
    picture: dict[str, Any]


@dataclass(frozen=True)
class Listeners:
    """Who listens to a site now."""

    displays: bool
    kiosks: bool
    staff: tuple[int, ...]  # ids


@dataclass(frozen=True)
class Pictures:
    """Builders of the pictures of one site, all from one snapshot."""

    board: Callable[[], dict[str, Any]]
    kiosk: Callable[[], dict[str, Any]]
    queue: Callable[[int], dict[str, Any] | None]  # by staff id


def messages(site_id: int, listeners: Listeners, pictures: Pictures) -> Iterator[Message]:
    """Displays first: the waiting room must not wait for consoles."""
    if listeners.displays:
        yield Message("/display", display_room(site_id), pictures.board())
    if listeners.kiosks:
        yield Message("/kiosk", kiosk_room(site_id), pictures.kiosk())
    for staff_id in listeners.staff:
        picture = pictures.queue(staff_id)
        if picture is not None:
            yield Message("/staff", staff_room(site_id, staff_id), picture)
