"""Who comes on which day: planned by each carrier's lead, copied from last week, what is missing, who is ill today."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import Appointment, AuditEntry, RosterEntry, StaffMember
from rules.logged import Logged
from rules.roles import Role
from service_point.invitations import NewColleague, invite_by_command
from service_point.rosters import ill_on, planned_on
from tests.integration.test_today import of_carrier
from tests.support.cast import AYLIN, CASE_MANAGERS, GUEST, JONAS, OLHA, RECEPTION, ServicePoint
from tests.support.faces import Console, Reply, request_id

THURSDAY, NEXT_THURSDAY = "2026-11-26", "2026-12-03"
TODAY = date(2026, 11, 23)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: rows like any others."""
    return sqlite_url


def ids(point: ServicePoint) -> dict[str, int]:
    with point.read() as session:
        return {code: id_ for code, id_ in session.execute(select(StaffMember.code, StaffMember.id))}  # noqa: C416


def plan(point: ServicePoint, lead: Console, username: str, on: str = THURSDAY, **hours: str) -> Reply:
    return lead.post("/staff/api/roster", {"person": ids(point)[username], "on": on, **hours})


def take_out(point: ServicePoint, lead: Console, username: str, on: str = THURSDAY) -> Reply:
    return lead.post("/staff/api/roster/take-out", {"person": ids(point)[username], "on": on})


def roster(lead: Console, week: str = THURSDAY) -> dict[str, Any]:
    reply = lead.get(f"/staff/api/roster?week={week}")
    assert reply.status == 200, reply
    found: dict[str, Any] = reply.body
    return found


def day(lead: Console, on: str = THURSDAY) -> dict[str, Any]:
    (found,) = (one for one in roster(lead, on)["days"] if one["on"] == on)
    return found


def missing(lead: Console, on: str = THURSDAY) -> set[str]:
    return {f"{gap['kind']} {gap['code']}".strip() for gap in day(lead, on)["gaps"]}


def absence(point: ServicePoint, lead: Console, username: str, absent: bool = True) -> dict[str, Any]:
    reply = lead.post("/staff/api/roster/absences", {"person": ids(point)[username], "absent": absent})
    assert reply.status == 200, reply
    found: dict[str, Any] = reply.body
    return found


def test_a_day_says_what_nobody_speaks_or_serves_until_somebody_is_planned_who_does(
    point: ServicePoint,
) -> None:
    lead = of_carrier(point, None)
    assert (day(lead)["is_planned"], day(lead)["gaps"]) == (False, []), "nobody has planned it yet"
    plan(point, lead, OLHA)  # de, uk, ru, en; no volunteering
    assert {"language ar", "language tr", "topic volunteering"} <= missing(lead)
    assert not {"language uk", "topic housing", "topic family"} & missing(lead)
    plan(point, lead, AYLIN, leaves="15:00")  # ar, tr, volunteering, until 15:00 of 13:00-17:00
    (arabic,) = (gap for gap in day(lead)["gaps"] if gap["code"] == "ar")
    assert arabic["spans"] == [{"from": "2026-11-26T14:00:00.000Z", "to": "2026-11-26T16:00:00.000Z"}]
    for username in CASE_MANAGERS:
        plan(point, lead, username)
    assert missing(lead) == set()
    assert set(roster(lead)["unspoken"]) >= {"bg", "sq"}
    assert not set(roster(lead)["unspoken"]) & {"ar", "de"}


