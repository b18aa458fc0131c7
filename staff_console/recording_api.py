"""Recording the kiosk's voice: the phrases of a language, each read once by somebody who speaks it."""

from typing import Any

from flask import Response, abort, request

from rules.roles import Permission
from service_point.boards import Picture
from service_point.recording import (
    check_may_record,
    languages_to_record,
    let_colleagues_record,
    phrase_of,
    phrases_json,
)
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.recording_forms import (
    ColleaguesAnswer,
    ForgetRecording,
    LetColleagues,
    PhrasesAnswer,
    RecordedAnswer,
    RecordingLanguages,
)
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import request_of

LARGEST_BYTES = 2 * 1024 * 1024  # 30 s of 16 bit mono at 24,000 a second are 1.4 MB
SOUND = "audio/wav"
RECORD_LIMIT = "120/minute"  # one person: far above what can be read aloud

PLAYED: dict[int | str, Any] = {
    200: {"description": "A WAV file", "content": {SOUND: {}}},
    401: {"description": "NotSignedIn"},
    403: {"description": "NotAllowed"},
    404: {"description": "not recorded"},
    422: {"description": "UnknownLanguage, UnknownChoice"},
}


@staff_console.get("/api/recordings")
@for_staff(Permission.RECORD)
@staff_console.output(RecordingLanguages)
@staff_console.doc(responses=[401, 403])
def get_recording_languages() -> Response:
    """The languages in which this person may record, and how much of each is done."""
    office, who, speaker = house().office, current_staff(), house().speaker
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        found = languages_to_record(session, facts, who, speaker.recordings, speaker.voice_of)
    return json_answer({"languages": found}, 200)


@staff_console.get("/api/recordings/<language>")
@for_staff(Permission.RECORD)
@staff_console.output(PhrasesAnswer)
@staff_console.doc(responses=[401, 403, 422])
def get_phrases(language: str) -> Response:
    """Every phrase of a language that the kiosk says, and which are recorded. 422 `UnknownLanguage`."""
    return json_answer({"phrases": _phrases(language)}, 200)


@staff_console.get("/api/recordings/<language>/<key>")
@for_staff(Permission.RECORD)
@staff_console.doc(responses=PLAYED)
def get_recording(language: str, key: str) -> Response:
    """The recording of a phrase as the kiosk plays it."""
    sound = house().speaker.recordings.of(language, _phrase(language, key))
    if sound is None:
        abort(404)
    return Response(sound, mimetype=SOUND)


@staff_console.post("/api/recordings/<language>/<key>")
@for_staff(Permission.RECORD)
@staff_console.output(RecordedAnswer)
@staff_console.doc(responses=[401, 403, 413, 415, 422, 429])
def keep_recording(language: str, key: str) -> Response:
    """Keep a recording: `audio/wav`, 16 bit, mono, at most 30 s and 2 MiB; an earlier one is replaced.

    422 `NotSpeech`, `UnknownLanguage`, `UnknownChoice`.
    """
    house().count_attempt(RECORD_LIMIT, "record", current_staff().staff_id)
    text = _phrase(language, key)
    if request.mimetype != SOUND:
        abort(415)
    request.max_content_length = LARGEST_BYTES
    house().speaker.recordings.keep(language, text, request.get_data(cache=False))
    return json_answer({"key": key, "recorded": True}, 200)


@staff_console.post("/api/recordings/<language>/<key>/forget")
@for_staff(Permission.RECORD)
@staff_console.input(ForgetRecording, arg_name="_click")
@staff_console.output(RecordedAnswer)
@staff_console.doc(responses=[401, 403, 422])
def forget_recording(language: str, key: str, _click: ForgetRecording) -> Response:
    """Delete a recording: the synthetic voice speaks again, or nobody. 422 `UnknownLanguage`, `UnknownChoice`."""
    house().speaker.recordings.forget(language, _phrase(language, key))
    return json_answer({"key": key, "recorded": False}, 200)


@staff_console.post("/api/recordings/<language>/colleagues")
@for_staff(Permission.LEAD)
@staff_console.input(LetColleagues, arg_name="wanted")
@staff_console.output(ColleaguesAnswer)
@staff_console.doc(responses=[401, 403, 409, 422])
def let_colleagues(language: str, wanted: LetColleagues) -> Response:
    """Let everybody of the staff record in a language, or only leads again. 422 `UnknownLanguage`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        let_colleagues_record(unit, who, language, allowed=wanted.allowed)
        return {"allowed": wanted.allowed}

    answer = house().office.once(who.site_id, request_of(who.actor, wanted), work)
    return json_answer(answer.body, answer.status)


def _phrases(language: str) -> list[Picture]:
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        check_may_record(session, facts, who, language)
    return phrases_json(facts, language, house().speaker.recordings)


def _phrase(language: str, key: str) -> str:
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        check_may_record(session, facts, who, language)
    return phrase_of(facts, language, key)
