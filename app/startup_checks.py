"""Why the production server would not start, each with what to do."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from app.config import Settings
from app.migrations import pending
from models.database import Database
from service_point.people import has_demo_logins
from service_point.set_up import make_setup_link
from service_point.unit_of_work import Office

SHORTEST_SECRET = 32


def refusals(settings: Settings) -> list[str]:
    """Empty: it may start."""
    return [*_settings_refusals(settings), *_database_refusals(settings)]


def invitation_to_set_up(settings: Settings) -> str:
    """What the server prints as long as there is no service point: the link of the first run; else ""."""
    database = Database(settings.database)
    try:
        token = make_setup_link(Office(database, lambda: datetime.now(UTC)))
    finally:
        database.dispose()
    if token is None:
        return ""
    address = (
        f"{(settings.public_url or f'http://{settings.bind}').rstrip('/')}/staff/configuration#setup={token}"
    )
    return f"\nThere is no service point yet. Set it up here (good once, within a day):\n  {address}\n\n"


def _settings_refusals(settings: Settings) -> Iterator[str]:
    if len(settings.secret_key) < SHORTEST_SECRET:
        yield (
            f"LOTSE_SECRET_KEY is missing or shorter than {SHORTEST_SECRET} characters. Make one with:"
            "  python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    if settings.demo:
        yield "LOTSE_DEMO is set. A real service point must not show demo logins: unset it."
    if settings.workers > 1 and (settings.database.startswith("sqlite") or not settings.redis_url):
        yield "LOTSE_WORKERS above 1 needs PostgreSQL (LOTSE_DATABASE_URL) and Redis (LOTSE_REDIS_URL)."
    if settings.oidc_issuer and not _is_safe(settings.oidc_issuer):
        yield "LOTSE_OIDC_ISSUER must begin with https://: whoever changes its answers could sign in as anybody."
    if settings.public_url and not settings.public_url.startswith(("https://", "http://")):
        yield "LOTSE_PUBLIC_URL must begin with https:// (or http:// in a test)."


def _is_safe(address: str) -> bool:
    """Encrypted, or on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1", "::1")


def _database_refusals(settings: Settings) -> Iterator[str]:
    database = Database(settings.database)
    try:
        if pending(database):
            yield "The database lacks migrations. Run:  .venv/bin/flask --app wsgi database upgrade"
            return
        with database.read() as session:
            if has_demo_logins(session):
                yield "The database holds demo logins. Use a database of your own (LOTSE_DATABASE_URL), not the demo's."
    except SQLAlchemyError as error:
        yield f"The database can't be reached: {error.__class__.__name__}. Check LOTSE_DATABASE_URL."
    finally:
        database.dispose()
