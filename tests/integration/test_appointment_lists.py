"""Appointments at the console: the list of a day, discreet ones, and what moved hours or the roster have broken."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import delete, select

from models import RosterEntry, Slot, StaffMember
from service_point.appointments import Booking
from service_point.issuing import TicketWish
from service_point.sites import load_site
from tests.support.appointments import booked, free, plan_only, setting
from tests.support.cast import AYLIN, DISCREET, JONAS, LEAD, LEVERKUSEN, RECEPTION, ServicePoint
from tests.support.faces import Console, Reply, request_id

THURSDAY = date(2026, 11, 26)
AT_ONE = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def point(point_with: Callable[..., ServicePoint]) -> ServicePoint:
    return point_with(public_url="https://nummer.example.org")


def book(console: Console, starts_at: datetime = AT_ONE, **wish: Any) -> Reply:
    body = {
        "topic": "housing",
        "language": "de",
        "starts_at": starts_at.isoformat(),
        "request_id": request_id(),
    }
    return console.post("/staff/api/appointments", {**body, **wish})


def change(console: Console, appointment: int, action: str, **body: Any) -> Reply:
    address = f"/staff/api/appointments/{appointment}/{action}"
    return console.post(address, {"request_id": request_id(), **body})


def broken(point: ServicePoint) -> dict[int, str]:
    found = point.console(LEAD).get("/staff/api/appointments/broken").body["broken"]
    return {one["appointment"]["id"]: one["why"] for one in found}


def staff_id(point: ServicePoint, code: str) -> int:
    with point.read() as session:
        return session.scalars(select(StaffMember.id).where(StaffMember.code == code)).one()


def test_a_booking_is_on_its_days_list_and_can_be_moved_and_cancelled(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=1)
    made = book(aylin, staff_id=staff_id(point, AYLIN))
    assert made.status == 201, made
    assert made.body["calendar_url"] == f"https://nummer.example.org/a/{made.body['code']}/calendar.ics"
    number = made.body["appointment"]["id"]
    again = book(point.console(RECEPTION), staff_id=staff_id(point, AYLIN))
    assert (again.status, again.code) == (409, "JustTaken")
    assert again.body["next_times"][0] > "2026-11-26T12:00"
    day = point.console(RECEPTION).get("/staff/api/appointments?on=2026-11-26").body
    assert [(one["id"], one["case_manager"]["id"]) for one in day["appointments"]] == [
        (number, staff_id(point, AYLIN))
    ]
    assert day["days"] == {"2026-11-26": 1}
    assert made.body["code"] not in str(day), "the code belongs to the holder"
    times = aylin.post("/staff/api/appointments/free-times", {"for_appointment": number}).body["times"]
    later = times[-1]["starts_at"]
    assert change(aylin, number, "move", starts_at=later).body["appointment"]["starts_at"] == later
    assert change(aylin, number, "cancel").body["appointment"]["state"] == "cancelled"
    assert change(aylin, number, "move", starts_at=later).code == "AppointmentOver"
    assert change(aylin, 99_999, "cancel").code == "UnknownAppointment"


def test_a_discreet_topic_is_seen_by_those_who_serve_it_and_written_nowhere(point: ServicePoint) -> None:
    made = book(point.console(AYLIN, desk=1), topic=DISCREET).body
    for who, seen in ((AYLIN, 1), (JONAS, 0), (LEAD, 0), (RECEPTION, 0)):
        day = point.console(who).get("/staff/api/appointments?on=2026-11-26").body
        assert (len(day["appointments"]), day["others"]) == (seen, 1 - seen), who
    number = made["appointment"]["id"]
    assert change(point.console(RECEPTION), number, "cancel").code == "UnknownAppointment"
    assert point.console(JONAS).get(f"/staff/api/appointments/{number}/slip.pdf").status == 404
    calendar = point.line().ask("GET", f"/a/{made['code']}/calendar.ics")
    slip = point.line().ask("GET", f"/a/{made['code']}/slip.pdf")
    paper = text_of(slip.data)
    assert "13:00" in paper
    assert made["code"][:4] in paper
    for said in (calendar.data.decode(), paper, str(calendar.headers), str(slip.headers)):
        for word in ("family", "Famil", "Persönlich"):
            assert word not in said
    assert point.line().ask("GET", "/a/7K3MP9QD/calendar.ics").code == "UnknownCode"


def text_of(pdf: bytes) -> str:
    from io import BytesIO

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_moved_hours_break_what_no_longer_fits_until_it_is_moved(point: ServicePoint) -> None:
    early, late = booked(point, AT_ONE), booked(point, AT_ONE + timedelta(hours=2))
    assert broken(point) == {}
    text = LEVERKUSEN.read_text(encoding="utf-8")
    moved = text.replace('opens = "13:00"\nends = "17:00"', 'opens = "14:00"\nends = "18:00"')
    assert moved != text
    load_site(point.office, moved)
    assert broken(point) == {early.id: "closed"}
    assert point.console(LEAD).get("/staff/api/appointments").body["broken"] == 1
    fitting = AT_ONE + timedelta(hours=1)
    assert change(point.console(LEAD), early.id, "move", starts_at=fitting.isoformat()).status == 200
    assert broken(point) == {}
    closed = (
        moved + '\n[[exceptions]]\non = "2026-11-26"\nclosed = true\nreason = { de = "Fest", en = "Feast" }\n'
    )
    load_site(point.office, closed)
    assert broken(point) == {early.id: "closed", late.id: "closed"}
    with point.read() as session:
        assert session.scalars(select(Slot.id).where(Slot.on == THURSDAY)).all() == []


def test_a_changed_roster_breaks_who_asked_for_somebody_and_who_has_nobody_left(point: ServicePoint) -> None:
    aylin = staff_id(point, AYLIN)
    setting(point, share_percent=100)
    with_her = booked(point, AT_ONE, Booking(TicketWish("housing", "de"), staff_id=aylin))
    with_anybody = booked(point, AT_ONE)
    ukrainian = booked(point, AT_ONE + timedelta(hours=1), Booking(TicketWish("housing", "uk")))
    plan_only(point, THURSDAY, AYLIN, JONAS)
    assert broken(point) == {ukrainian.id: "nobody"}
    with point.write() as unit:
        unit.session.execute(delete(RosterEntry).where(RosterEntry.staff_id == aylin))
    assert broken(point) == {with_her.id: "person_away", ukrainian.id: "nobody"}
    assert with_anybody.seat != f"staff:{aylin}"
    assert free(point, Booking(TicketWish("housing", "de"), staff_id=aylin), THURSDAY) == []
