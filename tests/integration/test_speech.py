"""Text becomes sound on the server: for kiosks only, in the right language or not at all, kept, replaced by recordings."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from i18n.languages import READABLE
from i18n.texts import translator
from rules.errors import NotSpeech, NoVoice
from speech.cache import SpeechCache
from speech.espeak import find_espeak
from speech.recordings import phrase_key
from speech.speaker import Speaker
from speech.voices import ESPEAK_VOICES, Voice
from tests.support.cast import LEAD, ServicePoint
from tests.support.faces import Reply
from tests.support.plans import Plan, change_plan
from tests.support.sounds import seconds, tone

Make = Callable[..., ServicePoint]
SILENT = {"ckb", "ps", "so", "ti"}  # with Debian's eSpeak NG 1.51; a later one speaks Tigrinya


@pytest.fixture
def speaker(tmp_path: Path) -> Speaker:
    return Speaker(find_espeak(), tmp_path)


def test_every_language_has_its_own_voice_or_none(speaker: Speaker) -> None:
    silent = {code for code in READABLE if speaker.voice_of(code) is None}
    assert silent <= SILENT
    assert silent >= SILENT - {"ti"}
    assert speaker.voice_of("xx") is None


@pytest.mark.parametrize("language", sorted(set(ESPEAK_VOICES) - {"en"} - SILENT))
def test_no_voice_falls_back_to_english_for_what_its_language_says(language: str) -> None:
    """eSpeak NG marks a change of language in its phonemes; it makes one for letters a voice does not know."""
    text = "\n".join(
        translator(language).gettext(words) for words in ("Welcome", "Your number", "Please sit down")
    )
    command = [str(find_espeak()), "-v", ESPEAK_VOICES[language], "-q", "-x", "--stdin"]
    said = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()
    assert said.strip()
    assert "(en)" not in said


def test_an_unknown_script_would_be_noticed() -> None:
    command = [str(find_espeak()), "-v", "de", "-q", "-x", "--stdin"]
    said = subprocess.run(command, input="Житло".encode(), capture_output=True, check=True).stdout.decode()
    assert "(en)" in said or "(" in said


def test_a_kiosk_gets_sound_that_it_may_keep_unless_it_holds_a_number(
    point_with: Make, tmp_path: Path
) -> None:
    point = point_with(speech_folder=str(tmp_path))
    said = ask(point, "uk", "Ваш номер")
    assert (said.status, said.headers["Content-Type"]) == (200, "audio/wav")
    assert seconds(said.data) > 0.3
    assert "max-age" in said.headers["Cache-Control"]
    again = ask(point, "uk", "Ваш номер", **{"If-None-Match": said.headers["ETag"]})
    assert again.status == 304
    assert ask(point, "uk", "417").headers["Cache-Control"] == "no-store"


def test_nobody_else_may_let_the_server_speak(point_with: Make, tmp_path: Path) -> None:
    point = point_with(speech_folder=str(tmp_path))
    reply = point.line().ask("GET", "/kiosk/api/speech?" + urlencode({"language": "de", "text": "Hallo"}))
    assert (reply.status, reply.body["code"]) == (401, "NotSignedIn")


def test_too_long_too_much_or_in_no_voice_is_refused(point_with: Make, tmp_path: Path) -> None:
    point = point_with(speech_folder=str(tmp_path), rate_limits="on")
    assert ask(point, "de", "x" * 301).status == 422
    assert (ask(point, "so", "Kaalay").status, ask(point, "so", "Kaalay").body["code"]) == (404, "NoVoice")
    assert ask(point, "../de", "Hallo").status == 404
    assert ask(point, "de", "\u202e \n").status == 404
    replies = [ask(point, "so", "Kaalay").status for _ in range(300)]
    assert replies[-1] == 429


def test_who_has_no_voice_is_said_so_everywhere_and_nobody_else_speaks_for_them(
    point_with: Make, tmp_path: Path
) -> None:
    """Kiosk, board, the lead's page of languages, the page of recording."""
    point = point_with(speech_folder=str(tmp_path))
    silent = sorted(SILENT - set(point.app.extensions["lotse"].speaker.speaks(SILENT)))
    change_plan(point.office, point.site_id, spoken_on_the_board("so", "ckb"))
    lead = point.console(LEAD)
    kiosk, board = (
        boot(face.line.ask("GET", f"/{name}/", headers=face.headers).data)["voices"]
        for name, face in (("kiosk", point.kiosk()), ("display", point.display()))
    )
    assert set(READABLE) - set(kiosk) == set(silent)
    assert board == []
    for address in ("/staff/api/languages", "/staff/api/recordings"):
        told = {one["code"]: one["voice"] for one in lead.get(address).body["languages"]}
        assert [code for code in sorted(SILENT) if told[code] is None] == silent
        assert told["uk"] == "synthetic"
    for language in silent:
        assert ask(point, language, translator(language).gettext("Welcome")).code == "NoVoice"
        wish = urlencode({"language": language, "number": 417, "desk": 3})
        assert point.display().get(f"/display/api/speech?{wish}").code == "NoVoice"


