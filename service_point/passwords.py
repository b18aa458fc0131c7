"""Hashes: slow ones for what people choose, fast ones for what our random generator made (decision 0009)."""

import hashlib
import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHES_AT_ONCE = BoundedSemaphore(2)  # argon2 takes 180 ms of a core and 64 MiB (stack.md §8)

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    with HASHES_AT_ONCE:
        return _hasher.hash(password)


def is_right_password(password_hash: str | None, password: str) -> bool:
    """None: nobody's; takes as long as a wrong one, so that unknown names can't be told from known ones."""
    known = password_hash or _hash_of_nobody()
    with HASHES_AT_ONCE:
        try:
            return _hasher.verify(known, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def hash_token(token: str) -> str:
    """Tokens hold 256 random bits, so a plain hash is enough to keep them unreadable in the database."""
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash(secrets.token_hex(16))
