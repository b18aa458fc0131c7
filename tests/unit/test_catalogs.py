"""The catalogs are complete, and the tool that keeps them finds what is wrong."""

from gettext import c2py
from pathlib import Path

import pytest

from i18n.languages import plural_categories, plural_index
from i18n.texts import DOMAINS
from tools import catalogs as tool

PAGE = (
    '_("Take a number"); ngettext("{count} person", "{count} people", n); _("Desk {desk}"); // _("not this")'
)
DONE = {
    "Take a number": "Взяти номер",
    "{count} person": ["{count} особа", "{count} особи", "{count} осіб"],
    "Desk {desk}": "Місце {desk}",
}


@pytest.fixture
def kiosk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with one kiosk script and no catalogs; only Ukrainian is shipped."""
    (tmp_path / "kiosk/static/vendor").mkdir(parents=True)
    (tmp_path / "kiosk/static/kiosk.js").write_text(PAGE, encoding="utf-8")
    (tmp_path / "kiosk/static/vendor/other.js").write_text('_("Not ours")', encoding="utf-8")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "CATALOGS", tmp_path / "catalogs")
    monkeypatch.setattr(tool, "SHIPPED", ("uk", "en"))
    return tmp_path


def translate(kiosk: Path, **changed: object) -> Path:
    """The Ukrainian catalog, complete but for `changed`."""
    tool.extract(["kiosk"])
    path = tool.path_of("uk", "kiosk")
    tool.write_catalog(tool.filled(tool.read_catalog(path), {**DONE, **changed}), path)
    return path


def complaints() -> list[str]:
    return list(tool.complaints(["kiosk"]))


def test_no_reader_of_a_shipped_language_sees_english() -> None:
    assert list(tool.complaints(DOMAINS)) == []


@pytest.mark.parametrize("language", ["de", "uk", "ar", "pl", "fa", "kmr", "ti"])
def test_the_plural_header_chooses_the_form_that_the_program_chooses(language: str) -> None:
    count, rule = tool.plural_header(language).removesuffix(";").split("; plural=")
    assert count == f"nplurals={len(plural_categories(language))}"
    assert [c2py(rule)(n) for n in range(1000)] == [plural_index(language, n) for n in range(1000)]


def test_extract_finds_strings_of_pages_but_not_of_vendors_and_comments(kiosk: Path) -> None:
    assert tool.messages_in_sources("kiosk") == {
        "Take a number": "",
        "{count} person": "{count} people",
        "Desk {desk}": "",
    }


def test_a_complete_catalog_has_no_complaints(kiosk: Path) -> None:
    translate(kiosk)
    assert complaints() == []


def test_extract_again_changes_nothing(kiosk: Path) -> None:
    path = translate(kiosk)
    before = path.read_bytes()
    tool.extract(["kiosk"])
    assert path.read_bytes() == before
    assert b"POT-Creation-Date" not in before


def test_extract_keeps_translations_and_drops_what_no_page_says(kiosk: Path) -> None:
    path = translate(kiosk)
    (kiosk / "kiosk/static/kiosk.js").write_text('_("Take a number"); _("New")', encoding="utf-8")
    tool.extract(["kiosk"])
    assert {message.id: message.string for message in tool.read_catalog(path) if message.id} == {
        "Take a number": "Взяти номер",
        "New": "",
    }


def test_missing_lists_what_is_open_with_a_place_for_each_form(kiosk: Path) -> None:
    translate(kiosk, **{"{count} person": ["", "", ""]})
    assert tool.missing_texts(["kiosk"]) == {"uk": {"kiosk": {"{count} person": ("", "", "")}}}


@pytest.mark.parametrize(
    ("msgid", "translation", "complaint"),
    [
        ("Take a number", "", "uk/kiosk: not translated: 'Take a number'"),
        ("Desk {desk}", "Місце", "uk/kiosk: placeholders differ in 'Місце'"),
        ("Desk {desk}", "Місце {place}", "uk/kiosk: placeholders differ in 'Місце {place}'"),
        ("{count} person", ["{count} особа", "особи", ""], "uk/kiosk: not translated: '{count} person'"),
    ],
)
def test_check_complains(kiosk: Path, msgid: str, translation: object, complaint: str) -> None:
    translate(kiosk, **{msgid: translation})
    assert complaints() == [complaint]


def test_check_complains_about_a_string_that_was_never_extracted(kiosk: Path) -> None:
    assert "uk/kiosk: not in the catalog: 'Take a number'" in complaints()


def test_check_complains_about_fuzzy_and_left_over_strings(kiosk: Path) -> None:
    path = translate(kiosk)
    written = path.read_text(encoding="utf-8")
    doubtful = written.replace('msgid "Take', '#, fuzzy\nmsgid "Take')
    path.write_text(f'{doubtful}\nmsgid "Old"\nmsgstr "Старе"\n', encoding="utf-8")
    assert sorted(complaints()) == ["uk/kiosk: fuzzy: 'Take a number'", "uk/kiosk: in no source: 'Old'"]


def test_a_form_may_leave_the_count_out(kiosk: Path) -> None:
    translate(kiosk, **{"{count} person": ["одна особа", "{count} особи", "{count} осіб"]})
    assert complaints() == []
