"""Phrases and digits read by a speaker: `FOLDER/LANGUAGE/KEY.wav`. They replace the synthetic voice one by one."""

import hashlib
import io
import re
import wave
from array import array
from pathlib import Path

from rules.errors import NotSpeech

DIGITS = "0123456789"
KEY_DIGITS = 16
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]+)?")
LONGEST_S = 30
QUIETEST_PEAK = 300  # of 32,767: a microphone that is switched off has less
GAP_S = 0.05  # between two digits of a number
REST_S = 0.25  # between two phrases
BETWEEN_PHRASES = re.compile(r"(?:(?<=[.!?؟።])|[,،፣]) ")  # a tile says its name, then what stands below it


def phrase_key(text: str) -> str:
    """The name of a phrase's file: a digit itself, else the hash of its words."""
    words = " ".join(text.split())
    return words if words in DIGITS else hashlib.sha256(words.encode()).hexdigest()[:KEY_DIGITS]


class Recordings:
    """All recordings of this installation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has_digits(self, language: str) -> bool:
        """Whether any number can be said: from then on the language has a recorded voice."""
        return all(self._path(language, digit).exists() for digit in DIGITS)

    def of(self, language: str, text: str) -> bytes | None:
        """The recording of exactly this phrase; a number is put together of its digits, a text of its phrases.

        None: there is none, or a part is missing.
        """
        whole = self._one(language, text)
        if whole is not None:
            return whole
        parts = BETWEEN_PHRASES.split(text)
        sounds = [self._one(language, part) or self._one(language, part.rstrip(".")) for part in parts]
        found = [sound for sound in sounds if sound is not None]
        return joined(found, REST_S) if len(found) == len(parts) > 1 else None

    def _one(self, language: str, text: str) -> bytes | None:
        path = self._path(language, text)
        if path.exists():
            return path.read_bytes()
        if not text.isascii() or not text.isdigit() or not self.has_digits(language):
            return None
        return joined([self._path(language, digit).read_bytes() for digit in text], GAP_S)

    def keep(self, language: str, text: str, sound: bytes) -> None:
        """Replaces an earlier one. Raises: NotSpeech."""
        _check(sound)
        path = self._path(language, text)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(sound)
        fresh.replace(path)

    def forget(self, language: str, text: str) -> None:
        """Back to the synthetic voice, or to silence."""
        self._path(language, text).unlink(missing_ok=True)

    def has(self, language: str, text: str) -> bool:
        return self._path(language, text).exists()

    def _path(self, language: str, text: str) -> Path:
        folder = language if LANGUAGE.fullmatch(language) else "unknown"
        return self._folder / folder / f"{phrase_key(text)}.wav"


def joined(sounds: list[bytes], gap_s: float = GAP_S) -> bytes | None:
    """One WAV after the other with a short gap; None when they were not recorded alike."""
    parts = [_read(sound) for sound in sounds]
    forms = {form for form, _ in parts}
    if len(forms) != 1:
        return None
    channels, width, rate = forms.pop()
    gap = bytes(channels * width * int(rate * gap_s))
    out = io.BytesIO()
    with wave.open(out, "wb") as whole:
        whole.setnchannels(channels)
        whole.setsampwidth(width)
        whole.setframerate(rate)
        whole.writeframes(gap.join(frames for _, frames in parts))
    return out.getvalue()


def _read(sound: bytes) -> tuple[tuple[int, int, int], bytes]:
    """((channels, bytes a sample, samples a second), samples)"""
    with wave.open(io.BytesIO(sound)) as found:
        form = (found.getnchannels(), found.getsampwidth(), found.getframerate())
        return form, found.readframes(found.getnframes())


def _check(sound: bytes) -> None:
    """Raises: NotSpeech."""
    try:
        with wave.open(io.BytesIO(sound)) as found:
            seconds = found.getnframes() / found.getframerate()
            is_whole = found.getsampwidth() == 2 and found.getnchannels() == 1
            samples = array("h", found.readframes(found.getnframes())) if is_whole else array("h")
    except (wave.Error, EOFError, ZeroDivisionError, ValueError) as error:
        raise NotSpeech(why=str(error)) from error
    if not is_whole or not 0 < seconds <= LONGEST_S or not samples:
        raise NotSpeech(why="16 bit, mono, at most 30 s")
    highest, lowest = max(samples), min(samples)
    if max(highest, -lowest) < QUIETEST_PEAK:
        raise NotSpeech(why="silence")
