"""The kiosk's own clock says what the server would say: kiosk/static/offline/hours.js and rules/hours.py agree."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service_point.boards import kiosk_picture
from service_point.leasing import plan_ahead_json
from service_point.slots import open_until
from tests.support.cast import ServicePoint
from tests.support.chromium import People
from tests.support.effort import now_and_long
from tests.support.served import served_point

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEFORE_CHRISTMAS = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
BEFORE_SUMMER_TIME = datetime(2027, 3, 20, 9, 0, tzinfo=UTC)
STEP, STEPS = timedelta(minutes=107), 250  # 18 days, at ever other minutes of the hour
SAID = (
    "open", "reason", "reason_texts", "opens_at", "closes_at", "last_call_at", "next_opens_at", "next_closes_at",
)  # fmt: skip
ASK = """async ({ plan, times, zone }) => {
  const { pictureAt } = await import("/static/kiosk/offline/hours.js");
  return times.map((at) => pictureAt(plan, new Date(at), zone));
}"""


@pytest.mark.parametrize("begins_at", now_and_long([BEFORE_SUMMER_TIME], [MONDAY, BEFORE_CHRISTMAS]))
def test_the_browser_and_the_rules_say_the_same_hours(
    sqlite_url: str, people: People, begins_at: datetime
) -> None:
    point = ServicePoint(sqlite_url)
    point.clock.now = begins_at
    point.night()  # slots are planned 60 days ahead
    if begins_at is MONDAY:
        with point.write() as unit:
            open_until(unit, datetime(2026, 11, 24, 1, 30).time())  # past midnight
    times = [begins_at + STEP * step for step in range(STEPS)]
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        plan = plan_ahead_json(session, facts, begins_at)
        expected = [kiosk_picture(session, facts, at) for at in times]
    point.close()
    with served_point(sqlite_url) as served:
        page = people.arrive(service_workers="block")
        page.goto(f"{served.url}/kiosk/")
        asked = {"plan": plan, "times": [at.isoformat() for at in times], "zone": facts.zone.key}
        found: list[dict[str, Any]] = page.evaluate(ASK, asked)
    assert {picture["open"] for picture in expected} == {True, False}
    for at, theirs, ours in zip(times, found, expected, strict=True):
        assert {name: theirs[name] for name in SAID} == {name: ours[name] for name in SAID}, at
        assert sorted(theirs["topics"]) == sorted(ours["topics"]), at
