"""Everything the forecast needs to know about one moment of a slot (queueing.md §2). Minutes since any common zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules.durations import Durations
from rules.waiting_room import Room, Waiting


@dataclass(frozen=True, slots=True)
class RunningTalk:
    """A call or consultation that is open at a desk; a call not yet started has lasted 0 minutes."""

    desk: int
    topic: str
    elapsed_minutes: float


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Expected walk-ins: `per_minute[i]` between `edges[i]` and `edges[i + 1]`."""

    edges: tuple[float, ...] = ()
    per_minute: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueState:
    """`room.waiting` are the tickets that wait; the rest is who is busy and who may still come.

    `booked`: appointments not checked in (Waiting with `appointment`, `key` = its start). `mix`: the usual visitors of
    the site, each as likely as the next, drawn for future walk-ins. `phantoms`: arrivals to answer for, one for each
    topic and advice languages (`key` = now, or the appointment). `away_until`: desks on a break or not yet open.
    """

    room: Room
    opens_at: float
    last_call: float
    durations: Durations = field(default_factory=Durations)
    talks: Sequence[RunningTalk] = ()
    booked: Sequence[Waiting] = ()
    arrivals: Arrivals = field(default_factory=Arrivals)
    mix: Sequence[Waiting] = ()
    phantoms: Sequence[Waiting] = ()
    away_until: Mapping[int, float] = field(default_factory=dict)
