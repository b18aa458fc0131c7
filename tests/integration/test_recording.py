"""The kiosk's voice read by native speakers: by leads and whom they let, phrase by phrase, heard at the kiosk at once."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from i18n.texts import load_messages
from service_point.recording import FIRST, NEVER_SAID
from speech.recordings import phrase_key
from tests.support.cast import AUDITOR, AYLIN, LEAD, OPERATOR, RECEPTION, ServicePoint
from tests.support.faces import Console, Reply
from tests.support.sounds import pcm, seconds, tone

Make = Callable[..., ServicePoint]
WELCOME = "Soo dhowow"


@pytest.fixture
def point(point_with: Make, tmp_path: Path) -> ServicePoint:
    return point_with(speech_folder=str(tmp_path / "speech"))


def phrases(console: Console, language: str = "so") -> dict[str, dict[str, object]]:
    reply = console.get(f"/staff/api/recordings/{language}")
    assert reply.status == 200, reply
    return {phrase["text"]: phrase for phrase in reply.body["phrases"]}


def keep(console: Console, text: str, sound: bytes, language: str = "so", **headers: str) -> Reply:
    path = f"/staff/api/recordings/{language}/{phrase_key(text)}"
    sent = {"Content-Type": "audio/wav", "X-CSRF-Token": console.csrf_token, **headers}
    return console.line.ask("POST", path, data=sound, headers=sent)


def said_by_the_kiosk(point: ServicePoint, text: str, language: str = "so") -> Reply:
    kiosk = point.kiosk()
    question = urlencode({"language": language, "text": text})
    return kiosk.line.ask("GET", f"/kiosk/api/speech?{question}", headers=kiosk.headers)


def open_to_colleagues(point: ServicePoint, language: str = "so", *, allowed: bool = True) -> Reply:
    return point.console(LEAD).post(f"/staff/api/recordings/{language}/colleagues", {"allowed": allowed})


def test_every_phrase_is_listed_once_with_the_digits_first_and_none_with_a_changing_part(
    point: ServicePoint,
) -> None:
    listed = phrases(point.console(LEAD), "de")
    assert list(listed)[:12] == [*"0123456789", "Deutsch", "Willkommen"]
    assert {"Wohnen", "Bitte setzen Sie sich", "gewählt"} & set(listed)
    assert not any("{" in text or "lotse" in text for text in listed)
    assert len({phrase["key"] for phrase in listed.values()}) == len(listed) > 100
    known = load_messages("de", "kiosk")
    assert [msgid for msgid in (*FIRST, *NEVER_SAID) if msgid not in known] == []


def test_what_is_recorded_is_heard_at_the_kiosk_and_can_be_deleted(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    assert said_by_the_kiosk(point, WELCOME).code == "NoVoice"
    assert keep(lead, WELCOME, tone(0.5)).body == {"key": phrase_key(WELCOME), "recorded": True}
    assert phrases(lead)[WELCOME]["recorded"] is True
    assert said_by_the_kiosk(point, WELCOME).data == tone(0.5)
    assert lead.get(f"/staff/api/recordings/so/{phrase_key(WELCOME)}").data == tone(0.5)
    keep(lead, WELCOME, tone(0.7))
    assert said_by_the_kiosk(point, WELCOME).data == tone(0.7)
    lead.post(f"/staff/api/recordings/so/{phrase_key(WELCOME)}/forget", {})
    assert said_by_the_kiosk(point, WELCOME).code == "NoVoice"
    assert lead.get(f"/staff/api/recordings/so/{phrase_key(WELCOME)}").status == 404


def test_ten_digits_make_a_voice_and_kiosks_learn_of_it(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    beat = {"page": "x", "up_for_s": 1, "clock_offset_s": 0, "unsent": 0}
    before = point.kiosk().post("/kiosk/api/heartbeat", beat).body["page"]
    for digit in "0123456789":
        keep(lead, digit, tone(0.2))
    assert 0.6 < seconds(said_by_the_kiosk(point, "417").data) < 0.8
    (somali,) = [one for one in lead.get("/staff/api/recordings").body["languages"] if one["code"] == "so"]
    assert (somali["voice"], somali["recorded"]) == ("recorded", 10)
    assert point.kiosk().post("/kiosk/api/heartbeat", beat).body["page"] != before


def test_a_tile_with_name_and_greeting_is_put_together_of_both(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    keep(lead, "Soomaali", tone(0.4))
    assert said_by_the_kiosk(point, f"Soomaali. {WELCOME}").code == "NoVoice"
    keep(lead, WELCOME, tone(0.5))
    assert 1.1 < seconds(said_by_the_kiosk(point, f"Soomaali. {WELCOME}").data) < 1.3


@pytest.mark.parametrize(
    ("sound", "kind", "refusal"),
    [
        (b"", "audio/wav", (422, "NotSpeech")),
        (b"\x1aE\xdf\xa3 webm", "audio/wav", (422, "NotSpeech")),
        (tone(31), "audio/wav", (422, "NotSpeech")),
        (pcm(bytes(16_000)), "audio/wav", (422, "NotSpeech")),
        (bytes(2 * 1024 * 1024 + 1), "audio/wav", (413, "TooLarge")),
        (tone(0.5), "application/json", (415, "NotReadable")),
    ],
    ids=["nothing", "not a WAV file", "too long", "silence", "too large", "another type"],
)
def test_what_no_kiosk_should_play_is_refused_and_the_earlier_one_stays(
    point: ServicePoint, sound: bytes, kind: str, refusal: tuple[int, str]
) -> None:
    lead = point.console(LEAD)
    keep(lead, WELCOME, tone(0.5))
    reply = keep(lead, WELCOME, sound, **{"Content-Type": kind})
    assert (reply.status, reply.code) == refusal
    assert said_by_the_kiosk(point, WELCOME).data == tone(0.5)


def test_only_what_the_kiosk_says_can_be_recorded(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    assert (keep(lead, "something else", tone(0.5)).code, keep(lead, "1", tone(0.5), "xx").code) == (
        "UnknownChoice",
        "UnknownLanguage",
    )


@pytest.mark.parametrize("username", [AYLIN, RECEPTION])
def test_colleagues_record_in_the_languages_that_a_lead_has_opened(
    point: ServicePoint, username: str
) -> None:
    colleague = point.console(username)
    assert keep(colleague, WELCOME, tone(0.5)).code == "NotAllowed"
    assert colleague.get("/staff/api/recordings").body == {"languages": []}
    assert open_to_colleagues(point).status == 200
    assert [one["code"] for one in colleague.get("/staff/api/recordings").body["languages"]] == ["so"]
    assert keep(colleague, WELCOME, tone(0.5)).status == 200
    assert keep(colleague, "Mirë se vini", tone(0.5), "sq").code == "NotAllowed"
    open_to_colleagues(point, allowed=False)
    assert keep(colleague, WELCOME, tone(0.6)).code == "NotAllowed"
    assert said_by_the_kiosk(point, WELCOME).data == tone(0.5)


def test_who_has_nothing_to_do_with_it_may_neither_listen_nor_record(point: ServicePoint) -> None:
    open_to_colleagues(point)
    for username in (OPERATOR, AUDITOR):
        assert keep(point.console(username), WELCOME, tone(0.5)).code == "NotAllowed"
        assert point.console(username).get("/staff/api/recordings").code == "NotAllowed"
    assert (
        point.console(AYLIN).post("/staff/api/recordings/so/colleagues", {"allowed": True}).code
        == "NotAllowed"
    )


def test_another_website_cannot_record(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    assert keep(lead, WELCOME, tone(0.5), **{"X-CSRF-Token": "another"}).code == "CsrfMissing"
    assert keep(lead, WELCOME, tone(0.5), Origin="https://elsewhere.example").code == "OtherOrigin"
    assert phrases(lead)[WELCOME]["recorded"] is False


def test_only_the_page_of_recording_may_use_the_microphone(point: ServicePoint) -> None:
    policies = {
        path: point.line().ask("GET", path).headers["Permissions-Policy"]
        for path in ("/staff/recording", "/staff/", "/kiosk/", "/display/", "/staff/api/recordings")
    }
    assert policies.pop("/staff/recording") == "camera=(), microphone=(self), geolocation=()"
    assert set(policies.values()) == {"camera=(), microphone=(), geolocation=()"}
