"""Names of days and months for languages that browsers do not know: Chromium writes their dates in English."""

from typing import Any

from babel.dates import get_day_names, get_month_names

from i18n.languages import Language

# Chromium's Intl.DateTimeFormat.supportedLocalesOf names none of these (asked in November 2026).
PATTERNS = {
    "kmr": ("{weekday}, {day}ê {month}ê", "{weekday}, {day}ê {month}a {year}an"),
    "sq": ("{weekday}, {day} {month}", "{weekday}, {day} {month} {year}"),
    "ckb": ("{weekday}، {day}ی {month}", "{weekday}، {day}ی {month}ی {year}"),
    "ps": ("{weekday} د {month} {day}", "{weekday} د {year} د {month} {day}"),
    "ti": ("{weekday}፣ {day} {month}", "{weekday}፣ {day} {month} {year}"),
    "so": ("{weekday}, {day} {month}", "{weekday}, {day} {month} {year}"),
    "mk": ("{weekday}, {day} {month}", "{weekday}, {day} {month} {year}"),
}


def browser_dates(language: Language) -> dict[str, Any]:
    """`{"days": [Monday, …], "months": [January, …], "day": pattern, "year": pattern with the year}`, or nothing."""
    if language.code not in PATTERNS:
        return {}
    without_year, with_year = PATTERNS[language.code]
    days = get_day_names("wide", context="format", locale=language.locale)
    months = get_month_names("wide", context="format", locale=language.locale)
    return {
        "days": [str(days[number]) for number in range(7)],
        "months": [str(months[number]) for number in range(1, 13)],
        "day": without_year,
        "year": with_year,
    }
