"""What happens without anybody pressing a key: slots end, days end, codes and kept answers are erased."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import (
    AnsweredRequest,
    Appointment,
    AppointmentCell,
    LeasedNumber,
    PendingSignIn,
    PrintJob,
    Site,
    Slot,
    StaffLink,
    StaffMember,
    StaffSession,
    Ticket,
    TicketingChange,
)
from rules.logged import KEPT_FOR
from rules.roles import Role
from rules.sign_in import PENDING_LASTS
from service_point.appointments import let_go_of_lapsed, mark_no_shows
from service_point.attempts import forget_quiet
from service_point.audit import forget_old
from service_point.emergency_list import forget_paper_numbers
from service_point.events import forget_events
from service_point.help_calls import forget_help
from service_point.interpreters import forget_interpreters
from service_point.mails import forget_addresses
from service_point.next_steps import forget_next_steps
from service_point.pairing import forget_pairings
from service_point.plan_history import forget_old_revisions, kept_since
from service_point.refused import forget_refused
from service_point.roster_plans import forget_rosters
from service_point.sites import plan_ahead
from service_point.slots import close_day, close_due, is_something_due
from service_point.unit_of_work import Office, Unit

CLOCKS_OFF = timedelta(hours=1)  # ours and the database's; its triggers go by its own
UNUSED_LEASES_KEPT = timedelta(days=30)  # a kiosk without a server for longer than this needs somebody anyway

CODES_OF_APPOINTMENTS_KEPT = timedelta(days=7)
PAUSES_KEPT = timedelta(days=90)  # unless [retention] says otherwise, as below
CHANGES_KEPT = timedelta(days=365)


def end_what_is_due(office: Office, site_id: int) -> bool:
    """Called every second: looks first, and writes only if the clock has something to end."""
    now = office.clock()
    with office.read() as session:
        if not is_something_due(session, site_id, now):
            return False
    with office.write(site_id) as unit:
        close_due(unit)
        mark_no_shows(unit)
    return True


def clean_up(office: Office) -> None:
    """The nightly job, for every site; running it again changes nothing."""
    with office.read() as session:
        site_ids = list(session.scalars(select(Site.id)))
    for site_id in site_ids:
        with office.write(site_id) as unit:
            close_due(unit)
            close_day(unit)
            mark_no_shows(unit)
            _forget_codes(unit)
            _forget_leases(unit)
            _forget_answers(unit)
            _forget_appointments(unit)
            _forget_print_jobs(unit)
            forget_refused(unit)
            forget_events(unit)
            _forget_pauses(unit)
            forget_rosters(unit)
            forget_paper_numbers(unit)
            _forget_log(unit)
            _forget_changes(unit)
            forget_next_steps(unit, _midnight(unit))
            forget_interpreters(unit, unit.now)
            forget_help(unit)
        plan_ahead(office, site_id)
    with office.database.write() as session:
        _forget_ways_in(session, office.clock())


def _forget_ways_in(session: Session, now: datetime) -> None:
    """Sessions, links and half sign-ins that are over."""
    session.execute(delete(StaffSession).where(StaffSession.expires_at < now))
    session.execute(delete(StaffLink).where(StaffLink.expires_at < now))
    _let_guests_go(session)
    forget_pairings(session, now)
    session.execute(delete(PendingSignIn).where(PendingSignIn.created_at < now - PENDING_LASTS))
    forget_quiet(session, now)


def _forget_codes(unit: Unit) -> None:
    """Codes and PINs die with the day of their slot (promise 1): not even a copy of the database opens a phone page."""
    running = select(Slot.id).where(Slot.site_id == unit.site_id, Slot.ends_at > unit.now)
    unit.session.execute(
        update(Ticket)
        .where(
            Ticket.site_id == unit.site_id,
            Ticket.on < unit.facts.local_day(unit.now),
            Ticket.slot_id.not_in(running),
            Ticket.code.is_not(None),
        )
        .values(code=None, pin=None)
        .execution_options(synchronize_session=False)
    )


def _forget_leases(unit: Unit) -> None:
    """PINs of leased numbers die with their day as well; numbers that were never used are dropped later."""
    today = unit.facts.local_day(unit.now)
    leased = LeasedNumber.site_id == unit.site_id
    unit.session.execute(
        update(LeasedNumber)
        .where(leased, LeasedNumber.on < today, LeasedNumber.pin.is_not(None))
        .values(pin=None)
        .execution_options(synchronize_session=False)
    )
    unused = LeasedNumber.ticket_id.is_(None)
    unit.session.execute(
        delete(LeasedNumber).where(leased, unused, LeasedNumber.on < today - UNUSED_LEASES_KEPT)
    )


def _forget_answers(unit: Unit) -> None:
    """Kept answers hold codes, so they go at local midnight (promise 4)."""
    unit.session.execute(delete(AnsweredRequest).where(AnsweredRequest.answered_at < _midnight(unit)))


def _forget_appointments(unit: Unit) -> None:
    """Addresses die with the day of their appointment (promise 9); a code says for a week on which day it was."""
    let_go_of_lapsed(unit)
    forget_addresses(unit, _midnight(unit))
    old = Appointment.starts_at < _midnight(unit) - CODES_OF_APPOINTMENTS_KEPT
    of_site = Appointment.site_id == unit.site_id
    unit.session.execute(
        update(Appointment)
        .where(of_site, old, Appointment.code.is_not(None))
        .values(code=None, needs=[], advice_languages=[])
        .execution_options(synchronize_session=False)
    )
    lapsed = (Appointment.state == "lapsed", Appointment.made_at < _midnight(unit))
    unit.session.execute(delete(Appointment).where(of_site, *lapsed))
    unit.session.execute(
        delete(AppointmentCell).where(
            AppointmentCell.site_id == unit.site_id, AppointmentCell.cell_at < _midnight(unit)
        )
    )


def _forget_print_jobs(unit: Unit) -> None:
    """Yesterday's slips are waste paper."""
    of_earlier_days = (PrintJob.site_id == unit.site_id, PrintJob.queued_at < _midnight(unit))
    unit.session.execute(delete(PrintJob).where(*of_earlier_days))


