"""A strip of paper: marks are put down from the top, and the strip is as long as they need.

Lengths are points; y counts downwards from the upper edge. Everything is black. `Sheet.pdf` is the only place
that draws, under one lock: reportlab's fonts are shared, and several threads at once are slower (stack.md).
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO
from itertools import groupby
from math import ceil
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from printing.pictograms import STROKE, Box, Circle, Pictogram
from printing.qr_grid import Grid
from printing.text_layout import Glyph, Line
from printing.typefaces import REGULAR, Face, faces

MM = 72 / 25.4
DOT = MM / 8  # 203 dpi heads print 8 dots a millimetre
FIRST_PRIVATE = 0xE000  # glyphs without a character of their own are embedded under this code + their id
PRIVATE_USE = {chr(code) for code in range(FIRST_PRIVATE, 0xF900)}

rl_config.useA85 = 0  # a quarter smaller, and faster

_drawing = Lock()

Mark = Callable[[Any, float], None]  # puts itself on a canvas of the given height


class Sheet:
    """Marks on a strip `width` points wide; `y` is how far down the next one begins."""

    def __init__(self, width: float, top: float) -> None:
        self.width = width
        self.y = top
        self._marks: list[Mark] = []

    def skip(self, length: float) -> None:
        """Leaves `length` points blank."""
        self.y += length

    def line(self, line: Line, x: float) -> None:
        """Puts `line` with its left edge at `x` and goes on beneath it."""
        self._marks.append(partial(_draw_line, line, x, self.y + line.above))
        self.y += line.above + line.below

    def digits(self, line: Line, x: float, height: float) -> None:
        """Puts a line of digits `height` points high, with no room above or below."""
        self._marks.append(partial(_draw_line, line, x, self.y + height))
        self.y += height

    def rule(self, x: float, width: float, thickness: float = 2 * DOT) -> None:
        """A line across, on whole dots."""
        self.y = ceil(self.y / DOT) * DOT
        self.rectangles([(x, self.y, width, thickness)])
        self.y += thickness

    def rectangles(self, rectangles: list[tuple[float, float, float, float]]) -> None:
        """Filled rectangles (x, y, width, height)."""
        self._marks.append(partial(_draw_rectangles, rectangles))

    def code(self, grid: Grid, x: float, y: float, module: float) -> None:
        """A QR code with its upper left corner at (`x`, `y`), each module `module` points square."""
        self.rectangles(
            [
                (x + column * module, y + row * module, length * module, module)
                for column, row, length in grid.dark
            ]
        )

    def frame(self, x: float, y: float, width: float, height: float, radius: float, thickness: float) -> None:
        """An outlined rectangle with round corners."""
        self._marks.append(partial(_draw_frame, (x, y, width, height), radius, thickness))

    def pictogram(self, pictogram: Pictogram, x: float, y: float, size: float) -> None:
        """One sign, `size` points square."""
        self._marks.append(partial(_draw_pictogram, pictogram, x, y, size))

    def pdf(self, *, title: str, author: str, language: str) -> bytes:
        """The strip as a PDF of one page, a whole number of dots long; the same marks give the same bytes."""
        height = ceil(self.y / DOT) * DOT
        with _drawing:
            _register_fonts()
            buffer = BytesIO()
            canvas = _canvas(buffer, (self.width, height), language)
            canvas.setTitle(title)
            canvas.setAuthor(author)
            canvas.setSubject("")
            for mark in self._marks:
                mark(canvas, height)
            canvas.save()
            return buffer.getvalue()


def _canvas(buffer: BytesIO, size: tuple[float, float], language: str) -> Any:
    canvas = Canvas(
        buffer,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        lang=language,
        initialFontName=faces(REGULAR)[0].name,  # else an unembedded Helvetica is referred to
    )
    canvas.setCreator("Lotse")
    canvas.setFillGray(0)
    canvas.setStrokeGray(0)
    return canvas


@cache
def _register_fonts() -> None:
    for weight in ("Regular", "SemiBold", "ExtraBold"):
        for face in faces(weight):
            pdfmetrics.registerFont(TTFont(face.name, str(face.path), asciiReadable=False))


# --- drawing: canvas and its height come last -----------------------------------------------------------------------


def _draw_line(line: Line, x: float, baseline: float, canvas: Any, height: float) -> None:
    text = canvas.beginText()
    for spoken, glyphs in _spans(line):
        if spoken:
            text._code.append(f"/Span <</ActualText <{spoken}>>> BDC")
        for first, chars in _stretches(glyphs, line.size):
            text.setFont(first.face.name, line.size)
            text.setTextOrigin(x + first.x, height - baseline + first.y)
            text.textOut(chars)
        if spoken:
            text._code.append("EMC")
    canvas.drawText(text)


def _spans(line: Line) -> Iterator[tuple[str, list[Glyph]]]:
    """Plain glyphs together; shaped ones letter by letter, each with the text (in hex) to read out or copy."""
    clusters = sorted({glyph.cluster for glyph in line.glyphs})
    ends = dict(zip(clusters, [*clusters[1:], len(line.text)], strict=True))
    shaped = {glyph.cluster for glyph in line.glyphs if _char_in_pdf(glyph.face, glyph.id)[0] in PRIVATE_USE}
    for start, group in groupby(
        line.glyphs, key=lambda glyph: glyph.cluster if glyph.cluster in shaped else None
    ):
        spoken = "" if start is None else "\ufeff" + line.text[start : ends[start]]
        yield spoken.encode("utf-16-be").hex(), list(group)


def _stretches(glyphs: list[Glyph], size: float) -> Iterator[tuple[Glyph, str]]:
    """Glyphs that stand where a reader of the PDF would put them anyway, as one string from the first on."""
    first, chars, end = glyphs[0], "", glyphs[0].x
    for glyph in glyphs:
        char, width = _char_in_pdf(glyph.face, glyph.id)
        follows = first.face is glyph.face and first.y == glyph.y and abs(glyph.x - end) < DOT / 50
        if not follows:
            yield first, chars
            first, chars = glyph, ""
        chars += char
        end = glyph.x + width * size
    yield first, chars


@cache
def _char_in_pdf(face: Face, glyph_id: int) -> tuple[str, float]:
    """A character under which reportlab embeds this very glyph, and the glyph's own width in em."""
    known = pdfmetrics.getFont(face.name).face
    width = face.shaper.get_glyph_h_advance(glyph_id) / face.units_per_em
    chars = known.glyphToChar.get(glyph_id)
    if chars:
        return chr(chars[0]), width
    private = FIRST_PRIVATE + glyph_id
    known.charToGlyph[private] = glyph_id
    known.charWidths[private] = width * 1000
    return chr(private), width


