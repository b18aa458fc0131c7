"""Ways in by a link: an invitation to set a password (once, seven days), or a guest's for one slot."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from models import Slot, StaffLink, StaffMember
from rules.errors import (
    CodeNeeded,
    LinkTooEarly,
    PasswordTooWeak,
    UnknownChoice,
    UnknownLink,
    UsernameTaken,
    WrongCode,
)
from rules.logged import Logged
from rules.roles import Permission, Role, is_within
from rules.sign_in import How, is_good_password
from service_point.attempts import Attempts
from service_point.audit import note, write_entry
from service_point.passwords import hash_password, hash_token
from service_point.people import SignedIn, check_skills
from service_point.second_factor import is_asked
from service_point.sessions import end_sessions, open_session, takes_code
from service_point.unit_of_work import Actor, Office, Unit

INVITATION_LASTS = timedelta(days=7)
GUEST_STAYS = timedelta(minutes=30)  # after the slot, to write down what came out
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class NewColleague:
    """`topics` None: all, also guest and discreet ones. `slot_id`: of a guest, who gets no user name."""

    name: str
    role: Role
    carrier: str | None
    languages: tuple[str, ...]
    topics: tuple[str, ...] | None
    username: str | None = None
    email: str | None = None
    slot_id: int | None = None


@dataclass(frozen=True)
class Link:
    """A fresh link: the token is shown once."""

    token: str
    kind: str
    valid_from: datetime
    expires_at: datetime


@dataclass(frozen=True)
class LinkFacts:
    """What the page of a link shows before it is used."""

    kind: str
    name: str
    username: str | None
    site: str
    valid_from: datetime
    expires_at: datetime
    needs_code: bool


def invite(unit: Unit, who: SignedIn, new: NewColleague) -> tuple[StaffMember, Link]:
    """A new colleague, and the link that lets them in.

    Raises: NotAllowed, ConfirmNeeded; UnknownChoice (carrier, user name, e-mail, slot), UnknownTopic,
    UnknownLanguage; UsernameTaken.
    """
    who.require(Permission.PEOPLE)
    who.require_fresh(unit.now)
    if not is_within(who.carrier, new.carrier):
        raise UnknownChoice(field="carrier", value=new.carrier or "")
    return invite_by_command(unit, new)


def invite_by_command(unit: Unit, new: NewColleague) -> tuple[StaffMember, Link]:
    """As `invite`, for whoever runs the server. Raises: as `invite`."""
    check_skills(unit.facts, new.carrier, new.languages, new.topics)
    username = None if new.role is Role.GUEST else check_username(unit, new.username or "")
    member = StaffMember(
        site_id=unit.site_id,
        code=username or f"guest-{secrets.token_hex(4)}",
        name=new.name,
        role=new.role,
        carrier=new.carrier,
        languages=list(new.languages),
        topics=None if new.topics is None else list(new.topics),
        username=username,
        email=check_email(unit, new.email),
    )
    unit.session.add(member)
    unit.session.flush()
    return member, make_link(unit, member, new.slot_id)


def make_link(unit: Unit, member: StaffMember, slot_id: int | None = None) -> Link:
    """A link for this person; earlier ones are void. Raises: UnknownChoice when a guest's slot isn't to come."""
    unit.session.execute(delete(StaffLink).where(StaffLink.staff_id == member.id))
    token = secrets.token_urlsafe(32)
    if member.role == Role.GUEST:
        slot = _slot_to_come(unit, slot_id)
        link = Link(token, "guest", slot.opens_at - unit.facts.doors, slot.ends_at + GUEST_STAYS)
    else:
        member.username = member.username or check_username(unit, member.code, of=member.id)
        link = Link(token, "invitation", unit.now, unit.now + INVITATION_LASTS)
    row = StaffLink(
        token_hash=hash_token(token),
        staff_id=member.id,
        kind=link.kind,
        slot_id=slot_id if link.kind == "guest" else None,
        created_at=unit.now,
        valid_from=link.valid_from,
        expires_at=link.expires_at,
    )
    unit.session.add(row)
    member.active, member.asks_since = True, None
    action = Logged.GUEST_INVITED if link.kind == "guest" else Logged.INVITED
    note(unit, action, about=member.id, role=str(member.role))
    return link


def look_at_link(office: Office, token: str) -> LinkFacts:
    """Raises: UnknownLink."""
    with office.read() as session:
        row = session.execute(
            select(StaffLink, StaffMember)
            .join(StaffMember, StaffMember.id == StaffLink.staff_id)
            .where(StaffLink.token_hash == hash_token(token), StaffMember.active)
        ).one_or_none()
        if row is None or row.StaffLink.used_at or row.StaffLink.expires_at <= office.clock():
            raise UnknownLink
        facts = office.facts(session, row.StaffMember.site_id)
    link, member = row.StaffLink, row.StaffMember
    asked = link.kind == "invitation" and is_asked(member, facts)
    return LinkFacts(
        link.kind, member.name, member.username, facts.short_name, link.valid_from, link.expires_at, asked
    )


def use_link(
    office: Office, token: str, password: str | None, code: str | None, browser: str, *, limited: bool = True
) -> tuple[str, SignedIn]:
    """Come in: a guest at once, within the slot; anybody else sets a password, and gives the code of a second factor.

    Raises: UnknownLink, LinkTooEarly, PasswordTooWeak, CodeNeeded, WrongCode, TooManyAttempts.
    """
    link = look_at_link(office, token)
    if link.kind == "guest":
        return _let_guest_in(office, token, link, browser)
    about = (link.username or "", *link.name.split(), link.site)
    if password is None or not is_good_password(password, about):
        raise PasswordTooWeak
    if link.needs_code and not code:
        raise CodeNeeded
    if code and limited:
        Attempts(office, f"link:{hash_token(token)}", None).begin()
    return _set_first_password(office, token, hash_password(password), code, browser)


def check_username(unit: Unit, username: str, of: int | None = None) -> str:
    """Unique over all sites, since the sign-in asks for no site; and nobody else's code at this one.

    `of`: whose code it may be. Raises: UnknownChoice, UsernameTaken.
    """
    if not USERNAME.fullmatch(username):
        raise UnknownChoice(field="username", value=username)
    here = (StaffMember.site_id == unit.site_id) & (StaffMember.code == username)
    taken = select(StaffMember.id).where(
        (StaffMember.username == username) | here, StaffMember.id != (of or 0)
    )
    if unit.session.scalars(taken).first():
        raise UsernameTaken(username=username)
    return username


def check_email(unit: Unit, email: str | None, of: int | None = None) -> str | None:
    """In small letters; None stays None. `of`: whose it may be already. Raises: UnknownChoice, UsernameTaken."""
    if not email:
        return None
    plain = email.strip().casefold()
    if not EMAIL.fullmatch(plain):
        raise UnknownChoice(field="email", value="")
    owner = unit.session.scalars(select(StaffMember.id).where(StaffMember.email == plain)).first()
    if owner is not None and owner != of:
        raise UsernameTaken
    return plain


def _slot_to_come(unit: Unit, slot_id: int | None) -> Slot:
    slot = unit.session.get(Slot, slot_id) if slot_id is not None else None
    if slot is None or slot.site_id != unit.site_id or slot.ends_at <= unit.now:
        raise UnknownChoice(field="slot", value=slot_id)
    return slot


def _let_guest_in(office: Office, token: str, link: LinkFacts, browser: str) -> tuple[str, SignedIn]:
    """One browser at a time: coming in anew ends what was before."""
    if office.clock() < link.valid_from:
        raise LinkTooEarly
    staff_id, site_id = _owner(office, token)
    with office.write(site_id) as unit:
        end_sessions(unit, staff_id, by=staff_id)
    return open_session(office, staff_id, How.LINK, browser, confirmed_at=None, ends_at=link.expires_at)


def _set_first_password(
    office: Office, token: str, password_hash: str, code: str | None, browser: str
) -> tuple[str, SignedIn]:
    staff_id, site_id = _owner(office, token)
    if code and not takes_code(office, staff_id, code):
        raise WrongCode
    with office.write(site_id) as unit:
        used = unit.session.execute(
            update(StaffLink)
            .where(StaffLink.token_hash == hash_token(token), StaffLink.used_at.is_(None))
            .values(used_at=unit.now)
        )
        if used.rowcount != 1:  # type: ignore[attr-defined]
            raise UnknownLink
        unit.session.get_one(StaffMember, staff_id).password_hash = password_hash
        end_sessions(unit, staff_id, by=staff_id)
        write_entry(unit.session, site_id, unit.now, Logged.PASSWORD_SET, Actor("staff", staff_id), by="link")
    how = How.SECOND_FACTOR if code else How.LINK
    return open_session(office, staff_id, how, browser, confirmed_at=office.clock())


def _owner(office: Office, token: str) -> tuple[int, int]:
    with office.read() as session:
        row = session.execute(
            select(StaffMember.id, StaffMember.site_id)
            .join(StaffLink, StaffLink.staff_id == StaffMember.id)
            .where(StaffLink.token_hash == hash_token(token))
        ).one_or_none()
    if row is None:
        raise UnknownLink
    return row.id, row.site_id
