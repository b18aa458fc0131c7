"""What every view needs of this process, put there once by `app`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import current_app

from rules.errors import TooManyAttempts
from service_point.facts import SiteFacts
from service_point.identity_provider import IdentityProvider
from service_point.statuses import Statuses
from service_point.unit_of_work import Office
from speech.speaker import Speaker
from web.limits import Limits


@dataclass
class House:
    """The office and the settings that pages depend on."""

    office: Office
    speaker: Speaker
    public_url: str = ""  # https address that phones reach; empty: no QR code anywhere
    demo: bool = False
    rate_limits: bool = True
    metrics_token: str = ""
    redis_url: str = ""
    sends_mail: bool = False  # a server that takes mails is set
    start_working: Callable[[], None] = lambda: (
        None
    )  # the process's own threads; again and again does no harm
    provider: IdentityProvider | None = None
    statuses: Statuses = field(init=False)
    _limits: Limits = field(init=False)

    def __post_init__(self) -> None:
        self.statuses = Statuses(self.office)
        self._limits = Limits(self.redis_url, self.office.secret)

    @property
    def is_https(self) -> bool:
        """Cookies are `Secure` and `__Host-` exactly when the public address is https."""
        return urlsplit(self.public_url).scheme == "https"

    def phone_url(self, code: str | None) -> str | None:
        """The address for the QR code; None when phones can't reach this server."""
        return f"{self.public_url.rstrip('/')}/t/{code}" if self.public_url and code else None

    def dates_url(self, site: str) -> str | None:
        """The public page of what comes at a site; None when phones can't reach this server."""
        return f"{self.public_url.rstrip('/')}/events/?site={site}" if self.public_url else None

    def own_url(self, path: str, asked_at: str) -> str:
        """An address of ours for somebody elsewhere. `asked_at`: where this request came to, if nothing is set."""
        return f"{(self.public_url or asked_at).rstrip('/')}{path}"

    def cookie(self, name: str) -> str:
        return f"__Host-lotse-{name}" if self.is_https else f"lotse-{name}"

    def count_attempt(self, limit: str, *key: object) -> None:
        """Limits key on code, device or account, never on an address that a waiting room shares.

        Raises: TooManyAttempts.
        """
        if self.rate_limits and not self._limits.allow(limit, *key):
            raise TooManyAttempts

    def is_used_up(self, limit: str, *key: object) -> bool:
        """Whether the next attempt would be one too many."""
        return self.rate_limits and self._limits.is_used_up(limit, *key)

    def forget_attempts(self, limit: str, *key: object) -> None:
        if self.rate_limits:
            self._limits.forget(limit, *key)


def house() -> House:
    found: House = current_app.extensions["lotse"]
    return found


def voices_of(facts: SiteFacts) -> list[str]:
    """The languages of a site that have a voice here, in its order."""
    return house().speaker.speaks(entry["code"] for entry in facts.languages)
