"""Partner bodies advise on their dates: announced ahead, at their own desks, with or without a number."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from service_point.sites import PLANNED_AHEAD, plan_slots
from tests.support.cast import AYLIN, GUEST, LEAD, OLHA, ServicePoint
from tests.support.plans import change_plan

NATURALISATION = datetime(
    2026, 12, 9, 13, 5, tzinfo=UTC
)  # in the slot from 14 to 16 on the clock of Leverkusen
FAMILY = datetime(2027, 1, 18, 12, 30, tzinfo=UTC)  # half an hour into the discreet guest's slot


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: rows like any others."""
    return sqlite_url


def guests(point: ServicePoint, **values: Any) -> None:
    """From now on every guest of an ordinary topic comes so."""

    def change(plan: dict[str, Any]) -> dict[str, Any]:
        rows = [row if "family" in row["topics"] else {**row, **values} for row in plan["guest_slots"]]
        return {**plan, "guest_slots": rows}

    change_plan(point.office, point.site_id, change)
    today = point.clock().date()
    plan_slots(point.office, point.site_id, today, today + PLANNED_AHEAD)


def at(point: ServicePoint, moment: datetime) -> None:
    point.clock.now = moment


def keys(point: ServicePoint) -> list[str]:
    return [date["key"] for date in point.kiosk().get("/kiosk/api/dates").body["dates"]]


def test_they_are_announced_ahead_with_where_numbers_begin(point: ServicePoint) -> None:
    first = point.kiosk().get("/kiosk/api/dates").body["dates"][0]
    assert (first["key"], first["topics"]) == ("guest-2026-12-09-naturalisation", ["naturalisation"])
    assert (first["title"]["uk"], first["by"]["de"]) == ("Громадянство Німеччини", "Einbürgerungsbehörde")
    assert (first["from_at"], first["numbers_from"]) == (
        "2026-12-09T13:00:00.000Z",
        "2026-12-09T12:30:00.000Z",
    )
    assert len(point.display().board()["dates"]) == 2, "those of the next four weeks"
    at(point, datetime(2026, 12, 9, 15, 0, tzinfo=UTC))
    assert keys(point)[0] == "guest-2026-12-15-labour-market"


def test_a_discreet_one_never_is(point: ServicePoint) -> None:
    assert len(keys(point)) == 3
    assert not any("family" in key for key in keys(point))


def test_by_appointment_only_the_kiosk_gives_no_numbers_and_says_so(point: ServicePoint) -> None:
    guests(point, visits="appointment")
    assert point.kiosk().get("/kiosk/api/dates").body["dates"][0]["numbers_from"] is None
    at(point, NATURALISATION)
    assert "naturalisation" not in [topic["code"] for topic in point.kiosk().offer().body["topics"]]
    assert point.kiosk().take("naturalisation").code == "SlotClosed"
    assert point.console(AYLIN).take("naturalisation").status == 201, "staff still may"


def times(point: ServicePoint, topic: str) -> list[str]:
    reply = point.console(LEAD).post("/staff/api/appointments/free-times", {"topic": topic, "language": "de"})
    return [time["starts_at"] for time in reply.body["times"]]


@pytest.mark.parametrize(("visits", "many"), [("walk-in", 0), ("both", 1), ("appointment", 2)])
def test_its_times_can_be_booked_if_the_site_says_so(point: ServicePoint, visits: str, many: int) -> None:
    guests(point, visits=visits)
    found = times(point, "naturalisation")
    assert bool(found) == (many > 0)
    assert all("2026-12-09T13:00" <= time < "2026-12-09T15:00" for time in found)
    assert times(point, "family"), "a discreet topic is booked in the regular slots"


def test_its_desks_are_for_its_people_while_it_runs(point: ServicePoint) -> None:
    guests(point, desks=[5])
    olha, guest = point.console(OLHA), point.console(GUEST)
    assert olha.post("/staff/api/duty", {"desk": 5}).status == 200, "on another day"
    olha.post("/staff/api/duty/end")
    at(point, NATURALISATION)
    olha, guest = point.console(OLHA), point.console(GUEST)
    assert olha.post("/staff/api/duty", {"desk": 5}).code == "DeskKept"
    assert guest.post("/staff/api/duty", {"desk": 4}).code == "DeskKept", "and the guest sits there"
    assert guest.post("/staff/api/duty", {"desk": 5}).status == 200
    at(point, NATURALISATION.replace(hour=15, minute=1))
    guest.post("/staff/api/duty/end")
    assert point.console(AYLIN).post("/staff/api/duty", {"desk": 5}).status == 200, "and after it"


def test_a_guest_sees_the_counts_of_the_own_slot_and_nobody_elses(point: ServicePoint) -> None:
    guests(point, on="2026-12-07", opens="14:00", ends="16:00")
    at(
        point, NATURALISATION.replace(day=7)
    )  # a Monday: the house is open, and the other guests are there, too
    kiosk = point.kiosk()
    mine = [kiosk.take("naturalisation").ticket["id"] for _ in range(3)]
    assert [kiosk.take(topic).status for topic in ("housing", "labour-market")] == [201, 201]
    guest = point.console(GUEST, desk=5)
    guest.call(mine[0])
    guest.move(mine[0], "start")
    guest.move(mine[0], "finish", outcomes=["settled"])
    guest.call(mine[1])
    guest.move(mine[1], "missed")
    (slot,) = guest.get("/staff/api/guest-figures").body["slots"]
    counts = {word: slot[word] for word in ("numbers", "advised", "missed", "left", "unserved", "open")}
    assert counts == {"numbers": 3, "advised": 1, "missed": 1, "left": 0, "unserved": 0, "open": 1}
    assert (slot["on"], slot["outcomes"]) == ("2026-12-07", {"settled": 1})
    for other in (AYLIN, LEAD):
        assert point.console(other).get("/staff/api/guest-figures").code == "NotAllowed"
    for page in ("forecasts", "events", "people", "appointments"):
        assert guest.get(f"/staff/api/{page}").code == "NotAllowed", page


def test_who_came_by_a_link_sees_the_slot_of_the_link_only(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    slots = lead.get("/staff/api/people").body["slots"]
    wanted = next(slot for slot in slots if slot["topics"] == ["naturalisation"])
    person = {
        "name": "G. Gast", "role": "guest", "carrier": "city", "languages": ["de"], "topics": ["naturalisation", "labour-market"],
        "slot": wanted["id"],
    }  # fmt: skip
    token = lead.post("/staff/api/people", person).body["link"].split("#link=")[1]
    at(point, NATURALISATION)
    line = point.line()
    come = line.ask("POST", "/staff/api/links/use", {"token": token})
    assert come.status == 200, come
    figures = line.ask("GET", "/staff/api/guest-figures").body["slots"]
    assert [slot["on"] for slot in figures] == ["2026-12-09"]


@pytest.fixture
def in_family(point: ServicePoint) -> Callable[[], str]:
    at(point, FAMILY)
    return lambda: str(point.kiosk().take("family").ticket["id"])


def test_a_discreet_guests_tickets_belong_to_the_regular_slot(point: ServicePoint, in_family: Any) -> None:
    in_family()
    slots = {slot.id: slot for slot in point.slots()}
    ticket = point.ticket(1)
    assert slots[ticket.slot_id].kind == "regular"
    at(point, FAMILY.replace(hour=15, minute=5))
    point.tick()
    assert point.state(ticket.id) == "waiting", "the guest's end is not the visitor's"
