"""A site from its file: load it, write it back, and keep its slots planned ahead."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from i18n.languages import READABLE
from models import Site
from rules.errors import RuleBroken
from rules.logged import PlanChange
from rules.site_file import judged, plan_of, read_site_file, refusal
from rules.site_file_plan import SitePlan
from rules.site_file_problems import Finding, said
from rules.site_file_writing import write_site_file
from service_point.plan_history import remember
from service_point.planning import SlotChanges, replan
from service_point.projections import Changes, project
from service_point.public_holidays import is_known
from service_point.unit_of_work import Actor, Office

PLANNED_AHEAD = timedelta(days=60)  # so far the kiosk and the staff see coming slots
EPOCH_BYTES = 8


@dataclass(frozen=True)
class By:
    """Who changes a configuration, and in which way. `undoes`: the revision that is taken back."""

    actor: Actor
    how: PlanChange
    undoes: int | None = None


BY_COMMAND = By(Actor("command"), PlanChange.LOADED)


class UnknownSite(RuleBroken):
    """No site has this code."""


@dataclass(frozen=True)
class LoadReport:
    """What loading a file changed. `tables` holds only those with changes."""

    site: str
    is_new: bool
    is_plan_changed: bool
    tables: Mapping[str, Changes]
    slots: SlotChanges

    @property
    def is_unchanged(self) -> bool:
        return not (self.is_new or self.is_plan_changed or self.tables or self.slots)

    def lines(self) -> Iterator[str]:
        """For the operator's terminal."""
        if self.is_unchanged:
            yield f"{self.site}: nothing changed"
            return
        yield f"{self.site}: {'new site' if self.is_new else 'changed'}"
        for table, changes in self.tables.items():
            yield f"  {table}: {len(changes.added)} new, {len(changes.changed)} changed, {len(changes.retired)} retired"
        if self.slots:
            yield f"  slots: {self.slots.added} new, {self.slots.changed} changed, {self.slots.removed} removed"


def load_site(office: Office, text: str) -> LoadReport:
    """Take over a site file, as a whole or not at all, and plan its slots. A second load changes nothing.

    Raises: SiteFileRefused with every problem and its line.
    """
    plan = check_site(text)
    with office.database.write() as session:
        site, is_new = _locked(session, plan)
        report = adopt(session, office.clock(), site, plan, BY_COMMAND, is_new=is_new)
    if not report.is_unchanged:
        _tell(office, site.id)
    return report


def adopt(
    session: Session,
    now: datetime,
    site: Site,
    plan: SitePlan,
    by: By,
    *,
    is_new: bool = False,
) -> LoadReport:
    """Make `plan`, which was checked, the site's own, within the caller's transaction; `site` is locked by it."""
    before = {} if is_new else site.plan
    report = LoadReport(
        site=site.code,
        is_new=is_new,
        is_plan_changed=not is_new and before != plan.document,
        tables={name: found for name, found in project(session, site.id, plan, before).items() if found},
        slots=_plan_ahead(session, now, site.id, plan),
    )
    if not report.is_unchanged:
        _remember(site, plan)
    if report.is_new or report.is_plan_changed:
        remember(session, site, before or plan.document, now, by.how, by.actor, by.undoes)
    return report


def new_site(session: Session, now: datetime, plan: SitePlan, by: By) -> Site:
    """Within the caller's transaction; `plan` was checked."""
    site, is_new = _locked(session, plan)
    adopt(session, now, site, plan, by, is_new=is_new)
    return site


def judge(document: Mapping[str, Any]) -> tuple[SitePlan | None, list[Finding]]:
    """The plan of a document that could be a site's, or None and everything that is wrong with it."""
    plan, findings = judged(document)
    if plan is not None:
        findings = list(_beyond_the_rules(plan))
    return (None, findings) if findings else (plan, [])


def check_site(text: str) -> SitePlan:
    """The plan in a site file, which could be loaded. Raises: SiteFileRefused."""
    plan = read_site_file(text)
    findings = list(_beyond_the_rules(plan))
    if findings:
        raise refusal(text, findings)
    return plan


def _beyond_the_rules(plan: SitePlan) -> Iterator[Finding]:
    """What depends on the calendars and catalogs that this program has."""
    if not is_known(plan.site.holidays):
        yield Finding(
            ("site", "holidays"),
            said('no public holidays are known for "{region}"', region=plan.site.holidays),
        )
    for place, language in enumerate(plan.languages):
        if language.pages and language.code not in READABLE:
            message = said('the program has no texts in "{language}"', language=language.code)
            yield Finding(("languages", place, "pages"), message, f"false, or one of {', '.join(READABLE)}")


def dump_site(office: Office, code: str) -> str:
    """The site file as TOML, equal to the one loaded last. Raises: UnknownSite."""
    with office.read() as session:
        document = session.scalars(select(Site.plan).where(Site.code == code)).one_or_none()
    if document is None:
        raise UnknownSite(site=code)
    return write_site_file(document)


def plan_slots(office: Office, site_id: int, first: date, last: date) -> SlotChanges:
    """Make the slots of these days (both included) what the site's plan says. Safe to repeat at any time."""
    with office.database.write() as session:
        site = session.get_one(Site, site_id, with_for_update=True, options=[undefer(Site.plan)])
        changes = replan(session, site_id, plan_of(site.plan), office.clock(), first, last)
        if changes:
            site.version += 1
    if changes:
        _tell(office, site_id)
    return changes


def plan_ahead(office: Office, site_id: int) -> SlotChanges:
    """Plan the coming weeks: once a day, from housekeeping."""
    with office.read() as session:
        today = office.facts(session, site_id).local_day(office.clock())
    return plan_slots(office, site_id, today, today + PLANNED_AHEAD)


def renew_epochs(office: Office) -> None:
    """After a restore: a version that went back must not look old to pages that stayed open (promise 5)."""
    with office.database.write() as session:
        sites = list(session.scalars(select(Site).with_for_update()))
        for site in sites:
            site.epoch, site.version = secrets.token_hex(EPOCH_BYTES), site.version + 1
    for site in sites:
        _tell(office, site.id)


def _plan_ahead(session: Session, now: datetime, site_id: int, plan: SitePlan) -> SlotChanges:
    today = now.astimezone(plan.timetable.zone).date()
    return replan(session, site_id, plan, now, today, today + PLANNED_AHEAD)


def _locked(session: Session, plan: SitePlan) -> tuple[Site, bool]:
    """The site's row, locked so that writes of one site stay in one order, or a new one; and whether it is new."""
    query = select(Site).where(Site.code == plan.site.code).options(undefer(Site.plan)).with_for_update()
    site = session.scalars(query).one_or_none()
    if site is not None:
        return site, False
    site = Site(code=plan.site.code, epoch=secrets.token_hex(EPOCH_BYTES), version=0, plan_revision=0)
    _write(site, plan)
    session.add(site)
    session.flush()
    return site, True


def _remember(site: Site, plan: SitePlan) -> None:
    _write(site, plan)
    site.plan_revision += 1
    site.version += 1


def _write(site: Site, plan: SitePlan) -> None:
    site.name, site.zone, site.plan = plan.site.name, plan.site.time_zone, dict(plan.document)


def _tell(office: Office, site_id: int) -> None:
    for tell in office.after_commit:
        tell(site_id)
