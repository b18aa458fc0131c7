"""The log of what staff did: written beside every action, read by auditors and by everybody about themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import AuditEntry
from rules.logged import Logged
from service_point.unit_of_work import Actor, Unit


def note(unit: Unit, action: Logged, about: int | None = None, **details: Any) -> None:
    """Append one entry, in the transaction of what it tells of. `about`: whom it was done to, if another."""
    write_entry(unit.session, unit.site_id, unit.now, action, unit.actor, about, **details)


def write_entry(
    session: Session,
    site_id: int,
    at: datetime,
    action: Logged,
    actor: Actor,
    about: int | None = None,
    **details: Any,
) -> None:
    """As `note`, for sign-ins, which are no unit of a site's work."""
    entry = AuditEntry(
        site_id=site_id,
        at=at,
        action=action,
        actor_kind=actor.kind,
        actor_id=actor.id,
        about_id=about,
        details=details or None,
    )
    session.add(entry)


def forget_old(session: Session, site_id: int, before: datetime) -> None:
    """Earlier entries of a site. `before` lies 90 days back or more, on the database's own clock, which checks it."""
    session.execute(delete(AuditEntry).where(AuditEntry.site_id == site_id, AuditEntry.at < before))
