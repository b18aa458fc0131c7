"""Signing in and out: sessions are rows, so ending one ends it everywhere (decision 0009)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import Site, StaffMember, StaffSession
from rules.errors import CodeNeeded, NotSignedIn, SignInFailed, WrongCode
from rules.logged import Logged
from rules.sign_in import How, SecondFactorRule
from service_point.attempts import Attempts
from service_point.audit import note, write_entry
from service_point.passwords import hash_token, is_right_password
from service_point.people import SignedIn, signed_in_as
from service_point.second_factor import is_asked, is_recovery_code, is_right_code, rule_of
from service_point.unit_of_work import Actor, Office, Unit

SESSION_LASTS = timedelta(hours=12)  # a working day; a slot is four hours
SEEN_EVERY = timedelta(minutes=5)  # finer is nobody's business
MARK_LENGTH = 16  # of the hash: enough to name one of a person's sessions


@dataclass(frozen=True)
class Entry:
    """What somebody typed, and where. `code`: of the second factor, or a recovery code."""

    username: str
    password: str
    code: str | None = None
    address: str = ""
    browser: str = ""


def sign_in(office: Office, entry: Entry, *, limited: bool = True) -> tuple[str, SignedIn]:
    """A new session: the token for the cookie, and who it is. `limited` False: for load tests.

    Raises: TooManyAttempts; SignInFailed; CodeNeeded, WrongCode where a second factor is on.
    """
    attempts = Attempts(office, entry.username, entry.address) if limited else None
    blocks = attempts.begin() if attempts else False
    member = _member(office, entry.username)
    if not is_right_password(member.password_hash if member else None, entry.password) or member is None:
        _note_failure(office, member, Logged.SIGN_IN_BLOCKED if blocks else Logged.SIGN_IN_FAILED)
        raise SignInFailed
    how = _second_step(office, member, entry, attempts)
    if attempts:
        attempts.forgive()
    return open_session(office, member.id, how, entry.browser, confirmed_at=office.clock())


def open_session(
    office: Office,
    staff_id: int,
    how: How,
    browser: str,
    *,
    confirmed_at: datetime | None,
    ends_at: datetime | None = None,
) -> tuple[str, SignedIn]:
    """The token for the cookie, and who it is. `ends_at`: of a guest, with the slot. Raises: SignInFailed."""
    token, now = secrets.token_urlsafe(32), office.clock()
    row = StaffSession(
        token_hash=hash_token(token),
        staff_id=staff_id,
        csrf_token=secrets.token_urlsafe(24),
        created_at=now,
        expires_at=ends_at or now + SESSION_LASTS,
        seen_at=now,
        confirmed_at=confirmed_at,
        how=how,
        browser=browser,
    )
    with office.database.write() as session:
        member = session.get(StaffMember, staff_id)
        if member is None or not member.active:
            raise SignInFailed
        session.add(row)
        write_entry(session, member.site_id, now, Logged.SIGNED_IN, Actor("staff", member.id), how=str(how))
    return token, _who(office, member, row)


def who_is(office: Office, token: str | None) -> SignedIn:
    """Who holds this session token. Raises: NotSignedIn."""
    if not token:
        raise NotSignedIn
    now = office.clock()
    with office.read() as session:
        row = session.execute(
            select(StaffSession, StaffMember, Site.plan_revision)
            .join(StaffMember, StaffMember.id == StaffSession.staff_id)
            .join(Site, Site.id == StaffMember.site_id)
            .where(
                StaffSession.token_hash == hash_token(token),
                StaffSession.expires_at > now,
                StaffMember.active,
            )
        ).one_or_none()
        if row is None:
            raise NotSignedIn
        facts = office.facts_cache.of(session, row.StaffMember.site_id, row.plan_revision)
    _see(office, row.StaffSession, now)
    lacks = _lacks_second_factor(row.StaffMember, row.StaffSession, rule_of(facts))
    return signed_in_as(row.StaffMember, row.StaffSession, lacks)


def confirm(
    office: Office, who: SignedIn, password: str | None, code: str | None, *, limited: bool = True
) -> None:
    """Prove once more who one is, for what is dangerous. Raises: TooManyAttempts, SignInFailed, WrongCode."""
    attempts = Attempts(office, f"confirm:{who.staff_id}", None) if limited else None
    if attempts:
        attempts.begin()
    if code:
        if not takes_code(office, who.staff_id, code):
            raise WrongCode
    elif not is_right_password(_password_hash(office, who.staff_id), password or ""):
        raise SignInFailed
    if attempts:
        attempts.forgive()
    with office.database.write() as session:
        session.execute(
            update(StaffSession)
            .where(StaffSession.token_hash == who.session_hash)
            .values(confirmed_at=office.clock())
        )


def sign_out(office: Office, who: SignedIn) -> None:
    with office.database.write() as session:
        session.execute(delete(StaffSession).where(StaffSession.token_hash == who.session_hash))
        write_entry(session, who.site_id, office.clock(), Logged.SIGNED_OUT, who.actor)


def sessions_of(session: Session, who: SignedIn, now: datetime) -> list[StaffSession]:
    """Where somebody is signed in, newest first."""
    query = select(StaffSession).where(StaffSession.staff_id == who.staff_id, StaffSession.expires_at > now)
    return list(session.scalars(query.order_by(StaffSession.created_at.desc())))


def end_sessions(
    unit: Unit, staff_id: int, *, mark: str | None = None, but: str | None = None, by: int | None = None
) -> int:
    """All sessions of a person, or the one with this mark, or all but one (by its hash). Returns how many ended.

    `by`: the id of whoever does it, if that is somebody else.
    """
    doomed = delete(StaffSession).where(StaffSession.staff_id == staff_id)
    if mark is not None:
        doomed = doomed.where(StaffSession.token_hash.startswith(mark, autoescape=True))
    if but is not None:
        doomed = doomed.where(StaffSession.token_hash != but)
    ended: int = unit.session.execute(doomed).rowcount  # type: ignore[attr-defined]
    if ended:
        note(unit, Logged.SESSIONS_ENDED, about=staff_id if by not in (None, staff_id) else None, count=ended)
    return ended


def living_sessions(office: Office, hashes: set[str]) -> set[str]:
    """Which of these sessions are still good: for lines that were let in."""
    query = (
        select(StaffSession.token_hash)
        .join(StaffMember, StaffMember.id == StaffSession.staff_id)
        .where(
            StaffSession.token_hash.in_(hashes), StaffSession.expires_at > office.clock(), StaffMember.active
        )
    )
    with office.read() as session:
        return set(session.scalars(query))


def _member(office: Office, username: str) -> StaffMember | None:
    with office.read() as session:
        return session.scalars(
            select(StaffMember).where(StaffMember.username == username, StaffMember.active)
        ).one_or_none()


def _password_hash(office: Office, staff_id: int) -> str | None:
    with office.read() as session:
        return session.scalars(select(StaffMember.password_hash).where(StaffMember.id == staff_id)).one()


def _second_step(office: Office, member: StaffMember, entry: Entry, attempts: Attempts | None) -> How:
    """Raises: CodeNeeded, WrongCode."""
    with office.read() as session:
        if not is_asked(member, office.facts(session, member.site_id)):
            return How.PASSWORD
    if not entry.code:
        if attempts:
            attempts.take_back()
        raise CodeNeeded
    if not takes_code(office, member.id, entry.code):
        _note_failure(office, member, Logged.SIGN_IN_FAILED)
        raise WrongCode
    return How.SECOND_FACTOR


def takes_code(office: Office, staff_id: int, code: str) -> bool:
    """Of a second factor that is on, or a recovery code; each is good once."""
    now = office.clock()
    with office.database.write() as session:
        member = session.get_one(StaffMember, staff_id)
        if member.totp_since is None:
            return False
        if is_recovery_code(session, member, code, now):
            write_entry(session, member.site_id, now, Logged.RECOVERY_CODE_USED, Actor("staff", staff_id))
            return True
        return is_right_code(session, member, code, now, office.secret)


def _note_failure(office: Office, member: StaffMember | None, what: Logged) -> None:
    """Unknown names are not written down: they are often passwords in the wrong field."""
    if member is not None:
        with office.database.write() as session:
            write_entry(session, member.site_id, office.clock(), what, Actor("staff", member.id))


def _who(office: Office, member: StaffMember, row: StaffSession) -> SignedIn:
    with office.read() as session:
        rule = rule_of(office.facts(session, member.site_id))
    return signed_in_as(member, row, _lacks_second_factor(member, row, rule))


def _lacks_second_factor(member: StaffMember, row: StaffSession, rule: SecondFactorRule) -> bool:
    """Who comes by the city's provider has its second factor; a guest has no password to be guessed."""
    own = row.how in (How.PASSWORD, How.SECOND_FACTOR) or member.password_hash is not None
    return rule is SecondFactorRule.REQUIRED and row.how != How.PROVIDER and own and member.totp_since is None


def _see(office: Office, row: StaffSession, now: datetime) -> None:
    if row.seen_at is None or now - row.seen_at >= SEEN_EVERY:
        with office.database.write() as session:
            session.execute(
                update(StaffSession).where(StaffSession.token_hash == row.token_hash).values(seen_at=now)
            )
