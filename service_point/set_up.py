"""The first run: a link that the server prints while there is no service point, and the site that it leads to.

The new site is whole from the start: topics, needs and lists come with the program in every language, the lead serves
all of them until colleagues are there. Hours, people and devices follow on the page of configuration.
"""

import copy
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import SetupLink, Site, StaffMember
from rules.errors import PasswordTooWeak, PlanRefused, UnknownChoice, UnknownSetup
from rules.logged import Logged, PlanChange
from rules.roles import Role
from rules.sign_in import How, is_good_password
from service_point.audit import write_entry
from service_point.invitations import USERNAME
from service_point.passwords import hash_password, hash_token
from service_point.people import SignedIn
from service_point.sessions import open_session
from service_point.sites import By, judge, new_site
from service_point.template_site import template_rows
from service_point.unit_of_work import Actor, Office

LINK_LASTS = timedelta(days=1)
LISTS = ("outcomes", "referral_bodies", "gaps", "call_reasons")
CARRIER = "own"
DESKS_AT_MOST = 20


@dataclass(frozen=True)
class FirstSite:
    """What the first page asks. `languages`: codes with pages; German and English are always among them."""

    name: str
    short_name: str
    code: str
    time_zone: str
    holidays: str
    default_language: str
    languages: tuple[str, ...]
    carrier: str
    desks: int
    desk_name: str  # "Raum": the desks are "Raum 1", "Raum 2", …


@dataclass(frozen=True)
class FirstLead:
    name: str
    username: str
    password: str


def make_setup_link(office: Office) -> str | None:
    """A new token, shown once; earlier ones are void. None when there is a service point already."""
    token, now = secrets.token_urlsafe(32), office.clock()
    with office.database.write() as session:
        if _has_site(session):
            return None
        session.execute(delete(SetupLink))
        row = SetupLink(token_hash=hash_token(token), created_at=now, expires_at=now + LINK_LASTS)
        session.add(row)
    return token


def check_setup_link(office: Office, token: str) -> None:
    """Raises: UnknownSetup."""
    with office.read() as session:
        _check(session, office, token)


def set_up(
    office: Office, token: str, site: FirstSite, lead: FirstLead, browser: str
) -> tuple[str, SignedIn]:
    """The site and its first lead, signed in. The link is used up.

    Raises: UnknownSetup, PasswordTooWeak, UnknownChoice (user name), PlanRefused.
    """
    check_setup_link(office, token)
    about = (lead.username, *lead.name.split(), site.short_name)
    if not USERNAME.fullmatch(lead.username):
        raise UnknownChoice(field="username", value=lead.username)
    if not is_good_password(lead.password, about):
        raise PasswordTooWeak
    plan, findings = judge(first_document(site, lead))
    if plan is None:
        raise PlanRefused(findings=findings)
    password_hash, now = hash_password(lead.password), office.clock()
    with office.database.write() as session:
        _check(session, office, token)
        session.execute(delete(SetupLink))
        made = new_site(session, now, plan, By(Actor("command"), PlanChange.SET_UP))
        session.flush()
        member = session.scalars(select(StaffMember).where(StaffMember.site_id == made.id)).one()
        member.role, member.carrier = Role.LEAD, None
        member.username, member.password_hash = lead.username, password_hash
        write_entry(
            session, made.id, now, Logged.ACCOUNT_MADE, Actor("command"), about=member.id, role=Role.LEAD
        )
        staff_id = member.id
    return open_session(office, staff_id, How.PASSWORD, browser, confirmed_at=now)


def first_document(site: FirstSite, lead: FirstLead) -> dict[str, Any]:
    """A site file with everything but hours, the next step, and needs that somebody must want to meet."""
    found = copy.deepcopy(template_rows())
    languages = _languages(found["languages"], {"de", "en", site.default_language, *site.languages})
    topics = [topic for topic in found["topics"] if not topic.get("guest")]
    return {
        "site": _site(site),
        "admission": {"mode": "advise"},
        "languages": languages,
        "carriers": [{"code": CARRIER, "name": site.carrier, "short_name": site.carrier[:30].strip()}],
        "desks": _desks(site),
        "topics": topics,
        "needs": [need for need in found["needs"] if need["kind"] != "filter"],
        **{name: found[name] for name in LISTS},
        "hours": [],
        "case_managers": [
            {
                "code": re.sub(r"[._]", "-", lead.username),
                "name": lead.name,
                "carrier": CARRIER,
                "languages": list(dict.fromkeys([_spoken(site.default_language), "de"])),
                "topics": [topic["code"] for topic in topics],
            }
        ],
    }


def _site(site: FirstSite) -> dict[str, Any]:
    return {
        "code": site.code,
        "name": site.name,
        "short_name": site.short_name,
        "time_zone": site.time_zone,
        "holidays": site.holidays,
        "default_language": site.default_language,
        "board_languages": list(dict.fromkeys([site.default_language, "en"])),
    }


def _languages(known: list[dict[str, Any]], on: set[str]) -> list[dict[str, Any]]:
    """All of them are languages of advice; pages only in those that are wished for. Dari has Persian's."""
    if "prs" in on:
        on.add("fa")
    return [{**row, "pages": row["code"] in on} for row in known]


def _desks(site: FirstSite) -> list[dict[str, Any]]:
    """All without steps until somebody says otherwise, the last one quiet: so every need can be met."""
    numbers = range(1, min(max(site.desks, 1), DESKS_AT_MOST) + 1)
    desks = [
        {"number": number, "name": f"{site.desk_name} {number}", "step_free": True} for number in numbers
    ]
    desks[-1]["quiet"] = True
    return desks


def _spoken(language: str) -> str:
    return "de" if language == "de-simple" else language


def _check(session: Session, office: Office, token: str) -> None:
    link = session.get(SetupLink, hash_token(token))
    if link is None or link.expires_at <= office.clock() or _has_site(session):
        raise UnknownSetup


def _has_site(session: Session) -> bool:
    return session.scalars(select(Site.id).limit(1)).first() is not None
