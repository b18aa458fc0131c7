"""Which language was read by one of its speakers, and whether its texts have changed since. See reviews.toml."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from i18n.languages import find_language
from i18n.texts import DOMAINS, load_messages

REVIEWS = Path(__file__).with_name("reviews.toml")
VISITORS_DOMAINS = tuple(domain for domain in DOMAINS if domain != "staff")
DIGEST_DIGITS = 12

State = Literal["unreviewed", "reviewed", "changed"]  # changed: other texts than those that were read


@dataclass(frozen=True, slots=True)
class Review:
    """The state of one language; `by` and `on` are None while nobody has read it."""

    state: State
    by: str | None = None
    on: date | None = None


def review_of(language: str) -> Review:
    """The newest review of the texts that readers of `language` get."""
    texts = find_language(language).texts
    rows = [row for row in _rows() if row["language"] == texts]
    if not rows:
        return Review("unreviewed")
    newest = max(rows, key=lambda row: row["on"])
    state: State = "reviewed" if newest["texts"] == texts_digest(texts) else "changed"
    return Review(state, newest["by"], date.fromisoformat(newest["on"]))


def texts_digest(language: str) -> str:
    """Changes with every change of a text that visitors read in `language`."""
    messages = [sorted(load_messages(language, domain).items()) for domain in VISITORS_DOMAINS]
    return hashlib.sha256(json.dumps(messages, ensure_ascii=False).encode()).hexdigest()[:DIGEST_DIGITS]


def _rows() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = tomllib.loads(REVIEWS.read_text(encoding="utf-8")).get("reviews", [])
    return rows
