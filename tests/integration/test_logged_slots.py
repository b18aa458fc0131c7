"""Fairness as the database remembers it: slots full of all kinds of turns, checked from their log alone.

`tests/support/log_replay.py` rebuilds the room from `ticket_events` and asks the rule again at every call.
"""

from dataclasses import asdict
from random import Random

import pytest
from sqlalchemy import select

from models import Ticket, TicketEvent
from service_point.desks import advisers_on_duty
from service_point.routing import settings_of
from tests.support.cast import AYLIN, JONAS, OLHA, SORAYA, ServicePoint
from tests.support.effort import now_and_long
from tests.support.faces import Console
from tests.support.log_replay import Log, told

DESKS = {AYLIN: 1, JONAS: 2, OLHA: 3, SORAYA: 4}
TOPICS = ("housing", "work", "day-care", "something-else")
LANGUAGES = ("de", "ar", "uk", "fa", "tr", "en", "so")  # Somali: nobody here speaks it
TURNS = 130
LIVELY = 4  # a slot in which calls were chosen by hand and visitors were passed


class Players:
    """Chance at the kiosk and at four desks. Whatever is refused changes nothing and is no turn."""

    def __init__(self, point: ServicePoint, seed: int) -> None:
        self.chance = Random(seed)
        self.point = point
        self.kiosk = point.kiosk()
        self.consoles = [point.console(name, desk) for name, desk in DESKS.items()]

    def play(self) -> None:
        for _ in range(12):
            self._arrive()
        for _ in range(TURNS):
            self.chance.choices((self._arrive, self._work, self._roam), (3, 8, 1))[0]()
            self.point.clock.forward(seconds=self.chance.randint(10, 150))

    def _arrive(self) -> None:
        languages = self.chance.sample(LANGUAGES, self.chance.choice((1, 1, 1, 2)))
        self.kiosk.take(self.chance.choice(TOPICS), "de", advice_languages=languages)

    def _work(self) -> None:
        """A desk goes on: from a call to the talk, from the talk to its end, from there to the next."""
        console = self.chance.choice(self.consoles)
        current = console.queue()["current"]
        if current is None:
            self._next(console)
        elif current["state"] == "in_consultation":
            if self.chance.random() < 0.1:
                console.move(current["id"], "undo-start")
            else:
                console.move(current["id"], "finish", outcomes=["settled"])
        else:
            moves = ("start", "missed", "put-back", "cancel-call")
            console.move(current["id"], self.chance.choices(moves, (10, 2, 1, 1))[0])

    def _next(self, console: Console) -> None:
        waiting = console.queue()["waiting"]
        if waiting and self.chance.random() < 0.1:
            console.call(self.chance.choice(waiting)["id"], why="agreed")
        else:
            console.call()

    def _roam(self) -> None:
        """Somebody goes out, comes back, or gives up."""
        queue = self.chance.choice(self.consoles).queue()
        for listed, move in (("missed", "come-back"), ("parked", "come-back"), ("waiting", "park")):
            if queue[listed] and self.chance.random() < 0.6:
                self.consoles[0].move(self.chance.choice(queue[listed])["id"], move)
                return


def log_of(point: ServicePoint) -> tuple[Log, list[TicketEvent], dict[int, int]]:
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        minutes = {code: float(topic.expected_minutes) for code, topic in facts.topics.items()}
        log = Log(advisers_on_duty(session, facts), settings_of(facts), minutes)
        events = list(session.scalars(select(TicketEvent).order_by(TicketEvent.id)))
        numbers = {ticket.id: ticket.number for ticket in session.scalars(select(Ticket))}
        session.expunge_all()
    return log, events, numbers


@pytest.fixture(params=now_and_long([LIVELY], list(range(5, 40))))
def played(request: pytest.FixtureRequest, point: ServicePoint) -> tuple[ServicePoint, int]:
    Players(point, request.param).play()
    return point, request.param


def test_every_call_is_the_one_that_the_rule_gives_to_the_log(played: tuple[ServicePoint, int]) -> None:
    point, seed = played
    log, events, numbers = log_of(point)
    passes = 0
    for event, says in told(log, events, numbers):
        passes += len(says.passed)
        logged = event.details or {}
        assert says.ticket == event.ticket_id, logged["reason"]
        assert list(says.passed) == logged["passed"]
        assert asdict(says.reason) == logged["reason"]
        passed = [log.known[ticket_id] for ticket_id in says.passed]
        if says.is_ordinary:
            assert all(ticket.passed_by_ordinary < log.settings.cap_by_ordinary for ticket in passed)
        assert all(ticket.passed_by_any < log.settings.cap_by_any for ticket in passed)
    assert log.automatic > 20, "too little happened"
    if seed == LIVELY:
        assert (log.by_hand > 0, passes > 0) == (True, True), "nothing was tried"
    with point.read() as session:
        counted = {
            row.id: (row.passed_by_ordinary, row.passed_by_any) for row in session.scalars(select(Ticket))
        }
    assert counted == {
        ticket_id: (ticket.passed_by_ordinary, ticket.passed_by_any)
        for ticket_id, ticket in log.known.items()
    }
