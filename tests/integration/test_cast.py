"""The cast that other tests build on: a whole visit works, in this process and over a real line."""

from tests.support.cast import AYLIN, LEAD, ServicePoint
from tests.support.server import LiveServer

SETTLED = {"outcomes": ["settled"]}


def test_a_whole_visit(point: ServicePoint) -> None:
    issued = point.kiosk().take("housing", "ar")
    aylin = point.console(AYLIN, desk=3)
    called = aylin.call()
    assert (called.status, called.ticket["number"], called.ticket["desk"]) == (
        201,
        issued.ticket["number"],
        3,
    )
    assert [call["number"] for call in point.display().board()["calls"]] == [issued.ticket["number"]]
    assert point.phone(issued).status().body["state"] == "called"
    assert aylin.move(called.ticket["id"], "start").ticket["state"] == "in_consultation"
    assert aylin.move(called.ticket["id"], "finish", **SETTLED).ticket["state"] == "done"
    actions = [event.action for event in point.events(called.ticket["id"])]
    assert actions == ["issue", "call", "start", "finish"]


def test_a_whole_visit_over_a_real_line(live_server: LiveServer) -> None:
    issued = live_server.kiosk().take("housing", "de")
    lead = live_server.console(LEAD, desk=1)
    assert lead.call().ticket["id"] == issued.ticket["id"]
    assert live_server.display().board()["calls"][0]["number"] == issued.ticket["number"]
