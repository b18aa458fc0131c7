"""Text as sound in a language that has a voice: a recording if there is one, else eSpeak NG."""

import logging
import math
import re
import threading
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from rules.errors import NoVoice
from speech.cache import SpeechCache
from speech.espeak import SpeechFailed, installed_voices, write_speech
from speech.recordings import Recordings, joined
from speech.voices import ESPEAK_VOICES, Voice

ASK_AGAIN_S = 60.0
PROCESSES = 2  # at a time; more would slow down the calls on a small machine
UNSPOKEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
PHONEMES = re.compile(r"\[\[|\]\]")  # eSpeak NG reads what stands inside as sounds

log = logging.getLogger("lotse.speech")


class Speaker:
    """`program`: eSpeak NG's path; None: only recordings speak. `folder` keeps recordings and spoken phrases."""

    def __init__(self, program: str | None, folder: Path) -> None:
        self._program = program
        self._cache = SpeechCache(folder / "spoken")
        self._voices: frozenset[str] = frozenset()
        self._ask_again_at = -math.inf
        self._turns = threading.BoundedSemaphore(PROCESSES)
        self.recordings = Recordings(folder / "recordings")

    def voice_of(self, language: str) -> Voice | None:
        """Whose voice speaks `language` (a code of i18n/languages.py); None: nobody's."""
        if self.recordings.has_digits(language):
            return Voice("recorded")
        name = self._synthetic(language)
        return Voice("synthetic", name) if name else None

    def speaks(self, languages: Iterable[str]) -> list[str]:
        """Those of `languages` that have a voice."""
        return [code for code in languages if self.voice_of(code)]

    @property
    def has_synthesis(self) -> bool:
        return bool(self._installed)

    def speak(self, text: str, language: str) -> bytes:
        """A WAV file of `text`. Raises: NoVoice."""
        words = words_of(text)
        recorded = self.recordings.of(language, words) if words else None
        if recorded is not None:
            return recorded
        name = self._synthetic(language)
        if not words or name is None or self._program is None:
            raise NoVoice
        try:
            with self._turns:
                return self._cache.get_or_make(name, words, partial(write_speech, self._program, name, words))
        except (SpeechFailed, OSError) as error:
            log.warning("no speech in %s: %s", language, error)
            raise NoVoice from error

    def say_pieces(self, pieces: Sequence[str], language: str) -> bytes:
        """Words and numbers as one WAV file: recordings if there is one of each, else one phrase. Raises: NoVoice."""
        kept = [self.recordings.of(language, _plain(piece)) for piece in pieces]
        recorded = [sound for sound in kept if sound is not None]
        whole = joined(recorded) if len(recorded) == len(pieces) else None
        return whole if whole is not None else self.speak(" ".join(pieces), language)

    def _synthetic(self, language: str) -> str | None:
        name = ESPEAK_VOICES.get(language)
        return name if name in self._installed else None

    @property
    def _installed(self) -> frozenset[str]:
        """Asked again after a while when the program did not answer."""
        if self._program and not self._voices and time.monotonic() >= self._ask_again_at:
            self._voices = installed_voices(self._program)
            self._ask_again_at = time.monotonic() + ASK_AGAIN_S
        return self._voices


def _plain(piece: str) -> str:
    """A number without the full stop and the spaces that make the synthetic voice say it slowly."""
    digits = piece.replace(" ", "").rstrip(".")
    return digits if digits.isascii() and digits.isdigit() else piece


def words_of(text: str) -> str:
    """What of a text is said, and what a recording of it is kept under: no marks of direction, single spaces."""
    return " ".join(PHONEMES.sub(" ", UNSPOKEN.sub(" ", text)).split())
