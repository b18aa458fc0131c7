"""A site file is read as it is meant, or refused with every mistake, each with its line, key and what is allowed."""

import tomllib
from dataclasses import fields
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.site_file import notes_on, plan_of, read_site_file
from rules.site_file_lines import Lines
from rules.site_file_plan import ROW_TYPES
from rules.site_file_problems import Problem, SiteFileRefused
from rules.site_file_schema import MISSING, TABLES, Key, Table
from rules.site_file_writing import write_site_file

ROOT = Path(__file__).parents[2]
LEVERKUSEN = (ROOT / "sites" / "leverkusen.toml").read_text(encoding="utf-8")

SMALL = """\
[site]
code = "small"
name = "Small Point"
short_name = "Small"
time_zone = "Europe/Berlin"
default_language = "de"
board_languages = ["de"]

[admission]
mode = "off"

[[languages]]
code = "de"
name = "Deutsch"
staff_name = { de = "Deutsch", en = "German" }
direction = "ltr"
pages = true
advice = true

[[languages]]
code = "ar"
name = "العربية"
staff_name = { de = "Arabisch", en = "Arabic" }
direction = "rtl"
pages = true
advice = true

[[languages]]
code = "so"
name = "Soomaali"
staff_name = { de = "Somali", en = "Somali" }
direction = "ltr"
pages = false
advice = true

[[carriers]]
code = "caritas"
name = "Caritas"
short_name = "Caritas"

[[funding]]
code = "kim"
name = { de = "KIM", en = "KIM" }

[[desks]]
number = 1
name = "Raum 1"
step_free = true

[[desks]]
number = 2
name = "Raum 2"

[[topics]]
code = "housing"
icon = "house"
expected_minutes = 30
name = { de = "Wohnen", ar = "السكن" }

[[topics]]
code = "family"
icon = "message-circle"
expected_minutes = 30
discreet = true
name = { de = "Familie", ar = "العائلة" }

[[topics]]
code = "moving"
icon = "house"
expected_minutes = 15
parent = "housing"
guest = true
name = { de = "Umzug", ar = "الانتقال" }

[[needs]]
code = "wheelchair"
kind = "desk"
icon = "accessibility"
name = { de = "Rollstuhl", ar = "كرسي متحرك" }

[[needs]]
code = "woman_adviser"
kind = "filter"
icon = "circle-user-round"
name = { de = "Frau", ar = "امرأة" }

[[outcomes]]
code = "settled"
name = { de = "Geklärt", en = "Settled" }

[[call_reasons]]
code = "other"
name = { de = "Anderer", en = "Other" }

[[hours]]
weekday = "monday"
opens = "12:45"
ends = "16:45"

[[hours]]
weekday = "friday"
opens = "22:00"
ends = "02:00"
ends_next_day = true

[[exceptions]]
on = "2027-03-01"
opens = "13:00"
ends = "14:00"

[[closed_days]]
first = "2026-12-24"
last = "2027-01-01"
reason = { de = "Weihnachten", ar = "عيد الميلاد" }

[[guest_slots]]
on = "2027-01-13"
opens = "09:00"
ends = "11:00"
topics = ["moving"]
title = { de = "Umzugsamt", ar = "دائرة" }

[[case_managers]]
code = "ada"
name = "Ada"
carrier = "caritas"
funding = "kim"
languages = ["de", "so"]
topics = ["housing", "family"]
woman_adviser = true
"""


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(SiteFileRefused) as refused:
        read_site_file(text)
    return refused.value.problems


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1, f"{old!r} is not in the small file"
    return SMALL.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_small_file_is_fine() -> None:
    plan = read_site_file(SMALL)
    assert plan.site.code == "small"
    assert (plan.site.doors_minutes, plan.site.last_call_minutes, plan.site.holidays) == (30, 15, "")
    assert (plan.numbering.first_from, plan.numbering.first_to) == (100, 499)
    assert plan.page_languages == ("de", "ar")
    assert plan.advice_languages == ("de", "ar", "so")
    assert plan.ordinary_and_discreet_topics == ("housing", "family")
    assert (plan.hours[1].opens, plan.hours[1].ends, plan.hours[1].ends_next_day) == (time(22), time(2), True)
    assert (plan.closed_days[0].first, plan.closed_days[0].last) == (date(2026, 12, 24), date(2027, 1, 1))
    assert plan.topics[2].parent == "housing"
    assert plan.needs[0].kind == "desk"


