"""Signing in by the city's identity provider: who it names must have been invited, or asks a lead to be let in."""

import hmac
import secrets
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import PendingSignIn, Site, StaffIdentity, StaffLink, StaffMember
from rules.errors import AwaitsLead, NotInvited, SignInFailed
from rules.logged import Logged
from rules.roles import Role
from rules.sign_in import PENDING_LASTS, How
from service_point.audit import write_entry
from service_point.identity_provider import Identity, IdentityProvider
from service_point.passwords import hash_token
from service_point.people import SignedIn
from service_point.sessions import open_session
from service_point.unit_of_work import Actor, Office


def send_to_provider(
    office: Office, provider: IdentityProvider, redirect_uri: str, *, again: bool = False
) -> tuple[str, str]:
    """The address to send the browser to, and the state for its cookie. Raises: NoProvider."""
    start = provider.begin(redirect_uri, again=again)
    with office.database.write() as session:
        session.add(
            PendingSignIn(
                state_hash=hash_token(start.state),
                nonce=start.nonce,
                verifier=start.verifier,
                created_at=office.clock(),
            )
        )
    return start.address, start.state


def back_from_provider(
    office: Office,
    provider: IdentityProvider,
    *,
    state: str,
    kept_state: str,
    code: str,
    redirect_uri: str,
    browser: str,
) -> tuple[str, SignedIn]:
    """A session for whom the provider names. `kept_state`: of the browser's cookie, so that nobody is signed in by a
    stranger's link.

    Raises: SignInFailed, NoProvider, NotInvited, AwaitsLead.
    """
    pending = _take_pending(office, state, kept_state)
    identity = provider.finish(code, pending.nonce, pending.verifier, redirect_uri)
    staff_id = _person_of(office, identity)
    age = None if identity.age_s is None else timedelta(seconds=identity.age_s)
    confirmed_at = None if age is None else office.clock() - age
    return open_session(office, staff_id, How.PROVIDER, browser, confirmed_at=confirmed_at)


def _take_pending(office: Office, state: str, kept_state: str) -> PendingSignIn:
    """Good once, in the browser that began. Raises: SignInFailed."""
    if not state or not hmac.compare_digest(state.encode(), kept_state.encode()):
        raise SignInFailed
    with office.database.write() as session:
        pending = session.get(PendingSignIn, hash_token(state), with_for_update=True)
        if pending is None or office.clock() - pending.created_at >= PENDING_LASTS:
            raise SignInFailed
        session.execute(delete(PendingSignIn).where(PendingSignIn.state_hash == pending.state_hash))
        session.expunge(pending)
        return pending


def _person_of(office: Office, identity: Identity) -> int:
    """Raises: NotInvited, AwaitsLead."""
    with office.database.write() as session:
        member = _linked(session, identity) or _invited(office, session, identity)
        if member is None:
            member = _asking(office, session, identity)
    if member.asks_since is not None:
        raise AwaitsLead
    if not member.active:
        raise NotInvited
    return member.id


def _linked(session: Session, identity: Identity) -> StaffMember | None:
    row = session.get(StaffIdentity, (identity.issuer, identity.subject))
    return session.get_one(StaffMember, row.staff_id) if row else None


def _invited(office: Office, session: Session, identity: Identity) -> StaffMember | None:
    """By the e-mail address of the invitation, if the provider has verified it; linked to the subject from now on."""
    if identity.email is None:
        return None
    member = session.scalars(
        select(StaffMember).where(StaffMember.email == identity.email, StaffMember.active)
    ).one_or_none()
    if member is None or _has_identity(session, member, identity.issuer):
        return None
    _link(office, session, identity, member)
    session.execute(delete(StaffLink).where(StaffLink.staff_id == member.id))
    return member


def _has_identity(session: Session, member: StaffMember, issuer: str) -> bool:
    """An address that changed hands at the city must not open the former owner's account."""
    query = select(StaffIdentity).where(StaffIdentity.staff_id == member.id, StaffIdentity.issuer == issuer)
    return session.scalars(query).first() is not None


def _asking(office: Office, session: Session, identity: Identity) -> StaffMember:
    """Where the only site that says so takes them: an account that can do nothing until a lead wakes it.

    Raises: NotInvited.
    """
    sites = session.scalars(select(Site)).all()
    open_sites = [site for site in sites if site.plan.get("sign_in", {}).get("provider_accounts") == "ask"]
    if len(open_sites) != 1:
        raise NotInvited
    member = StaffMember(
        site_id=open_sites[0].id,
        code=f"asked-{secrets.token_hex(4)}",
        name=identity.name or identity.email or "?",
        role=Role.RECEPTION,
        languages=[],
        topics=[],
        email=identity.email if identity.email and not _is_taken(session, identity.email) else None,
        active=False,
        asks_since=office.clock(),
    )
    session.add(member)
    session.flush()
    _link(office, session, identity, member)
    write_entry(session, member.site_id, office.clock(), Logged.ASKED_TO_BE_LET_IN, Actor("staff", member.id))
    return member


def _is_taken(session: Session, email: str) -> bool:
    return session.scalars(select(StaffMember.id).where(StaffMember.email == email)).first() is not None


def _link(office: Office, session: Session, identity: Identity, member: StaffMember) -> None:
    now = office.clock()
    session.add(
        StaffIdentity(issuer=identity.issuer, subject=identity.subject, staff_id=member.id, linked_at=now)
    )
    write_entry(session, member.site_id, now, Logged.PROVIDER_LINKED, Actor("staff", member.id))
