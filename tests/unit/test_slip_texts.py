"""The words of a slip, in every language that reads it."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from i18n.languages import ALL, SHIPPED
from i18n.texts import load_messages, translator
from printing.slip_texts import EARLY, LATE, Bilingual, slip_texts
from tests.support.slips import make_slip
from tools.catalogs import languages_of, messages_in_sources, missing_texts

TRANSLATED = languages_of("paper")


def lines_of(slip) -> list[Bilingual]:
    texts = slip_texts(slip)
    return [line for field in fields(texts) if (line := getattr(texts, field.name))]


def test_every_text_of_the_slip_is_there_in_every_shipped_language():
    assert set(TRANSLATED) == {*SHIPPED} - {"en"}
    assert len(messages_in_sources("paper")) > 10, "no texts found: the test proves nothing"
    assert missing_texts(["paper"]) == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalog_is_the_one_the_program_reads(language):
    assert load_messages(language, "paper").keys() == messages_in_sources("paper").keys()


@pytest.mark.parametrize("language", ["en", "uk", "ar"])
def test_german_stands_beneath_every_line_but_the_pin(language):
    texts = slip_texts(make_slip(language=language, note=LATE))
    assert texts.pin == Bilingual("PIN 2736", "")
    assert [line for line in lines_of(make_slip(language=language, note=LATE)) if not line.german] == [
        texts.pin
    ]
    assert texts.your_number.german == "Ihre Nummer"


@pytest.mark.parametrize("language", ["de", "de-simple"])
def test_german_stands_only_once(language):
    assert all(line.german == "" for line in lines_of(make_slip(language=language)))


def test_day_and_clock_are_the_sites():
    issued_at = datetime(
        2026, 10, 24, 23, 30, tzinfo=UTC
    )  # in Leverkusen it is Sunday, an hour before winter time
    texts = slip_texts(make_slip(issued_at=issued_at, language="uk"))
    assert texts.day_and_time == Bilingual("Неділя, 25.10.2026 · 01:30", "Sonntag, 25.10.2026 · 01:30")


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        slip_texts(make_slip(issued_at=datetime(2026, 11, 23, 14, 7)))


def test_a_forecast_is_two_clock_times_joined_by_words():
    assert slip_texts(make_slip()).wait.own == "Sie sind etwa von 14:25 bis 14:45\u00a0Uhr an der Reihe."
    assert slip_texts(make_slip(language="ar")).wait.own == "الدور تقريبًا من 14:25 إلى 14:45."


def test_a_forecast_of_one_minute_is_one_clock_time():
    slip = make_slip(wait_to_at=make_slip().wait_from_at)
    assert slip_texts(slip).wait.own == "Sie sind etwa um 14:25\u00a0Uhr an der Reihe."


@pytest.mark.parametrize("half", [{"wait_from_at": None}, {"wait_to_at": None}])
def test_without_a_forecast_the_slip_says_how_many_wait(half):
    assert slip_texts(make_slip(ahead=5, **half)).wait.own == "Vor Ihnen warten 5\u00a0Personen."


@pytest.mark.parametrize(
    ("language", "ahead", "expected"),
    [
        ("en", 0, "Nobody is waiting before you."),
        ("en", 1, "1 person is waiting before you."),
        ("de", 1, "Vor Ihnen wartet 1\u00a0Person."),
        ("uk", 2, "Перед вами чекають 2\u00a0особи."),
        ("uk", 5, "Перед вами чекає 5\u00a0осіб."),
        ("uk", 21, "Перед вами чекає 21\u00a0особа."),
        ("ar", 1, "شخص واحد ينتظر قبل هذا الرقم."),
        ("ar", 2, "شخصان ينتظران قبل هذا الرقم."),
        ("ar", 3, "3 أشخاص ينتظرون قبل هذا الرقم."),
        ("ar", 11, "11 شخصًا ينتظرون قبل هذا الرقم."),
        ("ar", 100, "100 شخص ينتظرون قبل هذا الرقم."),
    ],
)
def test_the_number_ahead_is_counted_as_the_language_counts(language, ahead, expected):
    assert slip_texts(make_slip(language=language, ahead=ahead, wait_from_at=None)).wait.own == expected


@pytest.mark.parametrize("language", [language.code for language in ALL])
def test_digits_are_latin_in_every_language(language):
    said = "".join(line.own + line.german for line in lines_of(make_slip(language=language, note=EARLY)))
    digits = {char for char in said if char.isdecimal()}
    assert digits
    assert digits <= set("0123456789")


@pytest.mark.parametrize("language", [code for code in SHIPPED if translator(code).direction == "rtl"])
def test_no_dash_stands_between_numbers_where_it_would_turn_round(language):
    assert not any(dash in line.own for line in lines_of(make_slip(language=language)) for dash in "-–—")


def test_a_note_is_translated_and_any_other_text_is_printed_as_it_is():
    assert slip_texts(make_slip(note=LATE)).note == Bilingual(
        "Die Zeit für Ihren Termin ist vorbei. Sie kommen trotzdem noch an die Reihe.", ""
    )
    assert slip_texts(make_slip(note="Raum 3 {links}", language="uk")).note == Bilingual("Raum 3 {links}", "")
    assert slip_texts(make_slip()).note is None