def test_sounds_and_markup_inside_a_text_are_read_as_words(speaker: Speaker) -> None:
    assert speaker.speak("a [[h@l'oU]] b", "de") == speaker.speak("a h@l'oU b", "de")


def test_without_the_program_there_is_no_voice_and_no_fault(point_with: Make, tmp_path: Path) -> None:
    point = point_with(speech_folder=str(tmp_path), espeak_ng=str(tmp_path / "gone"))
    ready = point.line().ask("GET", "/readyz")
    assert (ready.status, ready.body["speech"]) == (200, "none")
    assert ask(point, "de", "Hallo").body["code"] == "NoVoice"
    assert b'"voices": []' in point.kiosk().line.ask("GET", "/kiosk/", headers=point.kiosk().headers).data


def test_a_program_that_dies_is_no_voice(tmp_path: Path) -> None:
    program = tmp_path / "espeak-ng"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --voices ] && echo " 5  de --/M German gmw/de" && exit 0\nexit 3\n'
    )
    program.chmod(0o755)
    speaker = Speaker(str(program), tmp_path / "speech")
    assert speaker.voice_of("de")
    with pytest.raises(NoVoice):
        speaker.speak("Hallo", "de")


def test_what_was_said_once_is_kept_and_the_longest_unused_makes_room(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path, limit_bytes=2_500)
    made: list[str] = []

    def make(name: str) -> Callable[[Path], None]:
        def write(path: Path) -> None:
            made.append(name)
            path.write_bytes(name.encode() * 1_000)

        return write

    for name in ("a", "b", "a", "c", "a", "b"):
        assert cache.get_or_make("de", name, make(name)) == name.encode() * 1_000
    assert made == ["a", "b", "c", "b"]
    assert sum(path.stat().st_size for path in tmp_path.glob("*.wav")) <= 2_500


def test_a_recording_replaces_the_synthetic_voice_and_ten_digits_make_a_voice(speaker: Speaker) -> None:
    speaker.recordings.keep("so", "Soo dhowow", tone(0.5))
    assert speaker.voice_of("so") is None
    for digit in "0123456789":
        speaker.recordings.keep("so", digit, tone(0.1))
    assert speaker.voice_of("so") == Voice("recorded")
    assert speaker.speak(" Soo \n dhowow ", "so") == tone(0.5)
    assert 0.3 < seconds(speaker.speak("417", "so")) < 0.5
    with pytest.raises(NoVoice):
        speaker.speak("Wax kale", "so")
    synthetic = speaker.speak("Willkommen", "de")
    speaker.recordings.keep("de", "Willkommen", tone(0.7))
    assert speaker.speak("Willkommen", "de") == tone(0.7)
    speaker.recordings.forget("de", "Willkommen")
    assert speaker.speak("Willkommen", "de") == synthetic


def test_only_speech_is_kept_as_a_recording(speaker: Speaker) -> None:
    for wrong in (b"", b"RIFF", tone(31), tone(0.1)[:30]):
        with pytest.raises(NotSpeech):
            speaker.recordings.keep("so", "1", wrong)
    assert not speaker.recordings.has("so", "1")
    assert phrase_key("../1") != "../1"


def ask(point: ServicePoint, language: str, text: str, **headers: str) -> Reply:
    kiosk = point.kiosk()
    address = "/kiosk/api/speech?" + urlencode({"language": language, "text": text})
    return kiosk.line.ask("GET", address, headers={**kiosk.headers, **headers})


def boot(page: bytes) -> Any:
    """The data that a page starts with."""
    return json.loads(page.decode().split('id="boot">', 1)[1].split("</script>", 1)[0])


def spoken_on_the_board(*codes: str) -> Callable[[Plan], Plan]:
    return lambda plan: {**plan, "site": {**plan["site"], "board_languages": list(codes)}}
