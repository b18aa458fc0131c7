"""The dots of a slip, compared with the ones that were looked at (tests/golden/slip/).

After a change that is meant: `LOTSE_WRITE_GOLDEN=1 .venv/bin/pytest tests/unit/test_slip_image.py`, and look at
what `git diff` shows before it is committed.
"""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from i18n.languages import SHIPPED
from printing.slip_image import slip_image
from printing.slip_pdf import slip_pdf
from printing.slip_texts import LATE
from printing.trial_page import trial_pdf
from tests.support.slips import make_slip

GOLDEN = Path(__file__).parent.parent / "golden" / "slip"
SCRIPTS = (
    "de",
    "en",
    "ar",
    "fa",
    "ckb",
    "ti",
    "uk",
    "ro",
    "kmr",
)  # every script, and the letters that fonts forget
CASES = {language: make_slip(language=language) for language in SCRIPTS if language in SHIPPED} | {
    "ar-late-1417": make_slip(language="ar", number=1417, wait_from_at=None, note=LATE),
    "de-no-phone": make_slip(phone_url=None, wait_from_at=None, ahead=1),
}
MOST_DIFFERENT = 0.002  # share of dots; another version of the renderer moves edges, not letters


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of dots that differ by more than an edge; 1 if the sizes do."""
    if one.size != other.size:
        return 1.0
    soft = [picture.convert("L").filter(ImageFilter.BoxBlur(1)) for picture in (one, other)]
    differing = ImageChops.difference(*soft).point(lambda shade: 255 if shade > 128 else 0)
    return differing.histogram()[255] / (one.width * one.height)


@pytest.mark.parametrize("name", CASES)
def test_a_slip_looks_as_it_did(name, tmp_path):
    compare(name, slip_image(slip_pdf(CASES[name])), tmp_path)


def test_the_test_print_has_every_script(tmp_path):
    """Also those whose catalogs are not there yet."""
    at = datetime(2026, 11, 23, 12, 7, tzinfo=UTC)
    page = trial_pdf("Service-Point Leverkusen", "Kiosk 1 · 192.168.1.50:9100", at, "Europe/Berlin")
    compare("test-print", slip_image(page), tmp_path)


def compare(name, seen, folder):
    golden = GOLDEN / f"{name}.png"
    if os.environ.get("LOTSE_WRITE_GOLDEN"):
        seen.save(golden, optimize=True)
    assert golden.exists(), f"{golden.name} was never looked at: the docstring above says how it is made"
    seen.save(folder / "seen.png")
    assert difference(seen, Image.open(golden)) <= MOST_DIFFERENT, (
        f"compare {golden} with {folder / 'seen.png'}"
    )


def test_one_changed_digit_would_be_noticed():
    changed = slip_image(slip_pdf(replace(CASES["de"], pin="2737")))
    assert difference(changed, Image.open(GOLDEN / "de.png")) > 0
    changed = slip_image(slip_pdf(replace(CASES["de"], number=411)))
    assert difference(changed, Image.open(GOLDEN / "de.png")) > MOST_DIFFERENT


def test_the_image_has_one_bit_a_dot_and_the_width_of_the_head():
    for width_dots in (576, 512, 384):
        picture = slip_image(slip_pdf(make_slip()), width_dots)
        assert (picture.mode, picture.width) == ("1", width_dots)


def test_another_head_prints_the_same_slip_in_proportion():
    wide, narrow = (slip_image(slip_pdf(make_slip()), dots) for dots in (576, 512))
    assert narrow.height == pytest.approx(wide.height * 512 / 576, abs=1)