def test_a_discreet_topic_is_not_served_by_somebody_who_serves_nothing_else(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    plan(point, lead, JONAS)
    assert "topic family" in missing(lead)
    with point.write() as unit:
        unit.session.get_one(StaffMember, ids(point)[OLHA]).topics = ["family"]
    plan(point, lead, OLHA)
    assert "topic family" in missing(lead)


def test_planning_counts_once_is_taken_back_and_logged(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    body = {"person": ids(point)[AYLIN], "on": THURSDAY, "comes": "13:30", "request_id": request_id()}
    first, again = (lead.post("/staff/api/roster", body) for _ in range(2))
    assert first.body == again.body == {"person": body["person"], "on": THURSDAY, "is_planned": True}
    (entry,) = day(lead)["entries"]
    assert (entry["person"], entry["comes"], entry["leaves"]) == (body["person"], "13:30", None)
    plan(point, lead, AYLIN)
    (entry,) = day(lead)["entries"]
    assert entry["comes"] is None
    for _ in range(2):
        assert take_out(point, lead, AYLIN).status == 200
    assert day(lead)["entries"] == []
    with point.read() as session:
        known = select(AuditEntry).where(AuditEntry.action.like("roster%")).order_by(AuditEntry.id)
        found = [(one.action, one.about_id, one.details) for one in session.scalars(known)]
    on = {"on": THURSDAY}
    assert found == [
        (Logged.ROSTER_PLANNED, body["person"], on),
        (Logged.ROSTER_PLANNED, body["person"], on),
        (Logged.ROSTER_TAKEN_OUT, body["person"], on),
    ]


def test_a_carriers_lead_plans_only_the_own_people_and_sees_of_the_others_how_many(
    point: ServicePoint,
) -> None:
    everywhere = of_carrier(point, None)
    for username in (AYLIN, JONAS, OLHA):
        plan(point, everywhere, username)
    caritas = of_carrier(point, "caritas")
    assert plan(point, caritas, AYLIN, NEXT_THURSDAY).code == "UnknownPerson"
    assert take_out(point, caritas, AYLIN).code == "UnknownPerson"
    assert caritas.get(f"/staff/api/roster/absences/{ids(point)[AYLIN]}").code == "UnknownPerson"
    refused = {"person": ids(point)[AYLIN], "absent": True}
    assert caritas.post("/staff/api/roster/absences", refused).code == "UnknownPerson"
    found = day(caritas)
    assert [entry["person"] for entry in found["entries"]] == [ids(point)[OLHA]]
    assert found["others"] == [{"carrier": "city", "count": 2}]
    assert {person["carrier"] for person in roster(caritas)["people"]} == {"caritas"}
    assert "Aylin" not in str(roster(caritas))
    assert "language ar" not in missing(caritas), "what is missing counts everybody"
    copied = caritas.post("/staff/api/roster/copy", {"source": THURSDAY, "target": NEXT_THURSDAY})
    assert copied.body == {"copied": 1}
    assert day(everywhere, NEXT_THURSDAY)["entries"][0]["person"] == ids(point)[OLHA]


def test_last_week_is_copied_where_nothing_is_planned_yet(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    for username, on in ((AYLIN, "2026-11-23"), (AYLIN, THURSDAY), (OLHA, THURSDAY), (OLHA, "2026-11-25")):
        plan(point, lead, username, on, comes="13:10")
    plan(point, lead, OLHA, NEXT_THURSDAY)
    copy = {"source": THURSDAY, "target": "2026-11-30", "request_id": request_id()}
    assert [lead.post("/staff/api/roster/copy", copy).body for _ in range(2)] == [{"copied": 2}] * 2
    entries = {
        (entry["person"], one["on"]): entry["comes"]
        for one in roster(lead, NEXT_THURSDAY)["days"]
        for entry in one["entries"]
    }
    aylin, olha = ids(point)[AYLIN], ids(point)[OLHA]
    assert entries == {
        (aylin, "2026-11-30"): "13:10",
        (aylin, NEXT_THURSDAY): "13:10",
        (olha, NEXT_THURSDAY): None,
    }
    for wrong in ("2026-11-24", "2026-11-16", "2028-01-03"):
        assert (
            lead.post("/staff/api/roster/copy", {"source": THURSDAY, "target": wrong}).code == "UnknownChoice"
        )


def test_what_cannot_be_planned_is_refused(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    assert plan(point, lead, AYLIN, "2026-11-20").code == "TooLate"
    assert plan(point, lead, AYLIN, "2027-11-20").code == "UnknownChoice"
    assert plan(point, lead, AYLIN, comes="15:00", leaves="14:00").code == "UnknownChoice"
    assert plan(point, lead, RECEPTION).code == plan(point, lead, GUEST).code == "UnknownChoice"
    for wrong in ("2026-02-30", "tomorrow", "26.11.2026"):
        assert plan(point, lead, AYLIN, wrong).status == 422
        assert lead.get(f"/staff/api/roster?week={wrong}").status == 422
    assert plan(point, lead, AYLIN, comes="9 Uhr").status == 422
    assert plan(point, lead, AYLIN, why="ill").status == 422
    assert plan(point, point.console(AYLIN), AYLIN).code == "NotAllowed"
    assert day(lead)["entries"] == []


def test_who_leaves_is_planned_no_more(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    for username in (AYLIN, OLHA):
        plan(point, lead, username)
    assert lead.post(f"/staff/api/people/{ids(point)[AYLIN]}/sleep").status == 200
    assert [entry["person"] for entry in day(lead)["entries"]] == [ids(point)[OLHA]]
    with point.read() as session:
        assert session.scalars(select(RosterEntry.staff_id)).all() == [ids(point)[OLHA]]


def test_guest_slots_say_who_is_invited(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    (slot, *_) = roster(lead)["guest_slots"]
    assert (slot["on"], slot["topics"], slot["invited"]) == ("2026-12-09", ["naturalisation"], [])
    guest = NewColleague("Frau Muster", Role.GUEST, None, ("de",), ("naturalisation",), slot_id=slot["id"])
    with point.write() as unit:
        invite_by_command(unit, guest)
    invited = [one["invited"] for one in roster(lead)["guest_slots"]]
    assert [[guest["name"] for guest in guests] for guests in invited[:2]] == [["Frau Muster"], []]


def test_a_closed_day_is_told_with_its_reason(point: ServicePoint) -> None:
    off = day(of_carrier(point, None), "2026-12-25")
    assert (off["slots"], off["off"]["reason"]) == ([], "closed_day")


# --- ill today ---


def with_aylin(point: ServicePoint, starts_at: datetime) -> None:
    """A booked appointment of half an hour with her."""
    with point.write() as unit:
        booked = Appointment(
            site_id=unit.site_id, code=None, state="booked", topic="housing", language="de", advice_languages=["de"],
            needs=[], staff_id=ids(point)[AYLIN], seat=f"staff:{ids(point)[AYLIN]}", starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30), booked_by="staff", made_at=unit.now,
        )  # fmt: skip
        unit.session.add(booked)


def test_somebody_ill_takes_languages_and_topics_along_and_others_could_come(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    for username in (AYLIN, OLHA):
        plan(point, lead, username, "2026-11-23")
    with_aylin(point, datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    with_aylin(point, datetime(2026, 11, 30, 14, 0, tzinfo=UTC))
    before = lead.get(f"/staff/api/roster/absences/{ids(point)[AYLIN]}").body
    assert before["appointments"] == 1, "today's, not next week's"
    assert (before["is_absent"], before["is_planned"]) == (False, True)
    found = absence(point, lead, AYLIN)
    assert {**before, "is_absent": True} == found, "the preview said the same"
    assert {gap["code"] for gap in found["lost"]} == {"ar", "tr", "volunteering"}
    assert all(gap["spans"] is None for gap in found["lost"])
    best = found["substitutes"][0]
    assert (best["name"], best["languages"]) == ("Rojda Aziz", ["ar", "tr"])
    assert "Olha Kravets" not in {one["name"] for one in found["substitutes"]}
    assert (found["forecast"]["before"]["people"], found["forecast"]["after"]["people"]) == (2, 1)
    assert found["forecast"]["before"]["talks"] > found["forecast"]["after"]["talks"] > 0
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        assert [one.staff_id for one in planned_on(session, facts, [TODAY])[TODAY]] == [ids(point)[OLHA]]
        assert ill_on(session, facts, TODAY) == {ids(point)[AYLIN]}
    assert absence(point, lead, AYLIN, absent=False)["is_absent"] is False
    assert {entry["person"] for entry in day(lead, "2026-11-23")["entries"] if not entry["is_ill"]} == {
        ids(point)[AYLIN],
        ids(point)[OLHA],
    }


def test_of_another_carriers_substitutes_only_the_carrier_is_told(point: ServicePoint) -> None:
    caritas = of_carrier(point, "caritas")
    found = absence(point, caritas, OLHA)["substitutes"]
    assert [one["name"] for one in found if one["name"]] == ["Lead", "Nadim Haddad"]
    assert {one["carrier"] for one in found} >= {"city", "awo"}
    assert "Rojda" not in str(found)


def test_on_a_day_that_nobody_planned_somebody_ill_does_not_make_it_a_planned_one(
    point: ServicePoint,
) -> None:
    lead = of_carrier(point, None)
    absence(point, lead, AYLIN)
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        assert planned_on(session, facts, [TODAY]) == {}
        assert ill_on(session, facts, TODAY) == {ids(point)[AYLIN]}
    absence(point, lead, AYLIN, absent=False)
    with point.read() as session:
        assert session.scalars(select(RosterEntry)).all() == []


def test_who_falls_ill_at_the_desk_leaves_it_unless_a_visitor_is_there(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    aylin, _jonas = point.console(AYLIN, desk=3), point.console(JONAS, desk=4)
    point.kiosk().take()
    aylin.call()
    arabic = point.kiosk().take("housing", "ar", advice_languages=["ar"]).ticket["number"]
    preview = lead.get(f"/staff/api/roster/absences/{ids(point)[AYLIN]}").body["unserved"]
    assert [(one["number"], one["lacks"]) for one in preview] == [(arabic, "language")]
    assert absence(point, lead, AYLIN)["serving_at"] == 3
    assert absence(point, lead, JONAS)["serving_at"] is None
    people = {desk["number"]: desk["case_manager"] for desk in lead.queue()["desks"]}
    assert (people[3], people[4]) == ("Aylin Demir", None)


def test_the_day_after_nobody_knows_who_was_ill(point: ServicePoint) -> None:
    lead = of_carrier(point, None)
    for username in (AYLIN, OLHA):
        plan(point, lead, username, "2026-11-23")
    absence(point, lead, AYLIN)
    point.night()
    assert len(day(lead, "2026-11-23")["entries"]) == 2, "not before the day is over"
    point.clock.forward(days=1)
    point.night()
    with point.read() as session:
        (row,) = session.scalars(select(RosterEntry))
        assert (row.staff_id, row.ill_since) == (ids(point)[OLHA], None)
        noted = session.scalars(select(AuditEntry).where(AuditEntry.action == Logged.ABSENT_TODAY)).one()
        assert (noted.about_id, noted.details) == (ids(point)[AYLIN], None)
    point.clock.forward(days=90)
    point.night()
    with point.read() as session:
        assert session.scalars(select(RosterEntry)).all() == []
    assert point.clock.now.date() - TODAY == timedelta(days=91)
