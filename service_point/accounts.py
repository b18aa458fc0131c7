"""What everybody does with their own account: password, second factor, sessions."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import StaffIdentity, StaffMember, StaffSession
from rules.errors import PasswordTooWeak
from rules.logged import Logged
from rules.sign_in import is_good_password
from rules.tours import Tour
from service_point.audit import note
from service_point.boards import iso
from service_point.facts import SiteFacts
from service_point.passwords import hash_password
from service_point.people import SignedIn
from service_point.second_factor import (
    begin,
    confirm,
    recovery_codes_left,
    renew_recovery_codes,
    rule_of,
    turn_off,
)
from service_point.sessions import MARK_LENGTH, end_sessions, sessions_of
from service_point.unit_of_work import Office, Request, Unit

Picture = dict[str, Any]


def account_picture(
    session: Session, facts: SiteFacts, who: SignedIn, now: datetime, provider: str | None
) -> Picture:
    """How `who` signs in and where. `provider`: the name of the identity provider, if there is one."""
    member = session.get_one(StaffMember, who.staff_id)
    linked_at = session.scalars(
        select(StaffIdentity.linked_at).where(StaffIdentity.staff_id == who.staff_id)
    ).first()
    return {
        "username": member.username,
        "email": member.email,
        "has_password": member.password_hash is not None,
        "how": str(who.how),
        "second_factor": {
            "rule": str(rule_of(facts)),
            "since": iso(member.totp_since) if member.totp_since else None,
            "recovery_codes": recovery_codes_left(session, member.id),
        },
        "provider": {"name": provider, "linked_at": iso(linked_at) if linked_at else None}
        if provider
        else None,
        "sessions": [_session(row, who) for row in sessions_of(session, who, now)],
    }


def set_password(office: Office, who: SignedIn, password: str) -> int:
    """A new one; all other sessions end. Returns how many. Raises: ConfirmNeeded, PasswordTooWeak."""
    who.require_fresh(office.clock())
    with office.read() as session:
        member = session.get_one(StaffMember, who.staff_id)
        site = office.facts(session, who.site_id).short_name
    if not is_good_password(password, (member.username or "", *member.name.split(), site)):
        raise PasswordTooWeak
    password_hash = hash_password(password)  # takes a while: before the transaction
    with office.write(who.site_id, Request(who.actor, None, "")) as unit:
        unit.session.get_one(StaffMember, who.staff_id).password_hash = password_hash
        note(unit, Logged.PASSWORD_SET)
        return end_sessions(unit, who.staff_id, but=who.session_hash, by=who.staff_id)


def begin_second_factor(unit: Unit, who: SignedIn, secret_key: str) -> tuple[str, str]:
    """Secret and `otpauth:` address. Raises: ConfirmNeeded, SecondFactorRequired while one is on."""
    who.require_fresh(unit.now)
    return begin(unit, _me(unit, who), secret_key)


def confirm_second_factor(unit: Unit, who: SignedIn, code: str, secret_key: str) -> list[str]:
    """Recovery codes, shown once. Raises: WrongCode."""
    return confirm(unit, _me(unit, who), code, secret_key)


def new_recovery_codes(unit: Unit, who: SignedIn) -> list[str]:
    """Raises: ConfirmNeeded."""
    who.require_fresh(unit.now)
    return renew_recovery_codes(unit, _me(unit, who))


def turn_second_factor_off(unit: Unit, who: SignedIn) -> None:
    """Raises: ConfirmNeeded, SecondFactorRequired."""
    who.require_fresh(unit.now)
    turn_off(unit, _me(unit, who))


def end_own_sessions(unit: Unit, who: SignedIn, mark: str | None, *, but_this: bool) -> int:
    """One by its mark, all others, or all. Returns how many ended."""
    but = who.session_hash if but_this and mark is None else None
    return end_sessions(unit, who.staff_id, mark=mark, but=but, by=who.staff_id)


def note_tour(unit: Unit, who: SignedIn, tour: Tour) -> list[str]:
    """`who` has seen this tour of the console, or does not want it. Returns all of them."""
    member = _me(unit, who)
    if tour not in member.tours_seen:
        member.tours_seen = [*member.tours_seen, str(tour)]
    return member.tours_seen


def tours_seen(session: Session, who: SignedIn) -> list[str]:
    return session.get_one(StaffMember, who.staff_id).tours_seen


def _me(unit: Unit, who: SignedIn) -> StaffMember:
    return unit.session.get_one(StaffMember, who.staff_id)


def _session(row: StaffSession, who: SignedIn) -> Picture:
    return {
        "id": row.token_hash[:MARK_LENGTH],
        "browser": row.browser,
        "how": row.how,
        "created_at": iso(row.created_at),
        "seen_at": iso(row.seen_at) if row.seen_at else None,
        "is_this": row.token_hash == who.session_hash,
    }
