"""Who has read a language: unreviewed until a speaker did, and again when its texts change."""

from datetime import date
from pathlib import Path

import pytest

from i18n import reviews
from i18n.languages import READABLE
from i18n.reviews import Review, review_of, texts_digest


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "reviews.toml"
    path.write_text("", encoding="utf-8")
    monkeypatch.setattr(reviews, "REVIEWS", path)
    return path


def write(file: Path, language: str, texts: str, on: str = "2026-12-01", by: str = "N. S.") -> None:
    row = f'[[reviews]]\nlanguage = "{language}"\nby = "{by}"\non = "{on}"\ntexts = "{texts}"\n'
    file.write_text(file.read_text(encoding="utf-8") + row, encoding="utf-8")


def test_a_language_nobody_has_read_is_unreviewed(file: Path) -> None:
    assert review_of("uk") == Review("unreviewed")


def test_a_review_holds_for_the_texts_that_were_read(file: Path) -> None:
    write(file, "uk", texts_digest("uk"))
    assert review_of("uk") == Review("reviewed", "N. S.", date(2026, 12, 1))
    assert review_of("ru").state == "unreviewed"


def test_other_texts_need_another_look(file: Path) -> None:
    write(file, "uk", "000000000000")
    assert review_of("uk").state == "changed"


def test_the_newest_review_counts(file: Path) -> None:
    write(file, "uk", "000000000000", on="2027-01-10", by="later")
    write(file, "uk", texts_digest("uk"), on="2026-12-01")
    assert review_of("uk") == Review("changed", "later", date(2027, 1, 10))


def test_dari_is_read_with_persian(file: Path) -> None:
    write(file, "fa", texts_digest("fa"))
    assert review_of("prs").state == "reviewed"


def test_the_file_we_ship_is_readable_and_claims_only_what_it_can_name() -> None:
    for code in READABLE:
        review = review_of(code)
        assert (review.state == "unreviewed") == (review.by is None)
