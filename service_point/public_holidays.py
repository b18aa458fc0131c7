"""Public holidays of a country and its part, with their names in the languages that visitors read."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import holidays

from i18n.holiday_names import GERMAN
from i18n.languages import SHIPPED
from i18n.texts import translator

LIBRARY_LANGUAGES = {"de": "de", "en": "en_US", "uk": "uk"}  # ours → the library's, for every other holiday
AND = "; "  # between two on one day


def is_known(region: str) -> bool:
    """Whether `region` ("DE-NW", or "" for none) is one the library has."""
    country, _, part = region.partition("-")
    supported = holidays.list_supported_countries(include_aliases=False)
    return not region or (country in supported and (not part or part in supported[country]))


def public_holidays(region: str, first: date, last: date) -> Mapping[date, Mapping[str, str]]:
    """Day → its name by language, from `first` to `last`. Empty for the region ""."""
    if not region:
        return {}
    years = range(first.year, last.year + 1)
    return {
        on: texts for year in years for on, texts in _of_year(region, year).items() if first <= on <= last
    }


@lru_cache(maxsize=64)
def _of_year(region: str, year: int) -> Mapping[date, Mapping[str, str]]:
    """Germany's named in every shipped language, others in those that the library has."""
    country, _, part = region.partition("-")
    texts: dict[date, dict[str, str]] = {}
    for language, name_of_language in LIBRARY_LANGUAGES.items():
        named = holidays.country_holidays(country, subdiv=part or None, years=year, language=name_of_language)
        for on, name in named.items():
            texts.setdefault(on, {})[language] = name
    return {on: _ours(names["de"].split(AND)) or names for on, names in texts.items()}


def _ours(german: Sequence[str]) -> Mapping[str, str]:
    """The names of one day by language; empty when one of them is not in our list."""
    if not GERMAN.keys() >= set(german):
        return {}
    return {
        language: AND.join(translator(language).gettext(GERMAN[name]) for name in german)
        for language in SHIPPED
    }
