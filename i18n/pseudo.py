"""Made-up languages for layout tests: English text a third longer with accents, or mirrored. Brackets show a cut end.

Placeholders stay what they are. Their codes are those ICU uses: en-XA and ar-XB.
"""

import math
import re

LONGER = 0.35  # people.md: the layout survives text a third longer
ACCENTS = str.maketrans(
    "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ",
    "åÅƀƁçÇðÐéÉƒƑĝĜĥĤîÎĵĴķĶļĻɱṀñÑöÖþÞǫǪŕŔšŠţŢûÛṽṼŵŴẋẊýÝžŽ",
)
FILLER = "one two three four five six seven eight nine ten eleven twelve"
KEPT = re.compile(r"(\{[^{}]*\}|<[^<>]*>)")  # placeholders and elements
FROM_THE_RIGHT, END = "\u202e", "\u202c"


def pseudo_text(text: str, direction: str) -> str:
    """`text` as the made-up language of this direction ("ltr", "rtl") has it."""
    changed = "".join(part if KEPT.fullmatch(part) else _word(part, direction) for part in KEPT.split(text))
    return f"[{changed}{_filler(text)}]"


def _word(part: str, direction: str) -> str:
    if direction == "ltr" or not part.strip():
        return part.translate(ACCENTS)
    return f"{FROM_THE_RIGHT}{part}{END}"


def _filler(text: str) -> str:
    """Ordinary words, so that lines may break where they break in a language."""
    missing = math.ceil(len(KEPT.sub("", text)) * LONGER) - len("[] ")
    words = FILLER[: max(0, missing)]
    return f" {words[:-1]}x" if words else ""
