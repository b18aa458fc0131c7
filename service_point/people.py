"""Who works here, and what an account may do. How somebody signs in stands in `sessions.py`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Site, StaffMember, StaffSession
from rules.errors import ConfirmNeeded, NotAllowed, UnknownChoice, UsernameTaken
from rules.logged import Logged
from rules.roles import Permission, Role, is_allowed
from rules.sign_in import How, is_fresh
from service_point.audit import note
from service_point.facts import SiteFacts
from service_point.passwords import hash_password
from service_point.unit_of_work import Actor, Unit


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
    how: How = How.PASSWORD
    confirmed_at: datetime | None = None
    lacks_second_factor: bool = False  # the site asks for one: until it is set up, nothing else is possible

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

    def require_fresh(self, now: datetime) -> None:
        """For dangerous things. Raises: ConfirmNeeded unless password or code were entered in the last ten minutes."""
        if not is_fresh(self.confirmed_at, now):
            raise ConfirmNeeded


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
    _check_free(unit, new.username)
    check_skills(unit.facts, new.carrier, new.languages, new.topics)
    member = _known(unit, new.username) or StaffMember(
        site_id=unit.site_id, code=new.username, name=new.name or new.username
    )
    member.username, member.password_hash = new.username, new.password_hash or hash_password(new.password)
    member.role, member.carrier, member.is_demo = new.role, new.carrier, new.is_demo
    member.languages = list(new.languages)
    member.topics = None if new.topics is None else list(new.topics)
    member.active, member.asks_since = True, None
    unit.session.add(member)
    unit.session.flush()
    note(unit, Logged.ACCOUNT_MADE, about=member.id, role=new.role)
    return member


def _check_free(unit: Unit, username: str) -> None:
    """User names are unique over all sites: the sign-in asks for no site."""
    taken = select(StaffMember.id).where(
        StaffMember.username == username, StaffMember.site_id != unit.site_id
    )
    if unit.session.execute(taken).first():
        raise UsernameTaken(username=username)


def check_skills(
    facts: SiteFacts, carrier: str | None, languages: Iterable[str], topics: Sequence[str] | None
) -> None:
    """What somebody may be given at this site. Raises: UnknownChoice, UnknownTopic, UnknownLanguage.

    A discreet topic only beside another: a call to a desk that serves nothing else would tell what it is about.
    """
    if carrier is not None and carrier not in facts.carriers:
        raise UnknownChoice(field="carrier", value=carrier)
    for language in languages:
        facts.check_language(language)
    known = [facts.topic(topic) for topic in topics or ()]
    if known and all(topic.discreet for topic in known):
        raise UnknownChoice(field="topics", value=", ".join(topics or ()))


def _known(unit: Unit, username: str) -> StaffMember | None:
    query = select(StaffMember).where(StaffMember.site_id == unit.site_id)
    return unit.session.scalars(
        query.where((StaffMember.username == username) | (StaffMember.code == username))
    ).first()


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


def public_site(session: Session, code: str | None) -> int | None:
    """The id of the site with this code, or of the only one; None: there is no such site, or a choice is needed."""
    query = select(Site.id) if code is None else select(Site.id).where(Site.code == code)
    ids = session.scalars(query.limit(2)).all()
    return ids[0] if len(ids) == 1 else None


def site_id_of(session: Session, code: str | None) -> int:
    """The site with this code, or the only one. Raises: UnknownChoice."""
    ids = session.scalars(select(Site.id).where(Site.code == code) if code else select(Site.id)).all()
    if len(ids) != 1:
        raise UnknownChoice(field="site", value=code or "")
    return ids[0]


def member_as_signed_in(session: Session, staff_id: int) -> SignedIn | None:
    """The same person without a session: for pushing pictures to consoles that were let in."""
    member = session.get(StaffMember, staff_id)
    return signed_in_as(member, None) if member and member.active else None


def signed_in_as(
    member: StaffMember, row: StaffSession | None, lacks_second_factor: bool = False
) -> SignedIn:
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
        how=How(row.how) if row else How.PASSWORD,
        confirmed_at=row.confirmed_at if row else None,
        lacks_second_factor=lacks_second_factor,
    )
