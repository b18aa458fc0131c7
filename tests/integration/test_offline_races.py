"""Leasing, issuing and handing in at once and in every order: all numbers distinct, nothing lost, nothing double."""

import random
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models import LeasedNumber, Ticket
from service_point.boards import iso
from tests.support.cast import KIOSKS, MONDAY_NOON, ServicePoint
from tests.support.faces import request_id
from tests.support.races import TOPIC, together

TODAY = MONDAY_NOON.date().isoformat()
ACTIONS = ("issue", "offline", "unheard", "hand_in", "again", "late_post", "wait", "call")


def test_two_kiosks_lease_while_eight_issue(point: ServicePoint) -> None:
    kiosks = [point.kiosk(number) for number in range(1, KIOSKS + 1)]
    issued: list[int] = []
    leased: list[int] = []

    def issue(place: int) -> None:
        issued.extend(kiosks[place].take(TOPIC).ticket["number"] for _ in range(5))

    def lease(place: int) -> None:
        for _ in range(3):
            stubs = point.kiosk(place + 1).reserve().body["numbers"]
            leased.extend(stub["number"] for stub in stubs if stub["on"] == TODAY)

    works = [lambda place=place: issue(place) for place in range(KIOSKS)]
    works += [lambda place=place: lease(place) for place in range(2)]
    together(works)
    assert len(issued) == KIOSKS * 5
    assert len(leased) == 2 * 3 * 30
    assert len(set(issued + leased)) == len(issued + leased)


@dataclass
class Terminal:
    """A kiosk with its stock, as the page keeps it: request id → what was printed."""

    place: int
    stock: list[dict[str, Any]] = field(default_factory=list)
    printed: dict[str, dict[str, Any]] = field(default_factory=dict)  # not handed in yet, in order
    handed_in: dict[str, tuple[dict[str, Any], Any]] = field(default_factory=dict)


@dataclass
class Day:
    """Two kiosks that lose their server now and then, beside one that never does. `shown`: request id → number held."""

    point: ServicePoint
    terminals: list[Terminal] = field(default_factory=lambda: [Terminal(1), Terminal(2)])
    shown: dict[str, int] = field(default_factory=dict)

    def do(self, action: str, terminal: Terminal, chance: random.Random) -> None:
        getattr(self, f"_{action}")(terminal, chance)

    def _issue(self, _terminal: Terminal, _chance: random.Random) -> None:
        click = request_id()
        self.shown[click] = self.point.kiosk(3).take(TOPIC, request_id=click).ticket["number"]

    def _offline(self, terminal: Terminal, _chance: random.Random, click: str | None = None) -> None:
        if not terminal.stock:
            stubs = self.point.kiosk(terminal.place).reserve().body["numbers"]
            terminal.stock = [stub for stub in stubs if stub["on"] == TODAY]
        click, stub = click or request_id(), terminal.stock.pop(0)
        terminal.printed[click] = {**stub, "issued_at": iso(self.point.clock.now)}
        self.shown[click] = stub["number"]

    def _unheard(self, terminal: Terminal, chance: random.Random) -> None:
        click = request_id()
        self.point.kiosk(terminal.place).take(TOPIC, request_id=click)
        self._offline(terminal, chance, click)

    def _hand_in(self, terminal: Terminal, chance: random.Random) -> None:
        if not terminal.printed:
            return
        click = chance.choice(list(terminal.printed))
        stub = terminal.printed.pop(click)
        reply = self._send(terminal, click, stub)
        assert reply.ticket["number"] == stub["number"]
        terminal.handed_in[click] = (stub, reply.body)

    def _again(self, terminal: Terminal, chance: random.Random) -> None:
        if terminal.handed_in:
            click = chance.choice(list(terminal.handed_in))
            stub, body = terminal.handed_in[click]
            assert self._send(terminal, click, stub).body == body

    def _late_post(self, terminal: Terminal, chance: random.Random) -> None:
        if terminal.handed_in:
            click = chance.choice(list(terminal.handed_in))
            ticket = self.point.kiosk(terminal.place).take(TOPIC, request_id=click).ticket
            assert ticket["number"] == self.shown[click]

    def _wait(self, _terminal: Terminal, _chance: random.Random) -> None:
        self.point.clock.forward(seconds=30)

    def _call(self, _terminal: Terminal, _chance: random.Random) -> None:
        console = self.point.console("a-demir")
        console.on_duty(3)
        if console.call().status == 201:
            console.move(console.queue()["current"]["id"], "missed")

    def _send(self, terminal: Terminal, click: str, stub: dict[str, Any]) -> Any:
        return self.point.kiosk(terminal.place).hand_in(
            stub, TOPIC, issued_at=stub["issued_at"], request_id=click
        )

    def evening(self, chance: random.Random) -> None:
        for terminal in self.terminals:
            while terminal.printed:
                self._hand_in(terminal, chance)


@settings(
    max_examples=8, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    actions=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 1)), min_size=5, max_size=20),
    seed=st.integers(0, 2**16),
)
def test_whatever_the_order_every_visitor_holds_one_ticket_and_every_ticket_a_visitor(
    point: ServicePoint, actions: list[tuple[str, int]], seed: int
) -> None:
    known = numbers_of(point)
    day, chance = Day(point), random.Random(seed)
    for action, place in actions:
        day.do(action, day.terminals[place], chance)
    day.evening(chance)
    assert sorted(numbers_of(point)[len(known) :]) == sorted(day.shown.values())
    assert len(set(numbers_of(point))) == len(numbers_of(point))


@pytest.fixture(autouse=True)
def no_number_is_leased_and_issued(point: ServicePoint) -> Any:
    yield
    with point.read() as session:
        unused = select(LeasedNumber.on, LeasedNumber.number).where(LeasedNumber.ticket_id.is_(None))
        leased = set(map(tuple, session.execute(unused)))
        given = set(map(tuple, session.execute(select(Ticket.on, Ticket.number))))
    assert given
    assert leased.isdisjoint(given)


def numbers_of(point: ServicePoint) -> list[int]:
    with point.read() as session:
        return list(session.scalars(select(Ticket.number).order_by(Ticket.id)))
