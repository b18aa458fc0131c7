"""A slot told by its log alone: `ticket_events`, read row by row, rebuild who waited and who was passed how often.

Nothing is taken from the tickets' own counters or from the calls. So a call that the log doesn't justify shows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models import TicketEvent
from rules.routing import Adviser, Pick, Room, Waiting, line_of, passed, pick
from rules.routing_settings import RoutingSettings

SECONDS_A_MINUTE = 60
PASSED_OVER_ONCE = {("missed", "come_back"), ("called", "put_back")}
TAKES_BACK = {"missed", "mark_missed", "put_back", "cancel_call", "withdraw"}


@dataclass
class OpenCall:
    passed: Sequence[int]
    is_ordinary: bool
    has_started: bool = False


@dataclass
class Log:
    """What the events have told so far. `by_hand`: calls that were chosen; `automatic`: those of the rule."""

    advisers: Sequence[Adviser]
    settings: RoutingSettings
    minutes: Mapping[str, float]  # expected, by topic
    known: dict[int, Waiting] = field(default_factory=dict)
    waiting: set[int] = field(default_factory=set)
    open: dict[int, OpenCall] = field(default_factory=dict)
    automatic: int = 0
    by_hand: int = 0

    def room(self, now: float) -> Room:
        tickets = [self._with_pending(self.known[ticket_id]) for ticket_id in sorted(self.waiting)]
        return Room(self.advisers, tickets, now, settings=self.settings)

    def adviser(self, staff_id: int) -> Adviser:
        return next(one for one in self.advisers if one.case_manager == staff_id)

    def _with_pending(self, ticket: Waiting) -> Waiting:
        open_calls = [call for call in self.open.values() if not call.has_started]
        by_any = sum(ticket.ticket in call.passed for call in open_calls)
        by_ordinary = sum(ticket.ticket in call.passed for call in open_calls if call.is_ordinary)
        return replace(ticket, pending_by_any=by_any, pending_by_ordinary=by_ordinary)

    def take(self, event: TicketEvent, number: int) -> Pick | None:
        """One more row. For a call by the rule: what the rule says in the room that the log had told of."""
        ticket_id, details = event.ticket_id, event.details or {}
        if event.action == "issue":
            self._arrive(event, number, details)
            return None
        if event.action == "call":
            return self._call(event, details)
        if event.action in TAKES_BACK:
            self.open.pop(ticket_id, None)
        elif event.action in ("start", "undo_start"):
            self._confirm(ticket_id, +1 if event.action == "start" else -1)
        elif event.action == "finish":
            self.open.pop(ticket_id)
        if (event.from_state, event.action) in PASSED_OVER_ONCE:
            self.known[ticket_id] = replace(self.known[ticket_id], skipped=True)
        (self.waiting.add if event.to_state == "waiting" else self.waiting.discard)(ticket_id)
        return None

    def _arrive(self, event: TicketEvent, number: int, details: Mapping[str, Any]) -> None:
        self.known[event.ticket_id] = Waiting(
            ticket=event.ticket_id,
            number=number,
            key=event.at.timestamp() / SECONDS_A_MINUTE,
            topic=details["topic"],
            languages=frozenset(details["languages"]),
            needs=frozenset(details["needs"]),
            expected_minutes=self.minutes[details["topic"]],
        )
        self.waiting.add(event.ticket_id)

    def _call(self, event: TicketEvent, details: Mapping[str, Any]) -> Pick | None:
        room = self.room(event.at.timestamp() / SECONDS_A_MINUTE)
        adviser, ticket = self.adviser(event.actor_id or 0), self.known[event.ticket_id]
        is_by_hand = details["reason"]["rule"] == "by_hand"
        says = None if is_by_hand else pick(room, adviser)
        if is_by_hand:
            self.by_hand += 1
            self.open[event.ticket_id] = OpenCall(passed(room, adviser, ticket), line_of(room, ticket)[2])
        else:
            assert says is not None
            self.automatic += 1
            self.open[event.ticket_id] = OpenCall(says.passed, says.is_ordinary)
            for skipped in says.unskipped:
                self.known[skipped] = replace(self.known[skipped], skipped=False)
        self.waiting.discard(event.ticket_id)
        return says

    def _confirm(self, ticket_id: int, step: int) -> None:
        call = self.open[ticket_id]
        call.has_started = step > 0
        self.known[ticket_id] = replace(self.known[ticket_id], skipped=False)
        for other in call.passed:
            ticket = self.known[other]
            self.known[other] = replace(
                ticket,
                passed_by_any=ticket.passed_by_any + step,
                passed_by_ordinary=ticket.passed_by_ordinary + (step if call.is_ordinary else 0),
            )


def told(
    log: Log, events: Sequence[TicketEvent], numbers: Mapping[int, int]
) -> Iterator[tuple[TicketEvent, Pick]]:
    """Every call by the rule, with what the rule says to what the log had told before."""
    for event in events:
        says = log.take(event, numbers[event.ticket_id])
        if says is not None:
            yield event, says
