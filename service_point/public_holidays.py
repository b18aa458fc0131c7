"""Public holidays of a country and its part, with their names in the languages that visitors read."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

# language of ours → language of the `holidays` library, which has no Arabic
LIBRARY_LANGUAGES = {"de": "de", "en": "en_US", "uk": "uk"}
ARABIC = {
    "Neujahr": "رأس السنة الميلادية",
    "Karfreitag": "الجمعة العظيمة",
    "Ostermontag": "اثنين الفصح",
    "Erster Mai": "عيد العمال",
    "Christi Himmelfahrt": "عيد الصعود",
    "Pfingstmontag": "اثنين العنصرة",
    "Fronleichnam": "عيد الجسد",
    "Tag der Deutschen Einheit": "يوم الوحدة الألمانية",
    "Allerheiligen": "عيد جميع القديسين",
    "Erster Weihnachtstag": "أول أيام عيد الميلاد",
    "Zweiter Weihnachtstag": "ثاني أيام عيد الميلاد",
}


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
    """Named in every language the country's list has; German names get their Arabic here."""
    country, _, part = region.partition("-")
    texts: dict[date, dict[str, str]] = {}
    for language, name_of_language in LIBRARY_LANGUAGES.items():
        named = holidays.country_holidays(country, subdiv=part or None, years=year, language=name_of_language)
        for on, name in named.items():
            texts.setdefault(on, {})[language] = name
    for names in texts.values():
        if names["de"] in ARABIC:
            names["ar"] = ARABIC[names["de"]]
    return texts
