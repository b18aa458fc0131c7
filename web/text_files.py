"""`/texts/<face>/<language>.<hash>.json`: what a face says in one language, so that a page loads no other one.

The hash is that of the content: an address never changes what it holds, and may be kept for ever.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from functools import lru_cache

from flask import Flask, Response, abort

from i18n.languages import has_pages
from i18n.texts import browser_texts
from web.guards import open_to_all

DOMAINS = {
    "kiosk": ("web", "kiosk"),
    "display": ("web", "display"),
    "phone": ("web", "phone"),
    "staff": ("web", "staff"),
}
NAME = re.compile(r"(?P<language>[A-Za-z-]+)\.(?P<digest>[0-9a-f]+)\.json")
HASH_DIGITS = 12
FOR_EVER = "public, max-age=31536000, immutable"


def text_files(face: str, languages: Iterable[str]) -> dict[str, str]:
    """The address of each language's texts, for the page that may need them and for whoever keeps them offline."""
    return {language: f"/texts/{face}/{language}.{_file(face, language)[1]}.json" for language in languages}


def register_text_files(app: Flask) -> None:
    @app.get("/texts/<face>/<name>")
    @open_to_all
    def text_file(face: str, name: str) -> Response:
        """An address of an older version gets today's texts, and nobody keeps them."""
        found = NAME.fullmatch(name)
        if not found or face not in DOMAINS or not has_pages(found["language"]):
            abort(404)
        body, current = _file(face, found["language"])
        response = Response(body, mimetype="application/json")
        response.headers["Cache-Control"] = FOR_EVER if found["digest"] == current else "no-cache"
        return response


@lru_cache
def _file(face: str, language: str) -> tuple[bytes, str]:
    """(content, hash). Catalogs change only with the program."""
    texts = browser_texts(language, *DOMAINS[face])
    body = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode()
    return body, hashlib.sha256(body).hexdigest()[:HASH_DIGITS]
