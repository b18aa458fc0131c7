"""Promise 8, everything that leaves the system: a day with the discreet guest is told from outside like one without.

Two service points live through the same afternoon; in one of them the site file has the discreet guest's slot. All that
anybody outside can get is gathered through both and compared; and no word of the guest's name stands anywhere in it.
"""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import delete

from models import Slot
from service_point.sites import load_site
from tests.support.cast import (
    AYLIN,
    DISPLAY_TOKEN,
    GUEST,
    JONAS,
    LEAD,
    LEVERKUSEN,
    RECEPTION,
    ServicePoint,
    kiosk_token,
)
from tests.support.effort import now_and_long
from tests.support.faces import FlaskLine, Reply

# Monday 12:20; the regular slot is from 12:45, the guest from 13 to 16
NOON = datetime(2027, 1, 18, 11, 20, tzinfo=UTC)
BEFORE, DURING, AFTER = (
    NOON + timedelta(minutes=minutes) for minutes in (30, 65, 225)
)  # 12:50, 13:25, 16:05
WORDS = re.compile(  # of the guest's name, in some of its languages
    r"sexuali[sz]|sexuelle|sessuale|sexual[ăae]?\b|seksual|сексуал|العنف الجنسي|cinsel|خشونت جنسی|تاوتریخوال|ጾታዊ|galmada",
    re.IGNORECASE,
)
# 13:00 and 16:00 on the wall: nothing else begins or ends then
GUESTS_OWN = re.compile(r"2027-01-18T1[25]:00:00")
CHANGING = re.compile(
    r'"(version|epoch|page|mark|ETag|csrf_token|code|pin|number|id|request_id|since|seen_at|build|slip_url|phone_url)": *("[^"]*"|\d+|null)'
)
TOKENS = re.compile(r"[0-9A-HJ-NP-X]{27}|\b\d{3,4}\b|[0-9a-f]{12,}|\d+(?= ms)")

Make = Callable[..., ServicePoint]


@pytest.fixture
def with_guest(sqlite_url: str) -> Iterator[ServicePoint]:
    point = ServicePoint(sqlite_url, public_url="http://lotse.example", metrics_token="metrics")
    yield point
    point.close()


@pytest.fixture
def without_guest(prepared_sqlite: Path, tmp_path: Path) -> Iterator[ServicePoint]:
    path = tmp_path / "without.db"
    path.write_bytes(prepared_sqlite.read_bytes())
    point = ServicePoint(f"sqlite:///{path}", public_url="http://lotse.example", metrics_token="metrics")
    text = LEVERKUSEN.read_text(encoding="utf-8")
    begin = text.index("# With a discreet topic")
    end = text.index("# --- Case managers.")
    load_site(point.office, text[:begin] + text[end:])
    with point.write() as unit:
        unit.session.execute(delete(Slot).where(Slot.on == NOON.date(), Slot.kind == "guest"))
    yield point
    point.close()


@pytest.mark.parametrize("moments", now_and_long([(BEFORE, DURING)], [(NOON, BEFORE, DURING, AFTER)]))
def test_the_discreet_guest_leaves_no_trace(
    with_guest: ServicePoint,
    without_guest: ServicePoint,
    caplog: pytest.LogCaptureFixture,
    moments: tuple[datetime, ...],
) -> None:
    assert [
        slot.topics for slot in with_guest.slots() if slot.kind == "guest" and slot.on == NOON.date()
    ] == [["family"]]
    assert not [slot for slot in without_guest.slots() if slot.kind == "guest" and slot.on == NOON.date()]
    told, untold = (an_afternoon(point, moments, caplog) for point in (with_guest, without_guest))
    assert len(told) > 45, "an afternoon without answers proves nothing"
    for what, text in told.items():
        assert not WORDS.search(text), f"{what}: {WORDS.search(text)}"
        assert not GUESTS_OWN.search(text), f"{what}: {GUESTS_OWN.search(text)}"
    assert "family" in told["13:25 kiosk offer"], "the topic itself looks like any other"
    differing = [what for what in told if plain(told[what]) != plain(untold[what])]
    assert differing == []
    assert told.keys() == untold.keys()
    assert all(WORDS.search(text) for text in titles(with_guest)), "the words are those of the name"


def test_a_lead_invites_the_guest_without_reading_for_what(with_guest: ServicePoint) -> None:
    with_guest.clock.now = BEFORE
    slots = with_guest.console(LEAD).get("/staff/api/people").body["slots"]
    (hidden,) = [slot for slot in slots if slot["opens_at"].startswith("2027-01-18T12:00")]
    assert (hidden["title"], hidden["topics"]) == (None, [])
    assert not WORDS.search(json.dumps(slots, ensure_ascii=False))


