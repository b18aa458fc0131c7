"""Admission: three outlooks, three modes, the visitor's choice, the staff's override, and what the lead is told."""

import pytest

from rules.forecast import Spread
from tests.support.cast import AYLIN, JONAS, LEAD, RECEPTION, ServicePoint
from tests.support.faces import request_id
from tests.support.futures import admission, forecast_now

GOOD, UNCERTAIN, HOPELESS = (Spread(60.0, 120.0, 180.0, chance) for chance in (0.9, 0.5, 0.1))
WAIT = {"from_minutes": 55, "to_minutes": 195, "kind": "position"}


@pytest.fixture(autouse=True)
def _somebody_is_on_duty(point: ServicePoint) -> None:
    point.console(AYLIN, desk=3)


def test_refuse_turns_away_whom_there_is_no_time_for_and_counts_them(point: ServicePoint) -> None:
    admission(point, "refuse")
    forecast_now(point, HOPELESS)
    refused = point.kiosk().take()
    assert (refused.status, refused.code) == (409, "NotToday")
    assert (refused.body["wait"], refused.body["outlook"]) == (WAIT, "not_today")
    assert refused.body["next_opens_at"] > "2026-11-23"
    assert point.kiosk().take(stay=True).code == "NotToday"
    assert lead(point)["turned_away"] == 2
    assert lead(point)["admitted_by_hand"] == 0


def test_refuse_lets_the_visitor_decide_when_it_is_uncertain(point: ServicePoint) -> None:
    admission(point, "refuse")
    forecast_now(point, UNCERTAIN)
    same = request_id()
    asked = point.kiosk().take(request_id=same)
    assert (asked.status, asked.code, asked.body["outlook"]) == (409, "Uncertain", "uncertain")
    assert lead(point)["turned_away"] == 0
    stays = point.kiosk().take(stay=True, request_id=same)
    assert (stays.status, stays.body["outlook"]) == (201, "uncertain")
    assert point.ticket(stays.ticket["id"]).promised == "uncertain"


def test_refuse_issues_when_there_is_time_or_nobody_knows(point: ServicePoint) -> None:
    admission(point, "refuse")
    assert point.kiosk().take().body["outlook"] == "today"
    forecast_now(point, GOOD)
    assert point.kiosk().take().body["outlook"] == "today"


def test_before_the_opening_nobody_is_turned_away(point: ServicePoint) -> None:
    admission(point, "refuse")
    point.clock.now = point.clock.now.replace(hour=11, minute=30)
    forecast_now(point, HOPELESS)
    assert point.kiosk().take().status == 201


@pytest.mark.parametrize(
    ("told", "seen"), [(GOOD, "today"), (UNCERTAIN, "uncertain"), (HOPELESS, "not_today")]
)
def test_advise_says_it_and_issues(point: ServicePoint, told: Spread, seen: str) -> None:
    admission(point, "advise")
    forecast_now(point, told)
    tile = point.kiosk().offer().body["topics"][0]
    assert (tile["outlook"], tile["wait"]) == (seen, WAIT)
    issued = point.kiosk().take()
    assert (issued.status, issued.body["outlook"], issued.body["wait"]) == (201, seen, WAIT)


def test_off_says_nothing_but_how_long(point: ServicePoint) -> None:
    admission(point, "off")
    forecast_now(point, HOPELESS)
    issued = point.kiosk().take()
    assert (issued.status, issued.body["outlook"], issued.body["wait"]) == (201, "today", WAIT)
    assert point.kiosk().offer().body["topics"][0]["outlook"] == "today"
    forecast_now(point, HOPELESS)
    [row] = point.console(JONAS, desk=4).queue()["waiting"]
    assert (row["outlook"], row["weakened"]) == ("today", False)
    assert lead(point)["alerts"] == []


@pytest.mark.parametrize("who", [AYLIN, RECEPTION])
def test_staff_may_issue_against_the_outlook_and_it_is_counted(point: ServicePoint, who: str) -> None:
    admission(point, "refuse")
    forecast_now(point, HOPELESS)
    issued = point.console(who).take()
    assert (issued.status, issued.body["outlook"]) == (201, "not_today")
    [event] = point.events(issued.ticket["id"])
    assert (event.details or {})["admitted_by_hand"] is True
    assert lead(point)["admitted_by_hand"] == 1
    forecast_now(point, GOOD)
    easy = point.console(who).take()
    assert "admitted_by_hand" not in (point.events(easy.ticket["id"])[0].details or {})
    assert lead(point)["admitted_by_hand"] == 1


def test_the_lead_hears_of_a_promise_that_weakens(point: ServicePoint) -> None:
    forecast_now(point, GOOD)
    promised = point.kiosk().take().ticket
    forecast_now(point, UNCERTAIN)
    point.kiosk().take()
    forecast_now(point, GOOD, waiting=Spread(60.0, 120.0, 180.0, 0.5))
    assert lead(point)["alerts"] == []
    forecast_now(point, GOOD, waiting=Spread(60.0, 120.0, 180.0, 0.49))
    alert = {"id": promised["id"], "number": promised["number"], "chance": 0.49}
    assert lead(point)["alerts"] == [alert], "only who was promised it"
    rows = {row["id"]: row["weakened"] for row in point.console(JONAS, desk=4).queue()["waiting"]}
    assert list(rows.values()) == [True, False]
    point.clock.forward(seconds=61)
    assert lead(point)["alerts"] == [], "an old forecast alerts nobody"


def test_a_lead_who_may_not_see_a_discreet_ticket_gets_no_alert_of_it(point: ServicePoint) -> None:
    forecast_now(point, GOOD)
    point.kiosk().take("family")
    forecast_now(point, GOOD, waiting=HOPELESS)
    assert lead(point)["alerts"] == []
    assert [row["weakened"] for row in point.console(AYLIN).queue()["waiting"]] == [True]


def test_the_lead_page_counts_calls_and_those_picked_by_hand(point: ServicePoint) -> None:
    first, second = (point.kiosk().take().ticket for _ in range(2))
    aylin = point.console(AYLIN)
    aylin.call(second["id"])
    aylin.move(second["id"], "missed")
    aylin.call()
    page = lead(point)
    assert (page["calls"], page["hand_picked"]) == (2, 1)
    assert page["monitor"] == {
        "scored": 0, "enough": False, "coverage": None, "above": None, "mae": None, "naive_mae": None,
    }  # fmt: skip
    assert page["corrections"] == {"up": [1.2] * 3, "down": [1.0] * 3, "scored": 0, "taught_by": [0, 0, 0]}
    assert point.state(first["id"]) == "called"


@pytest.mark.parametrize("who", [AYLIN, RECEPTION])
def test_only_leads_see_the_page(point: ServicePoint, who: str) -> None:
    assert point.console(who).get("/staff/api/forecasts").code == "NotAllowed"
    assert point.line().ask("GET", "/staff/api/forecasts").status == 401


def lead(point: ServicePoint) -> dict:
    reply = point.console(LEAD).get("/staff/api/forecasts")
    assert reply.status == 200, reply
    return reply.body
