"""Every letter of every language is one that a font served by us is said to have."""

import re
from pathlib import Path

import pytest

from i18n.languages import ALL, SHIPPED
from i18n.texts import DOMAINS, load_messages

ROOT = Path(__file__).parents[2]
RANGES = [
    tuple(int(end, 16) for end in (found[1], found[2] or found[1]))
    for found in re.finditer(
        r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", (ROOT / "web/static/fonts.css").read_text(encoding="utf-8")
    )
]
NEEDED = "șțçêîûşëіїєґپچگڤۆێټړትግርኛ"  # people.md names them


@pytest.mark.parametrize("language", SHIPPED)
def test_every_letter_of_a_language_has_a_font(language: str) -> None:
    said = "".join(str(text) for domain in DOMAINS for text in load_messages(language, domain).values())
    assert without_font(said) == set()


def test_every_letter_of_leverkusen_has_a_font() -> None:
    assert without_font((ROOT / "sites/leverkusen.toml").read_text(encoding="utf-8")) == set()


def test_every_language_can_write_its_own_name() -> None:
    assert without_font("".join(language.name for language in ALL) + NEEDED) == set()


def test_a_letter_without_a_font_would_be_noticed() -> None:
    assert without_font("語") == {"語"}


def without_font(text: str) -> set[str]:
    letters = {letter for letter in text if not letter.isspace()}
    return {letter for letter in letters if not any(low <= ord(letter) <= high for low, high in RANGES)}
