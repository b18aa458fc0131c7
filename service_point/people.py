"""Who works here: accounts, sign-in, sessions."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Site, StaffMember, StaffSession
from rules.errors import NotAllowed, NotSignedIn, SignInFailed, UnknownChoice, UsernameTaken
from rules.roles import Permission, Role, is_allowed
from service_point.facts import SiteFacts
from service_point.unit_of_work import Actor, Office, Unit

SESSION_LASTS = timedelta(hours=12)  # a working day; a slot is four hours
HASHES_AT_ONCE = BoundedSemaphore(2)  # argon2 takes 180 ms of a core and 64 MiB (stack.md §8)

_hasher = PasswordHasher()


@cache
def _hash_of_nobody() -> str:
    """So that an unknown name takes as long as a wrong password."""
    return _hasher.hash(secrets.token_hex(16))


@dataclass(frozen=True)
class SignedIn:
    """Somebody of the staff with a session (or a command acting for them)."""

    staff_id: int
    site_id: int
    code: str
    name: str
    role: Role
    carrier: str | None
    languages: tuple[str, ...]
    topics: tuple[str, ...] | None  # None: all, guest and discreet ones too
    woman_adviser: bool
    csrf_token: str = ""
    session_hash: str = ""

    @property
    def actor(self) -> Actor:
        return Actor("staff", self.staff_id)

    @property
    def is_lead(self) -> bool:
        return is_allowed(self.role, Permission.LEAD)

    def serves(self, topic: str) -> bool:
        return self.topics is None or topic in self.topics

    def require(self, permission: Permission) -> None:
        """Raises: NotAllowed."""
        if not is_allowed(self.role, permission):
            raise NotAllowed(permission=str(permission))


@dataclass(frozen=True)
class NewStaff:
    username: str
    password: str
    role: Role
    carrier: str | None
    languages: tuple[str, ...]
    topics: tuple[str, ...] | None
    name: str | None = None
    is_demo: bool = False
    password_hash: str = (
        ""  # made before the transaction, since a hash takes 180 ms; else made from `password`
    )


def add_staff(unit: Unit, new: NewStaff) -> StaffMember:
    """An account. A person of the site file with the same code gets the login; what is given counts.

    Raises: UnknownChoice, UnknownTopic, UnknownLanguage for what the site doesn't know; UsernameTaken.
    """
    facts = unit.facts
    _check_free(unit, new.username)
    if new.carrier is not None and new.carrier not in facts.carriers:
        raise UnknownChoice(field="carrier", value=new.carrier)
    for language in new.languages:
        facts.check_language(language)
    _check_topics(facts, new.topics)
    member = _known(unit, new.username) or StaffMember(
        site_id=unit.site_id, code=new.username, name=new.name or new.username
    )
    member.username, member.password_hash = new.username, new.password_hash or hash_password(new.password)
    member.role, member.carrier, member.is_demo = new.role, new.carrier, new.is_demo
    member.languages = list(new.languages)
    member.topics = None if new.topics is None else list(new.topics)
    member.active = True
    unit.session.add(member)
    unit.session.flush()
    return member


def _check_free(unit: Unit, username: str) -> None:
    """User names are unique over all sites: the sign-in asks for no site."""
    taken = select(StaffMember.id).where(
        StaffMember.username == username, StaffMember.site_id != unit.site_id
    )
    if unit.session.execute(taken).first():
        raise UsernameTaken(username=username)


def _check_topics(facts: SiteFacts, topics: tuple[str, ...] | None) -> None:
    """A discreet topic only beside another: a call to a desk that serves nothing else would tell what it is about."""
    known = [facts.topic(topic) for topic in topics or ()]
    if known and all(topic.discreet for topic in known):
        raise UnknownChoice(field="topics", value=", ".join(topics or ()))


def _known(unit: Unit, username: str) -> StaffMember | None:
    query = select(StaffMember).where(StaffMember.site_id == unit.site_id)
    return unit.session.scalars(
        query.where((StaffMember.username == username) | (StaffMember.code == username))
    ).first()


def hash_password(password: str) -> str:
    with HASHES_AT_ONCE:
        return _hasher.hash(password)


def _is_right(password_hash: str, password: str) -> bool:
    with HASHES_AT_ONCE:
        try:
            return _hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def sign_in(office: Office, username: str, password: str) -> tuple[str, SignedIn]:
    """A new session: the token for the cookie, and who it is. Raises: SignInFailed."""
    with office.read() as session:
        member = session.scalars(
            select(StaffMember).where(StaffMember.username == username, StaffMember.active)
        ).one_or_none()
    known = member.password_hash if member else None
    if not _is_right(known or _hash_of_nobody(), password) or member is None:
        raise SignInFailed
    token = secrets.token_urlsafe(32)
    now = office.clock()
    row = StaffSession(
        token_hash=hash_token(token),
        staff_id=member.id,
        csrf_token=secrets.token_urlsafe(24),
        created_at=now,
        expires_at=now + SESSION_LASTS,
    )
    with office.database.write() as session:
        session.add(row)
    return token, _signed_in(member, row)


def who_is(office: Office, token: str | None) -> SignedIn:
    """Who holds this session token. Raises: NotSignedIn."""
    if not token:
        raise NotSignedIn
    with office.read() as session:
        row = session.execute(
            select(StaffSession, StaffMember)
            .join(StaffMember, StaffMember.id == StaffSession.staff_id)
            .where(
                StaffSession.token_hash == hash_token(token),
                StaffSession.expires_at > office.clock(),
                StaffMember.active,
            )
        ).one_or_none()
    if row is None:
        raise NotSignedIn
    return _signed_in(row.StaffMember, row.StaffSession)


def sign_out(office: Office, who: SignedIn) -> None:
    with office.database.write() as session:
        session.execute(delete(StaffSession).where(StaffSession.token_hash == who.session_hash))


def hash_token(token: str) -> str:
    """Tokens hold 256 random bits, so a plain hash is enough to keep them unreadable in the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def has_demo_logins(session: Session) -> bool:
    return session.scalars(select(StaffMember.id).where(StaffMember.is_demo).limit(1)).first() is not None


