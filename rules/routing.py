"""Whom a case manager calls next, and why (queueing.md §1).

Now: by order key among those this case manager may serve. Times are minutes since any common zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Adviser:
    """A case manager on duty at a desk."""

    case_manager: int
    desk: int
    topics: frozenset[str]
    languages: frozenset[str]
    woman_adviser: bool = False
    step_free: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting ticket as the rules see it. `key` is the order key in minutes: arrival, or the appointment if later."""

    ticket: int
    number: int
    key: float
    topic: str
    languages: frozenset[str]  # empty: nobody knows yet, so anyone may try
    needs: frozenset[str] = frozenset()
    skipped: bool = False
    only_case_manager: int | None = None
    only_desk: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this ticket: stored with the call, shown in one line. Minutes are whole, rounded down."""

    rule: str  # "oldest", "oldest_present" (an earlier one was put back), "for_you" (handed over), "by_hand"
    number: int
    waited_minutes: int
    colleagues: int  # others on duty who could serve it too
    interpreter: bool = False  # nobody on duty speaks its languages
    oldest: dict[str, int] | None = None  # {"number", "waited_minutes"} of an older one that was left


@dataclass(frozen=True, slots=True)
class Pick:
    ticket: int
    reason: Reason
    skipped_over: tuple[int, ...] = ()  # tickets that were passed over once by this call


@dataclass(frozen=True, slots=True)
class Room:
    """Everybody on duty and everybody waiting at one moment."""

    advisers: Sequence[Adviser]
    waiting: Sequence[Waiting]
    now: float
    _spoken: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        spoken = frozenset().union(*(adviser.languages for adviser in self.advisers))
        object.__setattr__(self, "_spoken", spoken)

    def needs_interpreter(self, ticket: Waiting) -> bool:
        """Nobody on duty speaks any of its languages."""
        return bool(ticket.languages) and not ticket.languages & self._spoken

    def may_serve(self, adviser: Adviser, ticket: Waiting) -> bool:
        """Topic, language, needs and hand-over allow this case manager to call this ticket."""
        if self._is_for_another(adviser, ticket):
            return False
        return self._is_for(adviser, ticket) or (
            ticket.topic in adviser.topics
            and (
                bool(ticket.languages & adviser.languages)
                or not ticket.languages
                or self.needs_interpreter(ticket)
            )
            and self._needs_met(adviser, ticket)
        )

    def _is_for(self, adviser: Adviser, ticket: Waiting) -> bool:
        return ticket.only_case_manager == adviser.case_manager or (
            ticket.only_desk == adviser.desk and ticket.only_case_manager is None
        )

    def _is_for_another(self, adviser: Adviser, ticket: Waiting) -> bool:
        """Handed over to a person or desk that is on duty: only that one may call it; otherwise it falls back."""
        return any(self._is_for(other, ticket) for other in self.advisers) and not self._is_for(
            adviser, ticket
        )

    def _needs_met(self, adviser: Adviser, ticket: Waiting) -> bool:
        """A need binds while somebody on duty can meet it: nobody waits for a desk that isn't staffed."""
        if not ticket.needs:
            return True
        for need, attribute in NEEDS_AS_ATTRIBUTES.items():
            unmet = need in ticket.needs and not getattr(adviser, attribute)
            if unmet and self._somebody_meets(attribute, ticket):
                return False
        return True

    def _somebody_meets(self, attribute: str, ticket: Waiting) -> bool:
        return any(getattr(other, attribute) and ticket.topic in other.topics for other in self.advisers)


NEEDS_AS_ATTRIBUTES = {"woman_adviser": "woman_adviser", "wheelchair": "step_free", "quiet_room": "quiet"}


def pick(room: Room, adviser: Adviser) -> Pick | None:
    """The next ticket for `adviser` and the reason, or None when nobody it may serve is waiting."""
    eligible = sorted(
        (ticket for ticket in room.waiting if room.may_serve(adviser, ticket)),
        key=lambda t: (t.key, t.number),
    )
    if not eligible:
        return None
    chosen = next((ticket for ticket in eligible if not ticket.skipped), eligible[0])
    skipped = tuple(ticket.ticket for ticket in eligible if ticket.skipped and ticket is not chosen)
    return Pick(chosen.ticket, _reason(room, adviser, chosen, eligible[0]), skipped)


def reason_by_hand(room: Room, adviser: Adviser, ticket: Waiting) -> Reason:
    """The reason stored with a ticket that a case manager chose."""
    return _explain(room, adviser, ticket, "by_hand", None)


def _reason(room: Room, adviser: Adviser, chosen: Waiting, oldest: Waiting) -> Reason:
    if chosen.only_case_manager == adviser.case_manager or chosen.only_desk == adviser.desk:
        return _explain(room, adviser, chosen, "for_you", oldest)
    return _explain(room, adviser, chosen, "oldest" if chosen is oldest else "oldest_present", oldest)


def _explain(room: Room, adviser: Adviser, ticket: Waiting, rule: str, oldest: Waiting | None) -> Reason:
    left = None
    if oldest is not None and oldest is not ticket:
        left = {"number": oldest.number, "waited_minutes": _waited(room, oldest)}
    return Reason(
        rule=rule,
        number=ticket.number,
        waited_minutes=_waited(room, ticket),
        colleagues=sum(room.may_serve(other, ticket) for other in _others(room.advisers, adviser)),
        interpreter=room.needs_interpreter(ticket),
        oldest=left,
    )


def _waited(room: Room, ticket: Waiting) -> int:
    return max(0, int(room.now - ticket.key))


def _others(advisers: Iterable[Adviser], adviser: Adviser) -> Iterable[Adviser]:
    return (other for other in advisers if other.case_manager != adviser.case_manager)
