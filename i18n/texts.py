"""What the pages, slips and boards say, in the language of the reader: gettext catalogs without a framework.

English is the msgid. A string that a catalog does not hold is shown in English; `tools/catalogs.py check` fails
when that would happen in a shipped language.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from i18n.languages import Language, find_language, plural_categories, plural_index

DOMAINS = ("web", "kiosk", "display", "phone", "staff", "paper")
CATALOGS = Path(__file__).parent / "catalogs"

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
    messages: dict[str, Message] = {}
    for domain in DOMAINS:
        messages.update(load_messages(found.code, domain))
    return Texts(found, messages)


def browser_texts(language: str, *domains: str) -> dict[str, Any]:
    """The texts of `domains` ("web", "kiosk", …) for `texts.js`, ready for JSON.

    Shape: `{"language", "locale" (BCP 47, for Intl), "direction", "plurals": ["one", "few", …],
    "messages": {msgid: "text" or [one form per plural category]}}`.
    """
    found = find_language(language)
    messages: dict[str, Message] = {}
    for domain in domains:
        messages.update(load_messages(found.code, domain))
    return {
        "language": found.code,
        "locale": found.locale.replace("_", "-"),
        "direction": found.direction,
        "plurals": list(plural_categories(found.code)),
        "messages": messages,
    }


@lru_cache
def load_messages(language: str, domain: str) -> dict[str, Message]:
    """Every translated string of one catalog; empty when the catalog does not exist. Fuzzy strings do not count."""
    catalog = CATALOGS / find_language(language).code / f"{domain}.po"
    if not catalog.exists():
        return {}
    messages = {_key(message.id): _text(message.string) for message in _read(catalog) if _is_done(message)}
    messages.pop("", None)
    return messages


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


def _text(string: Any) -> Message:
    return string if isinstance(string, str) else tuple(string)
