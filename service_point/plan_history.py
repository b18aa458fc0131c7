"""What a site's configuration was after each change: written with the change, read to list and to undo it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from models import PlanRevision, Site, StaffMember
from rules.errors import UnknownRevision
from rules.logged import Logged, PlanChange
from rules.site_file_changes import Change, changes_between
from service_point.audit import write_entry
from service_point.times import iso
from service_point.unit_of_work import Actor

LISTED = 100  # changes on the page
PEOPLE = "case_managers"

Document = Mapping[str, Any]


def remember(
    session: Session,
    site: Site,
    before: Document,
    at: datetime,
    how: PlanChange,
    actor: Actor,
    undoes: int | None = None,
) -> None:
    """A new revision, which `site` has already: one row here, one entry in the log (codes of tables and keys only)."""
    changes = changes_between(before, site.plan)
    session.add(
        PlanRevision(
            site_id=site.id,
            revision=site.plan_revision,
            at=at,
            actor_kind=actor.kind,
            actor_id=actor.id,
            how=how,
            undoes=undoes,
            changes=[asdict(change) for change in changes],
            document=dict(site.plan),
        )
    )
    if how is not PlanChange.PERSON_ERASED:  # which is logged as such
        details: dict[str, Any] = {
            "how": str(how),
            "revision": site.plan_revision,
            "tables": _touched(changes),
        }
        write_entry(session, site.id, at, Logged.PLAN_CHANGED, actor, **details)


def _touched(changes: Sequence[Change]) -> dict[str, list[str]]:
    """Table → the keys that changed, or "added", "removed", "moved": no names of rows, which may be people's."""
    touched: dict[str, list[str]] = {}
    for change in changes:
        keys = touched.setdefault(change.table, [])
        keys += [key for key in change.keys or (change.kind,) if key not in keys]
    return touched


def documents_around(session: Session, site_id: int, revision: int) -> tuple[Document, Document]:
    """What the configuration was before and after a change. Raises: UnknownRevision."""
    query = select(PlanRevision).where(PlanRevision.site_id == site_id, PlanRevision.revision <= revision)
    newest_first = query.order_by(PlanRevision.revision.desc()).limit(2)
    rows = session.scalars(newest_first.options(undefer(PlanRevision.document))).all()
    if len(rows) < 2 or rows[0].revision != revision:
        raise UnknownRevision(revision=revision)
    return rows[1].document, rows[0].document


def document_at(session: Session, site_id: int, revision: int) -> Document:
    """What the configuration was at a revision. Raises: UnknownRevision."""
    found = session.get(PlanRevision, (site_id, revision), options=[undefer(PlanRevision.document)])
    if found is None:
        raise UnknownRevision(revision=revision)
    return found.document


def history_json(session: Session, site_id: int) -> list[dict[str, Any]]:
    """`[{revision, at, by, how, undoes, undone, changes, may_be_undone}]`, newest first."""
    query = select(PlanRevision).where(PlanRevision.site_id == site_id)
    rows = session.scalars(query.order_by(PlanRevision.revision.desc()).limit(LISTED)).all()
    names = dict(
        session.execute(select(StaffMember.id, StaffMember.name).where(StaffMember.site_id == site_id)).all()
    )
    undone = {row.undoes for row in rows}
    return [
        {
            "revision": row.revision,
            "at": iso(row.at),
            "by": names.get(row.actor_id) if row.actor_id else None,
            "how": row.how,
            "undoes": row.undoes,
            "changes": row.changes,
            "may_be_undone": row is not rows[-1] and bool(row.changes) and row.revision not in undone,
        }
        for row in rows
    ]


def forget_old_revisions(session: Session, site_id: int, before: datetime) -> None:
    """The newest two stay, so that the last change can always be undone."""
    query = select(PlanRevision.revision).where(PlanRevision.site_id == site_id)
    kept = session.scalars(query.order_by(PlanRevision.revision.desc()).limit(2)).all()
    session.execute(
        delete(PlanRevision).where(
            PlanRevision.site_id == site_id, PlanRevision.at < before, PlanRevision.revision.not_in(kept)
        )
    )


def forget_person(session: Session, site_id: int, code: str, alias: str) -> None:
    """Somebody is erased: undoing an older change must not bring the name back."""
    query = select(PlanRevision).where(PlanRevision.site_id == site_id)
    for row in session.scalars(query.options(undefer(PlanRevision.document))):
        people = row.document.get(PEOPLE, [])
        row.document = {**row.document, PEOPLE: [one for one in people if one["code"] != code]}
        row.changes = [
            {**change, "row": alias} if (change["table"], change["row"]) == (PEOPLE, code) else change
            for change in row.changes
        ]


def kept_since(plan: Document, name: str, default: int, now: datetime) -> datetime:
    """`name`: a key of `[retention]`."""
    return now - timedelta(days=int(plan.get("retention", {}).get(name, default)))
