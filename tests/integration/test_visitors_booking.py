"""Visitors book on their phones where the site lets them: a puzzle, a held time, a code; no name, no account, no cookie."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from models import Appointment, Mail
from rules import puzzles
from rules.puzzles import is_solved
from service_point import visitor_booking
from tests.support.cast import ServicePoint, everything
from tests.support.faces import FlaskLine, Reply, request_id
from tests.support.plans import change_plan

Make = Callable[..., ServicePoint]
SECRET = "a secret of at least thirty-two characters"
ADDRESS = "jemand@example.org"


@pytest.fixture(autouse=True)
def easy_puzzles(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser's second of work is one of a test's, too."""
    monkeypatch.setattr(puzzles, "LEAST_BITS", 4)


@pytest.fixture
def point(point_with: Make) -> ServicePoint:
    """A site that lets visitors book."""
    point = point_with(
        secret_key=SECRET, smtp_host="mail.example", smtp_from="lotse@example.org", rate_limits="on"
    )
    opened(point)
    return point


def opened(point: ServicePoint, by: str = "visitors", **topic: Any) -> None:
    def change(plan: dict[str, Any]) -> dict[str, Any]:
        rows = [{**row, **topic} if row["code"] == "housing" else row for row in plan["topics"]]
        return {**plan, "topics": rows, "appointments": {**plan.get("appointments", {}), "by": by}}

    change_plan(point.office, point.site_id, change)


def times(line: FlaskLine, topic: str = "housing") -> list[str]:
    reply = line.ask("GET", f"/book/api/free-times?topic={topic}&language=uk")
    assert reply.status == 200, reply
    return [time["starts_at"] for time in reply.body["times"]]


def solved(line: FlaskLine) -> dict[str, str]:
    puzzle = line.ask("GET", "/book/api/puzzle").body
    answer = next(str(one) for one in count() if is_solved(puzzle["text"], str(one), puzzle["bits"]))
    return {"puzzle": puzzle["text"], "answer": answer}


def hold(line: FlaskLine, starts_at: str, work: dict[str, str] | None = None, **other: Any) -> Reply:
    wish = {"topic": "housing", "language": "uk", "starts_at": starts_at, **other}
    return line.ask("POST", "/book/api/holds", {**wish, **(work or solved(line))})


def confirm(line: FlaskLine, code: str, **more: Any) -> Reply:
    return line.ask("POST", "/book/api/confirm", {"code": code, "request_id": request_id(), **more})


def booked(line: FlaskLine, **more: Any) -> str:
    held = hold(line, times(line)[0])
    assert held.status == 201, held
    reply = confirm(line, held.body["code"], **more)
    assert reply.status == 201, reply
    return str(reply.body["code"])


def change(line: FlaskLine, code: str, what: str, **body: Any) -> Reply:
    return line.ask("POST", f"/a/{code}/{what}", {"request_id": request_id(), **body})


def rows(point: ServicePoint) -> list[Appointment]:
    with point.read() as session:
        return list(session.scalars(select(Appointment).order_by(Appointment.id)))


def test_from_the_topic_to_a_code_without_saying_who(point: ServicePoint) -> None:
    line = point.line()
    code = booked(line)
    page = line.ask("GET", f"/a/{code}")
    assert page.status == 200
    assert code in page.data.decode()
    assert line.client.get_cookie("lotse-session") is None
    assert "Set-Cookie" not in page.headers
    (row,) = rows(point)
    assert (row.state, row.topic, row.language, row.email_sealed) == ("booked", "housing", "uk", None)
    assert times(line)[0] != row.starts_at.isoformat()


def test_it_is_off_unless_site_and_topic_let_visitors_book(point_with: Make) -> None:
    point = point_with(secret_key=SECRET)
    line = point.line()
    assert line.ask("GET", "/book/").status == 404, "as the site file stands"
    assert line.ask("GET", "/book/api/free-times?topic=housing&language=de").code == "NotBookable"
    assert hold(line, "2026-11-26T12:00:00Z").code == "NotBookable"
    opened(point, booked_by="staff")
    page = line.ask("GET", "/book/").data.decode()
    assert '"housing"' not in page
    assert '"work"' in page
    assert hold(line, "2026-11-26T12:00:00Z").code == "NotBookable"


