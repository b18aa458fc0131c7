"""Failed sign-ins are counted by account and by network address, and slow down the next try (rules/sign_in.py).

A try is counted before the password is looked at, so that a hundred at the same moment are a hundred.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import SignInFailure
from rules.errors import TooManyAttempts
from rules.sign_in import FORGOTTEN_AFTER, FREE_TRIES_ACCOUNT, FREE_TRIES_ADDRESS, wait_after
from service_point.unit_of_work import Office


@dataclass(frozen=True)
class Counter:
    key: str
    free: int


class Attempts:
    """The counters of one try. `account`: user name as typed; `address`: of the network, never stored readable."""

    def __init__(self, office: Office, account: str, address: str | None) -> None:
        self._office = office
        self._counters = [Counter(_key(office, "account", account.casefold()), FREE_TRIES_ACCOUNT)]
        if address is not None:
            self._counters.append(Counter(_key(office, "address", address), FREE_TRIES_ADDRESS))

    def begin(self) -> bool:
        """Count this try. True: if it fails, the account is blocked for a while. Raises: TooManyAttempts."""
        try:
            return self._count()
        except IntegrityError:  # a twin counted this key for the first time at the same moment
            return self._count()

    def take_back(self) -> None:
        """It was no failure: one less everywhere."""
        with self._office.database.write() as session:
            for counter in self._counters:
                row = session.get(SignInFailure, counter.key, with_for_update=True)
                if row is not None:
                    row.failures = max(0, row.failures - 1)
                    row.blocked_until = row.last_at

    def forgive(self) -> None:
        """The right person came: the account's counter begins anew, the address loses this one try."""
        self.take_back()
        with self._office.database.write() as session:
            session.execute(delete(SignInFailure).where(SignInFailure.key == self._counters[0].key))

    def _count(self) -> bool:
        now = self._office.clock()
        with self._office.database.write() as session:
            rows = [_row(session, counter, now) for counter in self._counters]
            _check(rows, now)
            for row, counter in zip(rows, self._counters, strict=True):
                row.failures, row.last_at = row.failures + 1, now
                row.blocked_until = now + wait_after(row.failures, counter.free)
            return rows[0].blocked_until > now


def forget_quiet(session: Session, now: datetime) -> None:
    session.execute(delete(SignInFailure).where(SignInFailure.last_at < now - FORGOTTEN_AFTER))


def _key(office: Office, kind: str, value: str) -> str:
    """Keyed, so that a copy of the database tells no address; see docs/data-protection.md."""
    return hmac.new(office.secret.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def _row(session: Session, counter: Counter, now: datetime) -> SignInFailure:
    row = session.get(SignInFailure, counter.key, with_for_update=True)
    if row is None:
        row = SignInFailure(key=counter.key, failures=0, last_at=now, blocked_until=now)
        session.add(row)
        session.flush()
    elif now - row.last_at >= FORGOTTEN_AFTER:
        row.failures = 0
    return row


def _check(rows: Sequence[SignInFailure], now: datetime) -> None:
    longest = max(row.blocked_until for row in rows) - now
    if longest.total_seconds() > 0:
        raise TooManyAttempts(wait_s=int(longest.total_seconds()) + 1)
