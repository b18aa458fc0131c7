"""Promise 1 and 2: each number once a day, one open call a ticket, case manager and desk, whatever goes wrong above."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from models import Call, Duty, NumberCounter, Ticket
from service_point.slots import open_until
from tests.support.cast import AYLIN, JONAS, ServicePoint

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def test_a_day_starts_at_a_random_number_and_counts_on(point: ServicePoint) -> None:
    kiosk, reception = point.kiosk(), point.console("reception")
    numbers = [(kiosk if turn % 2 else reception).take().ticket["number"] for turn in range(6)]
    assert 100 <= numbers[0] <= 499
    assert numbers == list(range(numbers[0], numbers[0] + 6))


def test_numbers_run_on_past_999(point: ServicePoint) -> None:
    set_counter(point, 998)
    numbers = [point.kiosk().take().ticket["number"] for _ in range(4)]
    assert numbers == [998, 999, 1000, 1001]
    aylin = point.console(AYLIN, desk=3)
    for _ in numbers:
        called = aylin.call().ticket
        aylin.move(called["id"], "missed")
    assert set(point.display().board()["missed"]) == set(numbers)


def test_each_day_starts_anew(point: ServicePoint) -> None:
    point.kiosk().take()
    point.clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    with point.write() as unit:
        open_until(unit, datetime(2026, 11, 24, 18).time())
    point.kiosk().take()
    with point.read() as session:
        assert sorted(session.scalars(select(NumberCounter.on))) == [MONDAY, TUESDAY]


def test_a_number_that_would_repeat_is_refused_by_the_database(point: ServicePoint) -> None:
    first = point.kiosk().take().ticket
    set_counter(point, first["number"])  # as if the counter had lost a day's work
    with pytest.raises(IntegrityError):
        copy_ticket(point, first["id"])
    assert point.kiosk().take().status == 500
    with point.read() as session:
        assert list(session.scalars(select(Ticket.number))) == [first["number"]]


def test_a_refused_ticket_takes_no_number(point: ServicePoint) -> None:
    first = point.kiosk().take().ticket["number"]
    assert point.kiosk().take("gardening").status == 422
    assert point.kiosk().take(needs=["helicopter"]).status == 422
    assert point.kiosk().take().ticket["number"] == first + 1


@pytest.mark.parametrize("same", ["ticket", "case manager", "desk"])
def test_the_database_holds_one_open_call_a_ticket_a_case_manager_a_desk(
    point: ServicePoint, same: str
) -> None:
    aylin, jonas = point.console(AYLIN, desk=3), point.console(JONAS, desk=4)
    point.kiosk().take()
    other = point.kiosk().take().ticket["id"]
    ticket_id = aylin.call().ticket["id"]
    changes: dict[str, Any] = {"ticket_id": other, "staff_id": jonas.me["id"], "desk": 4}
    insert_call(point, ticket_id, changes, ended=True)
    changes |= {"ticket": {"ticket_id": ticket_id}, "case manager": {"staff_id": aylin.me["id"]},
                "desk": {"desk": 3}}[same]  # fmt: skip
    with pytest.raises(IntegrityError):
        insert_call(point, ticket_id, changes)
    insert_call(point, ticket_id, changes, ended=True)


@pytest.mark.parametrize("same", ["case manager", "desk"])
def test_the_database_holds_one_duty_a_case_manager_a_desk(point: ServicePoint, same: str) -> None:
    aylin, jonas = point.console(AYLIN, desk=3), point.console(JONAS)
    who, desk = (aylin, 5) if same == "case manager" else (jonas, 3)
    duty = {"site_id": point.site_id, "staff_id": who.me["id"], "desk": desk, "on": MONDAY,
            "started_at": point.clock.now}  # fmt: skip
    with pytest.raises(IntegrityError), point.write() as unit:
        unit.session.execute(insert(Duty).values(**duty))


def test_a_move_loses_against_one_that_was_quicker(point: ServicePoint) -> None:
    """Even if the site's lock were lost: the conditional update finds the ticket in another state."""
    ticket_id = point.kiosk().take().ticket["id"]
    with point.write() as unit:
        stale = unit.session.get_one(Ticket, ticket_id)
        unit.session.execute(
            update(Ticket)
            .where(Ticket.id == ticket_id)
            .values(state="withdrawn")
            .execution_options(synchronize_session=False)
        )
        with pytest.raises(Exception, match="waiting"):
            unit.move(stale, "park")


def set_counter(point: ServicePoint, to: int) -> None:
    with point.write() as unit:
        counter = unit.session.get(NumberCounter, (point.site_id, MONDAY))
        if counter is None:
            unit.session.add(NumberCounter(site_id=point.site_id, on=MONDAY, next_number=to))
        else:
            counter.next_number = to


def copy_ticket(point: ServicePoint, ticket_id: int) -> None:
    with point.write() as unit:
        row = unit.session.execute(select(Ticket.__table__).where(Ticket.id == ticket_id)).one()
        unit.session.execute(insert(Ticket).values({**row._mapping, "id": 4711, "code": None}))


def insert_call(point: ServicePoint, like: int, changes: dict[str, Any], *, ended: bool = False) -> None:
    with point.write() as unit:
        table = Call.__table__
        row = unit.session.execute(select(table).where(table.c.ticket_id == like).limit(1)).one()
        values = {**row._mapping, **changes, "ended_at": point.clock.now if ended else None}
        unit.session.execute(insert(Call).values({k: v for k, v in values.items() if k != "id"}))
