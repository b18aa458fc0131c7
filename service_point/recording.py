"""Which phrases the kiosk says in a language, and who may record them: a lead, and whoever a lead lets."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from i18n.languages import find_language
from i18n.texts import load_messages, translator
from models import OpenRecording
from rules.errors import NotAllowed, UnknownChoice, UnknownLanguage
from rules.roles import Permission, is_allowed
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.unit_of_work import Unit
from speech.recordings import DIGITS, Recordings, phrase_key
from speech.speaker import words_of
from speech.voices import Voice

Picture = dict[str, Any]
VoiceOf = Callable[[str], Voice | None]

FIRST = (  # what nearly every visitor hears, in the order of a visit
    "Welcome", "Please touch the screen", "Welcome. Which language?", "What do you need?",
    "Touch what you need. One topic is enough.", "What helps you?", "You can choose something, or simply go on.",
    "chosen", "Get my number", "You are registered", "Your number", "Please sit down",
    "Your number comes up on the board.", "Done", "Back", "Continue", "Help", "Language", "View", "Listen",
)  # fmt: skip
NEVER_SAID = (  # where somebody sets a kiosk up, and what is hidden from the voice
    "This terminal is not set up yet", "We do not know this token. Please make a new one.",
    "For the staff: type this code in the console under “Devices”. This screen then starts by itself.",
    "Keys", "PIN", "Help and settings", "There is no voice for this language yet.",
)  # fmt: skip


def phrases_of(facts: SiteFacts, language: str) -> list[str]:
    """Digits, what the kiosk's screens say, and the site's own names, in `language`; each once, the first ones first.

    Texts with a changing part, as "4 waiting", are not among them: they stay with the synthetic voice.
    """
    texts = translator(language)
    messages = [
        key for key, text in load_messages("de", "kiosk").items() if isinstance(text, str) and "{" not in key
    ]
    rest = [key for key in messages if key not in FIRST and key not in NEVER_SAID]
    names = [topic.name for topic in facts.topics.values()] + [
        need["name"] for need in facts.plan.get("needs", [])
    ]
    own = [name.get(language) or name.get(find_language(language).texts, "") for name in names]
    said = [
        *DIGITS,
        find_language(language).name,
        *map(texts.gettext, FIRST),
        *own,
        *map(texts.gettext, rest),
    ]
    return list(dict.fromkeys(words for words in map(words_of, said) if words))


def languages_to_record(
    session: Session, facts: SiteFacts, who: SignedIn, recordings: Recordings, voice_of: VoiceOf
) -> list[Picture]:
    """`[{code, name, direction, voice, phrases, recorded, is_open}]`: those in which `who` may record."""
    opened = _opened(session, facts)
    return [
        _language_json(facts, code, recordings, voice_of(code), code in opened)
        for code in facts.page_languages
        if who.is_lead or code in opened
    ]


def phrases_json(facts: SiteFacts, language: str, recordings: Recordings) -> list[Picture]:
    """`[{key, text, recorded}]` in the order in which they are best read."""
    return [
        {"key": phrase_key(text), "text": text, "recorded": recordings.has(language, text)}
        for text in phrases_of(facts, language)
    ]


def phrase_of(facts: SiteFacts, language: str, key: str) -> str:
    """The phrase with this key. Raises: UnknownChoice: the kiosk never says it."""
    for text in phrases_of(facts, language):
        if phrase_key(text) == key:
            return text
    raise UnknownChoice(field="phrase", value=key)


def check_may_record(session: Session, facts: SiteFacts, who: SignedIn, language: str) -> None:
    """Raises: UnknownLanguage for one without pages here; NotAllowed while no lead has opened it."""
    who.require(Permission.RECORD)
    if language not in facts.page_languages:
        raise UnknownLanguage(language=language)
    if not who.is_lead and language not in _opened(session, facts):
        raise NotAllowed(permission=str(Permission.RECORD))


def may_record_something(session: Session, facts: SiteFacts, who: SignedIn) -> bool:
    """Whether there is a language in which `who` may record."""
    return is_allowed(who.role, Permission.RECORD) and (who.is_lead or bool(_opened(session, facts)))


def let_colleagues_record(unit: Unit, who: SignedIn, language: str, *, allowed: bool) -> None:
    """Everybody of the staff may, or only leads. Raises: NotAllowed, UnknownLanguage."""
    who.require(Permission.LEAD)
    check_may_record(unit.session, unit.facts, who, language)
    key = (OpenRecording.site_id == unit.site_id, OpenRecording.language == language)
    unit.session.execute(delete(OpenRecording).where(*key))
    if allowed:
        unit.session.add(_opening(unit, who, language, unit.now))
    unit.session.flush()


def _opening(unit: Unit, who: SignedIn, language: str, now: datetime) -> OpenRecording:
    return OpenRecording(site_id=unit.site_id, language=language, since=now, staff_id=who.staff_id)


def _opened(session: Session, facts: SiteFacts) -> set[str]:
    query = select(OpenRecording.language).where(OpenRecording.site_id == facts.id)
    return set(session.scalars(query))


def _language_json(
    facts: SiteFacts, code: str, recordings: Recordings, voice: Voice | None, is_open: bool
) -> Picture:
    phrases = phrases_of(facts, code)
    return {
        "code": code,
        "name": find_language(code).name,
        "direction": find_language(code).direction,
        "voice": voice.kind if voice else None,
        "phrases": len(phrases),
        "recorded": sum(recordings.has(code, text) for text in phrases),
        "is_open": is_open,
    }
