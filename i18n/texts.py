"""What the pages, slips and boards say, in the language of the reader: gettext catalogs without a framework.

English is the msgid. A string that a language lacks is shown in easy German and in English together, so that somebody
in the room can help; `tools/catalogs.py check` fails when that would happen in a shipped language. The same holds for
texts of a site, which come as mappings from language to text.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from i18n.browser_dates import browser_dates
from i18n.languages import EASY_GERMAN, PSEUDO, Language, find_language, plural_categories, plural_index
from i18n.pseudo import pseudo_text

DOMAINS = ("web", "kiosk", "display", "phone", "staff", "paper", "days")
CATALOGS = Path(__file__).parent / "catalogs"
BETWEEN = " · "  # between easy German and English where a text is missing

Message = str | tuple[str, ...]


class Texts:
    """The texts of one language, all domains together."""

    def __init__(self, language: Language, messages: Mapping[str, Message]) -> None:
        self.language = language.code
        self.direction = language.direction
        self._messages = messages

    def gettext(self, msgid: str, **values: Any) -> str:
        """`msgid` in this language, its `{name}` placeholders filled from `values`.

        Raises:
            KeyError: a placeholder has no value.
        """
        message = self._messages.get(msgid, msgid)
        text = message if isinstance(message, str) else message[0]
        return text.format(**values) if values else text

    def ngettext(self, singular: str, plural: str, n: int, **values: Any) -> str:
        """The form for `n` (whole number), placeholders filled; `{count}` is `n` unless given.

        Raises:
            KeyError: a placeholder has no value.
        """
        forms = self._messages.get(singular)
        if isinstance(forms, tuple):
            text = forms[plural_index(self.language, n)]
        else:
            text = singular if abs(n) == 1 else plural
        return text.format(**{"count": n, **values})


def N_(msgid: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Marks a string for the catalogs where it is written down but not yet shown."""
    return msgid


@lru_cache
def translator(language: str) -> Texts:
    """The texts of `language` ("uk"); English for a code nobody knows."""
    found = find_language(language)
    return Texts(found, _messages(found, DOMAINS))


def browser_texts(language: str, *domains: str) -> dict[str, Any]:
    """The texts of `domains` ("web", "kiosk", …) for `texts.js`, ready for JSON.

    Shape: `{"language", "texts" (the language whose texts these are), "locale" (BCP 47, for Intl), "direction",
    "plurals": ["one", "few", …], "dates" (of browser_dates.py), "messages": {msgid: "text" or [one form per plural
    category]}}`.
    """
    found = find_language(language)
    return {
        "language": found.code,
        "texts": found.texts,
        "locale": found.locale.replace("_", "-"),
        "direction": found.direction,
        "plurals": list(plural_categories(found.code)),
        "dates": browser_dates(found),
        "messages": _messages(found, domains),
    }


def site_text(texts: Mapping[str, str], language: str) -> str:
    """A site's text as a reader of `language` gets it: never empty unless there is none at all."""
    found = find_language(language)
    own = texts.get(found.code) or texts.get(found.texts)
    return (
        own or _both(texts.get(EASY_GERMAN.code) or texts.get("de", ""), texts.get("en", "")) or _any(texts)
    )


@lru_cache
def load_messages(language: str, domain: str) -> dict[str, Message]:
    """Every translated string of one catalog; empty when the catalog does not exist. Fuzzy strings do not count."""
    return {
        key: message for key, (_plural, message) in _entries(find_language(language).texts, domain).items()
    }


def _messages(language: Language, domains: Iterable[str]) -> dict[str, Message]:
    """Msgid → text: the language's own, else easy German and English, together. Nothing for what only English has."""
    own: dict[str, Message] = {}
    instead: dict[str, Message] = {}
    for domain in domains:
        if language in PSEUDO:
            own.update(_pseudo_messages(language, domain))
        elif language.code != "en":
            own.update(load_messages(language.code, domain))
            instead.update(_instead(language, domain))
    return {**instead, **own}


def _instead(language: Language, domain: str) -> dict[str, Message]:
    """Every text of a domain in easy German and in English, one after the other."""
    german = {**_entries("de", domain), **_entries(EASY_GERMAN.code, domain)}
    return {
        key: _both_forms(language.code, key, plural, message) for key, (plural, message) in german.items()
    }


def _both_forms(language: str, singular: str, plural: str, german: Message) -> Message:
    if isinstance(german, str):
        return _both(german, singular)
    one, other = _both(german[0], singular), _both(german[-1], plural)
    return tuple(one if category == "one" else other for category in plural_categories(language))


def _both(german: str, english: str) -> str:
    return BETWEEN.join(dict.fromkeys(text for text in (german, english) if text))


def _any(texts: Mapping[str, str]) -> str:
    return next(iter(texts.values()), "")


def _pseudo_messages(language: Language, domain: str) -> dict[str, Message]:
    """Every text of a domain: what German has, English has."""
    forms = len(plural_categories(language.code))
    return {
        key: pseudo_text(key, language.direction)
        if isinstance(message, str)
        else tuple(pseudo_text(plural, language.direction) for _ in range(forms))
        for key, (plural, message) in _entries("de", domain).items()
    }


@lru_cache
def _entries(code: str, domain: str) -> dict[str, tuple[str, Message]]:
    """Msgid → (its plural or "", the translation)."""
    catalog = CATALOGS / code / f"{domain}.po"
    if not catalog.exists():
        return {}
    done = [message for message in _read(catalog) if message.id and _is_done(message)]
    return {_key(message.id): (_plural(message.id), _text(message.string)) for message in done}


def _read(catalog: Path) -> Any:
    """The compiled catalog when it is there and not older than its source, else the source itself."""
    compiled = catalog.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= catalog.stat().st_mtime:
        with compiled.open("rb") as file:
            return read_mo(file)
    with catalog.open("rb") as file:
        return read_po(file)


def _is_done(message: Any) -> bool:
    forms = [message.string] if isinstance(message.string, str) else message.string
    return all(forms) and not message.fuzzy


def _key(msgid: Any) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _plural(msgid: Any) -> str:
    return "" if isinstance(msgid, str) else str(msgid[1])


def _text(string: Any) -> Message:
    return string if isinstance(string, str) else tuple(string)
