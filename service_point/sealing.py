"""What must be read again, but by nobody who only has the database: sealed with a key made from LOTSE_SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


def seal(text: str, secret_key: str, purpose: str) -> str:
    """`purpose`: another key for each kind of secret."""
    return _box(secret_key, purpose).encrypt(text.encode()).decode()


def unseal(sealed: str | None, secret_key: str, purpose: str) -> str | None:
    """None when there is none, or when it was sealed with another key (LOTSE_SECRET_KEY was changed)."""
    try:
        return _box(secret_key, purpose).decrypt(sealed.encode()).decode() if sealed else None
    except InvalidToken:
        return None


def _box(secret_key: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose}:{secret_key}".encode()).digest()))
