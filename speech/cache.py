"""What was spoken once is kept on disk under the hash of voice and text, up to a limit; the longest unused goes."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

LIMIT_BYTES = (
    256 * 1024 * 1024
)  # some 2,500 phrases: every screen in every language, and the numbers of a year
KEEP_SHARE = 0.9  # of the limit after making room, so that it is not made for every phrase


class SpeechCache:
    """Several processes may share the folder: files appear whole and may vanish at any time."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes

    def get_or_make(self, voice: str, text: str, make: Callable[[Path], None]) -> bytes:
        """The kept sound, or that which `make(path)` writes. Raises: what `make` raises."""
        digest = hashlib.sha256(f"{voice}\n{text}".encode()).hexdigest()
        path = self._folder / f"{digest}.wav"
        with suppress(OSError):
            os.utime(path)  # used just now
            return path.read_bytes()
        return self._make(path, make)

    def _make(self, path: Path, make: Callable[[Path], None]) -> bytes:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder) as corner:
            fresh = Path(corner) / path.name
            make(fresh)
            sound = fresh.read_bytes()
            fresh.replace(path)
        self._make_room()
        return sound

    def _make_room(self) -> None:
        kept = sorted(_files(self._folder))
        size = sum(length for _, length, _ in kept)
        if size <= self._limit_bytes:
            return
        for _, length, path in kept:
            if size <= self._limit_bytes * KEEP_SHARE:
                return
            path.unlink(missing_ok=True)
            size -= length


def _files(folder: Path) -> list[tuple[float, int, Path]]:
    """(last used, bytes, path) of each sound."""
    found = []
    for path in folder.glob("*.wav"):
        with suppress(FileNotFoundError):
            facts = path.stat()
            found.append((facts.st_mtime, facts.st_size, path))
    return found
