"""The languages of pages, slips and voices: own name, direction, the CLDR locale behind each, plural categories."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

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
    talk: str = ""  # the language in which its readers are advised, when that is another one

    @property
    def texts(self) -> str:
        """The code of the language whose texts its speakers read: its own, but for Dari Persian's."""
        return self.pages or self.code

    @property
    def spoken(self) -> str:
        """The code of the language in which its readers are advised."""
        return self.talk or self.code

    @property
    def direction(self) -> str:
        """`"ltr"` or `"rtl"`, as HTML's dir attribute wants it."""
        return Locale.parse(self.locale).text_direction


ALL = (
    Language("de", "Deutsch", "de"),
    Language("de-simple", "Deutsch (einfach)", "de", talk="de"),
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
    Language("sr", "Srpski", "sr_Latn"),
    Language("mk", "Македонски", "mk"),
)
# For layout tests only: English as text that is longer, and text that runs from right to left (i18n/pseudo.py).
# No site file may name them.
PSEUDO = (Language("en-XA", "Ëñĝľïŝħ", "en_GB"), Language("ar-XB", "Mirrored", "ar"))

# Languages with texts of their own, complete in every domain a visitor reads; English is the msgid itself.
SHIPPED = tuple(language.code for language in ALL if not language.pages)
READABLE = tuple(
    language.code for language in ALL if language.texts in SHIPPED
)  # with those that share pages

BY_CODE = {language.code: language for language in (*ALL, *PSEUDO)}
ENGLISH = BY_CODE["en"]
EASY_GERMAN = BY_CODE["de-simple"]


def find_language(code: str) -> Language:
    """The language of `code` ("uk", "de-AT", "ckb"); a region is ignored, an unknown code is English."""
    return BY_CODE.get(code) or BY_CODE.get(code.split("-")[0].lower(), ENGLISH)


def has_pages(code: str) -> bool:
    """Whether pages, slips and boards are there in the language of exactly this code."""
    return code in READABLE or code in {language.code for language in PSEUDO}


def is_known(code: str) -> bool:
    """Whether `code` is one of the languages listed here, exactly as written."""
    return code in {language.code for language in ALL}


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
