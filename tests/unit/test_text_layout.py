"""Lines in mixed directions: order, shapes, brackets, breaking."""

import pytest
import uharfbuzz
from bidi.algorithm import get_display
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from printing.sheet import DOT, MM, Sheet
from printing.slip_image import slip_image
from printing.text_layout import Line, Style, bidi_levels, break_lines, direction_of, layout_line
from printing.typefaces import REGULAR, Face, faces

LATIN, ARABIC, ETHIOPIC = faces(REGULAR)
PLAIN = Style(faces(REGULAR), 10)
WELCOME = "مرحبا"
RANGE = "الدور تقريبًا من 14:25 إلى 14:45."
BRACKETS = "رقم الانتظار (PIN 2736) هنا"
PERSIAN = "می\u200cخواهم اینجا بنشینم"
SORANI = "ژمارەکەت لە شاشەکە دەردەکەوێت"
UNJOINED = "ادرو"  # Arabic letters that never join the next: one glyph each, in any company
SHORT_TEXTS = st.text(alphabet=f"abcXYZ 0123456789.:,()-%{UNJOINED}", min_size=1, max_size=30)


def ids(line: Line) -> list[int]:
    return [glyph.id for glyph in line.glyphs]


def shaped_alone(word: str, face: Face, direction: str) -> list[int]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    assert buffer.direction == direction, "HarfBuzz by itself sees another direction"
    uharfbuzz.shape(face.shaper, buffer)
    return [info.codepoint for info in buffer.glyph_infos]


def x_of(part: str, line: Line) -> float:
    at = line.text.index(part)
    return next(glyph.x for glyph in line.glyphs if glyph.cluster == at)


def test_an_arabic_word_has_joined_letters_and_begins_at_the_right():
    line = layout_line(WELCOME, PLAIN, "rtl")
    unjoined = [ARABIC.shaper.get_nominal_glyph(ord(char)) for char in WELCOME]
    assert ids(line) == shaped_alone(WELCOME, ARABIC, "rtl")
    assert ids(line) != unjoined[::-1], "shaping changed nothing: the test proves nothing"
    first = max(line.glyphs, key=lambda glyph: glyph.x)
    assert first.cluster == 0
    assert first.x + first.advance == pytest.approx(line.width)


def test_a_ukrainian_word_runs_from_the_left():
    line = layout_line("Привіт", PLAIN, "ltr")
    assert ids(line) == shaped_alone("Привіт", LATIN, "ltr")
    assert [glyph.cluster for glyph in line.glyphs] == list(range(6))


def test_a_range_in_arabic_reads_from_the_right_with_each_time_the_right_way_round():
    line = layout_line(RANGE, PLAIN, "rtl")
    assert x_of("14:25", line) > x_of("14:45", line)
    digits = [line.text[glyph.cluster] for glyph in line.glyphs if line.text[glyph.cluster] in "0123456789:"]
    assert "".join(digits) == "14:4514:25"
    assert line.text[line.glyphs[0].cluster] == ".", "the full stop belongs at the left end"


def test_brackets_round_latin_letters_are_mirrored_in_arabic():
    line = layout_line(BRACKETS, PLAIN, "rtl")
    opening, closing = (line.text.index(char) for char in "()")
    glyphs = {glyph.cluster: glyph for glyph in line.glyphs}
    assert glyphs[opening].x > glyphs[closing].x
    assert glyphs[opening].id == glyphs[opening].face.shaper.get_nominal_glyph(ord(")"))
    assert glyphs[closing].id == glyphs[closing].face.shaper.get_nominal_glyph(ord("("))


def test_brackets_in_german_stay_as_they_are():
    line = layout_line("Platz (3)", PLAIN, "ltr")
    assert line.glyphs[6].id == LATIN.shaper.get_nominal_glyph(ord("("))


def test_a_non_joiner_keeps_letters_apart_and_takes_no_room():
    apart, joined = (layout_line(text, PLAIN, "rtl") for text in ("می\u200cخ", "میخ"))
    final_yeh = shaped_alone("می", ARABIC, "rtl")[0]
    assert final_yeh in ids(apart)
    assert final_yeh not in ids(joined)
    joiner = next(glyph for glyph in apart.glyphs if glyph.cluster == 2)
    assert joiner.advance == 0


@pytest.mark.parametrize("isolate", ["\u2066", "\u2067", "\u2068"])
def test_isolates_do_not_stop_the_printing(isolate):
    line = layout_line(f"رقم {isolate}14:25\u2069 هنا", PLAIN, "rtl")
    assert (
        "".join(char for char in (line.text[glyph.cluster] for glyph in line.glyphs) if char in "12345:")
        == "14:25"
    )


