"""The tables that follow from a site's plan: carriers, desks, topics, people. Ids stay; what left the plan sleeps."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Carrier, Desk, StaffMember, Topic
from rules.roles import Role
from rules.site_file_plan import SitePlan

Rows = Mapping[Any, Mapping[str, Any]]  # code or number → the values of its row


@dataclass(frozen=True)
class Changes:
    """Codes or numbers of the rows of one table."""

    added: tuple[Any, ...] = ()
    changed: tuple[Any, ...] = ()
    retired: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.retired)


def project(session: Session, site_id: int, plan: SitePlan, before: Mapping[str, Any]) -> dict[str, Changes]:
    """Make the tables what `plan` says; `before` is the document loaded last ({} if none). Only real changes count."""
    return {
        "carriers": _project(session, Carrier, site_id, "code", _carriers(plan)),
        "desks": _project(session, Desk, site_id, "number", _desks(plan)),
        "topics": _project(session, Topic, site_id, "code", _topics(plan)),
        "case_managers": _project_people(session, site_id, plan, before),
    }


def _carriers(plan: SitePlan) -> Rows:
    return {carrier.code: {"name": carrier.name} for carrier in plan.carriers}


def _desks(plan: SitePlan) -> Rows:
    return {
        desk.number: {"name": desk.name, "step_free": desk.step_free, "quiet": desk.quiet}
        for desk in plan.desks
    }


def _topics(plan: SitePlan) -> Rows:
    return {
        topic.code: {**_columns(asdict(topic)), "name": dict(topic.name), "position": position}
        for position, topic in enumerate(plan.topics)
    }


def _columns(topic: Mapping[str, Any]) -> dict[str, Any]:
    """Without what only booking reads, straight from the plan."""
    return {name: value for name, value in topic.items() if hasattr(Topic, name)}


def _project_people(session: Session, site_id: int, plan: SitePlan, before: Mapping[str, Any]) -> Changes:
    """Only what changed in the file since it was loaded last: what a login was given by hand stays (`staff add`)."""
    known = _by_key(session, StaffMember, site_id, "code")
    former = {row["code"]: row for row in before.get("case_managers", [])}
    written = {row["code"]: row for row in plan.document["case_managers"]}
    wanted = {
        person.code: {
            "name": person.name,
            "carrier": person.carrier,
            "funding": person.funding,
            "languages": list(person.languages),
            "topics": list(person.topics),
            "woman_adviser": person.woman_adviser,
        }
        for person in plan.case_managers
        if person.code not in known or written[person.code] != former.get(person.code)
    }
    for code, values in wanted.items():
        if code in known and former.get(code, {}).get("carrier") == values["carrier"]:
            del values["carrier"]  # a lead for the whole site has a row as well, and stays that
    gone = [code for code in former if code not in written]
    return _apply(session, StaffMember, site_id, "code", wanted, known, gone, {"role": Role.CASE_MANAGER})


def _project(session: Session, table: Any, site_id: int, key: str, wanted: Rows) -> Changes:
    known = _by_key(session, table, site_id, key)
    return _apply(
        session, table, site_id, key, wanted, known, [code for code in known if code not in wanted], {}
    )


def _by_key(session: Session, table: Any, site_id: int, key: str) -> dict[Any, Any]:
    return {getattr(row, key): row for row in session.scalars(select(table).where(table.site_id == site_id))}


def _apply(
    session: Session,
    table: Any,
    site_id: int,
    key: str,
    wanted: Rows,
    known: Mapping[Any, Any],
    gone: Iterable[Any],
    only_new: Mapping[str, Any],
) -> Changes:
    """`gone`: keys to be put to sleep; `only_new`: values for new rows, never changed afterwards."""
    for code, values in wanted.items():
        if code not in known:
            session.add(table(site_id=site_id, **{**values, **only_new, key: code}))
    changed = [
        code
        for code, values in wanted.items()
        if code in known and _set(known[code], {**values, "active": True})
    ]
    retired = [code for code in gone if code in known and _set(known[code], {"active": False})]
    return Changes(tuple(code for code in wanted if code not in known), tuple(changed), tuple(retired))


def _set(row: Any, values: Mapping[str, Any]) -> bool:
    """Whether anything had to change."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)
