"""The slip as the dots that a thermal head burns: the same PDF, rendered to black and white."""

from threading import Lock

import pypdfium2
from PIL import Image

PAPER_MM = 80
PRINTABLE_MM = 72  # the middle of the paper, 576 dots at 203 dpi
DARK_BELOW = 144  # of 255; a little over the middle keeps thin strokes whole on paper

_rendering = Lock()  # PDFium is not safe to use from two threads


def slip_image(pdf: bytes, width_dots: int = 576) -> Image.Image:
    """The printable 72 mm of the first page of `pdf` as a 1-bit image, `width_dots` wide (black = 0).

    Raises:
        pypdfium2.PdfiumError: not a PDF.
    """
    with _rendering, pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        margin = page.get_width() * (PAPER_MM - PRINTABLE_MM) / PAPER_MM / 2
        scale = width_dots / (page.get_width() - 2 * margin)
        picture = page.render(scale=scale, crop=(margin, 0, margin, 0), grayscale=True).to_pil()
    dots = picture.convert("L").point(lambda shade: 255 if shade >= DARK_BELOW else 0)
    return _exactly(dots, width_dots).convert("1", dither=Image.Dither.NONE)


def _exactly(picture: Image.Image, width: int) -> Image.Image:
    """`picture` cut or widened by the one column that rounding can cost."""
    if picture.width == width:
        return picture
    exact = Image.new("L", (width, picture.height), 255)
    exact.paste(picture, (0, 0))
    return exact
