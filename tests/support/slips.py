"""Slips to print in tests: one ordinary Monday at Leverkusen's service point."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from printing.slip import Slip

PHONE_URL = "https://lotse.example.org/t/7KQ2M9XA3BCD4EFGH5JKLMNPQ8R"

ordinary = Slip(
    site_name="Service-Point Integration Leverkusen",
    number=417,
    pin="2736",
    language="de",
    issued_at=datetime(2026, 11, 23, 13, 7, tzinfo=UTC),
    zone="Europe/Berlin",
    closes_at=datetime(2026, 11, 23, 15, 45, tzinfo=UTC),
    ahead=5,
    wait_from_at=datetime(2026, 11, 23, 13, 25, tzinfo=UTC),
    wait_to_at=datetime(2026, 11, 23, 13, 45, tzinfo=UTC),
    phone_url=PHONE_URL,
)


def make_slip(**changes: Any) -> Slip:
    """The ordinary slip with some of its values changed."""
    return replace(ordinary, **changes)
