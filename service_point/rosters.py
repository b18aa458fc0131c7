"""Who is planned for which day. A day without a roster is not a day without people: nobody has planned it yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RosterEntry, Slot, StaffMember
from rules.coverage import Present, Promise
from rules.roles import Permission, Role, is_allowed
from service_point.facts import SiteFacts


@dataclass(frozen=True)
class Planned:
    """A member of staff on a day. `comes` and `leaves` in local time; None: as long as the site is open."""

    staff_id: int
    comes: time | None
    leaves: time | None


def planned_on(session: Session, facts: SiteFacts, days: Iterable[date]) -> dict[date, list[Planned]]:
    """Who is expected, day by day, without those who have fallen ill. Days that nobody has planned are missing."""
    found: dict[date, list[Planned]] = {}
    for row in entries_on(session, facts, days):
        if is_planned(row):
            people = found.setdefault(row.on, [])
            if row.ill_since is None:
                people.append(Planned(row.staff_id, row.comes, row.leaves))
    return found


def ill_on(session: Session, facts: SiteFacts, on: date) -> set[int]:
    """Ids of those who fell ill on this day, planned or not."""
    return {row.staff_id for row in entries_on(session, facts, [on]) if row.ill_since is not None}


def entries_on(session: Session, facts: SiteFacts, days: Iterable[date]) -> Sequence[RosterEntry]:
    """Every row of these days, by day and person."""
    return session.scalars(
        select(RosterEntry)
        .where(RosterEntry.site_id == facts.id, RosterEntry.on.in_(list(days)))
        .order_by(RosterEntry.on, RosterEntry.staff_id)
    ).all()


def is_planned(row: RosterEntry) -> bool:
    """A row that only says that somebody is ill does not make its day a planned one."""
    return row.ill_since is None or row.planned_by is not None


def may_be_planned(member: StaffMember) -> bool:
    """Who serves visitors and works here; guests come by their link."""
    role = Role(member.role)
    return member.active and role is not Role.GUEST and is_allowed(role, Permission.SERVE)


def advisers_of_site(session: Session, facts: SiteFacts) -> list[StaffMember]:
    """Everybody who may be planned, by name."""
    members = session.scalars(select(StaffMember).where(StaffMember.site_id == facts.id, StaffMember.active))
    return sorted(filter(may_be_planned, members), key=lambda one: (one.name.casefold(), one.id))


def promise_of(slot: Slot, facts: SiteFacts, languages: Iterable[str]) -> Promise:
    """What this slot offers. A guest brings the own languages: none are promised then."""
    return Promise(
        opens_at=slot.opens_at,
        ends_at=slot.ends_at,
        topics=frozenset(slot.topics) & frozenset(facts.topics),
        languages=frozenset() if slot.kind == "guest" else frozenset(languages),
        discreet=frozenset(code for code, topic in facts.topics.items() if topic.discreet),
    )


def promised_languages(facts: SiteFacts, advisers: Iterable[StaffMember]) -> tuple[list[str], list[str]]:
    """Languages of advice that somebody here speaks, and those that nobody ever does; in the site's order."""
    spoken = {code for member in advisers for code in member.languages}
    wanted = [entry["code"] for entry in facts.languages if entry.get("advice")]
    return [code for code in wanted if code in spoken], [code for code in wanted if code not in spoken]


def presence(slot: Slot, member: StaffMember, facts: SiteFacts, planned: Planned | None = None) -> Present:
    """Somebody during this slot; all the time unless `planned` says otherwise."""
    comes, leaves = (planned.comes, planned.leaves) if planned else (None, None)
    return Present(
        topics=frozenset(facts.topics if member.topics is None else member.topics),
        languages=frozenset(member.languages),
        comes_at=_instant(slot, comes, facts) or slot.opens_at,
        leaves_at=_instant(slot, leaves, facts) or slot.ends_at,
    )


def _instant(slot: Slot, clock: time | None, facts: SiteFacts) -> datetime | None:
    return datetime.combine(slot.on, clock, facts.zone).astimezone(UTC) if clock else None