# (what it is, replace this, by this, the line of this, key, part of the message, part of what is allowed)
MISTAKES = [
    ("an unknown table", "[[carriers]]", "[[cariers]]", "[[cariers]]", "cariers", 'did you mean "carriers"?', "desks"),
    ("an unknown key", 'icon = "house"', 'icom = "house"', "icom", "topics[1].icom", 'did you mean "icon"?', "icon"),
    ("a missing key", 'icon = "house"\n', "", "[[topics]]", "topics[1].icon", "is missing", "lower-case"),
    ("a missing table", '[admission]\nmode = "off"\n', "", "[site]", "admission", "is needed", ""),
    ("one table instead of rows", "[[outcomes]]", "[outcomes]", "[outcomes]", "outcomes", "write [[outcomes]]", ""),
    ("rows instead of one table", "[site]", "[[site]]", "[[site]]", "site", "write [site]", ""),
    ("a code with capitals", 'code = "small"', 'code = "Small"', '"Small"', "site.code", "does not fit", "lower-case"),
    ("an empty text", 'name = "Raum 1"', 'name = ""', 'name = ""', "desks[1].name", "does not fit", "text of 1 to"),
    ("a text of two lines", '"Raum 1"', '"Raum\\n1"', "Raum\\n1", "desks[1].name", "does not fit", "text"),
    ("a text that is a number", '"Raum 1"', "1", "name = 1", "desks[1].name", "1 does not fit", "text"),
    ("an unknown zone", "Europe/Berlin", "Europe/Leverkusen", "Leverkusen", "site.time_zone", "does not fit", "zone"),
    ("an empty zone", "Europe/Berlin", "", 'time_zone = ""', "site.time_zone", "does not fit", "zone"),
    ("a folder of zones", "Europe/Berlin", "Europe", '"Europe"', "site.time_zone", "does not fit", "zone"),
    ("a wrong region", "short_name", 'holidays = "NRW"\nshort_name', "NRW", "site.holidays", "does not fit", "DE-NW"),
    ("too long before the doors", "short_name", "doors_minutes = 121\nshort_name", "121", "site.doors_minutes", "121", "0 to 120"),
    ("minutes in words", "short_name", "last_call_minutes = true\nshort_name", "last_call", "site.last_call_minutes", "true", "0 to 120"),
    ("an unknown mode", '"off"', '"of"', '"of"', "admission.mode", '"of" does not fit', '"refuse" or "advise" or "off"'),
    ("numbers upside down", "[admission]", "[numbering]\nfirst_from = 300\nfirst_to = 200\n[admission]", "first_to", "numbering.first_to", "below the lowest first number", "300 to 999"),
    ("a number of two digits", "[admission]", "[numbering]\nfirst_from = 99\n[admission]", "first_from", "numbering.first_from", "99", "100 to 999"),
    ("a default language without pages", 'default_language = "de"', 'default_language = "so"', 'default_language = "so"', "site.default_language", "not a language with pages", "de, ar"),
    ("a board language without pages", '["de"]', '["de", "so"]', "board_languages", "site.board_languages[2]", '"so"', "de, ar"),
    ("no board language", '["de"]', "[]", "board_languages", "site.board_languages", "does not fit", "at least 1"),
    ("an unknown direction", '"rtl"', '"right"', '"right"', "languages[2].direction", "right", '"ltr" or "rtl"'),
    ("a language twice", 'code = "ar"', 'code = "de"', 'code = "de"\nname = "العربية"', "languages[2].code", "already", ""),
    ("a language code in words", 'code = "so"', 'code = "Somali"', '"Somali"', "languages[3].code", "does not fit", "language code"),
    ("a flag in words", "pages = false", 'pages = "no"', '"no"', "languages[3].pages", '"no" does not fit', "true or false"),
    ("a text missing in a page language", ', ar = "السكن"', "", 'name = { de = "Wohnen" }', "topics[1].name", 'in "ar" is missing', "each language with pages"),
    ("a text missing for the staff", ', en = "Settled"', "", "Geklärt", "outcomes[1].name", 'in "en" is missing', "staff"),
    ("a text in an unknown language", 'de = "Wohnen"', 'de = "Wohnen", tr = "Konut"', "Konut", "topics[1].name.tr", '"tr"', "de, ar, so, en"),
    ("texts that are one text", '{ de = "Wohnen", ar = "السكن" }', '"Wohnen"', '"Wohnen"', "topics[1].name", "does not fit", "de = "),
    ("an empty translation", 'ar = "السكن"', 'ar = " "', 'de = "Wohnen"', "topics[1].name.ar", '" " does not fit', "text of 1"),
    ("a carrier twice", "[[funding]]", '[[carriers]]\ncode = "caritas"\nname = "x"\nshort_name = "x"\n[[funding]]', 'code = "caritas"\nname = "x"', "carriers[2].code", "already", ""),
    ("a desk twice", "number = 2", "number = 1", 'number = 1\nname = "Raum 2"', "desks[2].number", "already there in another row", ""),
    ("a desk zero", "number = 2", "number = 0", "number = 0", "desks[2].number", "0 does not fit", "1 to 99"),
    ("a topic twice", 'code = "family"', 'code = "housing"', 'code = "housing"\nicon = "message', "topics[2].code", "already", ""),
    ("a topic called all", 'code = "moving"', 'code = "all"', '"all"', "topics[3].code", "every topic", "other code"),
    ("too few minutes", "expected_minutes = 15", "expected_minutes = 4", "= 4", "topics[3].expected_minutes", "4", "5 to 120"),
    ("an unknown parent", 'parent = "housing"', 'parent = "hosing"', "hosing", "topics[3].parent", 'did you mean "housing"?', "housing, family"),
    ("a discreet parent", 'parent = "housing"', 'parent = "family"', "parent", "topics[3].parent", "no tile to join", "neither"),
    ("a guest topic as parent", 'parent = "housing"', 'parent = "moving"', "parent", "topics[3].parent", "no tile to join", "neither"),
    ("an ordinary topic with a parent", "discreet = true", 'parent = "housing"', "parent", "topics[2].parent", "only a guest topic", "guest = true"),
    ("a discreet guest topic", "guest = true", "guest = true\ndiscreet = true", "guest = true", "topics[3].guest", "in every slot", "discreet or guest"),
    ("a topic nobody serves", '["housing", "family"]', '["family", "moving"]', 'code = "housing"', "topics[1].code", "no case manager serves housing", ""),
    ("a discreet topic nobody serves", '["housing", "family"]', '["housing"]', 'code = "family"', "topics[2].code", "no case manager serves family", ""),
    ("only discreet topics", 'topics = ["housing", "family"]\nwoman_adviser = true\n', 'topics = ["housing"]\nwoman_adviser = true\n[[case_managers]]\ncode = "bo"\nname = "Bo"\ncarrier = "caritas"\nlanguages = ["de"]\ntopics = ["family", "moving"]\n', 'topics = ["family", "moving"]', "case_managers[2].topics", "give the visitor away", "beside an ordinary one"),
    ("an unknown kind of need", '"desk"', '"room"', '"room"', "needs[1].kind", "room", '"filter"'),
    ("a need no desk can meet", 'code = "wheelchair"', 'code = "fetch_me"', 'kind = "desk"', "needs[1].kind", "can meet fetch_me", "wheelchair, quiet_room"),
    ("a need no desk meets", "step_free = true\n", "", 'kind = "desk"', "needs[1].kind", "has step_free", ""),
    ("a need no person can meet", 'code = "woman_adviser"', 'code = "children"', 'kind = "filter"', "needs[2].kind", "can meet children", "woman_adviser"),
    ("a need nobody meets", "woman_adviser = true\n", "", 'kind = "filter"', "needs[2].kind", "has woman_adviser", ""),
    ("an unknown weekday", '"monday"', '"montag"', '"montag"', "hours[1].weekday", "montag", '"monday"'),
    ("a time of the wrong form", '"12:45"', '"12.45"', '"12.45"', "hours[1].opens", "12.45", '"00:00" to "23:59"'),
    ("a time of 24:00", '"16:45"', '"24:00"', '"24:00"', "hours[1].ends", "24:00", '"23:59"'),
    ("a time without quotes", '"12:45"', "12:45:00", "12:45:00", "hours[1].opens", "does not fit", "in quotes"),
    ("an end before the opening", '"16:45"', '"12:45"', 'ends = "12:45"', "hours[1].ends", "12:45 is not after 12:45", "the next day"),
    ("a night that is a day", 'ends = "02:00"', 'ends = "22:00"', "ends_next_day", "hours[2].ends_next_day", "a day or longer", "before the opening"),
    ("two slots at once", 'weekday = "friday"\nopens = "22:00"', 'weekday = "monday"\nopens = "16:44"', 'opens = "16:44"', "hours[2].opens", "overlaps the hours from 12:45 to 16:45", "one after"),
    ("a night into the next day's slot", 'weekday = "friday"\nopens = "22:00"\nends = "02:00"', 'weekday = "sunday"\nopens = "22:00"\nends = "13:00"', 'opens = "22:00"', "hours[2].opens", "overlaps", ""),
    ("hours that end before they begin", 'weekday = "friday"', 'weekday = "friday"\nfirst = "2027-02-01"\nlast = "2027-01-31"', "last = \"2027-01-31\"", "hours[2].last", "before 2027-02-01", "or later"),
    ("a date that is none", '"2027-03-01"', '"2027-02-29"', "2027-02-29", "exceptions[1].on", "2027-02-29", "2026-12-24"),
    ("a date without quotes", '"2027-03-01"', "2027-03-01", "on = 2027", "exceptions[1].on", "does not fit", "in quotes"),
    ("an exception that says nothing", 'opens = "13:00"\nends = "14:00"\n', "", "[[exceptions]]", "exceptions[1]", "neither closed nor open", "closed, or"),
    ("an exception without end", 'ends = "14:00"\n', "", "[[exceptions]]", "exceptions[1]", "neither", "opening and end"),
    ("closed with hours", 'ends = "14:00"\n', 'ends = "14:00"\nclosed = true\nreason = { de = "x", ar = "x" }\n', "closed = true", "exceptions[1].closed", "no hours", ""),
    ("closed = false", 'ends = "14:00"\n', 'ends = "14:00"\nclosed = false\n', "closed = false", "exceptions[1].closed", "false does not fit", "true"),
    ("closed without a reason", 'opens = "13:00"\nends = "14:00"\n', "closed = true\n", "[[exceptions]]", "exceptions[1].reason", "why the site is closed", ""),
    ("an exception twice", "[[closed_days]]", '[[exceptions]]\non = "2027-03-01"\nclosed = true\nreason = { de = "x", ar = "x" }\n[[closed_days]]', 'on = "2027-03-01"\nclosed', "exceptions[2].on", "two exceptions", ""),
    ("exceptions that overlap", "[[closed_days]]", '[[exceptions]]\non = "2027-03-01"\nopens = "13:30"\nends = "15:00"\n[[closed_days]]', 'opens = "13:30"', "exceptions[2].opens", "overlaps the exception", ""),
    ("closed days upside down", 'last = "2027-01-01"', 'last = "2026-12-23"', "2026-12-23", "closed_days[1].last", "before 2026-12-24", "or later"),
    ("a guest slot with an unknown topic", '["moving"]', '["movin"]', '["movin"]', "guest_slots[1].topics[1]", 'did you mean "moving"?', "moving"),
    ("a guest slot without topics", '["moving"]', "[]", "topics = []", "guest_slots[1].topics", "does not fit", "at least 1"),
    ("a guest slot with an ordinary topic", '["moving"]', '["housing"]', 'topics = ["housing"]', "guest_slots[1].topics[1]", "needs no guest", "guest or discreet"),
    ("a guest slot with both", '["moving"]', '["moving", "family"]', '["moving", "family"]', "guest_slots[1].topics", "never be announced", "one slot for each"),
    ("a guest slot at a desk that is not there", 'topics = ["moving"]', 'topics = ["moving"]\ndesks = [99]', "desks = [99]", "guest_slots[1].desks[1]", "99 is not a number of [[desks]]", "1"),
    ("a discreet guest at a desk of its own", 'topics = ["moving"]', 'topics = ["family"]\ndesks = [1]', "desks = [1]", "guest_slots[1].desks", "would tell what", "no desks"),
    ("a discreet guest by appointment", 'topics = ["moving"]', 'topics = ["family"]\nvisits = "both"', 'visits = "both"', "guest_slots[1].visits", "would tell what", "walk-in"),
    ("a guest slot on a closed day", '"2027-01-13"', '"2026-12-28"', '"2026-12-28"', "guest_slots[1].on", "closed on 2026-12-28", "an open day"),
    ("a discreet guest slot alone", 'topics = ["moving"]', 'topics = ["family"]', 'opens = "09:00"', "guest_slots[1].opens", "the only one called", "regular hours"),
    ("an unknown carrier", 'carrier = "caritas"', 'carrier = "karitas"', "karitas", "case_managers[1].carrier", 'did you mean "caritas"?', "caritas"),
    ("an unknown funding", 'funding = "kim"', 'funding = "eu"', '"eu"', "case_managers[1].funding", '"eu"', "kim"),
    ("an unknown language of advice", '["de", "so"]', '["de", "sw"]', '["de", "sw"]', "case_managers[1].languages[2]", '"sw"', "de, ar, so"),
    ("a language twice for one person", '["de", "so"]', '["de", "de"]', '["de", "de"]', "case_managers[1].languages[2]", "twice", ""),
    ("an unknown topic of a person", '["housing", "family"]', '["housing", "family", "housin"]', "housin\"", "case_managers[1].topics[3]", 'did you mean "housing"?', "family"),
    ("a list that is a text", '["housing", "family"]', '"housing"', 'topics = "housing"', "case_managers[1].topics", "does not fit", "a list of at least 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "marker", "key", "message", "allowed"),
    [m[1:] for m in MISTAKES],
    ids=[m[0] for m in MISTAKES],
)
def test_a_mistake_is_told_with_line_key_and_what_is_allowed(
    old: str, new: str, marker: str, key: str, message: str, allowed: str
) -> None:
    text = changed(old, new)
    about_it = [problem for problem in problems_of(text) if problem.key == key and message in problem.message]
    assert len(about_it) == 1, problems_of(text)
    assert about_it[0].line == line_of(text, marker)
    assert allowed in about_it[0].allowed


FAR_REACHING = {"an unknown table", "a topic twice", "a language twice"}  # others refer to what is lost
ALONE = [mistake for mistake in MISTAKES if mistake[0] not in FAR_REACHING]


@pytest.mark.parametrize("mistake", ALONE, ids=[m[0] for m in ALONE])
def test_a_mistake_draws_no_false_ones_behind_it(mistake: tuple[str, ...]) -> None:
    """At most what it really breaks: its own key, or keys that refer to it."""
    found = problems_of(changed(mistake[1], mistake[2]))
    assert len(found) <= 3, found


def test_a_text_for_a_day_may_lack_a_language_and_is_told() -> None:
    text = changed('reason = { de = "Weihnachten", ar = "عيد الميلاد" }', 'reason = { de = "Weihnachten" }')
    read_site_file(text)
    (note,) = notes_on(text)
    assert (note.key, note.line) == ("closed_days[1].reason", line_of(text, 'de = "Weihnachten"'))
    assert "not in ar" in note.message
    assert notes_on(SMALL) == []


def test_dari_needs_the_pages_of_persian_and_no_texts_of_its_own() -> None:
    dari = '[[languages]]\ncode = "prs"\nname = "دری"\nstaff_name = { de = "Dari", en = "Dari" }\ndirection = "rtl"\npages = true\nadvice = true\n\n'
    alone = SMALL.replace("[[carriers]]", f"{dari}[[carriers]]", 1)
    (problem,) = problems_of(alone)
    assert (problem.key, problem.line) == ("languages[4].pages", line_of(alone, 'code = "prs"') + 4)
    assert '"fa"' in problem.message
    assert "prs" not in {code for topic in read_site_file(LEVERKUSEN).topics for code in topic.name}


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = (
        SMALL.replace('"off"', '"on"').replace("number = 2", "number = -2").replace('"monday"', '"moonday"')
    )
    found = problems_of(text)
    assert [problem.key for problem in found] == ["admission.mode", "desks[2].number", "hours[1].weekday"]
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)
    assert (
        str(found[0]) == 'line 10, admission.mode: "on" does not fit. Allowed: "refuse" or "advise" or "off".'
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[site]\ncode = \n", 2),
        ('[site]\ncode = "a"\ncode = "b"\n', 3),
        ('[site]\nname = "open', 2),
        ("[site]\n\n\n[[desks]\n", 4),
        ("[site]\non = 2027-13-01\n", 2),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text: str, line: int) -> None:
    (problem,) = problems_of(text)
    assert (problem.line, problem.key) == (line, "file")
    assert "not TOML" in problem.message
    assert "(at" not in problem.message