def test_a_time_is_kept_for_a_quarter_of_an_hour_and_then_somebody_elses(point: ServicePoint) -> None:
    line = point.line()
    first = times(line)[0]
    held = hold(line, first).body
    assert held["held_until"] == "2026-11-23T12:15:00.000Z"
    assert line.ask("GET", f"/a/{held['code']}").status == 404, "no appointment yet"
    point.clock.forward(minutes=16)
    assert confirm(line, held["code"]).code == "AppointmentOver"
    assert hold(line, first).status == 201
    gone = hold(line, first)
    assert (gone.code, len(gone.body["next_times"])) == ("JustTaken", 5)


def test_who_turns_back_gives_the_time_back(point: ServicePoint) -> None:
    line = point.line()
    first = times(line)[0]
    code = hold(line, first).body["code"]
    for _ in range(2):
        reply = line.ask("POST", "/book/api/let-go", {"code": code, "request_id": request_id()})
        assert reply.status == 204
    assert hold(line, first).status == 201


def test_an_appointment_is_moved_and_cancelled_with_its_code(point: ServicePoint) -> None:
    line = point.line()
    code = booked(line)
    free = line.ask("GET", f"/a/{code}/free-times").body["times"]
    moved = change(line, code, "move", starts_at=free[7]["starts_at"])
    assert (moved.status, moved.body["starts_at"]) == (200, free[7]["starts_at"])
    for _ in range(2):
        assert change(line, code, "cancel").body["state"] == "cancelled"
    assert change(line, code, "move", starts_at=free[8]["starts_at"]).code == "AppointmentOver"
    wrong = ("A" if code[0] != "A" else "B") + code[1:]
    assert change(line, wrong, "cancel").code == "UnknownCode"
    assert "lang=" in line.ask("GET", f"/a/{wrong}").data.decode()


def test_an_address_is_sealed_for_one_reminder_and_gone_the_day_after(point: ServicePoint) -> None:
    line = point.line()
    booked(line, email=ADDRESS)
    with point.read() as session:
        assert ADDRESS not in repr(everything(session)), "only sealed"
        assert session.scalars(select(Mail.kind)).all() == ["reminder"]
    assert rows(point)[0].email_sealed
    point.clock.now = rows(point)[0].starts_at
    point.clock.forward(days=1)
    point.night()
    assert rows(point)[0].email_sealed is None
    second = booked(line, email=ADDRESS)
    change(line, second, "cancel")
    assert rows(point)[-1].email_sealed is None, "who cancels needs no reminder"


def test_a_puzzle_is_signed_solved_fresh_and_good_for_one_time(point: ServicePoint) -> None:
    line = point.line()
    first, second, *_ = times(line)
    work = solved(line)
    text = work["puzzle"].replace(".4.", ".0.")
    no = next(
        f"no-{turn}" for turn in count() if not is_solved(work["puzzle"], f"no-{turn}", puzzles.LEAST_BITS)
    )
    for wrong in ({**work, "answer": no}, {**work, "puzzle": text}, {**work, "puzzle": "x"}):
        assert hold(line, first, wrong).code == "UnknownChoice", wrong
    held = hold(line, first, work)
    assert hold(line, first, work).body == held.body, "a broken line asks again"
    assert hold(line, second, work).code == "RequestIdReused"
    old = solved(line)
    point.clock.forward(minutes=31)
    assert hold(line, second, old).code == "UnknownChoice"


def test_a_script_pays_more_and_more_and_cannot_hold_everything(
    point: ServicePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = point.line()
    monkeypatch.setattr(visitor_booking, "MOST_HELD", 6)
    monkeypatch.setattr(puzzles, "CALM", 2)
    asked = []
    for _ in range(6):
        asked.append(line.ask("GET", "/book/api/puzzle").body["bits"])
        assert hold(line, times(line)[0]).status == 201
    assert asked == [4, 4, 4, 6, 6, 8], "four times the work with every doubling"
    refused = hold(line, times(line)[0])
    assert (refused.status, refused.code) == (429, "TooManyAttempts")
    point.clock.forward(minutes=16)
    assert hold(line, times(line)[0]).status == 201, "and it ends by itself"


def test_nobodys_name_fits_in(point: ServicePoint) -> None:
    line = point.line()
    first = times(line)[0]
    for wrong in ({"name": "Maria"}, {"topic": "Maria Muster"}, {"language": "Maria"}):
        assert hold(line, first, None, **wrong).status == 422, wrong
    code = hold(line, first).body["code"]
    for wrong in ({"name": "Maria"}, {"email": "Maria Muster"}):
        assert confirm(line, code, **wrong).status == 422, wrong
    other = line.ask(
        "POST",
        "/book/api/confirm",
        {"code": code, "request_id": request_id()},
        headers={"Origin": "https://elsewhere.example"},
    )
    assert other.code == "OtherOrigin"
