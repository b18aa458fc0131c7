"""The typefaces of paper: Noto Sans in three scripts and three weights, read from `printing/fonts/`.

`make setup` puts the files there (tools/frontend.py); they are OFL-1.1 and not committed.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("NotoSans", "NotoSansArabic", "NotoSansEthiopic")  # the first that has a character draws it

REGULAR, SEMIBOLD, EXTRABOLD = "Regular", "SemiBold", "ExtraBold"

# Room a line needs above and below its baseline, in em: Ukrainian Ї and Arabic vowel signs stay clear.
ROOM_ABOVE = {"NotoSans": 0.93, "NotoSansArabic": 1.05, "NotoSansEthiopic": 0.95}
ROOM_BELOW = {"NotoSans": 0.25, "NotoSansArabic": 0.40, "NotoSansEthiopic": 0.25}


@dataclass(frozen=True, eq=False)
class Face:
    """One font file. `name` is also its name in a PDF; `above` and `below` are in em."""

    name: str
    path: Path
    shaper: Any  # uharfbuzz.Font in font units
    units_per_em: int
    above: float
    below: float

    def covers(self, char: str) -> bool:
        """Whether the file has a glyph for `char`."""
        return self.shaper.get_nominal_glyph(ord(char)) is not None


@lru_cache
def faces(weight: str) -> tuple[Face, ...]:
    """The faces of one weight ("Regular", "SemiBold", "ExtraBold"), in the order in which they are asked.

    Raises:
        FileNotFoundError: `make setup` has not run.
    """
    return tuple(_face(family, weight) for family in FAMILIES)


def _face(family: str, weight: str) -> Face:
    name = f"{family}-{weight}"
    path = FONTS / f"{name}.ttf"
    if not path.exists():
        raise FileNotFoundError(f"{path.name} is missing: run `make setup`")
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    font = uharfbuzz.Font(face)
    return Face(name, path, font, face.upem, ROOM_ABOVE[family], ROOM_BELOW[family])