def test_an_empty_file_is_told_what_it_needs() -> None:
    needed = {problem.key for problem in problems_of("")}
    required = {table.name for table in TABLES if table.at_least}
    assert needed == required
    assert {"site", "languages", "topics", "case_managers"} <= required


def test_a_guest_slot_with_a_discreet_topic_fits_into_regular_hours() -> None:
    text = changed('on = "2027-01-13"\nopens = "09:00"\nends = "11:00"\ntopics = ["moving"]',
                   'on = "2027-01-11"\nopens = "13:00"\nends = "16:00"\ntopics = ["family"]')  # fmt: skip
    assert read_site_file(text).guest_slots[0].topics == ("family",)


def test_hours_that_follow_each_other_in_the_year_do_not_overlap() -> None:
    text = changed(
        'weekday = "friday"\nopens = "22:00"\nends = "02:00"\nends_next_day = true',
        'weekday = "monday"\nopens = "13:00"\nends = "17:00"\nfirst = "2027-02-01"',
    ).replace('ends = "16:45"', 'ends = "16:45"\nlast = "2027-01-31"')
    assert len(read_site_file(text).hours) == 2


def test_joiners_of_persian_words_are_letters() -> None:
    assert read_site_file(changed("السكن", "خانه\u200cها")).topics[0].name["ar"] == "خانه\u200cها"