def test_each_script_is_drawn_by_a_face_that_has_it():
    line = layout_line("Nr. 7 رقم ቁጽሪ Ґ", PLAIN, "ltr")
    used = {line.text[glyph.cluster]: glyph.face for glyph in line.glyphs}
    assert (used["N"], used["7"], used["ر"], used["ቁ"], used["Ґ"]) == (LATIN, LATIN, ARABIC, ETHIOPIC, LATIN)
    assert 0 not in ids(line), "a box was drawn for a missing letter"


def test_every_letter_of_the_planned_languages_has_a_glyph():
    letters = "șțçêîûşëäöüßğıłżъѝіїєґџљњѓќپچگڤۆێټړژکیەۇںےሀጽቐ"
    assert [char for char in letters if not any(face.covers(char) for face in faces(REGULAR))] == []


@given(text=SHORT_TEXTS, direction=st.sampled_from(["ltr", "rtl"]))
def test_glyphs_stand_in_the_order_of_the_bidirectional_algorithm(text, direction):
    text = text.strip() or "a"  # blanks at a line's end take the line's direction: break_lines drops them
    line = layout_line(text, Style((ARABIC,), 10), direction)
    mirrored = str.maketrans("()", ")(")
    levels = bidi_levels(text, direction)
    seen = [
        text[glyph.cluster].translate(mirrored) if levels[glyph.cluster] % 2 else text[glyph.cluster]
        for glyph in line.glyphs
    ]
    assert "".join(seen) == get_display(text, base_dir="R" if direction == "rtl" else "L")


@given(text=SHORT_TEXTS, direction=st.sampled_from(["ltr", "rtl"]), width=st.floats(12, 200))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, direction, width):
    lines = break_lines(text, PLAIN, direction, width)
    assert all(line.width <= width + 0.01 for line in lines)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert {glyph.cluster for glyph in line.glyphs} == set(range(len(line.text)))


def test_lines_are_about_equally_long():
    text = "Bitte setzen Sie sich. Ihre Nummer wird angezeigt und aufgerufen."
    lines = break_lines(text, PLAIN, "ltr", 1.2 * layout_line(text, PLAIN, "ltr").width / 2)
    assert len(lines) == 2
    assert min(line.width for line in lines) > 0.8 * max(line.width for line in lines)


def test_a_no_break_space_holds_time_and_word_together():
    lines = break_lines(
        "bis 16:45\u00a0Uhr", PLAIN, "ltr", layout_line("16:45\u00a0Uhr", PLAIN, "ltr").width + 1
    )
    assert [line.text for line in lines] == ["bis", "16:45\u00a0Uhr"]


def test_nothing_makes_no_line():
    assert break_lines("  ", PLAIN, "ltr", 100) == []


def test_an_english_sentence_in_an_arabic_slip_keeps_its_direction():
    assert direction_of("Please sit down.", "rtl") == "ltr"
    assert direction_of(RANGE, "rtl") == "rtl"
    assert direction_of(RANGE, "ltr") == "ltr"


# --- against another program: Pillow's libraqm with FriBiDi ---------------------------------------------------------

needs_raqm = pytest.mark.skipif(not features.check("fribidi"), reason="Pillow finds no FriBiDi here")
POINTS = 24
FINE = 4  # drawn larger, so that whole dots don't move the letters


@needs_raqm
@pytest.mark.parametrize("text", [RANGE, BRACKETS, PERSIAN, SORANI])
def test_a_printed_line_looks_like_the_same_line_by_another_program(text):
    assert likeness(ours(text), theirs(text, "rtl")) > 0.85


@needs_raqm
def test_a_line_in_the_wrong_direction_would_be_noticed():
    assert likeness(ours(RANGE), theirs(RANGE, "ltr")) < 0.5


def ours(text: str) -> Image.Image:
    sheet = Sheet(80 * MM, top=5 * MM)
    sheet.line(layout_line(text, Style((ARABIC,), POINTS / 2), "rtl"), 6 * MM)
    sheet.skip(5 * MM)
    return ink(slip_image(sheet.pdf(title="", author="", language="ar"), 1152).convert("L"))


def theirs(text: str, direction: str) -> Image.Image:
    font = ImageFont.truetype(str(ARABIC.path), FINE * POINTS / DOT, layout_engine=ImageFont.Layout.RAQM)
    picture = Image.new("L", (FINE * 1400, FINE * 200), 255)
    ImageDraw.Draw(picture).text((100, 100), text, fill=0, font=font, direction=direction)
    return ink(picture)


def ink(picture: Image.Image) -> Image.Image:
    dark = picture.point(lambda shade: 255 if shade < 128 else 0)
    return dark.crop(dark.getbbox())


def likeness(one: Image.Image, other: Image.Image) -> float:
    """The share of dark dots that both have, of those that either has; 1 is the same."""
    other = other.resize(one.size, Image.Resampling.BOX).point(lambda shade: 255 if shade > 127 else 0)
    shared, either = ImageChops.multiply(one, other), ImageChops.lighter(one, other)
    return shared.histogram()[255] / either.histogram()[255]