def _draw_rectangles(rectangles: list[tuple[float, float, float, float]], canvas: Any, height: float) -> None:
    path = canvas.beginPath()
    for x, y, rectangle_width, rectangle_height in rectangles:
        path.rect(x, height - y - rectangle_height, rectangle_width, rectangle_height)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_frame(
    place: tuple[float, float, float, float], radius: float, thickness: float, canvas: Any, height: float
) -> None:
    x, y, frame_width, frame_height = place
    canvas.setLineWidth(thickness)
    canvas.roundRect(x, height - y - frame_height, frame_width, frame_height, radius)


def _draw_pictogram(
    pictogram: Pictogram, x: float, y: float, size: float, canvas: Any, height: float
) -> None:
    canvas.saveState()
    canvas.translate(x, height - y)
    canvas.scale(size / 24, -size / 24)
    canvas.setLineWidth(STROKE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for part in pictogram:
        _draw_part(part, canvas)
    canvas.restoreState()


def _draw_part(part: Any, canvas: Any) -> None:
    if isinstance(part, Circle):
        canvas.circle(part.x, part.y, part.radius)
    elif isinstance(part, Box):
        canvas.roundRect(part.x, part.y, part.width, part.height, part.radius)
    else:
        path = canvas.beginPath()
        path.moveTo(*part.points[0])
        for point in part.points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path)
