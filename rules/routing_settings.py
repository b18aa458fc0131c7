"""What a site may set about whom to call next, and what each setting does (queueing.md §1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class NeedKind(StrEnum):
    """What a need that a visitor states does to the call."""

    FILTER = "filter"  # only case managers who opted in, until the fall-back
    DESK = "desk"  # only a desk with that attribute
    PRIORITY = "priority"  # called earlier
    INFORMATION = "information"  # shown to the case manager, changes nothing


@dataclass(frozen=True, slots=True)
class Need:
    kind: NeedKind
    attribute: str = ""  # the field of Adviser that meets it (filter, desk)
    falls_back_after_min: float | None = None  # a filter is dropped after this wait, with a notice to staff


NEEDS: Mapping[str, Need] = MappingProxyType(
    {
        "woman_adviser": Need(NeedKind.FILTER, "woman_adviser", falls_back_after_min=45.0),
        "wheelchair": Need(NeedKind.DESK, "step_free"),
        "quiet_room": Need(NeedKind.DESK, "quiet"),
        "reading_help": Need(NeedKind.INFORMATION),
        "children": Need(NeedKind.INFORMATION),
        "fetch_me": Need(NeedKind.INFORMATION),  # the case manager walks over
    }
)


@dataclass(frozen=True, slots=True)
class RoutingSettings:
    """One site's numbers of the credit rule. Credits are minutes of waiting; expected minutes are a topic's mean."""

    scarce_credit: float = 30.0  # shared out among the case managers on duty who can serve the ticket
    priority_credit: float = 60.0
    priority_slope: float = 2.0  # credit per minute waited
    appointment_credit: float = 90.0
    appointment_slope: float = 3.0
    cap_by_ordinary: int = 3  # passes by ordinary tickets
    cap_by_any: int = 8  # passes by any ticket
    topic_weight: float = 0.5  # c: credit lost per expected minute of the topic
    appointment_opens_min: float = 10.0  # an appointment may be called so long before its start
    needs: Mapping[str, Need] = field(default_factory=lambda: NEEDS)

    def is_priority(self, needs: frozenset[str]) -> bool:
        """One of the needs is on the site's priority list."""
        return any(need in self.needs and self.needs[need].kind is NeedKind.PRIORITY for need in needs)


@dataclass(frozen=True, slots=True)
class Effect:
    """One line of the settings page: `text` is a msgid."""

    name: str  # field of RoutingSettings
    lowest: float
    highest: float
    unit: str
    text: str


EFFECTS: tuple[Effect, ...] = (
    Effect(
        "scarce_credit",
        0,
        120,
        "min",
        "If only one case manager can serve a visitor, the visitor counts as having "
        "waited this much longer. If two can, half of it. 0: languages make no difference.",
    ),
    Effect(
        "priority_credit", 0, 240, "min", "A visitor with a priority need starts with this much waiting time."
    ),
    Effect("priority_slope", 1, 5, "times", "Each minute waited with a priority need counts this often."),
    Effect(
        "appointment_credit",
        0,
        240,
        "min",
        "An appointment starts with this much waiting time when it is due.",
    ),
    Effect(
        "appointment_slope", 1, 5, "times", "Each minute that an appointment has to wait counts this often."
    ),
    Effect(
        "cap_by_ordinary",
        0,
        20,
        "calls",
        "Nobody is passed more often than this by later visitors without "
        "appointment or priority. 0: strictly in order of arrival.",
    ),
    Effect("cap_by_any", 0, 50, "calls", "Nobody is passed more often than this by anyone."),
    Effect(
        "topic_weight",
        0,
        2,
        "min per min",
        "0: topics make no difference. 2: short topics go first, which "
        "shortens the average wait and lengthens it for long topics.",
    ),
    Effect("appointment_opens_min", 0, 30, "min", "An appointment may be called this long before its start."),
)