# --- the writer: what comes out is what went in ---


@pytest.mark.parametrize("text", [SMALL, LEVERKUSEN], ids=["small", "leverkusen"])
def test_a_file_written_back_is_equal(text: str) -> None:
    plan = read_site_file(text)
    written = write_site_file(plan.document)
    assert tomllib.loads(written) == tomllib.loads(text)
    assert read_site_file(written) == plan
    assert plan_of(plan.document) == plan


def test_lists_and_tables_that_say_nothing_are_written_back_too() -> None:
    text = "gaps = []\n" + SMALL + "[numbering]\n"
    document = tomllib.loads(text)
    assert document["gaps"] == []
    assert document["numbering"] == {}
    assert tomllib.loads(write_site_file(read_site_file(text).document)) == document


@given(st.text(min_size=1, max_size=40).filter(lambda text: text == text.strip()))
def test_any_accepted_text_survives_being_written(name: str) -> None:
    document = tomllib.loads(SMALL)
    document["site"]["name"] = name
    written = write_site_file(document)
    try:
        read = read_site_file(written)
    except SiteFileRefused:
        assert any(ord(character) < 32 or 127 <= ord(character) < 160 for character in name)
    else:
        assert read.site.name == name


# --- the lines ---


def test_every_way_of_writing_a_key_has_its_line() -> None:
    text = (
        'top = 1 # a comment with = and [\n[one]\n"quoted key" = """two\nlines = 3\n"""\nafter.dot.ted = [\n'
        "  'a', # first\n\n  { b = 2, c = [\n 3] },\n]\n[[many]]\nx = 1\n[many.below]\ny = 'it''s'\n"
        "[[many]]\nx = '''\n'''\n[[many.deep]]\nz = 07:00:00\n[[many.deep]]\nz = 1\n"
    ).replace("'it''s'", "'its'")
    document = tomllib.loads(text)
    lines = Lines(text)
    assert document["one"]["after"]["dot"]["ted"][1] == {"b": 2, "c": [3]}
    assert {path: lines[path] for path in paths_of(document)} == {
        ("top",): 1,
        ("one",): 2,
        ("one", "quoted key"): 3,
        ("one", "after"): 6,
        ("one", "after", "dot"): 6,
        ("one", "after", "dot", "ted"): 6,
        ("one", "after", "dot", "ted", 0): 7,
        ("one", "after", "dot", "ted", 1): 9,
        ("one", "after", "dot", "ted", 1, "b"): 9,
        ("one", "after", "dot", "ted", 1, "c"): 9,
        ("one", "after", "dot", "ted", 1, "c", 0): 10,
        ("many",): 12,
        ("many", 0): 12,
        ("many", 0, "x"): 13,
        ("many", 0, "below"): 14,
        ("many", 0, "below", "y"): 15,
        ("many", 1): 16,
        ("many", 1, "x"): 17,
        ("many", 1, "deep"): 19,
        ("many", 1, "deep", 0): 19,
        ("many", 1, "deep", 0, "z"): 20,
        ("many", 1, "deep", 1): 21,
        ("many", 1, "deep", 1, "z"): 22,
    }


