"""Who is planned for which day. A day without a roster is not a day without people: nobody has planned it yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RosterEntry
from service_point.facts import SiteFacts


@dataclass(frozen=True)
class Planned:
    """A member of staff on a day. `comes` and `leaves` in local time; None: as long as the site is open."""

    staff_id: int
    comes: time | None
    leaves: time | None


def planned_on(session: Session, facts: SiteFacts, days: Iterable[date]) -> dict[date, list[Planned]]:
    """Who is expected, day by day, without those who have fallen ill. Days that nobody has planned are missing."""
    rows = session.scalars(
        select(RosterEntry)
        .where(RosterEntry.site_id == facts.id, RosterEntry.on.in_(list(days)))
        .order_by(RosterEntry.on, RosterEntry.staff_id)
    )
    found: dict[date, list[Planned]] = {}
    for row in rows:
        people = found.setdefault(row.on, [])
        if row.ill_since is None:
            people.append(Planned(row.staff_id, row.comes, row.leaves))
    return found
