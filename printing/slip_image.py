"""The slip as the dots that a thermal head burns: the same PDF, rendered to black and white."""

from threading import Lock

import pypdfium2
from PIL import Image

PAPER_MM = 80
PRINTABLE_MM = 72  # the middle of the paper, 576 dots at 203 dpi
JUST_UNDER = 1 - 1e-5  # PDFium rounds sizes up: a hair too wide would stretch the page by a dot
DARK_BELOW = 144  # of 255; a little over the middle keeps thin strokes whole on paper

_rendering = Lock()  # PDFium is not safe to use from two threads


def slip_image(pdf: bytes, width_dots: int = 576) -> Image.Image:
    """The printable 72 mm of the first page of `pdf` as a 1-bit image, `width_dots` wide (black = 0).

    Raises:
        pypdfium2.PdfiumError: not a PDF.
    """
    with _rendering, pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        scale = width_dots * PAPER_MM / PRINTABLE_MM / page.get_width() * JUST_UNDER
        paper: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    left = (paper.width - width_dots) // 2
    printable = paper.crop((left, 0, left + width_dots, paper.height))
    return printable.point(lambda shade: 255 if shade >= DARK_BELOW else 0).convert(
        "1", dither=Image.Dither.NONE
    )
