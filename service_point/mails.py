"""Mails to holders of appointments who left an address: a row in the transaction, sent afterwards, at most once.

The address is used for one reminder, and for news when the site itself moves or cancels the appointment.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Appointment, Mail
from rules.appointments import MAIL_SENDING_LASTS, next_mail_try, reminder_due
from service_point.facts import SiteFacts
from service_point.sealing import seal, unseal
from service_point.times import iso
from service_point.unit_of_work import Office, Unit

PURPOSE = "reminder"
REMINDER, MOVED, CANCELLED = "reminder", "moved", "cancelled"


@dataclass(frozen=True)
class ClaimedMail:
    """One mail that this process sends now, and nobody else."""

    id: int
    site_id: int
    appointment_id: int
    kind: str
    tries: int  # with this one


def remind(unit: Unit, appointment: Appointment, address: str, secret: str) -> bool:
    """Keep the address, sealed, for one reminder. Returns False, and keeps nothing, when it starts too soon."""
    due = _due(unit, appointment)
    if due is None:
        return False
    appointment.email_sealed = seal(address, secret, PURPOSE)
    _write(unit, appointment, REMINDER, due)
    return True


def tell_moved(unit: Unit, appointment: Appointment, by: str) -> None:
    """The reminder moves with it. When the site has moved it, its holder hears of it at once."""
    if appointment.email_sealed is None:
        return
    _lapse(unit, appointment)
    if by == "staff":
        _write(unit, appointment, MOVED, unit.now)
    due = _due(unit, appointment)
    if due is not None and due > unit.now:
        _write(unit, appointment, REMINDER, due)


def tell_cancelled(unit: Unit, appointment: Appointment, by: str) -> None:
    """No reminder; who cancelled it needs no mail, and then the address is not needed any more."""
    if appointment.email_sealed is None:
        return
    _lapse(unit, appointment)
    if by == "staff":
        _write(unit, appointment, CANCELLED, unit.now)
    else:
        appointment.email_sealed = None
        unit.session.flush()


# --- sending ---


def claim_mail(office: Office) -> ClaimedMail | None:
    """The mail that is due first, taken by one conditional UPDATE; None: nothing to send."""
    now = office.clock()
    with office.read() as session:
        due = session.scalars(
            select(Mail)
            .where(Mail.state == "queued", Mail.next_try_at <= now)
            .order_by(Mail.next_try_at)
            .limit(1)
        ).first()
    if due is None:
        return None
    if not _quietly(office, due.id, "queued", state="sending", tries=due.tries + 1, next_try_at=now):
        return claim_mail(office)
    return ClaimedMail(due.id, due.site_id, due.appointment_id, due.kind, due.tries + 1)


def letter_of(
    session: Session, mail: ClaimedMail, secret: str, now: datetime
) -> tuple[Appointment, str] | None:
    """The appointment and the address; None when nobody needs this mail any more."""
    appointment = session.get_one(Appointment, mail.appointment_id)
    address = unseal(appointment.email_sealed, secret, PURPOSE)
    wanted = "cancelled" if mail.kind == CANCELLED else "booked"
    if address is None or appointment.state != wanted or appointment.starts_at <= now:
        return None
    return appointment, address


def sent(office: Office, mail: ClaimedMail) -> None:
    _quietly(office, mail.id, "sending", state="sent", problem=None, ended_at=office.clock())


def not_needed(office: Office, mail: ClaimedMail) -> None:
    _quietly(office, mail.id, "sending", state="lapsed", ended_at=office.clock())


def not_sent(office: Office, mail: ClaimedMail, problem: str, *, again: bool) -> None:
    """Tried again after a pause when the server certainly has not taken it; else a lead sees that it failed."""
    now = office.clock()
    if again:
        due = next_mail_try(mail.tries, now)
        _quietly(office, mail.id, "sending", state="queued", problem=problem, next_try_at=due)
    else:
        _quietly(office, mail.id, "sending", state="failed", problem=problem, ended_at=now)


def give_up_unknown(office: Office) -> None:
    """Whoever was sending is gone: perhaps it was sent, so it never is again."""
    now = office.clock()
    stale = (Mail.state == "sending", Mail.next_try_at < now - MAIL_SENDING_LASTS)
    with office.read() as session:
        if session.execute(select(Mail.id).where(*stale).limit(1)).first() is None:
            return
    with office.database.write() as session:
        session.execute(
            update(Mail).where(*stale).values(state="failed", problem="interrupted", ended_at=now)
        )


# --- seen and forgotten ---


def trouble_json(session: Session, facts: SiteFacts, now: datetime) -> list[dict[str, Any]]:
    """`[{id, appointment, kind, state, problem, tries, starts_at}]` of mails that failed or wait after a failed try,
    while their appointment is still to come."""
    rows = session.execute(
        select(Mail, Appointment.starts_at)
        .join(Appointment, Appointment.id == Mail.appointment_id)
        .where(
            Mail.site_id == facts.id,
            Mail.state.in_(("queued", "failed")),
            Mail.problem.is_not(None),
            Appointment.starts_at > now,
        )
        .order_by(Appointment.starts_at, Mail.id)
    )
    return [
        {
            "id": mail.id,
            "appointment": mail.appointment_id,
            "kind": mail.kind,
            "state": mail.state,
            "problem": mail.problem,
            "tries": mail.tries,
            "starts_at": iso(starts_at),
        }
        for mail, starts_at in rows
    ]


def forget_addresses(unit: Unit, midnight: datetime) -> None:
    """Nightly: addresses of appointments of earlier days, and of cancelled ones once their holder was told."""
    waiting = select(Mail.id).where(
        Mail.appointment_id == Appointment.id, Mail.state.in_(("queued", "sending"))
    )
    over = (Appointment.starts_at < midnight) | (
        (Appointment.state == "cancelled") & ~waiting.correlate(Appointment).exists()
    )
    unit.session.execute(
        update(Appointment)
        .where(Appointment.site_id == unit.site_id, Appointment.email_sealed.is_not(None), over)
        .values(email_sealed=None)
        .execution_options(synchronize_session=False)
    )


def _due(unit: Unit, appointment: Appointment) -> datetime | None:
    hours = unit.facts.site_plan.appointments.reminder_hours
    return reminder_due(appointment.starts_at, unit.now, hours)


def _write(unit: Unit, appointment: Appointment, kind: str, due: datetime) -> None:
    mail = Mail(
        site_id=unit.site_id, appointment_id=appointment.id, kind=kind, state="queued", written_at=unit.now,
        next_try_at=due,
    )  # fmt: skip
    unit.session.add(mail)
    unit.session.flush()


def _lapse(unit: Unit, appointment: Appointment) -> None:
    """What waits says what is not true any more."""
    unit.session.execute(
        update(Mail)
        .where(Mail.appointment_id == appointment.id, Mail.state == "queued")
        .values(state="lapsed", ended_at=unit.now)
        .execution_options(synchronize_session=False)
    )


def _quietly(office: Office, mail_id: int, before: str, **values: Any) -> bool:
    """Nothing that a live page shows: so the site's version stays, and no picture goes out."""
    with office.database.write() as session:
        changed = session.execute(
            update(Mail).where(Mail.id == mail_id, Mail.state == before).values(**values)
        )
        return bool(changed.rowcount == 1)  # type: ignore[attr-defined]
