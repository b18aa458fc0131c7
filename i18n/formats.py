"""Clock times, dates, durations and ranges as people of a language read them, in the site's zone.

Digits are Latin in every language, the same on slip, screen, wall and voice. Ranges are words, because a dash
between numbers turns round in text that runs from right to left.
"""

import unicodedata
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, get_day_names

from i18n.languages import find_language
from i18n.texts import translator


def clock_time(at: datetime, zone: str) -> str:
    """`at` (aware) on a clock in `zone` ("Europe/Berlin"): "14:07", in every language."""
    return f"{_local(at, zone):%H:%M}"


def local_date(at: datetime, zone: str) -> date:
    """The calendar day of `at` (aware) in `zone`."""
    return _local(at, zone).date()


def weekday(on: date, language: str) -> str:
    """The day's name as it stands alone: "Montag", "понеділок"."""
    # not "stand-alone": Babel 2.18 gives every locale without own ones those of whoever was asked first (Pashto's)
    names = get_day_names("wide", context="format", locale=find_language(language).locale)
    return str(names[on.weekday()])


def long_date(on: date, language: str) -> str:
    """Weekday and date in words: "Montag, 23. November 2026"."""
    return latin_digits(format_date(on, "full", locale=find_language(language).locale))


def day_and_month(on: date, language: str) -> str:
    """Weekday, day and month without the year: "Montag, 23. November"; for days that are near."""
    return latin_digits(str(format_skeleton("MMMMEEEEd", on, locale=find_language(language).locale)))


def short_date(on: date) -> str:
    """The date in figures, the same in every language and beside the German text: "23.11.2026"."""
    return f"{on:%d.%m.%Y}"


def day_and_time(at: datetime, language: str, zone: str) -> str:
    """The head of a slip: "Montag, 23.11.2026 · 14:07"."""
    on = local_date(at, zone)
    comma = "،" if find_language(language).direction == "rtl" else ","
    return f"{weekday(on, language)}{comma} {short_date(on)} · {clock_time(at, zone)}"


def duration(length: timedelta, language: str) -> str:
    """How long something takes, in whole minutes, from one hour on in hours and minutes: "1 h 20 min"."""
    texts = translator(language)
    minutes = max(0, round(length.total_seconds() / 60))
    if minutes < 60:
        return texts.ngettext("{count} minute", "{count} minutes", minutes)
    return texts.gettext("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)


def clock_range(start: datetime, end: datetime, language: str, zone: str) -> str:
    """A range of clock times as words: "from 14:25 to 14:45"."""
    texts = translator(language)
    return texts.gettext("from {a} to {b}", a=clock_time(start, zone), b=clock_time(end, zone))


def hours_range(opens: time, ends: time, language: str) -> str:
    """Opening hours on the clock of a place, as words: "from 08:30 to 12:30"."""
    return translator(language).gettext("from {a} to {b}", a=f"{opens:%H:%M}", b=f"{ends:%H:%M}")


def minutes_range(from_minutes: int, to_minutes: int, language: str) -> str:
    """A range of minutes as words: "from 20 to 35 minutes"; one number when both are the same."""
    texts = translator(language)
    if from_minutes == to_minutes:
        return texts.ngettext("{count} minute", "{count} minutes", to_minutes)
    return texts.ngettext(
        "from {a} to {count} minute", "from {a} to {count} minutes", to_minutes, a=from_minutes
    )


def latin_digits(text: str) -> str:
    """`text` with every digit of any script as 0-9."""
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)


def _local(at: datetime, zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(ZoneInfo(zone))