def test_lines_are_counted_with_carriage_returns_too() -> None:
    text = SMALL.replace("\n", "\r\n")
    assert Lines(text)["desks", 1, "number"] == line_of(SMALL, "number = 2")


def test_every_key_of_the_shipped_file_stands_where_the_scanner_says() -> None:
    lines, text = Lines(LEVERKUSEN), LEVERKUSEN.splitlines()
    keys = [
        path for path in paths_of(tomllib.loads(LEVERKUSEN)) if len(path) == 3 and isinstance(path[1], int)
    ]
    assert len(keys) > 300
    for path in keys:
        assert text[lines[path] - 1].lstrip().startswith(str(path[2])), path


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [below for key, item in inner for below in ((*path, key), *paths_of(item, (*path, key)))]


# --- schema, plan and reference say the same ---


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_table_and_its_type_have_the_same_keys(table: Table) -> None:
    assert {field.name for field in fields(ROW_TYPES[table.name])} == {key.name for key in table.keys}


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_the_reference_tells_every_key_as_the_program_sees_it(table: Table) -> None:
    reference = (ROOT / "docs" / "site-file.md").read_text(encoding="utf-8")
    section = reference.split(f"### `{table.header}`\n")
    assert len(section) == 2, f"docs/site-file.md needs one heading ### `{table.header}`"
    rows = section[1].split("\n### ")[0].splitlines()
    missing = [row for row in map(reference_row, table.keys) if row not in rows]
    assert not missing, "docs/site-file.md lacks these rows:\n" + "\n".join(missing)
    assert sum(row.startswith("| `") for row in rows) == len(table.keys)


