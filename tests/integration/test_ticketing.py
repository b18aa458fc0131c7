"""Staff pause the kiosks: no numbers there, why in every language, numbers from staff, and on again."""

import pytest
from sqlalchemy import select

from models import Refusal, Site, TicketingChange
from rules.ticketing import PauseReason
from service_point.boards import board_picture
from service_point.housekeeping import clean_up
from tests.support.cast import AUDITOR, AYLIN, GUEST, LEAD, OPERATOR, RECEPTION, ServicePoint
from tests.support.faces import Console, Reply, request_id


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: what is written here is one row, changed as everywhere."""
    return sqlite_url


def pause(console: Console, reason: str | None = "short_break", **more: object) -> Reply:
    return console.post("/staff/api/ticketing", {"paused": True, "reason": reason, **more})


def resume(console: Console) -> Reply:
    return console.post("/staff/api/ticketing", {"paused": False})


@pytest.mark.parametrize("reason", list(PauseReason))
def test_a_paused_kiosk_says_why_and_gives_no_number(point: ServicePoint, reason: PauseReason) -> None:
    assert pause(point.console(LEAD), reason).status == 200
    offer = point.kiosk().offer().body
    assert (offer["open"], offer["reason"], offer["topics"]) == (False, "paused", [])
    assert offer["pause"] == {"reason": reason, "since": "2026-11-23T12:00:00.000Z"}
    refused = point.kiosk().take("day-care", "uk")
    assert (refused.status, refused.code) == (409, "TicketingPaused")


def test_who_is_turned_away_by_a_pause_is_counted(point: ServicePoint) -> None:
    pause(point.console(LEAD))
    point.kiosk().take("day-care", "uk")
    with point.read() as session:
        counted = session.execute(select(Refusal.topic, Refusal.language, Refusal.why)).all()
    assert [tuple(row) for row in counted] == [("day-care", "uk", "TicketingPaused")]


def test_staff_still_issue_while_the_kiosks_are_paused(point: ServicePoint) -> None:
    pause(point.console(LEAD))
    assert point.console(RECEPTION).take().status == 201
    assert point.console(AYLIN, desk=1).take().status == 201


def test_after_the_pause_everything_is_as_before(point: ServicePoint) -> None:
    before = point.kiosk().offer().body
    lead = point.console(LEAD)
    pause(lead)
    assert resume(lead).body == {"ticketing": None}
    after = point.kiosk().offer().body
    assert {**after, "version": 0} == {**before, "version": 0}
    assert point.kiosk().take().status == 201


def test_numbers_already_given_go_on(point: ServicePoint) -> None:
    issued = point.kiosk().take()
    aylin = point.console(AYLIN, desk=1)
    pause(aylin, "too_many_waiting")
    assert point.kiosk().where(code=issued.ticket["code"]).body["ticket"]["state"] == "waiting"
    assert aylin.call().ticket["number"] == issued.ticket["number"]


def test_a_retry_of_a_number_given_before_the_pause_gets_that_number(point: ServicePoint) -> None:
    wish = request_id()
    first = point.kiosk().take(request_id=wish)
    pause(point.console(LEAD))
    again = point.kiosk().take(request_id=wish)
    assert (again.status, again.ticket["number"]) == (201, first.ticket["number"])


def test_the_console_shows_the_pause_and_the_board_does_not(point: ServicePoint) -> None:
    pause(point.console(LEAD), "technical_trouble")
    told = point.console(AYLIN).queue()["ticketing"]
    assert told == {"reason": "technical_trouble", "since": "2026-11-23T12:00:00.000Z", "by": "Lead"}
    assert "by" not in point.kiosk().offer().body["pause"]
    with point.read() as session:
        board = board_picture(session, point.office.facts(session, point.site_id), point.clock.now)
    assert board["site"]["open"] is True


def test_every_live_page_hears_of_it(point: ServicePoint) -> None:
    before = point.version
    pause(point.console(LEAD))
    assert point.version == before + 1


def test_another_reason_keeps_the_beginning(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    pause(lead)
    point.clock.forward(minutes=5)
    told = pause(lead, "technical_trouble").body["ticketing"]
    assert (told["reason"], told["since"]) == ("technical_trouble", "2026-11-23T12:00:00.000Z")


def test_the_lead_sees_who_paused_and_who_let_the_kiosks_go_on(point: ServicePoint) -> None:
    lead, reception = point.console(LEAD), point.console(RECEPTION)
    pause(reception)
    pause(reception)
    point.clock.forward(minutes=5)
    pause(lead, "technical_trouble")
    point.clock.forward(minutes=10)
    resume(reception)
    resume(reception)
    noon, five, fifteen = (f"2026-11-23T12:{minute}:00.000Z" for minute in ("00", "05", "15"))
    assert lead.get("/staff/api/forecasts").body["pauses"] == [
        span("technical_trouble", five, "Lead", fifteen, "Reception"),
        span("short_break", noon, "Reception", five, "Lead"),
    ]


def test_who_paused_is_forgotten_after_a_quarter_of_a_year(point: ServicePoint) -> None:
    pause(point.console(LEAD))
    point.clock.forward(days=91)
    clean_up(point.office)
    with point.read() as session:
        assert session.scalars(select(TicketingChange)).all() == []


def span(reason: str, began_at: str, by: str, ended_at: str, ended_by: str) -> dict[str, str]:
    return {"reason": reason, "began_at": began_at, "by": by, "ended_at": ended_at, "ended_by": ended_by}


def test_a_forgotten_pause_ends_with_the_day(point: ServicePoint) -> None:
    pause(point.console(LEAD), "too_many_waiting")
    point.clock.forward(days=3)
    assert point.kiosk().offer().body["pause"] is None
    assert point.kiosk().take().status == 201


@pytest.mark.parametrize("reason", [None, "because", ""])
def test_a_reason_of_the_list_is_needed(point: ServicePoint, reason: str | None) -> None:
    assert pause(point.console(LEAD), reason).status == 422
    with point.read() as session:
        assert session.scalars(select(Site.paused_why)).one() is None


@pytest.mark.parametrize("username", [OPERATOR, AUDITOR, GUEST])
def test_who_does_not_work_with_visitors_here_cannot_pause(point: ServicePoint, username: str) -> None:
    assert pause(point.console(username)).code == "NotAllowed"


def test_a_case_manager_pauses_only_while_on_duty(point: ServicePoint) -> None:
    aylin = point.console(AYLIN)
    assert (pause(aylin).status, pause(aylin).code) == (409, "NotOnDuty")
    assert pause(aylin.on_duty(1)).status == 200
    assert resume(point.console(AYLIN)).status == 200


def test_when_it_is_closed_anyway_the_hours_say_so(point: ServicePoint) -> None:
    pause(point.console(LEAD))
    point.clock.forward(hours=3, minutes=30)
    offer = point.kiosk().offer().body
    assert (offer["reason"], offer["pause"]) == ("last_call", None)


def test_a_kiosk_learns_the_pause_for_when_it_has_no_server(point: ServicePoint) -> None:
    assert point.kiosk().get("/kiosk/api/plan").body["pause"] is None
    pause(point.console(LEAD))
    assert point.kiosk().get("/kiosk/api/plan").body["pause"]["reason"] == "short_break"
