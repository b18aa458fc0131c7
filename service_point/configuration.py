"""A site's configuration in the browser: look at it, judge a draft, save it, undo a change. The site file is the same.

A draft is given as the tables that differ: name → all its rows (or its keys, for a table that has only one row).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from models import Call, Consultation, Duty, Site, StaffMember, Ticket
from rules.errors import PlanChanged, PlanRefused
from rules.life_cycle import State
from rules.logged import PlanChange
from rules.roles import is_within
from rules.site_file import document_in, unread_in
from rules.site_file_changes import Change, changes_between, row_of, undone
from rules.site_file_plan import SitePlan
from rules.site_file_problems import Finding, said
from rules.site_file_schema import table_called
from rules.site_file_writing import write_site_file
from service_point.people import SignedIn
from service_point.plan_history import document_at, documents_around
from service_point.sites import By, adopt, judge
from service_point.unit_of_work import Unit

Document = Mapping[str, Any]
Tables = Mapping[str, Any]
STILL_HERE = (State.WAITING, State.CALLED, State.IN_CONSULTATION, State.PARKED, State.MISSED)
USED_BY = {  # where figures and logins refer to the rows of a table
    "topics": (Ticket.topic,),
    "desks": (Call.desk,),
    "carriers": (Consultation.carrier, StaffMember.carrier),
    "case_managers": (StaffMember.code,),
}


@dataclass(frozen=True)
class Touched:
    """A row that goes, and how many tickets, calls, talks or people refer to it."""

    table: str
    row: str
    uses: int


@dataclass(frozen=True)
class Proposal:
    """A draft, judged. `plan` is None while something is wrong; `notes`: good to know."""

    document: Document
    plan: SitePlan | None
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    changes: tuple[Change, ...]
    touched: tuple[Touched, ...]

    @property
    def is_dangerous(self) -> bool:
        return bool(self.touched)


def configuration(session: Session, site_id: int) -> Site:
    """The site with its document in `plan` and the revision that goes with it."""
    return session.get_one(Site, site_id, options=[undefer(Site.plan)])


def propose(session: Session, who: SignedIn, tables: Tables) -> Proposal:
    """What saving these tables would do. Nothing is changed."""
    return _judged(session, who, with_tables(configuration(session, who.site_id).plan, tables))


def save(unit: Unit, who: SignedIn, revision: int, tables: Tables) -> Proposal:
    """Make a draft the site's configuration, whole or not at all. `revision`: of the document it was made from.

    Raises: PlanChanged, PlanRefused; ConfirmNeeded when rows go that something refers to.
    """
    site = _unchanged(unit, revision)
    return _take(unit, who, site, with_tables(site.plan, tables), PlanChange.EDITED)


def undo(unit: Unit, who: SignedIn, revision: int, change: int) -> Proposal:
    """Take back the change that made revision `change`, as a new one.

    Raises: PlanChanged, UnknownRevision, NoLongerFits, PlanRefused, ConfirmNeeded.
    """
    site = _unchanged(unit, revision)
    before, after = documents_around(unit.session, unit.site_id, change)
    return _take(unit, who, site, undone(before, after, site.plan), PlanChange.UNDONE, change)


def rebased(session: Session, who: SignedIn, revision: int, tables: Tables) -> tuple[Site, Document]:
    """A draft made from an older revision, put on top of what others changed since: the site and the new document.

    Raises: UnknownRevision, NoLongerFits when both changed the same.
    """
    site = configuration(session, who.site_id)
    base = document_at(session, who.site_id, revision)
    return site, undone(before=with_tables(base, tables), after=base, now=site.plan)


def tables_of_file(text: str) -> Document:
    """Every table of a site file, as a draft. Raises: SiteFileRefused when it is no TOML."""
    return document_in(text)


def propose_file(session: Session, who: SignedIn, text: str) -> Proposal:
    """What importing a file would do. Raises: SiteFileRefused when it is no TOML."""
    return _judged(session, who, document_in(text))


def import_file(unit: Unit, who: SignedIn, revision: int, text: str) -> Proposal:
    """Make a site file the configuration. Raises: PlanChanged, PlanRefused, SiteFileRefused, ConfirmNeeded (always)."""
    who.require_fresh(unit.now)
    return _take(unit, who, _unchanged(unit, revision), document_in(text), PlanChange.IMPORTED)


def export_file(session: Session, site_id: int) -> str:
    """The site file as TOML."""
    return write_site_file(configuration(session, site_id).plan)


def with_tables(document: Document, tables: Tables) -> Document:
    """`document` with these tables in place of its own; an empty one that was not there stays away."""
    known = {
        name: value for name, value in tables.items() if value or name in document or not table_called(name)
    }
    return {**document, **known}


def changes_json(proposal: Proposal) -> dict[str, Any]:
    return {
        "changes": [asdict(change) for change in proposal.changes],
        "touched": [asdict(touched) for touched in proposal.touched],
    }


def _unchanged(unit: Unit, revision: int) -> Site:
    site = configuration(unit.session, unit.site_id)
    if site.plan_revision != revision:
        raise PlanChanged
    return site


def _take(
    unit: Unit, who: SignedIn, site: Site, document: Document, how: PlanChange, undoes: int | None = None
) -> Proposal:
    proposal = _judged(unit.session, who, document)
    if proposal.plan is None:
        raise PlanRefused(findings=proposal.findings)
    if proposal.is_dangerous:
        who.require_fresh(unit.now)
    adopt(unit.session, unit.now, site, proposal.plan, By(unit.actor, how, undoes))
    return proposal


def _judged(session: Session, who: SignedIn, document: Document) -> Proposal:
    site = configuration(session, who.site_id)
    changes = changes_between(site.plan, document) if _has_rows(document) else []
    plan, findings = judge(document)
    if plan is not None:
        findings = [*_other_site(site, document), *_not_mine(who, site.plan, document, changes)]
        findings += _in_use(session, site.id, document, changes)
    return Proposal(
        document,
        None if findings else plan,
        tuple(findings),
        () if plan is None else tuple(unread_in(document)),
        tuple(changes),
        tuple(_touched(session, site.id, changes)),
    )


def _has_rows(document: Document) -> bool:
    """Enough of a shape that rows can be compared."""
    plain = (value if isinstance(value, list) else [value] for value in document.values())
    return all(isinstance(row, dict) for rows in plain for row in rows)


def _other_site(site: Site, document: Document) -> Iterator[Finding]:
    if document["site"]["code"] != site.code:
        yield Finding(("site", "code"), said("this is the file of another service point"), site.code)


def _not_mine(who: SignedIn, before: Document, after: Document, changes: list[Change]) -> Iterator[Finding]:
    """Whoever is bound to a carrier leaves other carriers, and their people, as they are."""
    for change in changes:
        rows = [
            row
            for row in (row_of(before, change.table, change.row), row_of(after, change.table, change.row))
            if row
        ]
        owners = (
            {row["code" if change.table == "carriers" else "carrier"] for row in rows}
            if _is_owned(change)
            else set()
        )
        if not all(is_within(who.carrier, owner) for owner in owners):
            message = said(
                "{row} belongs to another carrier: only its lead, or one for the whole site, changes it",
                row=change.row,
            )
            yield Finding(_path_of(after, change), message)


def _is_owned(change: Change) -> bool:
    return change.table in ("carriers", "case_managers") and change.kind != "moved"


def _path_of(document: Document, change: Change) -> tuple[str | int, ...]:
    for place, row in enumerate(document.get(change.table, ())):
        if row.get("code") == change.row:
            return (change.table, place)
    return (change.table,)


def _in_use(session: Session, site_id: int, document: Document, changes: list[Change]) -> Iterator[Finding]:
    """What cannot go right now."""
    for change in changes:
        if change.kind != "removed":
            continue
        if change.table == "topics" and _count_here(session, site_id, change.row):
            message = said("{row}: somebody is here for this topic; remove it after the slot", row=change.row)
            yield Finding(("topics",), message)
        if change.table == "desks" and _is_taken(session, site_id, int(change.row)):
            message = said(
                "desk {row}: somebody is on duty there; remove it when the duty has ended", row=change.row
            )
            yield Finding(("desks",), message)


def _count_here(session: Session, site_id: int, topic: str) -> int:
    query = select(func.count()).select_from(Ticket)
    here = (Ticket.site_id == site_id, Ticket.topic == topic, Ticket.state.in_(STILL_HERE))
    return session.scalars(query.where(*here)).one()


def _is_taken(session: Session, site_id: int, desk: int) -> bool:
    query = select(Duty.id).where(Duty.site_id == site_id, Duty.desk == desk, Duty.ended_at.is_(None))
    return session.scalars(query).first() is not None


def _touched(session: Session, site_id: int, changes: list[Change]) -> Iterator[Touched]:
    for change in changes:
        if change.kind == "removed" and change.table in USED_BY:
            key: Any = int(change.row) if change.table == "desks" else change.row
            uses = sum(_count(session, site_id, column, key) for column in USED_BY[change.table])
            if uses:
                yield Touched(change.table, change.row, uses)


def _count(session: Session, site_id: int, column: Any, key: Any) -> int:
    table = column.class_
    query = select(func.count()).select_from(table).where(table.site_id == site_id, column == key)
    return session.scalars(query).one()
