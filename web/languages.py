"""Which language the reader of an answer understands."""

from flask import request

from i18n.languages import READABLE

DEFAULT = "de"


def reader_language() -> str:
    """From `?language=`, else the browser's languages, else German."""
    wanted = request.args.get("language", "")
    if wanted in READABLE:
        return wanted
    return request.accept_languages.best_match(READABLE) or DEFAULT
