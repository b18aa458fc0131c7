"""A lead writes a notice once; every board shows it from its beginning to its end, and no longer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models import Notice
from service_point.changes import Changes
from tests.support.cast import AYLIN, LEAD, OPERATOR, RECEPTION, ServicePoint
from tests.support.faces import Reply

Make = Callable[..., ServicePoint]
CLOSED_MONDAY = {"de": "Montag bleibt geschlossen", "uk": "У понеділок зачинено"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: rows like any others."""
    return sqlite_url


def write(point: ServicePoint, username: str = LEAD, **wanted: Any) -> Reply:
    return point.console(username).post("/staff/api/notices", {"texts": CLOSED_MONDAY, **wanted})


def on_board(point: ServicePoint) -> dict[str, Any] | None:
    found: dict[str, Any] | None = point.display().board()["notice"]
    return found


def test_a_notice_is_on_the_board_at_once_and_until_the_end_of_the_day(point: ServicePoint) -> None:
    reply = write(point)
    assert (reply.status, reply.body["notice"]["state"]) == (201, "on")
    assert on_board(point) == {
        "id": reply.body["notice"]["id"],
        "texts": CLOSED_MONDAY,
        "urgent": False,
        "since": "2026-11-23T12:00:00.000Z",
    }
    assert reply.body["notice"]["until_at"] == "2026-11-23T23:00:00.000Z", "midnight in Leverkusen"
    point.clock.forward(hours=11)
    assert on_board(point) is None


def test_a_notice_begins_and_ends_by_the_clock_and_boards_hear_of_it(point: ServicePoint) -> None:
    write(point, from_at="2026-11-23T12:10:00Z", until_at="2026-11-23T13:20:00+01:00")
    changes = Changes(point.office)
    list(changes.since_last_look())
    for minutes, text in ((10, CLOSED_MONDAY), (10, None)):
        point.clock.forward(minutes=minutes)
        assert list(changes.since_last_look()) == [point.site_id]
        assert (on_board(point) or {}).get("texts") == text


def test_a_notice_taken_down_is_gone_and_who_wrote_it_stays_known(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    notice_id = write(point).body["notice"]["id"]
    for _ in range(2):
        reply = lead.post(f"/staff/api/notices/{notice_id}/take-down")
        assert (reply.status, reply.body["notice"]["state"]) == (200, "taken_down")
    assert on_board(point) is None
    listed = lead.get("/staff/api/notices").body["notices"][0]
    assert (listed["by"], listed["state"]) == ("Lead", "taken_down")
    with point.office.read() as session:
        row = session.scalars(select(Notice)).one()
        assert row.taken_down_by == row.written_by
    for nobody in (9999, 10**30):
        assert lead.post(f"/staff/api/notices/{nobody}/take-down").code == "UnknownNotice"


def test_urgent_ones_come_first_and_several_take_turns(point: ServicePoint) -> None:
    first, second = (write(point, texts={"de": text}).body["notice"]["id"] for text in ("Eins", "Zwei"))
    seen = set()
    for _ in range(4):
        seen.add((on_board(point) or {})["id"])
        point.clock.forward(seconds=24)
    assert seen == {first, second}
    urgent = write(point, texts={"de": "Bitte das Haus verlassen"}, urgent=True).body["notice"]["id"]
    for _ in range(3):
        assert (on_board(point) or {})["id"] == urgent
        point.clock.forward(seconds=24)


def test_what_cannot_be_shown_is_refused(point: ServicePoint) -> None:
    refused: list[dict[str, Any]] = [
        {"texts": {"uk": "Лише українською"}},  # German is missing
        {"texts": {"de": "  "}},
        {"texts": {"de": "Guten Tag", "xx": "?"}},
        {"until_at": "2026-11-23T11:59:00Z"},
        {"from_at": "2026-11-24T12:00:00Z", "until_at": "2026-11-24T11:00:00Z"},
    ]
    for wrong in refused:
        assert write(point, **wrong).code == "UnknownChoice", wrong
    not_valid: list[dict[str, Any]] = [
        {"texts": {"de": "x" * 161}},
        {"texts": {"de": "a\x00b"}},
        {"texts": {"de": 5}},
        {"from_at": "2026-11-24T12:00:00"},  # without a zone
        {"until_at": "later"},
    ]
    for wrong in not_valid:
        assert write(point, **wrong).status == 422, wrong
    assert on_board(point) is None


@pytest.mark.parametrize("username", [AYLIN, RECEPTION, OPERATOR])
def test_only_a_lead_writes_notices(point: ServicePoint, username: str) -> None:
    notice_id = write(point).body["notice"]["id"]
    console = point.console(username)
    assert write(point, username).code == "NotAllowed"
    assert console.post(f"/staff/api/notices/{notice_id}/take-down").code == "NotAllowed"
    assert console.get("/staff/api/notices").code == "NotAllowed"


def test_a_notice_is_one_click_with_a_token(point: ServicePoint) -> None:
    body: dict[str, Any] = {"texts": CLOSED_MONDAY, "request_id": "6f3c2f9e-27b5-4c5d-9a3c-8f4f6c0f5a11"}
    first, again = (write(point, **body).body["notice"]["id"] for _ in range(2))
    assert first == again
    assert point.console(LEAD).line.ask("POST", "/staff/api/notices", body).code == "CsrfMissing"


def test_a_board_reads_a_notice_aloud_while_it_stands_there(point_with: Make, tmp_path: Path) -> None:
    point = point_with(speech_folder=str(tmp_path))
    notice_id = write(point, urgent=True).body["notice"]["id"]
    sounds = {
        language: point.display().get(f"/display/api/speech?language={language}&notice={notice_id}").data
        for language in ("de", "uk", "en")
    }
    assert sounds["en"] == sounds["de"], "German where it was not written"
    assert sounds["uk"] != sounds["de"]
    point.clock.forward(hours=12)
    assert point.display().get(f"/display/api/speech?language=de&notice={notice_id}").code == "UnknownNotice"