def reference_row(key: Key) -> str:
    return f"| `{key.name}` | {key.kind.allowed} | {default_of(key)} | {key.meaning} |"


def default_of(key: Key) -> str:
    if key.is_required:
        return "needed"
    return "none" if key.default in (None, ()) else '""' if key.default == "" else str(key.default).lower()


def test_a_key_without_default_is_needed() -> None:
    assert [
        key.name for table in TABLES for key in table.keys if key.is_required == (key.default is not MISSING)
    ] == []


# --- the site we ship ---


def test_leverkusen_is_as_the_press_text_says() -> None:
    plan = read_site_file(LEVERKUSEN)
    assert [(row.weekday, row.opens, row.ends) for row in plan.hours] == [
        ("monday", time(12, 45), time(16, 45)),
        ("thursday", time(13), time(17)),
        ("friday", time(8, 30), time(12, 30)),
    ]
    assert (plan.site.time_zone, plan.site.holidays) == ("Europe/Berlin", "DE-NW")
    assert len(plan.carriers) == 5
    assert {carrier.code for carrier in plan.carriers} == {person.carrier for person in plan.case_managers}
    assert {row.code for row in plan.funding} == {person.funding for person in plan.case_managers}
    assert plan.admission.mode == "advise"
    assert len(plan.desks) >= 8


def test_leverkusen_has_the_codes_of_the_contract() -> None:
    plan = read_site_file(LEVERKUSEN)
    assert [row.code for row in plan.outcomes] == (
        "settled referred follow_up case_management_agreed case_management_declined documents_missing"
        " interpreter_missing broken_off"
    ).split()
    assert [row.code for row in plan.needs] == (
        "wheelchair quiet_room reading_help children woman_adviser fetch_me".split()
    )
    assert set(plan.page_languages) == {language.code for language in plan.languages}
    assert {"fa", "prs", "kmr", "ckb", "ti"} < set(plan.advice_languages)
    assert [topic.code for topic in plan.topics if topic.discreet] == ["family"]
    assert {topic.code for topic in plan.topics if topic.guest} == {
        "naturalisation",
        "labour-market",
        "child-care",
    }


def test_right_to_left_languages_of_leverkusen_are_written_so() -> None:
    rtl = {language.code for language in read_site_file(LEVERKUSEN).languages if language.direction == "rtl"}
    assert rtl == {"ar", "fa", "prs", "ckb", "ps"}
