"""The second factor: six digits of an app (TOTP, RFC 6238), and recovery codes for the day the phone is lost."""

import secrets
from datetime import datetime

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models import RecoveryCode, StaffMember
from rules.errors import ConfirmNeeded, SecondFactorRequired, WrongCode
from rules.logged import Logged
from rules.sign_in import SecondFactorRule
from service_point.audit import note
from service_point.facts import SiteFacts
from service_point.passwords import hash_token
from service_point.sealing import seal, unseal
from service_point.unit_of_work import Unit

PURPOSE = "second factor"
STEP_S = 30
STEPS_OFF = 1  # clocks of phones: half a minute before and after
RECOVERY_CODES = 8
RECOVERY_SYMBOLS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another
RECOVERY_LENGTH = 12  # 59 bits


def rule_of(facts: SiteFacts) -> SecondFactorRule:
    """What the site wants: `[sign_in] second_factor` of the site file."""
    return SecondFactorRule(facts.plan.get("sign_in", {}).get("second_factor", SecondFactorRule.OPTIONAL))


def begin(unit: Unit, member: StaffMember, secret_key: str) -> tuple[str, str]:
    """A new secret, not asked for until `confirm`. Returns it and the `otpauth:` address for the QR code.

    Raises: SecondFactorRequired while one is on (turn it off first, or ask a lead to).
    """
    if member.totp_since is not None:
        raise SecondFactorRequired
    secret = pyotp.random_base32()
    member.totp_sealed = seal(secret, secret_key, PURPOSE)
    address = pyotp.TOTP(secret).provisioning_uri(name=member.username or member.code, issuer_name="Lotse")
    return secret, address


def confirm(unit: Unit, member: StaffMember, code: str, secret_key: str) -> list[str]:
    """The first code fits: from now on it is asked for. Returns the recovery codes, shown once. Raises: WrongCode."""
    if member.totp_since is not None or not _is_right(unit.session, member, code, unit.now, secret_key):
        raise WrongCode
    member.totp_since = unit.now
    note(unit, Logged.SECOND_FACTOR_ON)
    return _new_recovery_codes(unit, member)


def renew_recovery_codes(unit: Unit, member: StaffMember) -> list[str]:
    """Eight new ones; the old ones are void. Raises: ConfirmNeeded when there is no second factor."""
    if member.totp_since is None:
        raise ConfirmNeeded
    note(unit, Logged.RECOVERY_CODES_MADE)
    return _new_recovery_codes(unit, member)


def turn_off(unit: Unit, member: StaffMember, *, by_lead: bool = False) -> None:
    """Raises: SecondFactorRequired when the site asks for one (a lead may, for a lost phone: a new one is set up)."""
    if not by_lead and rule_of(unit.facts) is SecondFactorRule.REQUIRED:
        raise SecondFactorRequired
    member.totp_sealed, member.totp_since, member.totp_last_step = None, None, 0
    unit.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == member.id))
    note(unit, Logged.SECOND_FACTOR_OFF, about=member.id if by_lead else None)


def is_asked(member: StaffMember, facts: SiteFacts) -> bool:
    return member.totp_since is not None and rule_of(facts) is not SecondFactorRule.OFF


def is_right_code(session: Session, member: StaffMember, code: str, now: datetime, secret_key: str) -> bool:
    """A code of the app, good once; or a recovery code, used up by this. `session` must be a write transaction."""
    return _is_right(session, member, code, now, secret_key) or is_recovery_code(session, member, code, now)


def is_recovery_code(session: Session, member: StaffMember, code: str, now: datetime) -> bool:
    plain = "".join(sign for sign in code.lower() if sign in RECOVERY_SYMBOLS)
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.code_hash == _recovery_hash(member.id, plain),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
    )
    return bool(used.rowcount)  # type: ignore[attr-defined]


def recovery_codes_left(session: Session, staff_id: int) -> int:
    query = select(func.count()).select_from(RecoveryCode)
    return session.scalars(
        query.where(RecoveryCode.staff_id == staff_id, RecoveryCode.used_at.is_(None))
    ).one()


def _is_right(session: Session, member: StaffMember, code: str, now: datetime, secret_key: str) -> bool:
    """A step that was used is never good again, also when two arrive at the same moment."""
    secret = unseal(member.totp_sealed, secret_key, PURPOSE)
    step = _step_of(secret, code, now) if secret else None
    if step is None:
        return False
    taken = session.execute(
        update(StaffMember)
        .where(StaffMember.id == member.id, StaffMember.totp_last_step < step)
        .values(totp_last_step=step)
        .execution_options(synchronize_session="fetch")
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    plain = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    this = int(now.timestamp()) // STEP_S
    totp = pyotp.TOTP(secret)
    steps = range(this - STEPS_OFF, this + STEPS_OFF + 1)
    return next((step for step in steps if secrets.compare_digest(totp.generate_otp(step), plain)), None)


def _new_recovery_codes(unit: Unit, member: StaffMember) -> list[str]:
    unit.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == member.id))
    codes = [
        "".join(secrets.choice(RECOVERY_SYMBOLS) for _ in range(RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]
    for code in codes:
        unit.session.add(RecoveryCode(code_hash=_recovery_hash(member.id, code), staff_id=member.id))
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


def _recovery_hash(staff_id: int, code: str) -> str:
    return hash_token(f"{staff_id}:{code}")
