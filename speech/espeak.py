"""eSpeak NG as a process of its own: which voices it has, and text as a WAV file. It needs no network."""

import logging
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

PROGRAM = "espeak-ng"
TIME_LIMIT_S = 10  # 300 characters take some 40 ms
WORDS_A_MINUTE = "150"  # a little slower than its 175: listeners may know the language only partly
VOICES_HEADING = "Pty"

log = logging.getLogger("lotse.speech")


class SpeechFailed(Exception):
    """eSpeak NG is gone, took too long, or refused."""


def find_espeak(named: str = "") -> str | None:
    """The path of eSpeak NG: the one `named`, else the one on the PATH, else None."""
    return shutil.which(named or PROGRAM)


def installed_voices(program: str) -> frozenset[str]:
    """What it can speak, as "de", "en-gb", "ku"; empty when it does not answer."""
    try:
        return _voices(program)
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("eSpeak NG does not answer: %s", error)
        return frozenset()


@lru_cache
def _voices(program: str) -> frozenset[str]:
    """Asked once a process. Raises: OSError, SubprocessError."""
    listed = subprocess.run(
        [program, "--voices"], capture_output=True, text=True, timeout=TIME_LIMIT_S, check=True
    ).stdout
    rows = [line.split() for line in listed.splitlines()]
    return frozenset(row[1] for row in rows if len(row) > 1 and row[0] != VOICES_HEADING)


def write_speech(program: str, voice: str, text: str, path: Path) -> None:
    """`text` as 16 bit mono WAV in `path`. Raises: SpeechFailed."""
    command = [program, "-b", "1", "-v", voice, "-s", WORDS_A_MINUTE, "--stdin", "-w", str(path)]
    try:
        subprocess.run(command, input=text.encode(), capture_output=True, timeout=TIME_LIMIT_S, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise SpeechFailed(str(error)) from error
    if not path.exists():
        raise SpeechFailed(f"no sound from voice {voice}")
