"""The log as people read it: what staff did, newest first; auditors see everybody, everybody sees themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import AuditEntry, StaffMember, Ticket, TicketEvent
from rules.life_cycle import Action
from rules.logged import Logged
from service_point.boards import iso
from service_point.facts import SiteFacts
from service_point.people import SignedIn

A_PAGE = 100
A_FILE = 20_000  # rows of an export
SAME_MOMENT = 200  # entries of one instant are never torn apart: more there are not

Picture = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What to show: days of the site (both included), one person, one action; `before`: entries older than this."""

    first: date | None = None
    last: date | None = None
    person: int | None = None
    action: str | None = None
    before: datetime | None = None


def log_picture(
    session: Session, facts: SiteFacts, who: SignedIn, wanted: Wanted, *, only_own: bool = False
) -> Picture:
    """One page. An auditor of a carrier sees that carrier's people. `only_own`: what is logged about oneself."""
    people = {who.staff_id} if only_own else _people_of(session, facts, who)
    entries = _entries(session, facts, wanted, people, A_PAGE)
    page, rest = _cut(entries)
    names = _names(session, facts)
    return {
        "entries": [_entry(entry, names) for entry in page],
        "older": page[-1]["at"].isoformat() if rest and page else None,
        "people": []
        if only_own
        else [
            {"id": staff_id, "name": names[staff_id]}
            for staff_id in sorted(names, key=lambda one: names[one].casefold())
            if people is None or staff_id in people
        ],
        "actions": [*map(str, Logged), *map(str, Action)],
    }


def log_rows(session: Session, facts: SiteFacts, who: SignedIn, wanted: Wanted) -> Iterator[list[str]]:
    """For a file: a line of heads, then one an entry, times in the site's zone."""
    yield ["time", "action", "by", "about", "ticket", "desk", "why", "details"]
    names = _names(session, facts)
    for entry in _entries(session, facts, wanted, _people_of(session, facts, who), A_FILE)[:A_FILE]:
        told = _entry(entry, names)
        yield [
            _plain(value)
            for value in (
                entry["at"].astimezone(facts.zone).isoformat(timespec="seconds"),
                told["action"],
                told["by"],
                told["about"],
                told["number"],
                told["desk"],
                told["why"],
                " ".join(f"{name}={value}" for name, value in (told["details"] or {}).items()),
            )
        ]


def _plain(value: object) -> str:
    """A text that a spreadsheet takes for a formula is shown as text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _people_of(session: Session, facts: SiteFacts, who: SignedIn) -> set[int] | None:
    """Whose entries an auditor may see; None: everybody's."""
    if who.carrier is None:
        return None
    query = select(StaffMember.id).where(StaffMember.site_id == facts.id, StaffMember.carrier == who.carrier)
    return {who.staff_id, *session.scalars(query)}


def _names(session: Session, facts: SiteFacts) -> dict[int, str]:
    rows = session.execute(select(StaffMember.id, StaffMember.name).where(StaffMember.site_id == facts.id))
    return {row.id: row.name for row in rows}


def _entries(
    session: Session, facts: SiteFacts, wanted: Wanted, people: set[int] | None, at_most: int
) -> list[Picture]:
    """The newest of both logs, newest first; a few more than asked for, to see that there are more."""
    many = at_most + SAME_MOMENT
    done = [
        *_beside_tickets(session, facts, wanted, people, many),
        *_moves(session, facts, wanted, people, many),
    ]
    return sorted(done, key=_order, reverse=True)[:many]


def _order(entry: Picture) -> tuple[datetime, str, int]:
    """By time; within one instant each log in its own order."""
    return entry["at"], entry["id"][0], int(entry["id"][1:])


def _cut(entries: Sequence[Picture]) -> tuple[Sequence[Picture], bool]:
    """A page that ends between two instants, and whether more follow."""
    end = min(A_PAGE, len(entries))
    while 0 < end < len(entries) and entries[end]["at"] == entries[end - 1]["at"]:
        end += 1
    return entries[:end], end < len(entries)


def _beside_tickets(
    session: Session, facts: SiteFacts, wanted: Wanted, people: set[int] | None, at_most: int
) -> Iterator[Picture]:
    query = _in_time(select(AuditEntry), AuditEntry, facts, wanted)
    if wanted.person is not None:
        query = query.where(or_(AuditEntry.actor_id == wanted.person, AuditEntry.about_id == wanted.person))
    if people is not None:
        query = query.where(or_(AuditEntry.actor_id.in_(people), AuditEntry.about_id.in_(people)))
    for row in session.scalars(query.limit(at_most)):
        details = dict(row.details or {})
        yield {
            "id": f"a{row.id}",
            "at": row.at,
            "action": row.action,
            "kind": row.actor_kind,
            "by": row.actor_id,
            "about": row.about_id,
            "number": details.pop("number", None),
            "desk": details.pop("desk", None),
            "why": details.pop("why", None),
            "details": details or None,
        }


def _moves(
    session: Session, facts: SiteFacts, wanted: Wanted, people: set[int] | None, at_most: int
) -> Iterator[Picture]:
    """Moves of tickets by staff: number, desk and reason code; what the visitor came for is no part of it."""
    query = _in_time(select(TicketEvent, Ticket.number), TicketEvent, facts, wanted)
    query = query.join(Ticket, Ticket.id == TicketEvent.ticket_id).where(TicketEvent.actor_kind == "staff")
    if wanted.person is not None:
        query = query.where(TicketEvent.actor_id == wanted.person)
    if people is not None:
        query = query.where(TicketEvent.actor_id.in_(people))
    for row in session.execute(query.limit(at_most)):
        event = row.TicketEvent
        yield {
            "id": f"t{event.id}",
            "at": event.at,
            "action": event.action,
            "kind": event.actor_kind,
            "by": event.actor_id,
            "about": None,
            "number": row.number,
            "desk": event.desk,
            "why": event.why,
            "details": None,
        }


def _in_time(query: Any, table: Any, facts: SiteFacts, wanted: Wanted) -> Any:
    query = query.where(table.site_id == facts.id).order_by(table.at.desc(), table.id.desc())
    if wanted.first is not None:
        query = query.where(table.at >= _midnight(facts, wanted.first))
    if wanted.last is not None and wanted.last < date.max:
        query = query.where(table.at < _midnight(facts, wanted.last + timedelta(days=1)))
    if wanted.before is not None:
        query = query.where(table.at < wanted.before)
    if wanted.action is not None:
        query = query.where(table.action == wanted.action)
    return query


def _midnight(facts: SiteFacts, on: date) -> datetime:
    return datetime.combine(on, time.min, facts.zone)


def _entry(entry: Picture, names: dict[int, str]) -> Picture:
    """Names instead of numbers. Without a person: a command of the operator, or the system."""
    by, about = entry["by"], entry["about"]
    return {
        **entry,
        "at": iso(entry["at"]),
        "by": names.get(by) if entry["kind"] == "staff" else None,
        "about": names.get(about) if about is not None else None,
    }
