#!/usr/bin/env python3
"""The catalogs of what the pages say: `extract`, `missing`, `fill`, `compile`, `digest`, `check`.

    tools/catalogs.py extract [DOMAIN …]      sources → i18n/catalogs/LANGUAGE/DOMAIN.po, translations kept
    tools/catalogs.py missing [DOMAIN …]      prints {language: {domain: {msgid: "" or one "" per plural form}}}
    tools/catalogs.py fill FILE.json          takes the same shape back, with the translations
    tools/catalogs.py compile                 .po → .mo beside it (not committed; the program also reads .po)
    tools/catalogs.py digest LANGUAGE …       which texts a language has now, for a row in i18n/reviews.toml
    tools/catalogs.py check [DOMAIN …]        fails when a reader of a shipped language would see English

Files are sorted and carry no dates and no line numbers, so that a change shows only what changed.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from gettext import c2py
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from i18n.languages import SHIPPED, STAFF_SHIPPED, find_language, plural_categories, plural_index  # noqa: E402
from i18n.reviews import texts_digest  # noqa: E402
from i18n.texts import CATALOGS, DOMAINS  # noqa: E402

SOURCES = {
    "web": ("web", "app", "i18n"),
    "kiosk": ("kiosk",),
    "display": ("display",),
    "phone": ("phone",),
    "staff": ("staff_console",),
    "paper": ("printing",),
    "days": ("i18n/holiday_names.py",),
}
METHODS = [
    ("**/vendor/**", "ignore"),
    ("**/bundles/**", "ignore"),
    ("**/holiday_names.py", "ignore"),  # a domain of its own: no page needs them
    ("**.py", "python"),
    ("**.js", "javascript"),
    ("**/templates/**.html", "jinja2"),
]
METHODS_BY_NAME = {"jinja2": "jinja2.ext:babel_extract"}
FINDINGS = ("rules", "service_point")  # what they find wrong in a site file is read by staff: `said("…")`
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "rich": None,
    "nrich": (1, 2),
}
LAYOUT: dict[str, Any] = {
    "width": 110,
    "no_location": True,
    "omit_header": True,  # ours has no dates
    "sort_output": True,
    "ignore_obsolete": True,
}
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
COUNTS_TRIED = range(300)


def main(arguments: list[str]) -> int:
    style = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=style)
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("names", nargs="*", help="domains, or the file for fill")
    chosen = parser.parse_args(arguments)
    return COMMANDS[chosen.command](chosen.names)


# --- commands -------------------------------------------------------------------------------------------------------


def extract(names: list[str]) -> int:
    for domain in names or DOMAINS:
        messages = messages_in_sources(domain)
        for language in languages_of(domain):
            path = path_of(language, domain)
            if messages or path.exists():
                write_catalog(updated(language, messages, read_catalog(path)), path)
    return 0


def missing(names: list[str]) -> int:
    print(json.dumps(missing_texts(names or DOMAINS), ensure_ascii=False, indent=1))
    return 0


def fill(names: list[str]) -> int:
    given = json.loads(Path(names[0]).read_text(encoding="utf-8"))
    for language, domains in given.items():
        for domain, translations in domains.items():
            path = path_of(language, domain)
            write_catalog(filled(read_catalog(path), translations), path)
    return 0


def compile_all(names: list[str]) -> int:
    for path in sorted(CATALOGS.glob("*/*.po")):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read_catalog(path))
    return 0


def check(names: list[str]) -> int:
    found = list(complaints(names or DOMAINS))
    for complaint in found:
        print(complaint)
    print(f"{len(found)} complaints" if found else "catalogs: complete")
    return 1 if found else 0


def digest(names: list[str]) -> int:
    for language in names:
        print(language, texts_digest(language))
    return 0


COMMANDS = {
    "extract": extract,
    "missing": missing,
    "fill": fill,
    "compile": compile_all,
    "digest": digest,
    "check": check,
}


# --- what the sources say -------------------------------------------------------------------------------------------


def languages_of(domain: str) -> tuple[str, ...]:
    """The languages a domain is translated into; English is the msgid."""
    shipped = STAFF_SHIPPED if domain == "staff" else SHIPPED
    return tuple(code for code in shipped if code != "en")


def messages_in_sources(domain: str) -> dict[str, str]:
    """Every string of a domain's sources: singular → plural ("" where there is none)."""
    messages: dict[str, str] = {}
    sources = [(folder, KEYWORDS) for folder in SOURCES[domain]]
    if domain == "staff":
        sources += [(folder, {"said": None}) for folder in FINDINGS]
    for folder, keywords in sources:
        for msgid in _extracted(ROOT / folder, keywords):
            singular, plural = (msgid[0], msgid[1]) if isinstance(msgid, (tuple, list)) else (msgid, "")
            messages[singular] = plural or messages.get(singular, "")
    return messages


def _extracted(folder: Path, keywords: dict[str, Any]) -> Iterator[Any]:
    """Of a folder, or of one file."""
    if folder.is_file():
        yield from (msgid for _line, msgid, *_ in extract_from_file("python", folder, keywords=keywords))
    if not folder.is_dir():
        return
    methods = [(pattern, METHODS_BY_NAME.get(method, method)) for pattern, method in METHODS]
    for _file, _line, msgid, _comments, _context in extract_from_dir(folder, methods, keywords=keywords):
        yield msgid


# --- catalogs -------------------------------------------------------------------------------------------------------


def path_of(language: str, domain: str) -> Path:
    return CATALOGS / language / f"{domain}.po"


