"""What one next-step slip says, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.next_steps import OpenOn


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where to go. `name` by language, German at least; `bring` are codes of rules.next_steps.DOCUMENTS."""

    name: Mapping[str, str]
    place: str | None = None
    hours: Sequence[OpenOn] = ()
    bring: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NextStepsSheet:
    """Times are aware; `zone` (IANA) is the site's. Nothing about the visitor but number, language and time."""

    site_name: str
    number: int
    language: str
    written_at: datetime
    zone: str
    referred_to: tuple[Place, ...] = ()
    documents: tuple[str, ...] = ()
    carrier: Place | None = None
    come_again: bool = False
    come_again_at: datetime | None = None
    site_hours: Sequence[OpenOn] = ()
