"""The languages of pages, slips and voices: own name, direction, the CLDR locale behind each, plural categories."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

SHIPPED = ("de", "en", "uk", "ar")  # complete in every domain a visitor reads; English is the msgid itself
STAFF_SHIPPED = ("de", "en")  # the console's languages

PLURAL_ORDER = ("zero", "one", "two", "few", "many", "other")  # CLDR's own order, used in every PO file
COUNTS_TRIED = range(1000)  # a category that no whole number up to here reaches needs no translation


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `code` is what tickets and pages carry (BCP 47); `locale` is CLDR's name for it."""

    code: str
    name: str  # in its own script, as its speakers write it
    locale: str
    pages: str = ""  # the language whose pages it uses, when it has none of its own

    @property
    def direction(self) -> str:
        """`"ltr"` or `"rtl"`, as HTML's dir attribute wants it."""
        return Locale.parse(self.locale).text_direction


ALL = (
    Language("de", "Deutsch", "de"),
    Language("de-simple", "Deutsch (einfach)", "de"),
    Language("en", "English", "en_GB"),
    Language("uk", "Українська", "uk"),
    Language("ru", "Русский", "ru"),
    Language("ar", "العربية", "ar"),
    Language("tr", "Türkçe", "tr"),
    Language("fa", "فارسی", "fa"),
    Language("prs", "دری", "fa_AF", pages="fa"),
    Language("kmr", "Kurdî (Kurmancî)", "ku"),
    Language("fr", "Français", "fr"),
    Language("pl", "Polski", "pl"),
    Language("ro", "Română", "ro"),
    Language("bg", "Български", "bg"),
    Language("sq", "Shqip", "sq"),
    Language("ckb", "کوردی (سۆرانی)", "ckb"),
    Language("ps", "پښتو", "ps"),
    Language("ti", "ትግርኛ", "ti"),
    Language("so", "Soomaali", "so"),
    Language("it", "Italiano", "it"),
    Language("es", "Español", "es"),
    Language("sr", "Српски", "sr"),
    Language("mk", "Македонски", "mk"),
)
BY_CODE = {language.code: language for language in ALL}
ENGLISH = BY_CODE["en"]


def find_language(code: str) -> Language:
    """The language of `code` ("uk", "de-AT", "ckb"); a region is ignored, an unknown code is English."""
    return BY_CODE.get(code) or BY_CODE.get(code.split("-")[0].lower(), ENGLISH)


def is_known(code: str) -> bool:
    """Whether `code` is one of the languages listed here, exactly as written."""
    return code in BY_CODE


def name_in(code: str, reader: str) -> str:
    """The name of language `code` in the language `reader` reads: ("ar", "de") → "Arabisch"; own name if unknown."""
    language = find_language(code)
    names = Locale.parse(find_language(reader).locale).languages
    return names.get(language.locale) or names.get(language.code) or language.name


@lru_cache
def plural_categories(code: str) -> tuple[str, ...]:
    """The CLDR plural categories whole numbers reach, in the order of the forms in the PO files.

    Arabic: zero, one, two, few, many, other; Ukrainian: one, few, many; German: one, other.
    """
    rule = Locale.parse(find_language(code).locale).plural_form
    reached = {rule(count) for count in COUNTS_TRIED}
    return tuple(category for category in PLURAL_ORDER if category in reached)


def plural_index(code: str, count: int) -> int:
    """Which form of a plural string `count` takes; the last one for categories that have no form of their own."""
    categories = plural_categories(code)
    category = Locale.parse(find_language(code).locale).plural_form(abs(count))
    return categories.index(category) if category in categories else len(categories) - 1
