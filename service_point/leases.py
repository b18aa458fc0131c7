"""Work that must be done once, however many processes there are: one of them has the lease of it."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Lease
from service_point.unit_of_work import Office

IS_GONE = Callable[[str], bool]


def take(
    office: Office, name: str, me: str, lasts: timedelta, is_gone: IS_GONE = lambda _holder: False
) -> bool:
    """Whether the process `me` has the lease of the work `name` now: it had, nobody has, or who had it is gone.

    Once taken it lasts `lasts` and is renewed in its second half, so that asking again and again costs a read.
    """
    now = office.clock()
    with office.read() as session:
        row = session.get(Lease, name)
    if row is not None and row.holder == me and row.until - now > lasts / 2:
        return True
    if row is not None and row.holder != me and row.until > now and not is_gone(row.holder):
        return False
    with office.database.write() as session:
        return _write(session, row, Lease(name=name, holder=me, until=now + lasts))


def give_up(office: Office, name: str, me: str) -> None:
    """The next who asks has it."""
    with office.database.write() as session:
        session.execute(delete(Lease).where(Lease.name == name, Lease.holder == me))


def _write(session: Session, seen: Lease | None, wanted: Lease) -> bool:
    """Only if nobody was quicker since the row was seen."""
    if seen is None:
        try:
            with session.begin_nested():
                session.add(wanted)
        except IntegrityError:
            return False
        return True
    unchanged = (Lease.name == seen.name, Lease.holder == seen.holder, Lease.until == seen.until)
    taken = session.execute(update(Lease).where(*unchanged).values(holder=wanted.holder, until=wanted.until))
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]
