"""Booking a time: what is free, who gets it, holds, moves, cancellations; and many who want the same at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from models import Appointment, AppointmentCell, StaffMember
from rules.errors import AppointmentOver, JustTaken, NotBookable, UnknownCode
from service_point.appointments import (
    VISITORS,
    Booking,
    appointment_by_code,
    book,
    cancel,
    hold,
    mark_no_shows,
    move,
)
from service_point.issuing import TicketWish
from tests.support.appointments import GERMAN, booked, free, plan_only, setting
from tests.support.cast import AYLIN, JONAS, ServicePoint
from tests.support.races import together


@pytest.fixture
def point(point_with: Callable[..., ServicePoint]) -> ServicePoint:
    return point_with()


@pytest.fixture
def each(database_url: str) -> Iterator[ServicePoint]:
    """On each kind of database."""
    point = ServicePoint(database_url)
    yield point
    point.close()


THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
THURSDAY_AT_ONE = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def test_times_are_free_in_the_slots_of_the_coming_four_weeks(point: ServicePoint) -> None:
    times = free(point)
    assert times[0] == datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "now, in the slot that runs"
    assert datetime(2026, 11, 26, 12, 0, tzinfo=UTC) in times, "Thursday 13:00"
    assert {at.astimezone(point.slots()[0].opens_at.tzinfo).weekday() for at in times} == {0, 3, 4}
    assert max(times) < datetime(2026, 12, 22, tzinfo=UTC)


def test_at_most_a_third_of_somebodys_time_is_booked(point: ServicePoint) -> None:
    plan_only(point, THURSDAY, AYLIN)
    setting(point, "housing", appointment_minutes=20)
    wish, taken = Booking(TicketWish("housing", "de")), []
    while times := free(point, wish, THURSDAY):
        taken.append(booked(point, times[0], wish))
    assert len(taken) == 3, "60 of 240 minutes; a fourth would make 80, a little more than 33 %"
    assert [one.starts_at for one in taken] == [
        THURSDAY_AT_ONE + timedelta(minutes=minutes) for minutes in (0, 30, 60)
    ]


def test_a_topic_may_have_less(point: ServicePoint) -> None:
    setting(point, "housing", share_percent=0)
    assert free(point) == []
    assert free(point, Booking(TicketWish("work", "uk")))


def test_somebody_is_left_for_those_who_walk_in(point: ServicePoint) -> None:
    plan_only(point, THURSDAY, AYLIN, JONAS)
    wish = Booking(TicketWish("housing", "de"))
    booked(point, THURSDAY_AT_ONE, wish)
    assert THURSDAY_AT_ONE not in free(point, wish, THURSDAY)


def test_the_same_case_manager_only_when_planned(point: ServicePoint) -> None:
    plan_only(point, THURSDAY, JONAS, comes=datetime(2026, 1, 1, 15).time())
    with point.read() as session:
        ids = dict(session.execute(select(StaffMember.code, StaffMember.id)).all())
    wish = TicketWish("housing", "de")
    assert free(point, Booking(wish, staff_id=ids[AYLIN]), THURSDAY) == []
    with_jonas = free(point, Booking(wish, staff_id=ids[JONAS]), THURSDAY)
    assert with_jonas[0] == datetime(2026, 11, 26, 14, 0, tzinfo=UTC), "he comes at 15:00"


def test_a_language_needs_somebody_who_speaks_it(point: ServicePoint) -> None:
    plan_only(point, THURSDAY, JONAS)
    assert free(point, Booking(TicketWish("housing", "uk", ("uk",))), THURSDAY) == []
    assert free(point, Booking(TicketWish("housing", "de", ("so",))), THURSDAY), (
        "nobody of the house: interpreter"
    )


def test_visitors_book_only_where_the_site_lets_them(point: ServicePoint) -> None:
    with pytest.raises(NotBookable):
        free(point, Booking(GERMAN, VISITORS))
    setting(point, by="visitors", notice_hours=12)
    times = free(point, Booking(GERMAN, VISITORS))
    assert min(times) >= point.clock() + timedelta(hours=12)
    setting(point, "housing", booked_by="staff")
    with pytest.raises(NotBookable):
        free(point, Booking(GERMAN, VISITORS))
    assert free(point)


def test_a_hold_keeps_the_time_for_a_quarter_of_an_hour(point: ServicePoint) -> None:
    plan_only(point, THURSDAY, AYLIN)
    wish = Booking(TicketWish("housing", "de"))
    with point.write() as unit:
        held = hold(unit, wish, THURSDAY_AT_ONE)
    with point.read() as session, pytest.raises(UnknownCode):
        appointment_by_code(session, point.office.facts(session, point.site_id), held.code or "")
    assert THURSDAY_AT_ONE not in free(point, wish)
    point.clock.forward(minutes=15)
    assert THURSDAY_AT_ONE in free(point, wish)
    with pytest.raises(AppointmentOver), point.write() as unit:
        book(unit, unit.session.get_one(Appointment, held.id))
    assert booked(point, THURSDAY_AT_ONE, wish).id != held.id


def test_moving_frees_the_old_time_and_keeps_the_code(each: ServicePoint) -> None:
    plan_only(each, THURSDAY, AYLIN)
    wish = Booking(TicketWish("housing", "de"))
    first = booked(each, THURSDAY_AT_ONE, wish)
    with each.write() as unit:
        row = unit.session.get_one(Appointment, first.id)
        moved = move(unit, row, THURSDAY_AT_ONE + timedelta(minutes=15), "staff")
    assert moved.code == first.code
    with pytest.raises(JustTaken), each.write() as unit:
        hold(unit, wish, THURSDAY_AT_ONE + timedelta(minutes=15))
    with each.write() as unit:
        cancel(unit, unit.session.get_one(Appointment, first.id), "staff")
    assert THURSDAY_AT_ONE + timedelta(minutes=15) in free(each, wish, THURSDAY)
    with pytest.raises(AppointmentOver), each.write() as unit:
        move(unit, unit.session.get_one(Appointment, first.id), THURSDAY_AT_ONE, "staff")


def test_who_does_not_come_is_marked_after_the_slot(point: ServicePoint) -> None:
    appointment = booked(point, datetime(2026, 11, 23, 13, 0, tzinfo=UTC))
    point.clock.now = datetime(2026, 11, 23, 15, 40, tzinfo=UTC)
    with point.write() as unit:
        assert mark_no_shows(unit) == 0, "until 16:45 somebody late may come"
    point.clock.now = datetime(2026, 11, 23, 15, 45, tzinfo=UTC)
    with point.write() as unit:
        assert mark_no_shows(unit) == 1
        assert unit.session.get_one(Appointment, appointment.id).state == "missed"


def test_the_database_refuses_a_second_appointment_on_a_seat(each: ServicePoint) -> None:
    first = booked(each, THURSDAY_AT_ONE)
    cell = AppointmentCell(
        site_id=each.site_id, seat=first.seat, cell_at=THURSDAY_AT_ONE, appointment_id=first.id
    )
    with pytest.raises(IntegrityError), each.write() as unit:
        unit.session.add(cell)


def test_fifty_want_twenty_times(each: ServicePoint) -> None:
    """20 succeed, 30 are told which times are still free: each chooses once, all at the same moment."""
    plan_only(each, THURSDAY, AYLIN)
    setting(each, share_percent=100, grid_minutes=10)
    setting(each, "housing", appointment_minutes=10)
    wish = Booking(TicketWish("housing", "de"))
    times = free(each, wish, THURSDAY)[:20]
    assert len(times) == 20

    def choose(place: int) -> Appointment | JustTaken:
        try:
            return booked(each, times[place % 20], wish)
        except JustTaken as taken:
            return taken

    answers = together([lambda place=place: choose(place) for place in range(50)])  # type: ignore[misc]
    got = [one for one in answers if isinstance(one, Appointment)]
    told = [one for one in answers if isinstance(one, JustTaken)]
    assert (len(got), len(told)) == (20, 30)
    assert len({one.starts_at for one in got}) == len({one.code for one in got}) == 20
    assert all(1 <= len(one.values["next_times"]) <= 5 for one in told)
    with each.read() as session:
        assert session.scalar(select(func.count()).select_from(Appointment)) == 20
