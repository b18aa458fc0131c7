"""Lines of text in mixed directions and scripts, as glyphs placed from left to right.

Levels of direction come from python-bidi (UAX #9 as of Unicode 6.2, without bracket pairs), shapes from
HarfBuzz, which also mirrors brackets in runs to the left. Lines are broken by words in reading order, before
anything is reordered. Knows nothing of PDF: sizes and places are in points, x from the line's left edge.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby
from typing import Any, NamedTuple

import uharfbuzz
from bidi import algorithm

from printing.typefaces import Face

# python-bidi knows embeddings but stops at isolates; for a number or a name inside a line they act alike.
ISOLATES_AS_EMBEDDINGS = str.maketrans("\u2066\u2067\u2068\u2069", "\u202a\u202b\u202a\u202c")
BREAKING_SPACE = re.compile(r"[ \t\r\n]+")  # not U+00A0, which holds "16:45 Uhr" together
STEPS_TO_BALANCE = 8  # halvings of the line's width: finer than a point


@dataclass(frozen=True)
class Style:
    """How text looks: the faces in the order in which they are asked, size in points, language for local forms."""

    faces: tuple[Face, ...]
    size: float
    language: str = "de"


class Glyph(NamedTuple):
    """One glyph of `face`, at (`x`, `y`) points from the line's left edge and baseline, `advance` points wide.
    `cluster` is the index of its first character in the line's text.
    """

    face: Face
    id: int
    x: float
    y: float
    advance: float
    cluster: int


@dataclass(frozen=True)
class Line:
    """One line, its glyphs from left to right. `above` and `below`: the room it needs round its baseline."""

    text: str
    glyphs: tuple[Glyph, ...]
    size: float
    width: float
    above: float
    below: float


def layout_line(text: str, style: Style, direction: str) -> Line:
    """`text` as one line, however wide. `direction` of the paragraph: "ltr" or "rtl"."""
    return _line(text, bidi_levels(text, direction), style)


def break_lines(text: str, style: Style, direction: str, width: float) -> list[Line]:
    """`text` in as few lines of at most `width` points as it takes, and those about equally long.

    A word that is wider by itself is cut where it must be.
    """
    text = BREAKING_SPACE.sub(" ", text).strip(" ")
    levels = bidi_levels(text, direction)
    words = list(_words(text, levels, style, width))
    rows = _balanced(words, _width(" ", [0], style), width)
    return [
        _line(text[row[0].start : row[-1].end], levels[row[0].start : row[-1].end], style) for row in rows
    ]


def bidi_levels(text: str, direction: str) -> list[int]:
    """The embedding level of every character: even runs left to right, odd runs right to left.

    Characters that the algorithm sets aside (joiners, marks of direction) take the level before them.
    """
    base = 1 if direction == "rtl" else 0
    storage = {**algorithm.get_empty_storage(), "base_level": base, "base_dir": "LR"[base]}
    algorithm.get_embedding_levels(text.translate(ISOLATES_AS_EMBEDDINGS), storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return _spread({char["index"]: char["level"] for char in storage["chars"]}, len(text), base)


def direction_of(text: str, direction: str) -> str:
    """`direction` of the reader, but "ltr" for `text` without a letter of a script that runs to the left:
    an English sentence keeps its full stop at its end, also among Arabic ones.
    """
    return direction if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text) else "ltr"


def _spread(known: dict[int, int], length: int, base: int) -> list[int]:
    levels, level = [], base
    for index in range(length):
        level = known.get(index, level)
        levels.append(level)
    return levels


# --- breaking -------------------------------------------------------------------------------------------------------


class _Word(NamedTuple):
    start: int
    end: int
    width: float
    follows_space: bool


def _words(text: str, levels: list[int], style: Style, limit: float) -> Iterator[_Word]:
    for found in re.finditer("[^ ]+", text):
        start, end = found.span()
        width = _width(text[start:end], levels[start:end], style)
        if width <= limit:
            yield _Word(start, end, width, True)
        else:
            yield from _pieces(text, levels, style, limit, start, end)


def _pieces(
    text: str, levels: list[int], style: Style, limit: float, start: int, end: int
) -> Iterator[_Word]:
    follows_space = True
    while start < end:
        cut, width = _longest(text, levels, style, limit, start, end)
        yield _Word(start, cut, width, follows_space)
        start, follows_space = cut, False


def _longest(
    text: str, levels: list[int], style: Style, limit: float, start: int, end: int
) -> tuple[int, float]:
    """The end and the width of the longest piece from `start` that fits; one character at least."""
    best = (end, limit)
    for cut in range(end, start, -1):
        if cut < end and _clings(text[cut]):
            continue
        best = (cut, _width(text[start:cut], levels[start:cut], style))
        if best[1] <= limit:
            break
    return best


def _clings(char: str) -> bool:
    """Whether `char` belongs to the one before it: a mark, or a joiner."""
    return unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")


def _balanced(words: list[_Word], space: float, width: float) -> list[list[_Word]]:
    if not words:
        return []
    best = _filled(words, space, width)
    low, high = max(word.width for word in words), width
    for _step in range(STEPS_TO_BALANCE):
        middle = (low + high) / 2
        rows = _filled(words, space, middle)
        if len(rows) > len(best):
            low = middle
        else:
            best, high = rows, middle
    return best


def _filled(words: Sequence[_Word], space: float, width: float) -> list[list[_Word]]:
    """As many words to a row as fit, in reading order."""
    rows: list[list[_Word]] = []
    used = 0.0
    for word in words:
        needed = word.width + (space if word.follows_space else 0)
        if rows and used + needed <= width:
            rows[-1].append(word)
            used += needed
        else:
            rows.append([word])
            used = word.width
    return rows


def _width(text: str, levels: list[int], style: Style) -> float:
    return sum(shape.advance for run in _runs(text, levels, style) for shape in run.shapes) * style.size


# --- placing --------------------------------------------------------------------------------------------------------


class _Shape(NamedTuple):
    """One shaped glyph, in em; `cluster` counts from the start of its run."""

    id: int
    cluster: int
    x_offset: float
    y_offset: float
    advance: float


class _Run(NamedTuple):
    start: int
    level: int
    face: Face
    shapes: tuple[_Shape, ...]


def _line(text: str, levels: list[int], style: Style) -> Line:
    glyphs, x = [], 0.0
    for run in _left_to_right(list(_runs(text, levels, style))):
        for shape in run.shapes:
            at_x, at_y = x + shape.x_offset * style.size, shape.y_offset * style.size
            advance = shape.advance * style.size
            glyphs.append(Glyph(run.face, shape.id, at_x, at_y, advance, run.start + shape.cluster))
            x += advance
    used = {glyph.face for glyph in glyphs} or set(style.faces[:1])
    above, below = max(face.above for face in used), max(face.below for face in used)
    return Line(text, tuple(glyphs), style.size, x, above * style.size, below * style.size)


def _left_to_right(runs: list[_Run]) -> list[_Run]:
    """Rule L2: from the highest level down, turn round what stands at that level or above.

    Below the lowest odd level every turn is undone by the next, so going down to 1 is the same.
    """
    for level in range(max((run.level for run in runs), default=0), 0, -1):
        turned: list[_Run] = []
        for is_inside, group in groupby(runs, key=partial(_is_at, level)):
            stretch = list(group)
            turned += stretch[::-1] if is_inside else stretch
        runs = turned
    return runs


def _is_at(level: int, run: _Run) -> bool:
    return run.level >= level


def _runs(text: str, levels: list[int], style: Style) -> Iterator[_Run]:
    """Stretches of one level and one face, shaped, in reading order."""
    start = 0
    for (level, face), group in groupby(zip(levels, _faces_of(text, style.faces), strict=True)):
        end = start + len(list(group))
        yield _Run(start, level, face, _shapes(text[start:end], level % 2 == 1, face, style.language))
        start = end


def _faces_of(text: str, faces: tuple[Face, ...]) -> Iterator[Face]:
    face = faces[0]
    for index, char in enumerate(text):
        stays = index > 0 and (_clings(char) or (not char.isalnum() and face.covers(char)))
        if not stays:
            face = next((each for each in faces if each.covers(char)), faces[0])
        yield face


@lru_cache(maxsize=4096)
def _shapes(text: str, is_rtl: bool, face: Face, language: str) -> tuple[_Shape, ...]:
    buffer: Any = uharfbuzz.Buffer()
    buffer.add_str(text.replace("\u00a0", " "))  # drawn alike, and copied as an ordinary blank
    buffer.direction = "rtl" if is_rtl else "ltr"
    buffer.language = language
    buffer.guess_segment_properties()  # only the script is left to guess
    uharfbuzz.shape(face.shaper, buffer)
    em = face.units_per_em
    return tuple(
        _Shape(info.codepoint, info.cluster, place.x_offset / em, place.y_offset / em, place.x_advance / em)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )
