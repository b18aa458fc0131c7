"""What the clock ends by itself: last call, slots, days, codes; through midnight and both changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import text

from models import Slot
from service_point.slots import close_now, open_until
from tests.support.cast import AYLIN, JONAS, LEAD, OLHA, ServicePoint
from tests.support.faces import Reply

SETTLED = {"outcomes": ["settled"]}
END = datetime(2026, 11, 23, 15, 45, tzinfo=UTC)  # 16:45 in Leverkusen


def test_who_waits_at_the_end_is_unserved_and_who_was_called_may_still_start(point: ServicePoint) -> None:
    aylin, jonas = point.console(AYLIN, desk=3), point.console(JONAS, desk=4)
    called, late, waiting, parked, missed, talking = (point.kiosk().take() for _ in range(6))
    point.phone(parked).post("step-out")
    call_and_miss(point, missed)
    olha = point.console(OLHA, desk=5)
    olha.call(talking.ticket["id"])
    olha.move(talking.ticket["id"], "start")
    point.clock.now = END - timedelta(minutes=1)
    aylin.call(called.ticket["id"])
    jonas.call(late.ticket["id"])
    point.tick()
    assert state(point, waiting) == "waiting"
    point.clock.now = END
    point.tick()
    assert [state(point, one) for one in (waiting, parked)] == ["unserved", "unserved"]
    assert [state(point, one) for one in (called, late, missed, talking)] == [
        "called", "called", "missed", "in_consultation",
    ]  # fmt: skip
    point.clock.now = END + timedelta(minutes=9, seconds=59)
    point.tick()
    assert aylin.move(called.ticket["id"], "start").status == 200
    point.clock.now = END + timedelta(minutes=10)
    point.tick()
    assert state(point, late) == "unserved"
    assert jonas.queue()["current"] is None, "the desk is free again"
    assert [state(point, one) for one in (called, talking, missed)] == [
        "in_consultation", "in_consultation", "missed",
    ]  # fmt: skip
    assert olha.move(talking.ticket["id"], "finish", **SETTLED).ticket["state"] == "done"


def test_the_ends_are_logged_as_the_systems(point: ServicePoint) -> None:
    ticket_id = point.kiosk().take().ticket["id"]
    point.clock.now = END
    point.tick()
    *_, event = point.events(ticket_id)
    assert (event.action, event.actor_kind, event.actor_id) == ("close_slot", "system", None)


def test_ticking_twice_ends_things_once(point: ServicePoint) -> None:
    ticket_id = point.kiosk().take().ticket["id"]
    point.clock.now = END
    point.tick()
    version = point.version
    point.tick()
    assert point.version == version
    assert [event.action for event in point.events(ticket_id)] == ["issue", "close_slot"]


def test_nobody_comes_back_after_the_end(point: ServicePoint) -> None:
    issued = point.kiosk().take()
    call_and_miss(point, issued)
    point.clock.now = END
    for answer in (
        point.kiosk().come_back(code=issued.ticket["code"]),
        point.phone(issued).post("come-back"),
        point.console(AYLIN).move(issued.ticket["id"], "come-back"),
    ):
        assert (answer.status, answer.code) == (409, "SlotClosed")
    assert state(point, issued) == "missed"


def test_the_kiosk_stops_at_last_call_and_the_staff_at_the_end(point: ServicePoint) -> None:
    point.clock.now = END - timedelta(minutes=15)
    refused = point.kiosk().take()
    assert (refused.status, refused.code) == (409, "SlotClosed")
    assert point.kiosk().offer().body["reason"] == "last_call"
    assert point.console(AYLIN).take().status == 201
    point.clock.now = END
    assert point.console(AYLIN).take().code == "SlotClosed"


def test_who_is_turned_away_is_counted_without_a_ticket(point: ServicePoint) -> None:
    point.clock.now = END - timedelta(minutes=15)
    point.kiosk().take("day-care", "uk")
    with point.read() as session:
        rows = session.execute(text("SELECT topic, language, why FROM refusals")).all()
        assert [tuple(row) for row in rows] == [("day-care", "uk", "SlotClosed")]
        assert session.execute(text("SELECT count(*) FROM tickets")).scalar() == 0


def test_doors_open_half_an_hour_before(point: ServicePoint) -> None:
    point.clock.now = datetime(2026, 11, 23, 11, 14, 59, tzinfo=UTC)
    assert point.kiosk().take().code == "SlotClosed"
    assert point.kiosk().offer().body["reason"] == "not_yet_open"
    point.clock.forward(seconds=1)
    assert point.kiosk().take().status == 201


def test_closing_by_hand_ends_the_slot_now(point: ServicePoint) -> None:
    issued = point.kiosk().take()
    with point.write() as unit:
        assert close_now(unit) == 1
    assert state(point, issued) == "unserved"
    assert point.kiosk().take().code == "SlotClosed"


def test_a_running_talk_ends_with_the_day_its_outcome_open(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = point.kiosk().take().ticket["id"]
    aylin.call()
    aylin.move(ticket_id, "start")
    point.clock.now = local(point, date(2026, 11, 23), time(23, 59))
    point.tick()
    point.night()
    assert point.state(ticket_id) == "in_consultation"
    point.clock.now = local(point, date(2026, 11, 24), time(0, 0))
    point.night()
    assert point.state(ticket_id) == "done"
    assert point.events(ticket_id)[-1].action == "close_day"
    assert [talk.outcomes for talk in point.consultations(ticket_id)] == [None]
    lead = point.console(LEAD)
    assert [row["id"] for row in lead.queue()["open_outcomes"]] == [ticket_id]
    assert lead.move(ticket_id, "outcome", **SETTLED).status == 200
    assert lead.queue()["open_outcomes"] == []
    assert point.console(AYLIN).queue()["duty"] is None, "duty ended with the day"


def test_an_outcome_is_recorded_until_midnight_then_by_a_lead(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = point.kiosk().take().ticket["id"]
    aylin.call()
    aylin.move(ticket_id, "start")
    aylin.move(ticket_id, "finish-later")
    assert [row["id"] for row in aylin.queue()["open_outcomes"]] == [ticket_id]
    point.clock.now = local(point, date(2026, 11, 23), time(23, 59, 59))
    aylin = point.console(AYLIN)
    assert aylin.move(ticket_id, "outcome", **SETTLED).status == 200
    assert aylin.move(ticket_id, "outcome", outcomes=["follow_up"]).status == 200, "to correct"
    point.clock.forward(seconds=1)
    reply = aylin.move(ticket_id, "outcome", **SETTLED)
    assert (reply.status, reply.code) == (409, "TooLate")
    assert point.console(LEAD).move(ticket_id, "outcome", **SETTLED).status == 200
    assert [event.action for event in point.events(ticket_id)].count("record_outcome") == 3


def test_an_evening_that_runs_past_midnight_is_one_day(point: ServicePoint) -> None:
    point.clock.now = local(point, date(2026, 11, 24), time(21, 0))
    open_slot(point, time(1, 30))
    aylin = point.console(AYLIN, desk=3)
    before = point.kiosk().take()
    point.clock.now = local(point, date(2026, 11, 25), time(0, 30))
    point.tick()
    point.night()
    after = point.kiosk().take()
    assert after.ticket["number"] == before.ticket["number"] + 1
    assert point.ticket(after.ticket["id"]).on == date(2026, 11, 24), "the day of the slot's opening"
    assert point.phone(before).status().body["state"] == "waiting"
    assert point.kiosk().where(number=before.ticket["number"], pin=before.ticket["pin"]).status == 200
    assert aylin.call().ticket["id"] == before.ticket["id"], "still on duty"
    aylin.move(before.ticket["id"], "start")
    point.clock.now = local(point, date(2026, 11, 25), time(1, 30))
    point.tick()
    point.night()
    assert state(point, after) == "unserved"
    assert point.phone(before).status().status == 404, "codes die with the slot"


def test_codes_die_with_the_day(point: ServicePoint) -> None:
    issued = point.kiosk().take()
    point.clock.now = local(point, date(2026, 11, 23), time(23, 59, 59))
    assert point.phone(issued).status().status == 200
    point.clock.forward(seconds=1)
    assert point.phone(issued).status().status == 404
    assert point.kiosk().where(number=issued.ticket["number"], pin=issued.ticket["pin"]).code == "UnknownCode"
    point.night()
    ticket = point.ticket(issued.ticket["id"])
    assert (ticket.code, ticket.pin) == (None, None)
    with point.read() as session:
        assert session.execute(text("SELECT count(*) FROM answered_requests")).scalar() == 0


@pytest.mark.parametrize(
    ("on", "last_second_utc"),
    [
        (date(2027, 3, 28), datetime(2027, 3, 28, 21, 59, 59, tzinfo=UTC)),  # the day of 23 hours
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)),  # the day of 25 hours
    ],
)
def test_the_day_is_the_sites_through_both_changes_of_the_clocks(
    point: ServicePoint, on: date, last_second_utc: datetime
) -> None:
    point.clock.now = local(point, on, time(0, 0))
    open_slot(point, time(23, 59))
    issued = point.kiosk().take()
    assert point.ticket(issued.ticket["id"]).on == on
    slot = max(point.slots(), key=lambda slot: slot.id)
    assert slot.ends_at == last_second_utc - timedelta(seconds=59)
    point.clock.now = last_second_utc
    assert point.phone(issued).status().status == 200
    point.clock.forward(seconds=1)
    assert point.phone(issued).status().status == 404


def test_times_are_stored_in_utc(point: ServicePoint) -> None:
    ticket_id = point.kiosk().take().ticket["id"]
    with point.read() as session:
        if point.url.startswith("postgresql"):
            session.execute(text("SET TIME ZONE 'UTC'"))
        stored = session.execute(text(f"SELECT issued_at FROM tickets WHERE id = {ticket_id}")).scalar()
    assert str(stored).startswith("2026-11-23 12:00:00")
    assert point.ticket(ticket_id).issued_at == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused(point: ServicePoint) -> None:
    with pytest.raises(Exception, match="without a zone"), point.write() as unit:
        unit.session.add(
            Slot(site_id=unit.site_id, on=date(2026, 1, 1), topics=[],
                 opens_at=datetime(2026, 1, 1, 9), ends_at=datetime(2026, 1, 1, 10))
        )  # fmt: skip


def state(point: ServicePoint, issued: Reply) -> str:
    return point.state(issued.ticket["id"])


def call_and_miss(point: ServicePoint, issued: Reply) -> None:
    lead = point.console(LEAD, desk=8)
    assert lead.call(issued.ticket["id"]).status == 201
    lead.move(issued.ticket["id"], "missed")
    lead.post("/staff/api/duty/end")


def local(point: ServicePoint, on: date, clock: time) -> datetime:
    with point.read() as session:
        zone = point.office.facts(session, point.site_id).zone
    return datetime.combine(on, clock, zone).astimezone(UTC)


def open_slot(point: ServicePoint, until: time) -> None:
    with point.write() as unit:
        open_until(unit, until)
