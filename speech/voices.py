"""Which voice speaks which language. A language without one stays silent: never another language's voice."""

from dataclasses import dataclass
from typing import Literal

# Our code → eSpeak NG's voice. Dari is read as the Persian that its pages are written in; easy German is German.
# Missing on purpose: ckb, ps and so, for which there is no voice. Tigrinya's came with 1.52: it counts where it is.
ESPEAK_VOICES = {
    "de": "de", "de-simple": "de", "en": "en-gb", "uk": "uk", "ru": "ru", "ar": "ar", "tr": "tr", "fa": "fa",
    "prs": "fa", "kmr": "ku", "fr": "fr-fr", "pl": "pl", "ro": "ro", "bg": "bg", "sq": "sq", "ti": "ti", "it": "it",
    "es": "es", "sr": "sr", "mk": "mk",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """`kind` "recorded": a speaker read the digits, and more; "synthetic": `name` is eSpeak NG's."""

    kind: Literal["recorded", "synthetic"]
    name: str = ""
