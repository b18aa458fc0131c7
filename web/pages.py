"""HTML pages: one a face, with its texts and settings for the module that draws it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template

from i18n.languages import find_language
from i18n.texts import browser_texts, translator
from web.bundles import scripts_of, sheets_of
from web.house import house
from web.sprite import icons_of
from web.text_files import DOMAINS, text_files


def page(template: str, language: str, **values: Any) -> str:
    """A server-rendered page in `language`; `_` and `ngettext` are its texts."""
    texts = translator(language)
    return render_template(
        template,
        language=texts.language,
        direction=find_language(language).direction,
        scripts_of=scripts_of,
        sheets_of=sheets_of,
        icons_of=icons_of,
        demo=house().demo,
        _=texts.gettext,
        ngettext=texts.ngettext,
        **values,
    )


def face_page(
    template: str,
    language: str,
    *,
    face: str,
    languages: Sequence[str],
    inside: Sequence[str] = (),
    boot: Mapping[str, Any],
    **values: Any,
) -> str:
    """The page of a face in `language`; `languages` are those its reader may change to.

    Its module finds `boot` with `language`, `demo`, `texts` (of this language and those `inside`, no others) and
    `text_files`: where the texts of each language are.
    """
    texts = {code: browser_texts(code, *DOMAINS[face]) for code in (language, *inside)}
    files = text_files(face, languages)
    data = {"language": language, "demo": house().demo, "texts": texts, "text_files": files, **boot}
    return page(template, language, face=face, boot=data, **values)
