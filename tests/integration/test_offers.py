"""Several case managers idle: a newcomer is offered first to the one who can serve the fewest."""

import pytest

from rules.roles import Role
from tests.support.cast import ServicePoint, add_member

NARROW, BROAD = "narrow", "broad"
HOUSING_ONLY, EVERYTHING = ("housing",), ("housing", "work", "day-care", "language-courses")


@pytest.fixture
def two_idle(point: ServicePoint) -> ServicePoint:
    with point.write() as unit:
        add_member(unit, NARROW, Role.CASE_MANAGER, HOUSING_ONLY)
        add_member(unit, BROAD, Role.CASE_MANAGER, EVERYTHING)
    for topic in ("work", "day-care"):  # who came before: the narrow one could serve neither
        ticket = point.kiosk().take(topic).ticket
        assert point.kiosk().withdraw(code=ticket["code"]).status == 200
    return point


def test_it_is_offered_to_the_one_who_can_serve_fewer(two_idle: ServicePoint) -> None:
    broad, narrow = two_idle.console(BROAD, desk=1), two_idle.console(NARROW, desk=2)
    number = two_idle.kiosk().take("housing").ticket["number"]
    for console in (broad, narrow):
        offer = console.queue()["offer"]
        assert (offer["number"], offer["desk"]) == (number, 2)


def test_it_bars_nobody_and_ends_after_half_a_minute(two_idle: ServicePoint) -> None:
    broad, _ = two_idle.console(BROAD, desk=1), two_idle.console(NARROW, desk=2)
    number = two_idle.kiosk().take("housing").ticket["number"]
    two_idle.clock.forward(seconds=30)
    assert broad.queue()["offer"] is None
    assert broad.call().ticket["number"] == number


def test_one_idle_desk_alone_gets_no_offer(two_idle: ServicePoint) -> None:
    broad, narrow = two_idle.console(BROAD, desk=1), two_idle.console(NARROW, desk=2)
    two_idle.kiosk().take("housing")
    assert broad.call().status == 201
    two_idle.kiosk().take("housing")
    assert narrow.queue()["offer"] is None
    assert broad.queue()["offer"] is None


def test_whom_only_one_can_serve_is_offered_to_nobody_else(two_idle: ServicePoint) -> None:
    broad, narrow = two_idle.console(BROAD, desk=1), two_idle.console(NARROW, desk=2)
    two_idle.kiosk().take("work")
    assert broad.queue()["offer"] is None
    assert narrow.queue()["next"] is None
