"""Times as the contract writes them."""

from datetime import datetime


def iso(at: datetime) -> str:
    """An aware UTC time as the contract writes it."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
