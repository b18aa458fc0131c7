"""What a board says: calls, notices and the sound check, as sound; only for a paired display, nothing but these."""

from typing import Any

from flask import Response, request

from display.blueprint import display
from display.forms import SpeechWish
from i18n.texts import N_, translator
from rules.errors import UnknownChoice
from service_point.facts import SiteFacts
from service_point.notices import shown_notice, text_of
from web.guards import current_device, for_device
from web.house import house

SPEECH_LIMIT = "600/minute"  # a display: its pieces at the start, then two phrases a call
SOUND: dict[int | str, Any] = {
    200: {"description": "A WAV file", "content": {"audio/wav": {}}},
    304: {"description": "as it was"},
    401: {"description": "NotSignedIn"},
    404: {"description": "NoVoice, UnknownNotice"},
    422: {"description": "UnknownChoice"},
    429: {"description": "TooManyAttempts"},
}
PIECES = {"number": N_("Number"), "desk": N_("Desk"), "check": N_("This is a test of the sound.")}
DIGITS = "0123456789"


@display.get("/api/speech")
@for_device("display")
@display.input(SpeechWish, location="query", arg_name="wish")
@display.doc(responses=SOUND)
def board_speech(wish: SpeechWish) -> Response:
    """A WAV file with `ETag`. 404 `NoVoice`, `UnknownNotice`; 422 `UnknownChoice`: not one of the three kinds."""
    office, device = house().office, current_device()
    house().count_attempt(SPEECH_LIMIT, "board speech", device.id)
    with office.read() as session:
        facts = office.facts(session, device.site_id)
        if wish.notice is not None:
            notice = shown_notice(session, facts, wish.notice, office.clock())
            language, text = text_of(notice, facts, wish.language)
            pieces = [text]
        else:
            language, pieces = wish.language, _pieces(wish, facts)
    return _sound(house().speaker.say_pieces(pieces, language))


def _pieces(wish: SpeechWish, facts: SiteFacts) -> list[str]:
    """Words and numbers in the order in which they are said. Raises: UnknownChoice."""
    say = translator(wish.language).gettext
    if wish.number is not None and wish.desk is not None:
        number = wish.number if facts.board_numbers == "whole" else " ".join(str(wish.number))
        return [say(PIECES["number"]), f"{number}.", say(PIECES["desk"]), f"{wish.desk}."]
    if wish.piece in PIECES:
        return [say(PIECES[wish.piece])]
    if wish.piece and len(wish.piece) == 1 and wish.piece in DIGITS:
        return [wish.piece]
    raise UnknownChoice(field="piece", value=str(wish.piece))


def _sound(sound: bytes) -> Response:
    response = Response(sound, mimetype="audio/wav")
    response.headers["Cache-Control"] = "no-store"  # the board keeps its pieces itself
    response.add_etag()
    response.make_conditional(request)
    return response
