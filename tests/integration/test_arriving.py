"""Check-in: early, on time, late, on another day, cancelled; and in which order everybody is called then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models import Appointment
from service_point.appointments import Booking, cancel, move
from service_point.forecasting import inputs_of, take_snapshot
from service_point.issuing import TicketWish
from tests.support.appointments import booked
from tests.support.cast import AYLIN, RECEPTION, ServicePoint
from tests.support.faces import Reply, request_id


@pytest.fixture
def point(point_with: Callable[..., ServicePoint]) -> ServicePoint:
    return point_with()


AT_TWO = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # 14:00 on the Monday of the cast, whose clock says 13:00


def check_in(point: ServicePoint, appointment: Appointment) -> Reply:
    return point.kiosk().post("/kiosk/api/check-ins", {"code": appointment.code, "request_id": request_id()})


def test_early_waits_until_ten_minutes_before(point: ServicePoint) -> None:
    reply = check_in(point, booked(point, AT_TWO))
    assert (reply.status, reply.body["note"]) == (201, "early")
    assert reply.body["called_from"] == "2026-11-23T12:50:00.000Z"
    aylin = point.console(AYLIN, desk=1)
    assert aylin.call().code == "NobodyWaiting"
    point.clock.now = AT_TWO - timedelta(minutes=10)
    assert aylin.call().ticket["id"] == reply.ticket["id"]


def test_who_is_on_time_comes_before_those_who_walked_in(point: ServicePoint) -> None:
    appointment = booked(point, AT_TWO)
    point.kiosk().take("housing")
    point.clock.now = AT_TWO
    reply = check_in(point, appointment)
    assert reply.body["note"] is None
    called = point.console(AYLIN, desk=1).call()
    assert called.ticket["id"] == reply.ticket["id"]
    assert called.body["reason"]["rule"] == "appointment"
    assert called.body["reason"]["terms"]["kind"] == "appointment"


@pytest.mark.parametrize(("minutes", "has_priority"), [(15, True), (16, False)])
def test_late_keeps_priority_for_a_quarter_of_an_hour(
    point: ServicePoint, minutes: int, has_priority: bool
) -> None:
    appointment = booked(point, AT_TWO)
    point.clock.now = AT_TWO
    walked_in = point.kiosk().take("housing")
    point.clock.now = AT_TWO + timedelta(minutes=minutes)
    reply = check_in(point, appointment)
    assert (reply.status, reply.body["note"]) == (201, "late")
    waiting = point.console(AYLIN, desk=1).queue()["waiting"]
    (row,) = [row for row in waiting if row["id"] == reply.ticket["id"]]
    assert row["came_late"] is not has_priority
    assert row["appointment_at"] == "2026-11-23T13:00:00.000Z"
    called = point.console("j-hoffmann", desk=2).call()
    assert called.ticket["id"] == (reply.ticket["id"] if has_priority else walked_in.ticket["id"])


def test_on_another_day_the_kiosk_says_which(point: ServicePoint) -> None:
    thursday = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    reply = check_in(point, booked(point, thursday))
    assert (reply.status, reply.code) == (409, "WrongDay")
    assert reply.body["starts_at"] == "2026-11-26T12:00:00.000Z"


def test_a_cancelled_one_is_told_and_a_moved_one_has_its_new_day(point: ServicePoint) -> None:
    first, second = booked(point, AT_TWO), booked(point, AT_TWO + timedelta(minutes=60))
    with point.write() as unit:
        cancel(unit, unit.session.get_one(Appointment, first.id), "staff")
        move(
            unit,
            unit.session.get_one(Appointment, second.id),
            datetime(2026, 11, 27, 8, 0, tzinfo=UTC),
            "staff",
        )
    assert check_in(point, first).code == "AppointmentCancelled"
    assert check_in(point, second).code == "WrongDay"


def test_a_code_that_nobody_has_is_unknown(point: ServicePoint) -> None:
    body = {"code": "7K3M P9QD", "request_id": request_id()}
    assert point.kiosk().post("/kiosk/api/check-ins", body).code == "UnknownCode"


def test_twice_is_the_same_number(point: ServicePoint) -> None:
    appointment = booked(point, AT_TWO)
    first, again = check_in(point, appointment), check_in(point, appointment)
    assert first.ticket["number"] == again.ticket["number"]
    by_phone = point.line().ask("POST", f"/a/{appointment.code}/check-in", {"request_id": request_id()})
    assert by_phone.ticket["id"] == first.ticket["id"]


def test_before_the_doors_open_an_appointment_can_check_in(point: ServicePoint) -> None:
    appointment = booked(point, AT_TWO)
    point.clock.now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert point.kiosk().take("housing").code == "SlotClosed"
    assert check_in(point, appointment).status == 201


def test_the_reception_checks_in_who_cannot_type(point: ServicePoint) -> None:
    appointment = booked(point, AT_TWO)
    reception = point.console(RECEPTION)
    reply = reception.post(f"/staff/api/appointments/{appointment.id}/check-in", {"request_id": request_id()})
    assert (reply.status, reply.body["note"]) == (201, "early")
    (row,) = reception.get("/staff/api/appointments").body["appointments"]
    assert (row["state"], row["ticket"]) == ("checked_in", reply.ticket["number"])


def test_who_does_not_come_is_missed_after_the_slot_and_may_still_come_while_it_runs(
    point: ServicePoint,
) -> None:
    came, stayed_away = booked(point, AT_TWO), booked(point, AT_TWO + timedelta(minutes=60))
    point.clock.now = datetime(2026, 11, 23, 15, 40, tzinfo=UTC)
    point.tick()
    assert check_in(point, came).body["note"] == "late"
    point.clock.now = datetime(2026, 11, 23, 15, 45, tzinfo=UTC)
    point.tick()
    with point.read() as session:
        states = dict(session.execute(select(Appointment.id, Appointment.state)).all())
    assert states == {came.id: "checked_in", stayed_away.id: "missed"}


def test_the_same_case_manager_calls_who_asked_for_them(point: ServicePoint) -> None:
    aylin, jonas = point.console(AYLIN, desk=1), point.console("j-hoffmann", desk=2)
    me = aylin.get("/staff/api/session").body["case_manager"]["id"]
    appointment = booked(point, AT_TWO, Booking(TicketWish("housing", "de"), staff_id=me))
    point.clock.now = AT_TWO
    check_in(point, appointment)
    assert jonas.call().code == "NobodyWaiting"
    assert aylin.call().status == 201


def test_the_forecast_knows_who_is_still_expected(point: ServicePoint) -> None:
    point.console(AYLIN, desk=1)
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        before = inputs_of(session, facts, point.clock())
    appointment = booked(point, AT_TWO)
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        snapshot = take_snapshot(session, facts, point.clock())
        assert inputs_of(session, facts, point.clock()) != before
    assert snapshot is not None
    assert [one.appointment for one in snapshot.state.booked] == [AT_TWO.timestamp() / 60]
    check_in(point, appointment)
    with point.read() as session:
        after = take_snapshot(session, point.office.facts(session, point.site_id), point.clock())
    assert after is not None
    assert (len(after.state.booked), len(after.state.room.waiting)) == (0, 1)