def _forget_pauses(unit: Unit) -> None:
    """Who paused the kiosks is nobody's business for longer than a quarter of a year."""
    old = TicketingChange.at < kept_since(unit.facts.plan, "pauses_days", PAUSES_KEPT.days, unit.now)
    unit.session.execute(delete(TicketingChange).where(TicketingChange.site_id == unit.site_id, old))


def _forget_log(unit: Unit) -> None:
    """The log of the staff beyond its 90 days, or as many more as the site wants."""
    now = min(unit.now, datetime.now(UTC)) - CLOCKS_OFF
    forget_old(unit.session, unit.site_id, kept_since(unit.facts.plan, "log_days", KEPT_FOR.days, now))


def _forget_changes(unit: Unit) -> None:
    """Of the configuration; the newest can always be undone."""
    before = kept_since(unit.facts.plan, "changes_days", CHANGES_KEPT.days, unit.now)
    forget_old_revisions(unit.session, unit.site_id, before)


def _midnight(unit: Unit) -> datetime:
    return datetime.combine(unit.facts.local_day(unit.now), time.min, unit.facts.zone)


def _let_guests_go(session: Session) -> None:
    """A guest was here for one slot: without a link, no account."""
    has_link = select(StaffLink.staff_id).where(StaffLink.staff_id == StaffMember.id).exists()
    session.execute(
        update(StaffMember)
        .where(StaffMember.role == Role.GUEST, StaffMember.username.is_(None), StaffMember.active, ~has_link)
        .values(active=False)
        .execution_options(synchronize_session=False)
    )
