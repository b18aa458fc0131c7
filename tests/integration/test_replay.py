"""A past slot played again: the same visitors, the product's own rule, other numbers."""

import pytest

from rules.errors import UnknownChoice
from service_point.replay import Waits, replay
from tests.support.cast import AYLIN, ServicePoint

TALK_MIN = 20


def played_slot(point: ServicePoint) -> int:
    """Three visitors and one case manager: each talk takes 20 minutes. Returns the slot's number."""
    kiosk, aylin = point.kiosk(), point.console(AYLIN, 3)
    topics = ("work", "language-courses", "language-courses")
    tickets = [kiosk.take(topic, "de").ticket["id"] for topic in topics]
    for _ in tickets:
        ticket_id = aylin.call().body["ticket"]["id"]
        aylin.move(ticket_id, "start")
        point.clock.forward(minutes=TALK_MIN)
        aylin.move(ticket_id, "finish", outcomes=["settled"])
    return point.ticket(tickets[0]).slot_id


def waits(point: ServicePoint, slot_id: int, **changed: float) -> dict[str, Waits]:
    with point.read() as session:
        return replay(session, point.office.facts(session, point.site_id), slot_id, changed)


def test_the_same_settings_give_what_was(point: ServicePoint) -> None:
    found = waits(point, played_slot(point))
    assert found["as_it_was"].served == found["same_settings"].served == 3
    assert found["as_it_was"].mean == pytest.approx(TALK_MIN, abs=0.2)
    assert found["same_settings"].mean == pytest.approx(found["as_it_was"].mean, abs=0.2)
    assert found["same_settings"].longest == pytest.approx(2 * TALK_MIN, abs=0.2)


def test_other_settings_change_the_order_and_not_the_visitors(point: ServicePoint) -> None:
    found = waits(point, played_slot(point), topic_weight=0, cap_by_ordinary=0)
    assert found["changed_settings"].served == 3
    assert found["changed_settings"].mean == pytest.approx(TALK_MIN, abs=0.2)


def test_an_unknown_slot_or_setting_is_refused(point: ServicePoint) -> None:
    slot_id = played_slot(point)
    with pytest.raises(UnknownChoice):
        waits(point, slot_id, colour=1)
    with pytest.raises(UnknownChoice):
        waits(point, slot_id + 10_000)


def test_the_command_prints_json_and_refuses_clearly(point: ServicePoint) -> None:
    slot_id = played_slot(point)
    run = point.app.test_cli_runner().invoke
    assert (
        '"changed_settings"'
        in run(args=["simulate", "--replay", str(slot_id), "--set", "topic_weight=1"]).output
    )
    refused = run(args=["simulate", "--replay", str(slot_id), "--set", "topic_weight=much"])
    assert refused.exit_code == 1
    assert "NAME=NUMBER" in refused.output
    assert str(slot_id) in run(args=["slot", "list"]).output
