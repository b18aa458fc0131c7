"""The slip on paper: measured on the dots that a printer would burn."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdf.generic import ContentStream

from i18n.languages import ALL, SHIPPED, find_language
from printing.slip_image import slip_image
from printing.slip_pdf import slip_pdf
from printing.slip_texts import LATE
from tests.support.slips import PHONE_URL, make_slip

DOTS_PER_MM = 8
LONG_NAME = "Servicepoint für Staatsangehörigkeitsangelegenheitenberatungsstellen Leverkusen-Wiesdorf"


def picture_of(slip) -> Image.Image:
    return slip_image(slip_pdf(slip)).convert("L")


def read(slip) -> Any:
    return pypdf.PdfReader(BytesIO(slip_pdf(slip)))


def said(slip) -> str:
    return " ".join(read(slip).pages[0].extract_text().split())


def fonts_of(slip) -> list[Any]:
    page = read(slip).pages[0]
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def dark_bands(picture: Image.Image) -> list[tuple[int, int]]:
    """Stretches of rows with anything dark in them: (first, how many)."""
    profile = [picture.crop((0, y, picture.width, y + 1)).getextrema()[0] == 0 for y in range(picture.height)]
    bands, start = [], None
    for y, is_dark in enumerate([*profile, False]):
        if is_dark and start is None:
            start = y
        elif not is_dark and start is not None:
            bands.append((start, y - start))
            start = None
    return bands


def the_code(slip):
    found = zxingcpp.read_barcodes(picture_of(slip))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("number", [100, 417, 1111, 1408, 9999])
def test_the_number_is_at_least_15_mm_high(number):
    tallest = max(height for _, height in dark_bands(picture_of(make_slip(number=number, phone_url=None))))
    assert tallest / DOTS_PER_MM >= 15


@pytest.mark.parametrize("language", SHIPPED)
def test_a_phone_can_read_the_code_and_finds_the_page(language):
    assert the_code(make_slip(language=language)).text == PHONE_URL


def test_a_long_address_makes_a_code_that_still_reads():
    url = "https://wartenummer.integrationszentrum.kreis-beispielstadt.example.org/lotse/t/7KQ2M9XA3BCD4EFGH5JKLMNPQ8R"
    assert the_code(make_slip(phone_url=url)).text == url


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_code_is_20_mm_wide_and_has_its_quiet_zone(language):
    place = the_code(make_slip(language=language)).position
    left, top = place.top_left.x, place.top_left.y
    right, bottom = place.bottom_right.x, place.bottom_right.y
    assert (right - left) / DOTS_PER_MM >= 20
    module = (right - left + 1) / 33  # this address makes a code of 33 modules
    page = page_in_colour(make_slip(language=language)).convert("L")
    margin = (page.width - 576) // 2
    quiet = 4 * module - 2
    ring = page.crop((left + margin - quiet, top - quiet, right + margin + quiet + 1, bottom + quiet + 1))
    ring.paste(
        255, (int(quiet) - 2, int(quiet) - 2, ring.width - int(quiet) + 2, ring.height - int(quiet) + 2)
    )
    assert dark_bands(ring) == [], "something stands in the quiet zone"


def test_the_code_stands_at_the_far_side_of_where_reading_begins():
    assert the_code(make_slip(language="uk")).position.top_left.x > 288
    assert the_code(make_slip(language="ar")).position.top_right.x < 288


def test_without_an_address_there_is_no_code():
    assert zxingcpp.read_barcodes(picture_of(make_slip(phone_url=None))) == []
    assert "Handy" in said(make_slip())
    assert "Handy" not in said(make_slip(phone_url=None))


@pytest.mark.parametrize("language", [language.code for language in ALL])
def test_nothing_leaves_the_printable_width(language):
    slip = make_slip(language=language, number=8888, site_name=LONG_NAME, note=LATE)
    for shown in (slip, make_slip(language=language, number=12345, wait_from_at=None, ahead=120)):
        page = page_in_colour(shown).convert("L")
        assert page.width == 80 * DOTS_PER_MM
        left, _, right, _ = page.point(lambda shade: 255 - shade).getbbox() or (0, 0, 0, 0)
        assert left >= 6 * DOTS_PER_MM
        assert right <= (80 - 6) * DOTS_PER_MM


def test_the_paper_is_80_mm_wide_and_as_long_as_it_needs():
    short, long = (read(make_slip(language=language)).pages[0].mediabox for language in ("de", "ar"))
    assert float(short.width) == pytest.approx(80 / 25.4 * 72, abs=0.01)
    assert float(short.height) < float(long.height) < 180 / 25.4 * 72


@pytest.mark.parametrize("language", SHIPPED)
def test_every_font_is_embedded_and_cut_to_what_is_used(language):
    fonts = [
        font.get_object()
        for font in read(make_slip(language=language)).pages[0]["/Resources"]["/Font"].values()
    ]
    names = {font["/BaseFont"][1:] for font in fonts}
    assert all("+NotoSans" in name for name in names)
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in fonts)
    assert any("Arabic" in name for name in names) == (find_language(language).direction == "rtl")
    assert any("Ethiopic" in name for name in names) == (language == "ti")


def test_three_weights_are_three_fonts():
    names = {str(font["/BaseFont"]).split("-")[1] for font in fonts_of(make_slip())}
    assert names == {"Regular", "SemiBold", "ExtraBold"}


def test_the_page_has_no_colour():
    red, green, blue = page_in_colour(make_slip(language="ar", note=LATE)).split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    reader = read(make_slip(language="ar", note=LATE))
    operations = ContentStream(reader.pages[0].get_contents(), reader).operations
    paints = {(operator, *map(float, operands)) for operands, operator in operations if operator in COLOURS}
    assert paints == {(b"g", 0.0), (b"G", 0.0)}, "black is the only ink"


COLOURS = (b"g", b"G", b"rg", b"RG", b"k", b"K", b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN")


def test_the_topic_appears_nowhere():
    slip = make_slip(topic="Familie und Persönliches")
    assert slip_pdf(slip) == slip_pdf(make_slip(topic=None))


def test_the_title_is_neutral():
    reader = read(make_slip(language="uk"))
    assert reader.metadata.title == "Ticket 417"
    assert reader.trailer["/Root"]["/Lang"] == "uk"
    assert (reader.metadata.subject or "", reader.metadata.get("/Keywords") or "") == ("", "")


def test_german_is_printed_once_for_german_readers_and_beneath_for_others():
    german, ukrainian = (said(make_slip(language=code)) for code in ("de", "uk"))
    assert german.count("Ihre Nummer") == 2, (
        "the head of the number, and the sentence that says it will be called"
    )
    assert ukrainian.index("Ваш номер") < ukrainian.index("Ihre Nummer")


def test_the_same_slip_gives_the_same_bytes_also_from_many_threads():
    slips = [make_slip(language=code, number=number) for code in SHIPPED for number in range(417, 423)]
    one_by_one = [slip_pdf(slip) for slip in slips]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(slip_pdf, slips)) == one_by_one
    assert len(set(one_by_one)) == len(slips)


def page_in_colour(slip) -> Image.Image:
    """The whole page, margins too, at 8 dots a millimetre."""
    with pypdfium2.PdfDocument(slip_pdf(slip)) as document:
        return document[0].render(scale=DOTS_PER_MM * 25.4 / 72 * 0.99999).to_pil().convert("RGB")