def people_of_site(unit: Unit) -> list[StaffMember]:
    query = select(StaffMember).where(StaffMember.site_id == unit.site_id, StaffMember.active)
    return list(unit.session.scalars(query.order_by(StaffMember.id)))


def demo_people(session: Session) -> list[StaffMember]:
    """Everybody with a demo login, leads first."""
    query = select(StaffMember).where(StaffMember.is_demo, StaffMember.active)
    return sorted(session.scalars(query), key=lambda member: (member.role != Role.LEAD, member.id))


def only_site_name(session: Session) -> str | None:
    """The name of the site while there is only one."""
    names = session.scalars(select(Site.name).limit(2)).all()
    return names[0] if len(names) == 1 else None


def site_id_of(session: Session, code: str | None) -> int:
    """The site with this code, or the only one. Raises: UnknownChoice."""
    ids = session.scalars(select(Site.id).where(Site.code == code) if code else select(Site.id)).all()
    if len(ids) != 1:
        raise UnknownChoice(field="site", value=code or "")
    return ids[0]


def member_as_signed_in(session: Session, staff_id: int) -> SignedIn | None:
    """The same person without a session: for pushing pictures to consoles that were let in."""
    member = session.get(StaffMember, staff_id)
    return _signed_in(member, None) if member and member.active else None


def _signed_in(member: StaffMember, row: StaffSession | None) -> SignedIn:
    return SignedIn(
        staff_id=member.id,
        site_id=member.site_id,
        code=member.code,
        name=member.name,
        role=Role(member.role),
        carrier=member.carrier,
        languages=tuple(member.languages),
        topics=None if member.topics is None else tuple(member.topics),
        woman_adviser=member.woman_adviser,
        csrf_token=row.csrf_token if row else "",
        session_hash=row.token_hash if row else "",
    )
