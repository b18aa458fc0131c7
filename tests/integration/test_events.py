"""A lead announces an event once: kiosk, board, phone and the city's calendar know it, in every language there is."""

import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import select

from models import AuditEntry, Event
from tests.support.cast import AYLIN, GUEST, LEAD, OPERATOR, RECEPTION, ServicePoint
from tests.support.faces import Reply, request_id
from tests.support.printing import jobs, printer_at, work

CAFE = {
    "title": {"de": "Frauen-Café", "uk": "Жіноче кафе"},
    "place": {"de": "Saal 1, Hauptstraße 5"},
    "from_at": "2026-11-30T10:00:00+01:00",
    "until_at": "2026-11-30T12:00:00+01:00",
}
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: rows like any others."""
    return sqlite_url


def write(point: ServicePoint, username: str = LEAD, **other: Any) -> Reply:
    return point.console(username).post("/staff/api/events", {**CAFE, **other})


def public(point: ServicePoint, path: str, **headers: str) -> Reply:
    """Asked by somebody whom nobody knows."""
    return point.line().ask("GET", f"/events/{path}", headers=headers)


def titles(dates: list[dict[str, Any]]) -> list[str]:
    return [date["title"]["de"] for date in dates if date["kind"] == "event"]


def feed(point: ServicePoint, language: str = "de") -> dict[str, Any]:
    """Entries by uid."""
    calendar = Calendar.from_ical(public(point, f"calendar.ics?language={language}").data)
    return {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}


def test_what_a_lead_writes_is_known_everywhere_at_once(point: ServicePoint) -> None:
    reply = write(point)
    assert (reply.status, reply.body["event"]["state"]) == (201, "to_come")
    told = public(point, "calendar.json").body["dates"][0]
    assert (told["title"], told["place"], told["from_at"]) == (
        CAFE["title"],
        CAFE["place"],
        "2026-11-30T09:00:00.000Z",
    )
    assert titles(point.display().board()["dates"]) == ["Frauen-Café"]
    kiosk = point.kiosk().get("/kiosk/api/dates")
    assert titles(kiosk.body["dates"]) == ["Frauen-Café"]
    assert kiosk.body["mark"] == point.kiosk().offer().body["dates"]
    assert "Frauen-Café" in public(point, "").data.decode()


def test_calendars_read_the_time_of_the_site_and_the_readers_language(point: ServicePoint) -> None:
    write(point)
    write(point, from_at="2027-04-05T10:00:00+02:00", until_at="2027-04-05T11:00:00+02:00")
    winter, summer = sorted(
        (entry for entry in feed(point, "uk").values() if entry["summary"] == "Жіноче кафе"),
        key=lambda entry: entry["dtstart"].dt,
    )
    assert winter["dtstart"].dt == datetime(2026, 11, 30, 10, 0, tzinfo=BERLIN)
    assert winter["dtstart"].params["TZID"] == "Europe/Berlin"
    assert (summer["dtstart"].dt.hour, summer["dtstart"].dt.utcoffset().total_seconds()) == (10, 7200)
    assert winter["location"] == "Saal 1, Hauptstraße 5", "German where it was not written"
    zone = public(point, "calendar.ics").data.decode()
    assert "BEGIN:VTIMEZONE" in zone
    assert "20270328T0" in zone, "the feed itself says when the clocks change"


def test_the_feeds_are_for_everybody_and_may_be_kept(point: ServicePoint) -> None:
    write(point)
    for path in ("calendar.json", "calendar.ics"):
        first = public(point, path)
        assert first.headers["Cache-Control"] == "public, max-age=300"
        assert "Set-Cookie" not in first.headers
        point.clock.forward(hours=1)
        again = public(point, path, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status, again.data) == (304, b""), "the same bytes an hour later"
    write(point, title={"de": "Zweite"})
    assert public(point, path, **{"If-None-Match": first.headers["ETag"]}).status == 200
    assert "Set-Cookie" not in public(point, "").headers
    assert public(point, "calendar.json?site=nowhere").status == 404


def test_a_changed_event_stays_the_same_entry_and_a_cancelled_one_says_so(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    event_id = write(point).body["event"]["id"]
    (uid,) = [key for key, entry in feed(point).items() if entry["summary"] == "Frauen-Café"]
    later = {"from_at": "2026-11-30T14:00:00+01:00", "until_at": "2026-11-30T15:00:00+01:00"}
    assert lead.post(f"/staff/api/events/{event_id}", {**CAFE, **later}).status == 200
    assert (feed(point)[uid]["sequence"], feed(point)[uid]["dtstart"].dt.hour) == (1, 14)
    for _ in range(2):
        reply = lead.post(f"/staff/api/events/{event_id}/cancel")
        assert reply.body["event"]["state"] == "cancelled"
    assert (feed(point)[uid]["status"], feed(point)[uid]["sequence"]) == ("CANCELLED", 2)
    assert titles(point.display().board()["dates"]) == []
    assert titles(point.kiosk().get("/kiosk/api/dates").body["dates"]) == []
    assert lead.post("/staff/api/events/99999", CAFE).code == "UnknownEvent"
    with point.read() as session:
        noted = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert noted[-3:] == ["event_written", "event_changed", "event_cancelled"]


def test_an_event_leaves_with_its_end_and_its_row_a_month_later(point: ServicePoint) -> None:
    write(point)
    point.clock.forward(days=7)
    assert titles(point.display().board()["dates"]) == [], "over at twelve"
    assert point.console(LEAD).get("/staff/api/events").body["events"][0]["state"] == "over"
    point.clock.forward(days=31)
    point.night()
    with point.read() as session:
        assert session.scalars(select(Event)).all() == []


def test_what_makes_no_date_is_refused(point: ServicePoint) -> None:
    refused: list[dict[str, Any]] = [
        {"title": {"uk": "Лише українською"}},
        {"place": {}},
        {"title": {"de": "Guten Tag", "xx": "?"}},
        {"until_at": CAFE["from_at"]},
        {"from_at": "2026-11-20T10:00:00+01:00", "until_at": "2026-11-20T11:00:00+01:00"},
        {"until_at": "2027-11-30T12:00:00+01:00"},
        {"from_at": "2028-11-30T10:00:00+01:00", "until_at": "2028-11-30T11:00:00+01:00"},
    ]
    for wrong in refused:
        assert write(point, **wrong).code == "UnknownChoice", wrong
    not_valid: list[dict[str, Any]] = [
        {"title": {"de": "x" * 81}},
        {"from_at": "2026-11-30T10:00"},
        {"name": "Maria"},
    ]
    for wrong in not_valid:
        assert write(point, **wrong).status == 422, wrong
    assert titles(point.display().board()["dates"]) == []


@pytest.mark.parametrize("username", [AYLIN, RECEPTION, OPERATOR, GUEST])
def test_only_a_lead_announces(point: ServicePoint, username: str) -> None:
    event_id = write(point).body["event"]["id"]
    console = point.console(username)
    assert write(point, username).code == "NotAllowed"
    assert console.post(f"/staff/api/events/{event_id}/cancel").code == "NotAllowed"
    assert console.get("/staff/api/events").code == "NotAllowed"


def test_a_date_goes_home_on_paper(point: ServicePoint) -> None:
    write(point)
    kiosk = point.kiosk()
    key = kiosk.get("/kiosk/api/dates").body["dates"][0]["key"]
    slip = kiosk.get(f"/kiosk/api/dates/{key}/slip.pdf?language=uk")
    text = text_of(slip.data)
    for word in ("Жіноче кафе", "Frauen-Café", "10:00", "2026", "Saal 1"):
        assert word in text, word
    with printer_at(point) as printer:
        wanted = {"language": "uk", "request_id": request_id()}
        first, again = (kiosk.post(f"/kiosk/api/dates/{key}/print", wanted) for _ in range(2))
        assert first.body == again.body == {"print": "queued"}, "a double tap is one slip"
        work(point)
        assert [job.state for job in jobs(point)] == ["printed"]
        assert printer.slips
    assert kiosk.post("/kiosk/api/dates/event-77/print", {**wanted, "request_id": request_id()}).code == (
        "UnknownEvent"
    )


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
