"""Displays: what they say of themselves, what is set on them, whether they were heard, and what they may say aloud."""

import io
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from service_point.changes import Changes
from tests.support.cast import AYLIN, LEAD, OPERATOR, RECEPTION, ServicePoint
from tests.support.faces import Reply

Make = Callable[..., ServicePoint]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: what is written here is one row, changed as everywhere."""
    return sqlite_url


def beat(point: ServicePoint, **told: Any) -> dict[str, Any]:
    said = {"page": "abc", "up_for_s": 600, "sound": "on", **told}
    reply = point.display().post("/display/api/heartbeat", said)
    assert reply.status == 200, reply
    found: dict[str, Any] = reply.body
    return found


def details(point: ServicePoint, username: str = OPERATOR) -> dict[str, Any]:
    reply = point.console(username).get("/staff/api/displays")
    assert reply.status == 200, reply
    found: dict[str, Any] = reply.body["displays"][0]
    return found


def state(point: ServicePoint) -> str:
    return str(point.console(AYLIN).queue()["displays"][0]["state"])


def change(point: ServicePoint, path: str = "", username: str = OPERATOR, **wanted: Any) -> Reply:
    display_id = details(point)["id"]
    return point.console(username).post(f"/staff/api/displays/{display_id}{path}", wanted)


def test_a_board_that_waits_for_a_touch_is_seen_on_every_console(point: ServicePoint) -> None:
    assert state(point) == "unknown"
    beat(point, sound="blocked")
    assert state(point) == "touch"
    beat(point)
    assert state(point) == "ready"
    assert (details(point)["sound"], details(point, LEAD)["page_since"]) == ("on", "2026-11-23T11:50:00.000Z")


def test_a_board_that_falls_silent_is_lost_after_a_minute(point: ServicePoint) -> None:
    beat(point)
    changes = Changes(point.office)
    list(changes.since_last_look())
    point.clock.forward(seconds=61)
    assert list(changes.since_last_look()) == [point.site_id], "consoles hear of it"
    assert state(point) == "lost"


def test_a_heartbeat_that_says_nothing_new_changes_no_picture(point: ServicePoint) -> None:
    beat(point)
    before = point.display().board()["version"]
    point.clock.forward(seconds=20)
    beat(point)
    assert point.display().board()["version"] == before
    assert details(point)["seen_at"] == "2026-11-23T12:00:20.000Z"


def test_volume_and_colours_reach_the_board_by_a_change_of_its_picture(point: ServicePoint) -> None:
    assert (beat(point)["volume"], beat(point)["theme"]) == (80, "light")
    before = point.display().board()["site"]["settings"]
    assert change(point, volume=35, theme="contrast").status == 200
    assert point.display().board()["site"]["settings"] > before
    assert (beat(point)["volume"], beat(point)["theme"]) == (35, "contrast")
    change(point, theme="site")
    assert (beat(point)["volume"], beat(point)["theme"]) == (35, "light")
    change(point, volume=0)
    assert state(point) == "silent"


def test_a_sound_check_is_asked_once_and_its_answer_is_shown(point: ServicePoint) -> None:
    beat(point)
    assert change(point, "/sound-check").status == 201
    asked_at = beat(point)["sound_check"]
    assert asked_at == details(point)["check"]["asked_at"]
    assert beat(point, check={"asked_at": "2026-11-23T00:00:00.000Z", "sounded": True})["sound_check"]
    point.clock.forward(seconds=3)
    assert beat(point, check={"asked_at": asked_at, "sounded": False})["sound_check"] is None
    beat(point, check={"asked_at": asked_at, "sounded": True})
    check = details(point)["check"]
    assert (check["sounded"], check["answered_at"]) == (False, "2026-11-23T12:00:03.000Z")


@pytest.mark.parametrize("username", [AYLIN, RECEPTION])
def test_only_who_looks_after_devices_sets_them(point: ServicePoint, username: str) -> None:
    for path in ("", "/sound-check"):
        assert change(point, path, username).code == "NotAllowed"
    assert point.console(username).get("/staff/api/displays").code == "NotAllowed"


def test_a_kiosk_is_no_display(point: ServicePoint) -> None:
    report = {"page": "abc", "up_for_s": 1, "sound": "on"}
    assert point.kiosk().post("/display/api/heartbeat", report).status == 401
    kiosk_id = point.console(OPERATOR).get("/staff/api/kiosks").body["kiosks"][0]["id"]
    for display_id in (kiosk_id, 9999, 10**30):
        reply = point.console(OPERATOR).post(f"/staff/api/displays/{display_id}", {"volume": 1})
        assert reply.code == "UnknownDisplay"


# --- what a board says ------------------------------------------------------------------------------------------------


def test_a_call_is_spoken_as_number_and_desk_in_the_boards_languages(
    point_with: Make, tmp_path: Path
) -> None:
    point = point_with(speech_folder=str(tmp_path))
    for language in ("de", "en", "ar"):
        said = ask(point, language=language, number=417, desk=3)
        assert (said.status, said.headers["Content-Type"]) == (200, "audio/wav"), language
        assert seconds(said.data) > 1
        assert said.headers["Cache-Control"] == "no-store"
    digits = seconds(ask(point, language="de", number=417, desk=3).data)
    assert abs(digits - seconds(ask(point, language="de", number=471, desk=3).data)) < digits / 3
    for piece in ("7", "number", "desk", "check"):
        assert 0.2 < seconds(ask(point, language="de", piece=piece).data) < 4, piece


def test_recorded_pieces_replace_the_synthetic_voice(point_with: Make, tmp_path: Path) -> None:
    point = point_with(speech_folder=str(tmp_path))
    recordings = point.app.extensions["lotse"].speaker.recordings
    for piece in "0123456789":
        recordings.keep("so", piece, tone(0.1))
    assert ask(point, language="so", number=417, desk=3).code == "NoVoice", "the words are missing"
    for word in ("Lambar", "Miis"):
        recordings.keep("so", word, tone(0.2))
    said = ask(point, language="so", number=417, desk=3)
    assert 0.7 < seconds(said.data) < 1.2


def test_a_board_says_nothing_else_and_to_nobody_else(point_with: Make, tmp_path: Path) -> None:
    point = point_with(speech_folder=str(tmp_path))
    assert ask(point, language="de", piece="Hallo").code == "UnknownChoice"
    assert ask(point, language="de", number=417).code == "UnknownChoice"
    assert ask(point, language="ckb", number=417, desk=3).code == "NoVoice"
    assert ask(point, language="de", text="Hallo").status == 422
    assert ask(point, language="de", notice=7).code == "UnknownNotice"
    address = "/display/api/speech?language=de&number=417&desk=3"
    for reply in (point.line().ask("GET", address), point.kiosk().get(address)):
        assert (reply.status, reply.code) == (401, "NotSignedIn")


def ask(point: ServicePoint, **wish: Any) -> Reply:
    return point.display().get("/display/api/speech?" + urlencode(wish))


def tone(length_s: float) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(b"\x01\x02" * int(length_s * 8_000))
    return out.getvalue()


def seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as found:
        return found.getnframes() / found.getframerate()
