"""What a screen says, as sound: only for a kiosk, piece by piece, in a language that has a voice."""

from typing import Any

from flask import Response, request

from kiosk.blueprint import kiosk
from kiosk.forms import SpeechQuestion
from web.guards import current_device, for_device
from web.house import house

SPEECH_LIMIT = "300/minute"  # a kiosk: far above what can be listened to
KEPT = "private, max-age=3600"  # a new recording is heard within the hour
SOUND: dict[int | str, Any] = {
    200: {"description": "A WAV file", "content": {"audio/wav": {}}},
    304: {"description": "as it was"},
    401: {"description": "NotSignedIn"},
    404: {"description": "NoVoice"},
    429: {"description": "TooManyAttempts"},
}
NEVER_KEPT = "no-store"  # what may hold a visitor's number


@kiosk.get("/api/speech")
@for_device("kiosk")
@kiosk.input(SpeechQuestion, location="query", arg_name="asked")
@kiosk.doc(responses=SOUND)
def speech(asked: SpeechQuestion) -> Response:
    """A WAV file with `ETag`. 404 `NoVoice`."""
    house().count_attempt(SPEECH_LIMIT, "speech", current_device().id)
    sound = house().speaker.speak(asked.text, asked.language)
    response = Response(sound, mimetype="audio/wav")
    response.headers["Cache-Control"] = NEVER_KEPT if any(sign.isdigit() for sign in asked.text) else KEPT
    response.add_etag()
    response.make_conditional(request)
    return response
