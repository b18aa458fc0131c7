"""A lead's day: everything at a glance, hours by hand, the emergency list; what carriers see of each other."""

from typing import Any

import pytest
from sqlalchemy import select

from models import AuditEntry, PaperNumbers, StaffMember
from rules.logged import Logged
from service_point.sites import plan_slots
from tests.support.cast import AYLIN, DISCREET, JONAS, LEAD, OLHA, ServicePoint
from tests.support.faces import PASSWORD, Console, Reply, request_id


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: reading, and rows like any others."""
    return sqlite_url


def of_carrier(point: ServicePoint, carrier: str | None) -> Console:
    """The lead, now of this carrier; None: of the whole site."""
    with point.write() as unit:
        unit.session.scalars(select(StaffMember).where(StaffMember.code == LEAD)).one().carrier = carrier
    return point.console(LEAD)


def today(lead: Console) -> dict[str, Any]:
    reply = lead.get("/staff/api/today")
    assert reply.status == 200, reply
    found: dict[str, Any] = reply.body
    return found


def logged(point: ServicePoint, action: Logged) -> list[AuditEntry]:
    with point.read() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


# --- at a glance ---


def test_who_waits_stands_by_topic_and_language_and_a_discreet_topic_is_only_counted(
    point: ServicePoint,
) -> None:
    lead = of_carrier(point, None)
    for topic, language in (("housing", "ar"), ("housing", "uk"), ("work", "ar"), (DISCREET, "tr")):
        point.kiosk().take(topic, language, advice_languages=[language])
        point.clock.forward(minutes=1)
    waiting = today(lead)["waiting"]
    assert [(one["topic"], one["count"]) for one in waiting["topics"]] == [("housing", 2), ("work", 1)]
    assert [(one["language"], one["count"]) for one in waiting["languages"]] == [("ar", 2), ("uk", 1)]
    assert (waiting["count"], waiting["not_listed"]) == (4, 1)
    assert waiting["since"] == waiting["topics"][0]["since"] == "2026-11-23T12:00:00.000Z"
    assert DISCREET not in str(today(lead)), "nowhere on the page"


def test_a_lead_of_the_site_sees_every_desk_and_since_when(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    point.kiosk().take()
    aylin, _jonas = point.console(AYLIN, desk=3), point.console(JONAS, desk=4)
    point.clock.forward(minutes=2)
    ticket = aylin.call().ticket
    point.clock.forward(minutes=1)
    aylin.move(ticket["id"], "start")
    found = today(lead)["desks"]
    desks = {desk["number"]: (desk["person"], desk["state"], desk["since"]) for desk in found["desks"]}
    assert desks[3] == ("Aylin Demir", "in_consultation", "2026-11-23T12:03:00.000Z")
    assert desks[4] == ("Jonas Hoffmann", "free", "2026-11-23T12:00:00.000Z")
    assert desks[5] == (None, "empty", None)
    point.clock.forward(minutes=7)
    aylin.move(ticket["id"], "finish", outcomes=["settled"])
    (desk,) = (desk for desk in today(lead)["desks"]["desks"] if desk["number"] == 3)
    assert (desk["state"], desk["since"]) == ("free", "2026-11-23T12:10:00.000Z")


def test_of_another_carrier_a_lead_sees_only_how_many_talk(point: ServicePoint) -> None:
    for username, desk in ((OLHA, 1), (AYLIN, 2)):
        console = point.console(username, desk=desk)
        point.kiosk().take()
        console.move(console.call().ticket["id"], "start")
    found = today(of_carrier(point, "caritas"))["desks"]
    states = {desk["number"]: desk["state"] for desk in found["desks"]}
    assert (states[1], states[2], found["elsewhere"]) == ("in_consultation", "there", 1)


def test_tickets_that_nobody_at_a_desk_can_serve_are_told(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    arabic = point.kiosk().take("housing", "ar", advice_languages=["ar"]).ticket["number"]
    volunteering = point.kiosk().take("volunteering", "de").ticket["number"]
    assert today(lead)["unserved"] == [], "nobody is at a desk yet, which the desks say"
    olha = point.console(OLHA, desk=1)  # no Arabic, no volunteering
    lacking = {one["number"]: one["lacks"] for one in today(lead)["unserved"]}
    assert lacking == {arabic: "language", volunteering: "topic"}
    olha.post("/staff/api/duty/break")
    assert len(today(lead)["unserved"]) == 2
    point.console(AYLIN, desk=2)
    assert today(lead)["unserved"] == []


def test_devices_say_when_they_were_last_heard_of(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    point.kiosk(2).post(
        "/kiosk/api/heartbeat", {"page": "1", "up_for_s": 5, "clock_offset_s": 0, "unsent": 0}
    )
    devices = {one["name"]: (one["kind"], one["state"], one["seen_at"]) for one in today(lead)["devices"]}
    assert devices["Kiosk 1"] == ("kiosk", "unknown", None)
    assert devices["Board"][0] == "display"
    assert devices["Kiosk 2"][2] == "2026-11-23T12:00:00.000Z"


# --- hours by hand ---


def slot_states(lead: Console) -> list[tuple[str, str, str]]:
    return [
        (slot["opens_at"][11:16], slot["ends_at"][11:16], slot["state"])
        for slot in today(lead)["hours"]["slots"]
    ]


def test_a_slot_is_extended_and_planning_leaves_it_alone(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    (slot,) = today(lead)["hours"]["slots"]
    reply = lead.post(f"/staff/api/slots/{slot['id']}/end", {"until": "17:30"})
    assert (reply.status, reply.body["slot"]["ends_at"]) == (200, "2026-11-23T16:30:00.000Z")
    with point.read() as session:
        on = point.office.facts(session, point.site_id).local_day(point.clock.now)
    plan_slots(point.office, point.site_id, on, on)
    assert slot_states(lead) == [("11:45", "16:30", "open")]
    assert point.display().board()["site"]["closes_at"] == "2026-11-23T16:30:00.000Z"
    (entry,) = logged(point, Logged.SLOT_END_CHANGED)
    assert entry.details == {"until": "17:30"}


def test_closing_sends_who_waits_home_and_lets_talks_go_on(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    aylin = point.console(AYLIN, desk=3)
    talk, waits, called = (point.kiosk().take().ticket["id"] for _ in range(3))
    aylin.call(talk)
    aylin.move(talk, "start")
    point.console(JONAS, desk=4).call(called)
    (slot,) = today(lead)["hours"]["slots"]
    assert slot["tickets"] == {"waiting": 1, "parked": 0, "called": 1, "in_consultation": 1, "missed": 0}
    assert lead.post(f"/staff/api/slots/{slot['id']}/close").status == 200
    assert [point.state(one) for one in (talk, waits, called)] == ["in_consultation", "unserved", "called"]
    assert slot_states(lead)[0][2] == "over"
    assert lead.post(f"/staff/api/slots/{slot['id']}/close").code == "SlotClosed"
    assert point.kiosk().take().code == "SlotClosed"
    assert len(logged(point, Logged.SLOT_CLOSED)) == 1


def test_closing_asks_who_one_is_when_the_sign_in_is_long_ago(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    (slot,) = today(lead)["hours"]["slots"]
    point.clock.forward(minutes=11)
    assert lead.post(f"/staff/api/slots/{slot['id']}/close").code == "ConfirmNeeded"
    assert slot_states(lead)[0][2] == "open"
    lead.post("/staff/api/session/confirm", {"password": PASSWORD})
    assert lead.post(f"/staff/api/slots/{slot['id']}/close").status == 200


def test_todays_slot_opens_early_and_no_second_one_is_made(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    point.clock.forward(hours=-2)  # 11:00
    assert today(lead)["hours"]["next_today"]["opens_at"] == "2026-11-23T11:45:00.000Z"
    body = {"until": "16:45", "request_id": request_id()}
    first, again = (lead.post("/staff/api/slots", body) for _ in range(2))
    assert (first.status, again.body) == (201, first.body)
    assert slot_states(lead) == [("10:00", "15:45", "open")]
    assert point.kiosk().take().status == 201
    later = lead.post("/staff/api/slots", {"until": "16:45"})
    assert later.body == first.body, "it runs already"
    assert len(logged(point, Logged.SLOT_OPENED)) == 1


def test_on_a_day_without_hours_a_slot_takes_every_topic_but_the_guests(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    point.clock.forward(days=1)
    lead = point.console(LEAD)
    assert lead.post("/staff/api/slots", {"until": "15:00"}).status == 201
    topics = [topic["code"] for topic in point.kiosk().offer().body["topics"]]
    assert "housing" in topics
    assert "naturalisation" not in topics
    assert slot_states(lead) == [("12:00", "14:00", "open")]


def test_an_end_that_is_over_or_far_away_is_refused_and_so_is_what_is_no_time(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    (slot,) = today(lead)["hours"]["slots"]
    for until in ("12:59", "13:00", "01:01", "02:00"):
        assert lead.post(f"/staff/api/slots/{slot['id']}/end", {"until": until}).code == "EndNotAhead", until
        assert lead.post("/staff/api/slots", {"until": until}).code == "EndNotAhead", until
    for no_time in ("24:00", "9:00", "soon", 17, None):
        assert lead.post("/staff/api/slots", {"until": no_time}).status == 422, no_time
    assert lead.post("/staff/api/slots", {"until": "15:00", "topics": []}).status == 422
    assert lead.post("/staff/api/slots/999999/close").code == "SlotClosed"
    assert slot_states(lead) == [("11:45", "15:45", "open")]
    assert lead.post(f"/staff/api/slots/{slot['id']}/end", {"until": "00:30"}).status == 200, "past midnight"


# --- the emergency list ---


def printed(lead: Console, **body: Any) -> Reply:
    return lead.post("/staff/api/emergency-list", body)


def test_the_emergency_list_holds_who_waits_without_topics_and_numbers_nobody_else_gets(
    point: ServicePoint,
) -> None:
    lead = of_carrier(point, None)
    point.console(AYLIN, desk=3)
    first = (
        point.kiosk().take("housing", "ar", advice_languages=["ar"], needs=["wheelchair"]).ticket["number"]
    )
    second = point.kiosk().take(DISCREET, "tr", advice_languages=["tr"]).ticket["number"]
    paper = printed(lead).body
    assert [(one["number"], one["languages"], one["needs"]) for one in paper["tickets"]] == [
        (first, ["ar"], ["wheelchair"]),
        (second, ["tr"], []),
    ]
    assert "housing" not in str(paper)
    assert DISCREET not in str(paper)
    assert paper["numbers"] == list(range(second + 1, second + 25))
    assert point.kiosk().take().ticket["number"] == second + 25
    assert {"number": 3, "person": "Aylin Demir"}.items() <= paper["desks"][2].items()


def test_every_print_of_a_day_has_the_same_numbers_and_is_logged(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    body = {"request_id": request_id()}
    first, again, anew = printed(lead, **body), printed(lead, **body), printed(lead)
    assert first.body == again.body
    assert first.body["numbers"] == anew.body["numbers"]
    assert len(logged(point, Logged.EMERGENCY_LIST_PRINTED)) == 2
    point.clock.forward(days=1)
    point.night()
    with point.read() as session:
        assert session.scalars(select(PaperNumbers)).all() == [], "yesterday's numbers are nobody's any more"
