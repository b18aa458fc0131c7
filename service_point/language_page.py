"""What a lead decides on: which languages there are, which are on here, and who has read their texts."""

from collections.abc import Callable
from typing import Any

from i18n.languages import READABLE, find_language
from i18n.reviews import review_of
from service_point.facts import SiteFacts
from speech.voices import Voice

Picture = dict[str, Any]


def languages_picture(facts: SiteFacts, voice_of: Callable[[str], Voice | None]) -> Picture:
    """`{"languages": [{code, name, pages, can_have_pages, advice, shares, review, voice, missing}]}`.

    In the order of the site file; `voice` is "synthetic", "recorded" or None.
    """
    return {"languages": [_language(facts, entry, voice_of(entry["code"])) for entry in facts.languages]}


def _language(facts: SiteFacts, entry: dict[str, Any], voice: Voice | None) -> Picture:
    code = entry["code"]
    return {
        "code": code,
        "name": entry["name"],
        "pages": bool(entry.get("pages")),
        "can_have_pages": code in READABLE,
        "advice": bool(entry.get("advice")),
        "shares": find_language(code).pages or None,
        "review": _review(code),
        "voice": voice.kind if voice else None,
        "missing": _missing(facts, code) if entry.get("pages") else [],
    }


def _review(code: str) -> Picture:
    review = review_of(code)
    return {"state": review.state, "by": review.by, "on": review.on.isoformat() if review.on else None}


def _missing(facts: SiteFacts, code: str) -> list[str]:
    """Topics whose name is not there in it: their tiles show easy German and English."""
    texts = find_language(code).texts
    return [
        topic.code for topic in facts.topics.values() if not (topic.name.get(code) or topic.name.get(texts))
    ]