def titles(point: ServicePoint) -> list[str]:
    """The guest's name as the site file has it, in the languages whose words are looked for."""
    (hidden,) = [slot for slot in point.slots() if slot.kind == "guest" and slot.topics == ["family"]]
    languages = (
        "de",
        "en",
        "uk",
        "ru",
        "ar",
        "tr",
        "fa",
        "fr",
        "it",
        "es",
        "pl",
        "ro",
        "bg",
        "sq",
        "ps",
        "ti",
        "so",
        "sr",
        "mk",
    )
    return [str((hidden.title or {})[code]) for code in languages]


def an_afternoon(
    point: ServicePoint, moments: tuple[datetime, ...], caplog: pytest.LogCaptureFixture
) -> dict[str, str]:
    """What → everything that left, as text, at each of these moments; during the guest's slot somebody is advised."""
    caplog.clear()
    found: dict[str, str] = {}
    with caplog.at_level(logging.INFO):
        for moment in moments:
            point.clock.now = moment
            point.tick()
            got = {**outside(point), **screens_and_consoles(point)}
            if moment == DURING:
                got |= {**a_visit(point), **pages(point)}
            clock = (moment + timedelta(hours=1)).strftime("%H:%M")
            found |= {f"{clock} {what}": text for what, text in got.items()}
    lines = [record.getMessage() for record in caplog.records]
    found["log"] = "\n".join(
        line for line in lines if "/staff/" in line or "/t/" in line or "/kiosk/" in line
    )
    return found


def outside(point: ServicePoint) -> dict[str, str]:
    """What anybody gets whom nobody knows."""
    line = point.line()
    return texts(
        {
            "events json": line.ask("GET", "/events/calendar.json"),
            "events calendar": line.ask("GET", "/events/calendar.ics"),
            "metrics": line.ask("GET", "/metrics", headers={"Authorization": "Bearer metrics"}),
            "health": line.ask("GET", "/readyz"),
        }
    )


def screens_and_consoles(point: ServicePoint) -> dict[str, str]:
    """What screens show and say, and what consoles of those get who don't serve the topic."""
    kiosk, display = point.kiosk(), point.display()
    got = {
        "board": display.get("/display/api/board"),
        "board sound": display.get("/display/api/speech?language=de&number=417&desk=3"),
        "kiosk offer": kiosk.offer(),
        "kiosk plan": kiosk.get("/kiosk/api/plan"),
        "kiosk dates": kiosk.get("/kiosk/api/dates"),
    }
    asked = {JONAS: ("queue", "session", "appointments"), RECEPTION: ("queue",), GUEST: ("queue", "guest-figures"),
             LEAD: ("queue", "forecasts", "notices", "events")}  # fmt: skip
    for who, parts in asked.items():
        console = point.console(who)
        got |= {f"{who}'s {part}": console.get(f"/staff/api/{part}") for part in parts}
    return texts(got)


def pages(point: ServicePoint) -> dict[str, str]:
    """As HTML, with their settings and titles."""
    screens = {kind: paired(point, kind) for kind in ("kiosk", "display")}
    got = {f"{kind} page": line.ask("GET", f"/{kind}/") for kind, line in screens.items()}
    return texts(
        {
            **got,
            "start page": point.line().ask("GET", "/"),
            "events page": point.line().ask("GET", "/events/"),
        }
    )


def texts(replies: dict[str, Reply]) -> dict[str, str]:
    return {what: reply.data.decode(errors="replace") for what, reply in replies.items()}


def a_visit(point: ServicePoint) -> dict[str, str]:
    """Somebody comes for the discreet topic, is called and advised; what the room, slip and phone show of it."""
    aylin, kiosk = point.console(AYLIN, desk=3), point.kiosk()
    issued = kiosk.take("family", "uk")
    phone = point.phone(issued)
    ticket_id = issued.ticket["id"]
    pdf = phone.line.ask("GET", issued.body["slip_url"]).data
    reader = PdfReader(io.BytesIO(pdf))
    told: dict[str, Any] = {
        "issued": issued.body,
        "slip": "".join(page.extract_text() for page in reader.pages),
        "slip's name": str(reader.metadata),
        "phone page": phone.line.ask("GET", f"/t/{phone.code}").data.decode(),
        "phone": phone.status().body,
    }
    aylin.call(ticket_id)
    told |= {"called": point.display().board(), "phone called": phone.status().body}
    aylin.move(ticket_id, "start")
    told |= {"talk": point.display().board()}
    aylin.move(ticket_id, "finish", outcomes=["settled"])
    return {
        what: text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
        for what, text in told.items()
    }


def paired(point: ServicePoint, kind: str) -> FlaskLine:
    line = point.line()
    token = kiosk_token() if kind == "kiosk" else DISPLAY_TOKEN
    assert line.ask("POST", f"/{kind}/api/device", {"token": token}).status == 204
    return line


def plain(text: str) -> str:
    """Without what differs between any two days: numbers of tickets, codes, versions, durations."""
    return TOKENS.sub("#", CHANGING.sub("", text))