def read_catalog(path: Path) -> Catalog:
    """The catalog of a file; a new one when there is none."""
    if not path.exists():
        return empty_catalog(path.parent.name)
    with path.open("rb") as file:
        return read_po(file, locale=find_language(path.parent.name).locale)


def empty_catalog(language: str) -> Catalog:
    """Without messages; with the forms of CLDR, where gettext's tradition knows fewer (Persian, Turkish)."""
    catalog = Catalog(locale=find_language(language).locale, fuzzy=False)
    catalog.mime_headers = [("Plural-Forms", plural_header(language))]
    return catalog


def updated(language: str, messages: dict[str, str], old: Catalog) -> Catalog:
    """A catalog with exactly the strings of the sources and the translations that `old` has for them."""
    new = empty_catalog(language)
    for singular, plural in messages.items():
        before = old.get(singular)
        kept = before if before is not None and bool(before.pluralizable) == bool(plural) else None
        string = kept.string if kept is not None else _untranslated(language, plural)
        new.add((singular, plural) if plural else singular, string)
    return new


def filled(catalog: Catalog, translations: dict[str, Any]) -> Catalog:
    """`catalog` with `translations`: msgid → text, or a list with one text per plural form.

    Raises:
        KeyError: a msgid that the catalog does not have (run `extract` first).
    """
    for msgid, text in translations.items():
        catalog[msgid].string = tuple(text) if isinstance(text, list) else text
    return catalog


def write_catalog(catalog: Catalog, path: Path) -> None:
    """Writes sorted, without dates and places. The header holds only what readers of PO files need."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(_header(path.parent.name).encode())
        write_po(file, catalog, **LAYOUT)


def plural_header(language: str) -> str:
    """gettext's Plural-Forms with the forms in CLDR's order (zero, one, two, few, many, other)."""
    count = len(plural_categories(language))
    locale = Locale.parse(find_language(language).locale)
    cldr_rule = to_gettext(locale.plural_form).split("plural=")[1].rstrip(";")
    for rule in (Catalog(locale=locale).plural_expr, cldr_rule):
        if all(c2py(rule)(n) == plural_index(language, n) for n in COUNTS_TRIED):
            return f"nplurals={count}; plural={rule};"
    raise ValueError(f"no plural rule for {language}")


def has_plural_header(path: Path, language: str) -> bool:
    return plural_header(language) in path.read_text(encoding="utf-8").replace('"\n"', "")


def _header(language: str) -> str:
    lines = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {plural_header(language)}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def _untranslated(language: str, plural: str) -> str | tuple[str, ...]:
    return ("",) * len(plural_categories(language)) if plural else ""


# --- what is wrong --------------------------------------------------------------------------------------------------


def missing_texts(domains: Iterable[str]) -> dict[str, dict[str, dict[str, Any]]]:
    """What has no translation yet: {language: {domain: {msgid: "" or one "" per plural form}}}."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for domain in domains:
        messages = messages_in_sources(domain)
        for language in languages_of(domain):
            catalog = read_catalog(path_of(language, domain))
            absent = [key for key in messages if not _is_translated(catalog.get(key))]
            if absent:
                todo = {key: _untranslated(language, messages[key]) for key in absent}
                found.setdefault(language, {})[domain] = todo
    return found


def complaints(domains: Iterable[str]) -> Iterator[str]:
    """One line for everything that would be wrong on a page."""
    for domain in domains:
        messages = messages_in_sources(domain)
        for language in languages_of(domain):
            path = path_of(language, domain)
            place = f"{language}/{domain}"
            catalog = read_catalog(path)
            absent = [key for key in messages if catalog.get(key) is None]
            yield from (f"{place}: not in the catalog: {key!r}" for key in absent)
            yield from (f"{place}: {why}" for why in _wrong_messages(language, catalog, messages))
            if path.exists() and not has_plural_header(path, language):
                yield f"{place}: its Plural-Forms are not {plural_header(language)}"


def _wrong_messages(language: str, catalog: Catalog, messages: dict[str, str]) -> Iterator[str]:
    for key in catalog.obsolete:
        yield f"obsolete: {key!r}"
    for message in catalog:
        if message.id:
            yield from _wrong_in(language, message, messages)


def _wrong_in(language: str, message: Message, messages: dict[str, str]) -> Iterator[str]:
    msgids = [message.id] if isinstance(message.id, str) else list(message.id)
    forms = _forms(message)
    if msgids[0] not in messages:
        yield f"in no source: {msgids[0]!r}"
        return
    if message.fuzzy:
        yield f"fuzzy: {msgids[0]!r}"
    if not all(forms):
        yield f"not translated: {msgids[0]!r}"
    elif len(forms) != (len(plural_categories(language)) if messages[msgids[0]] else 1):
        yield f"has {len(forms)} forms: {msgids[0]!r}"
    elif bad := _wrong_placeholders(msgids, forms):
        yield f"placeholders differ in {bad!r}"


def _wrong_placeholders(msgids: list[str], forms: list[str]) -> str | None:
    """The first form whose `{name}`s differ. A plural form may leave `{count}` out ("one person", "لا أحد")."""
    wanted = set(PLACEHOLDER.findall(" ".join(msgids)))
    optional = {"count"} if len(msgids) > 1 else set()
    for form in forms:
        names = set(PLACEHOLDER.findall(form))
        if names - wanted or wanted - names - optional or not all(name.isidentifier() for name in names):
            return form
    return None


def _is_translated(message: Message | None) -> bool:
    return message is not None and all(_forms(message))


def _forms(message: Message) -> list[str]:
    string = message.string
    return [string] if isinstance(string, str) else list(string or ("",))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
