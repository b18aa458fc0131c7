"""What kiosks say of themselves, what the console shows of it, and when one has been silent for too long."""

from typing import Any

import pytest
from sqlalchemy import update

from models import Site
from service_point.changes import Changes
from tests.support.cast import AYLIN, LEAD, OPERATOR, RECEPTION, ServicePoint
from tests.support.faces import Reply


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: what is written here is one row, changed as everywhere."""
    return sqlite_url


def beat(point: ServicePoint, kiosk: int = 1, **told: Any) -> Reply:
    said = {"page": "abc", "up_for_s": 600, "clock_offset_s": 0, "unsent": 0, **told}
    return point.kiosk(kiosk).post("/kiosk/api/heartbeat", said)


def in_queue(point: ServicePoint) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in point.console(AYLIN).queue()["kiosks"] if one["name"] == "Kiosk 1"
    )
    return found


def details(point: ServicePoint, username: str = OPERATOR) -> dict[str, Any]:
    reply = point.console(username).get("/staff/api/kiosks")
    assert reply.status == 200, reply
    found: dict[str, Any] = next(one for one in reply.body["kiosks"] if one["name"] == "Kiosk 1")
    return found


def test_a_kiosk_that_was_never_heard_of_is_nobody_s_trouble(point: ServicePoint) -> None:
    assert (in_queue(point)["state"], in_queue(point)["since"]) == ("unknown", None)


def test_what_a_kiosk_says_is_shown_to_who_looks_after_devices(point: ServicePoint) -> None:
    page = beat(point).body["page"]
    beat(point, page=page, up_for_s=3600, clock_offset_s=7)
    for username in (OPERATOR, LEAD):
        told = details(point, username)
        assert told["seen_at"] == "2026-11-23T12:00:00.000Z"
        assert (told["state"], told["is_current"], told["clock_offset_s"]) == ("ready", True, 7)
        assert (told["page_since"], told["unsent"], told["printer"]) == (
            "2026-11-23T11:00:00.000Z",
            0,
            "browser",
        )


def test_a_page_of_an_older_program_is_seen(point: ServicePoint) -> None:
    beat(point, page="of last week")
    assert details(point)["is_current"] is False


def test_after_a_minute_of_silence_a_kiosk_is_marked(point: ServicePoint) -> None:
    beat(point)
    point.clock.forward(seconds=59)
    assert in_queue(point)["state"] == "ready"
    point.clock.forward(seconds=1)
    told = in_queue(point)
    assert (told["state"], told["since"]) == ("lost", "2026-11-23T12:00:00.000Z")


def test_consoles_hear_of_silence_by_the_clock_and_of_the_return_at_once(point: ServicePoint) -> None:
    changes = Changes(point.office)
    beat(point)
    list(changes.since_last_look())
    point.clock.forward(seconds=30)
    assert list(changes.since_last_look()) == []
    point.clock.forward(seconds=30)
    assert list(changes.since_last_look()) == [point.site_id]
    before = point.version
    beat(point)
    assert point.version == before + 1


def test_a_kiosk_that_is_well_moves_nothing(point: ServicePoint) -> None:
    beat(point)
    before = point.version
    for _ in range(3):
        point.clock.forward(seconds=20)
        beat(point)
    assert (point.version, in_queue(point)["state"]) == (before, "ready")


@pytest.mark.parametrize(
    ("said", "state"), [({"unsent": 3}, "unsent"), ({"clock_offset_s": -300}, "clock_off")]
)
def test_what_a_kiosk_cannot_put_right_itself_is_shown(
    point: ServicePoint, said: dict[str, int], state: str
) -> None:
    beat(point, **said)
    assert in_queue(point)["state"] == state


def test_seconds_on_the_line_do_not_move_the_start_of_a_page(point: ServicePoint) -> None:
    beat(point)
    point.clock.forward(seconds=23)
    beat(point, up_for_s=620)
    assert details(point)["page_since"] == "2026-11-23T11:50:00.000Z"
    point.clock.forward(seconds=20)
    beat(point, up_for_s=1)
    assert details(point)["page_since"] == "2026-11-23T12:00:42.000Z"


def test_the_plan_and_the_printer_are_part_of_the_page(point: ServicePoint) -> None:
    first = beat(point).body["page"]
    with point.write() as unit:
        unit.session.execute(update(Site).values(plan_revision=Site.plan_revision + 1))
    assert beat(point).body["page"] != first


@pytest.mark.parametrize("username", [AYLIN, RECEPTION])
def test_the_details_are_for_who_looks_after_devices(point: ServicePoint, username: str) -> None:
    assert point.console(username).get("/staff/api/kiosks").code == "NotAllowed"


def test_strangers_cannot_speak_for_a_kiosk(point: ServicePoint) -> None:
    said = {"page": "abc", "up_for_s": 1, "clock_offset_s": 0, "unsent": 0}
    assert point.line().ask("POST", "/kiosk/api/heartbeat", said).status == 401
