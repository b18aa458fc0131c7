"""A whole slot: three case managers of three carriers, an interpreter, 25 visitors with all kinds of turns.

Most of it goes through the public addresses, as consoles and kiosks ask them; one real console looks on. In the end
"my day" of everybody and the lead's figures are what the log of moves says, counted here by hand.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models import Call, StaffMember, Ticket, TicketEvent
from tests.support.cast import AYLIN, LEAD, OLHA, RECEPTION, SORAYA, kiosk_token
from tests.support.chromium import People
from tests.support.desk import Desk
from tests.support.faces import Console, HttpLine, Kiosk, Phone, Reply
from tests.support.served import ServedPoint, served_point

DESKS = {AYLIN: 3, OLHA: 4, SORAYA: 5}  # of the city, Caritas, Diakonie
VISITORS = 25
LANGUAGES = ("de", "uk", "ti", "fa", "tr", "ar")  # Tigrinya only with the interpreter
TOPICS = ("housing", "work", "language-courses", "day-care")


@pytest.fixture
def point(sqlite_url: str) -> Iterator[ServedPoint]:
    with served_point(sqlite_url) as served:
        yield served


class Slot:
    """Everybody who works in it, and the visitors by ticket id."""

    def __init__(self, point: ServedPoint) -> None:
        self.point = point
        self.consoles = {
            name: Console(HttpLine(point.url), name).on_duty(desk) for name, desk in DESKS.items()
        }
        self.lead = Console(HttpLine(point.url), LEAD)
        self.reception = Console(HttpLine(point.url), RECEPTION)
        self.kiosk = Kiosk(HttpLine(point.url), kiosk_token())
        self.issued: dict[int, Reply] = {}
        self.done: Counter[str] = Counter()  # what this test did, to see that nothing was left out

    def arrive(self, count: int) -> None:
        for _ in range(count):
            place = len(self.issued)
            language = LANGUAGES[place % len(LANGUAGES)]
            reply = self.kiosk.take(
                TOPICS[place % len(TOPICS)], "de", advice_languages=[language], persons=1 + place % 3
            )
            assert reply.status == 201, reply
            self.issued[reply.ticket["id"]] = reply
            self.point.clock.forward(seconds=30)

    def call(self, name: str, **chosen: Any) -> int | None:
        """Presses next; None when nobody is for this one."""
        reply = self.consoles[name].call(**chosen)
        if reply.code == "NobodyWaiting":
            return None
        assert reply.status == 201, reply
        self.point.clock.forward(seconds=10)
        return int(reply.ticket["id"])

    def move(self, name: str, ticket_id: int, action: str, **body: Any) -> Reply:
        reply = self.consoles[name].move(ticket_id, action, **body)
        assert reply.status in (200, 201), (action, reply)
        self.done[action] += 1
        self.point.clock.forward(seconds=40)
        return reply

    def phone(self, ticket_id: int, move: str) -> None:
        reply = Phone(HttpLine(self.point.url), self.issued[ticket_id].ticket["code"]).post(move)
        assert reply.status == 200, reply
        self.done[f"phone {move}"] += 1


def test_the_figures_of_a_whole_slot_are_what_the_log_says(people: People, point: ServedPoint) -> None:
    slot = Slot(point)
    assert slot.reception.post("/staff/api/interpreters", {"code": "t-mehari"}).status == 201
    onlooker = Desk(people, point).sign_in(AYLIN)
    slot.arrive(12)
    turns(slot)
    slot.arrive(VISITORS - len(slot.issued) - 1)
    without_number(slot, SORAYA)
    everybody_else(slot)
    assert slot.done.total() > 60
    assert all(talk_ended(ticket) for ticket in tickets(point).values())
    for name, console in slot.consoles.items():
        assert console.get("/staff/api/my-day").body["counts"] == counted_by_hand(point, name), name
    told = slot.lead.get("/staff/api/forecasts").body
    log = events(point)
    assert told["calls"] == sum(event.action == "call" for event in log)
    assert told["hand_picked"] == sum(event.action == "call" and event.why is not None for event in log) == 3
    what_aylin_sees(onlooker, slot)
    nobody_is_left_over(slot)


def turns(slot: Slot) -> None:
    """Each kind of turn at least once; the calls are those of the rule."""
    first = must(slot.call(AYLIN))
    slot.move(AYLIN, first, "missed")
    slot.phone(first, "come-back")
    second = must(slot.call(AYLIN))
    slot.move(AYLIN, second, "start")
    slot.move(AYLIN, second, "undo-start")
    slot.move(AYLIN, second, "start")
    slot.move(AYLIN, second, "suspend", why="documents")
    slot.move(AYLIN, second, "come-back")
    third = must(slot.call(OLHA))
    slot.move(OLHA, third, "cancel-call")
    third = must(slot.call(OLHA))
    slot.move(OLHA, third, "put-back")
    third = must(slot.call(OLHA))
    slot.point.clock.forward(seconds=11)
    slot.move(OLHA, third, "call-again")
    slot.move(OLHA, third, "start")
    slot.move(OLHA, third, "hand-over", case_manager=SORAYA, note="language")
    until_called(slot, SORAYA, third)  # handed over to her, at its old place in the order
    slot.move(SORAYA, third, "start")
    slot.move(SORAYA, third, "finish-later")
    assert must(slot.call(AYLIN)) == second, "suspended: first choice for the same one"
    slot.move(AYLIN, second, "start")
    slot.move(AYLIN, second, "finish", outcomes=["settled", "referred"], referred_to=["jobcenter"])
    slot.move(AYLIN, second, "outcome", outcomes=["follow_up", "documents_missing"])
    slot.move(
        SORAYA, third, "outcome", outcomes=["case_management_agreed"], case_management_carrier="diakonie"
    )
    waiting = [entry["id"] for entry in slot.reception.queue()["waiting"]]
    slot.phone(waiting[-1], "step-out")
    slot.phone(waiting[-1], "come-back")
    slot.phone(waiting[-2], "withdraw")
    chosen = must(slot.call(OLHA, ticket_id=waiting[-3], why="health"))
    slot.move(OLHA, chosen, "start")
    slot.move(OLHA, chosen, "hand-over", topic="something-else")
    interpreted(slot)


def until_called(slot: Slot, name: str, wanted: int) -> None:
    while (called := must(slot.call(name))) != wanted:
        slot.move(name, called, "start")
        slot.move(name, called, "finish", outcomes=["settled"])


def interpreted(slot: Slot) -> None:
    """The one who speaks Tigrinya comes with the call, and is free when the talk has ended."""
    theirs = next(entry["id"] for entry in slot.reception.queue()["waiting"] if entry["languages"] == ["ti"])
    called = must(slot.call(AYLIN, ticket_id=theirs, why="interpreter-here"))
    (person,) = slot.reception.queue()["interpreters"]
    assert (person["state"], person["desk"]) == ("asked", DESKS[AYLIN])
    assert slot.reception.post(f"/staff/api/interpreters/{person['id']}/accept").status == 200
    slot.move(AYLIN, called, "start")
    slot.move(AYLIN, called, "finish", outcomes=["settled"], interpreted_by="volunteer", talk_language="ti")
    assert slot.reception.queue()["interpreters"][0]["state"] == "free"


def without_number(slot: Slot, name: str) -> None:
    reply = slot.consoles[name].post("/staff/api/walk-ups", {"topic": "work", "language": "fa"})
    assert reply.status == 201, reply
    slot.issued[reply.ticket["id"]] = reply
    slot.point.clock.forward(minutes=2)
    slot.move(name, reply.ticket["id"], "finish", outcomes=["broken_off"])


def everybody_else(slot: Slot) -> None:
    """The rest in turn: every fifth does not come, every seventh talk is interrupted, outcomes change."""
    outcomes = (["settled"], ["referred"], ["documents_missing", "follow_up"], ["settled"])
    for place in range(0, 200, len(DESKS)):
        called = [take_one(slot, name, place + at, outcomes) for at, name in enumerate(DESKS)]
        if not any(called):
            return
    raise AssertionError("somebody is never called")


def take_one(slot: Slot, name: str, place: int, outcomes: tuple[list[str], ...]) -> bool:
    ticket_id = slot.call(name)
    if ticket_id is None:
        return False
    if place % 5 == 4:
        slot.move(name, ticket_id, "missed")
        return True
    slot.move(name, ticket_id, "start")
    if place % 7 == 6:
        slot.move(name, ticket_id, "suspend", why="child")
        slot.move(name, ticket_id, "come-back")
        return True
    main = outcomes[place % len(outcomes)]
    slot.move(name, ticket_id, "finish", outcomes=main, contact="first", long_term_need="open")
    return True


def must(ticket_id: int | None) -> int:
    assert ticket_id is not None, "somebody should be waiting"
    return ticket_id


# --- counted by hand -------------------------------------------------------------------------------------------------


def events(point: ServedPoint) -> list[TicketEvent]:
    with point.office.read() as session:
        return list(session.scalars(select(TicketEvent).order_by(TicketEvent.id)))


def tickets(point: ServedPoint) -> dict[int, Ticket]:
    with point.office.read() as session:
        return {ticket.id: ticket for ticket in session.scalars(select(Ticket))}


def talk_ended(ticket: Ticket) -> bool:
    return ticket.state in ("done", "missed", "withdrawn")


def counted_by_hand(point: ServedPoint, name: str) -> dict[str, int]:
    """From the log alone: a start counts unless it was undone, an outcome is open until it is recorded."""
    with point.office.read() as session:
        me = session.scalars(select(StaffMember.id).where(StaffMember.code == name)).one()
    mine = [event for event in events(point) if event.actor_kind == "staff" and event.actor_id == me]
    count = Counter(event.action for event in mine)
    started = Counter(event.ticket_id for event in mine if event.action == "start")
    started.subtract(event.ticket_id for event in mine if event.action == "undo_start")
    open_ones = {event.ticket_id for event in mine if event.action == "finish_later"}
    recorded = {event.ticket_id for event in mine if event.action == "record_outcome"}
    return {
        "talks": started.total(),
        "visitors": sum(talks > 0 for talks in started.values()),
        "missed": count["mark_missed"],
        "handed_over": count["hand_over"],
        "suspended": count["suspend"],
        "chosen_by_hand": sum(event.action == "call" and event.why is not None for event in mine),
        "open_outcomes": len(open_ones - recorded),
    }


def what_aylin_sees(onlooker: Desk, slot: Slot) -> None:
    mine = slot.consoles[AYLIN].get("/staff/api/my-day").body
    talks = mine["counts"]["talks"]
    expect(onlooker.page.locator(".my-day .chip")).to_contain_text(f"{talks} Beratungen")
    onlooker.page.locator(".my-day .chip").click()
    expect(onlooker.page.locator(".my-talks > li")).to_have_count(talks)
    expect(onlooker.page.locator(".my-day-dialog")).to_contain_text("1 außer der Reihe")


def nobody_is_left_over(slot: Slot) -> None:
    queue = slot.lead.queue()
    assert (queue["waiting"], queue["parked"], queue["open_outcomes"]) == ([], [], [])
    with slot.point.office.read() as session:
        assert not session.scalars(select(Call.id).where(Call.ended_at.is_(None))).all()
    assert len(tickets(slot.point)) == VISITORS
