"""WAV files for tests."""

import io
import wave

RATE = 8_000


def tone(length_s: float) -> bytes:
    """16 bit mono, loud enough to be speech."""
    return pcm(b"\x01\x02" * int(length_s * RATE))


def pcm(samples: bytes) -> bytes:
    """These samples as a file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples)
    return out.getvalue()


def seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as found:
        return found.getnframes() / found.getframerate()
