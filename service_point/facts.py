"""What is settled about a site between two edits of its plan: read once per revision, then from memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Carrier, Desk, Site, Topic
from rules.errors import UnknownDesk, UnknownLanguage, UnknownTopic
from rules.site_file import plan_of
from rules.site_file_plan import SitePlan, Timetable

CATCH_ALL_DOORS_MINUTES = 30  # people queue earlier than the opening
CATCH_ALL_LAST_CALL_MINUTES = 15  # a call later than this before the end can't become a talk


@dataclass(frozen=True)
class TopicFacts:
    code: str
    icon: str
    name: Mapping[str, str]
    expected_minutes: int
    parent: str | None
    discreet: bool
    guest: bool


@dataclass(frozen=True)
class DeskFacts:
    number: int
    name: str
    step_free: bool
    quiet: bool


@dataclass(frozen=True)
class SiteFacts:
    """One site at one revision of its plan."""

    id: int
    code: str
    name: str
    revision: int
    zone: ZoneInfo
    topics: Mapping[str, TopicFacts]  # in the order of the tiles
    desks: Mapping[int, DeskFacts]
    carriers: Mapping[str, str]  # code → name
    plan: Mapping[str, Any]

    @property
    def short_name(self) -> str:
        return str(self.plan["site"].get("short_name") or self.name)

    @cached_property
    def site_plan(self) -> SitePlan:
        """The site file in the program's own types, with every default."""
        return plan_of(self.plan)

    @property
    def timetable(self) -> Timetable:
        """Weekly hours, exceptions, closed days and guests, as planning reads them."""
        return self.site_plan.timetable

    @property
    def holidays(self) -> str:
        """Whose public holidays close the site: "DE-NW", or "" for none."""
        return str(self.plan["site"].get("holidays", ""))

    @property
    def default_language(self) -> str:
        return str(self.plan["site"].get("default_language", "de"))

    @property
    def board_languages(self) -> list[str]:
        return list(self.plan["site"].get("board_languages", [self.default_language]))

    @property
    def spoken_languages(self) -> list[str]:
        """In which calls are spoken: the board's first two, the same for everybody, never chosen by visitor."""
        return self.board_languages[:2]

    @property
    def board_theme(self) -> str:
        return str(self.plan["site"].get("board_theme", "light"))

    @property
    def board_numbers(self) -> str:
        """How the board says numbers: "digits" or "whole"."""
        return str(self.plan["site"].get("board_numbers", "digits"))

    @property
    def doors(self) -> timedelta:
        return timedelta(minutes=self.plan["site"].get("doors_minutes", CATCH_ALL_DOORS_MINUTES))

    @property
    def last_call(self) -> timedelta:
        return timedelta(minutes=self.plan["site"].get("last_call_minutes", CATCH_ALL_LAST_CALL_MINUTES))

    @property
    def languages(self) -> list[dict[str, Any]]:
        """Every language of the site file, in its order."""
        return list(self.plan.get("languages", []))

    @property
    def page_languages(self) -> list[str]:
        return [language["code"] for language in self.languages if language.get("pages")]

    def codes(self, listing: str) -> set[str]:
        """The codes of one of the site's lists: needs, outcomes, referral_bodies, gaps, call_reasons, …"""
        return {entry["code"] for entry in self.plan.get(listing, [])}

    def topic(self, code: str) -> TopicFacts:
        """Raises: UnknownTopic."""
        if code not in self.topics:
            raise UnknownTopic(topic=code)
        return self.topics[code]

    def desk(self, number: int) -> DeskFacts:
        """Raises: UnknownDesk."""
        if number not in self.desks:
            raise UnknownDesk(desk=number)
        return self.desks[number]

    def check_language(self, code: str) -> None:
        """Raises: UnknownLanguage."""
        if code not in {language["code"] for language in self.languages}:
            raise UnknownLanguage(language=code)

    def local_day(self, at: datetime) -> date:
        """The site's calendar day at an instant, through DST."""
        return at.astimezone(self.zone).date()


class FactsCache:
    """The facts of each site by plan revision. Shared by all threads: an entry is replaced whole."""

    def __init__(self) -> None:
        self._by_site: dict[int, SiteFacts] = {}

    def of(self, session: Session, site_id: int, revision: int) -> SiteFacts:
        known = self._by_site.get(site_id)
        if known is None or known.revision != revision:
            known = self._by_site[site_id] = _read(session, site_id)
        return known


def _read(session: Session, site_id: int) -> SiteFacts:
    site = session.get_one(Site, site_id)
    return SiteFacts(
        id=site.id,
        code=site.code,
        name=site.name,
        revision=site.plan_revision,
        zone=ZoneInfo(site.zone),
        topics={topic.code: _topic(topic) for topic in _active(session, Topic, site_id, Topic.position)},
        desks={
            desk.number: DeskFacts(desk.number, desk.name, desk.step_free, desk.quiet)
            for desk in _active(session, Desk, site_id, Desk.number)
        },
        carriers={carrier.code: carrier.name for carrier in _active(session, Carrier, site_id, Carrier.id)},
        plan=site.plan,
    )


def _active(session: Session, table: Any, site_id: int, order: Any) -> Any:
    return session.scalars(select(table).where(table.site_id == site_id, table.active).order_by(order))


def _topic(topic: Topic) -> TopicFacts:
    return TopicFacts(
        code=topic.code,
        icon=topic.icon,
        name=topic.name,
        expected_minutes=topic.expected_minutes,
        parent=topic.parent,
        discreet=topic.discreet,
        guest=topic.guest,
    )
