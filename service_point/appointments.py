"""Booking a time: what is free, holding it, booking, moving, cancelling, and who did not come."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Appointment, AppointmentCell, Slot
from rules.appointments import HOLD_LASTS, FreeTime, cells_of
from rules.errors import AppointmentOver, JustTaken, UnknownAppointment, UnknownCode
from rules.logged import Logged
from rules.numbering import APPOINTMENT_CODE_BITS, appointment_code_from, read_appointment_code
from service_point.audit import note
from service_point.capacity import Search, check_may_book, free_times_of, horizon
from service_point.facts import SiteFacts
from service_point.issuing import TicketWish, checked_wish
from service_point.mails import tell_cancelled, tell_moved
from service_point.times import iso
from service_point.unit_of_work import Office, Unit

STAFF, VISITORS = "staff", "visitors"  # who books
NEXT_TIMES = 5  # offered to whom somebody else was faster than
CHANGEABLE = ("held", "booked")


@dataclass(frozen=True)
class Booking:
    """What is booked, by whom. `wish`: as for a ticket; `staff_id`: the same case manager, None: any."""

    wish: TicketWish
    by: str = STAFF
    staff_id: int | None = None


def free_times(
    session: Session,
    facts: SiteFacts,
    booking: Booking,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
) -> list[FreeTime]:
    """Every time that can be booked from `first` (default today) to `last` (default: the horizon), by start.

    Raises: UnknownTopic, UnknownLanguage, UnknownChoice, NotBookable.
    """
    check_may_book(facts, booking.wish.topic, booking.by)
    _, languages, _ = checked_wish(facts, booking.wish)
    return free_times_of(session, facts, _search(facts, booking, languages, now, first, last), now)


def hold(unit: Unit, booking: Booking, starts_at: datetime) -> Appointment:
    """Keep a time for 15 minutes while somebody is still booking: nobody else gets it, no code is valid yet.

    Raises: as `free_times`; JustTaken with `next_times` (at most 5, ISO) when it is not free.
    """
    check_may_book(unit.facts, booking.wish.topic, booking.by)
    language, languages, needs = checked_wish(unit.facts, booking.wish)
    let_go_of_lapsed(unit)
    search = _search(unit.facts, booking, languages, unit.now)
    chosen = _chosen(unit, search, starts_at)
    appointment = Appointment(
        site_id=unit.site_id,
        code=appointment_code_from(secrets.randbits(APPOINTMENT_CODE_BITS)),
        state="held",
        topic=booking.wish.topic,
        language=language,
        advice_languages=languages,
        needs=needs,
        staff_id=booking.staff_id,
        seat=chosen.seats[0],
        starts_at=chosen.starts_at,
        ends_at=chosen.starts_at + timedelta(minutes=chosen.minutes),
        held_until=unit.now + HOLD_LASTS,
        booked_by=booking.by,
        made_at=unit.now,
    )
    unit.session.add(appointment)
    unit.session.flush()
    _take(unit, appointment, search)
    return appointment


def book(unit: Unit, appointment: Appointment) -> Appointment:
    """Make a held time an appointment; its code is valid from now on. Booking twice is booking once.

    Raises: AppointmentOver when the hold has run out.
    """
    if appointment.state == "booked":
        return appointment
    if appointment.state != "held" or appointment.held_until is None or appointment.held_until <= unit.now:
        raise AppointmentOver
    appointment.state, appointment.held_until = "booked", None
    unit.session.flush()
    _note(unit, Logged.APPOINTMENT_BOOKED, appointment, appointment.booked_by)
    return appointment


def move(unit: Unit, appointment: Appointment, starts_at: datetime, by: str) -> Appointment:
    """To another time, with the same code. Raises: AppointmentOver; JustTaken (then nothing has changed)."""
    _check_changeable(unit, appointment)
    let_go_of_lapsed(unit)
    search = search_for(unit.facts, appointment, by, unit.now)
    chosen = _chosen(unit, search, starts_at)
    _give_back(unit, appointment)
    appointment.seat, appointment.starts_at = chosen.seats[0], chosen.starts_at
    appointment.ends_at = chosen.starts_at + timedelta(minutes=chosen.minutes)
    appointment.changed_at, appointment.changed_by = unit.now, by
    unit.session.flush()
    _take(unit, appointment, search)
    tell_moved(unit, appointment, by)
    _note(unit, Logged.APPOINTMENT_MOVED, appointment, by)
    return appointment


def cancel(unit: Unit, appointment: Appointment, by: str) -> Appointment:
    """Its time is free again; who comes with its code is told. Cancelling twice is once. Raises: AppointmentOver."""
    if appointment.state == "cancelled":
        return appointment
    _check_changeable(unit, appointment)
    _give_back(unit, appointment)
    appointment.state, appointment.held_until = "cancelled", None
    appointment.changed_at, appointment.changed_by = unit.now, by
    unit.session.flush()
    tell_cancelled(unit, appointment, by)
    _note(unit, Logged.APPOINTMENT_CANCELLED, appointment, by)
    return appointment


def search_for(facts: SiteFacts, appointment: Appointment, by: str, now: datetime) -> Search:
    """What free times this appointment could move to."""
    return Search(
        appointment.topic,
        frozenset(appointment.advice_languages),
        appointment.staff_id,
        by,
        facts.local_day(now),
        horizon(facts, now),
        but=appointment.id,
    )


def times_to_move_to(
    session: Session, facts: SiteFacts, appointment: Appointment, by: str, now: datetime
) -> list[FreeTime]:
    """Free times for an appointment that is to be moved, its own among them."""
    return free_times_of(session, facts, search_for(facts, appointment, by, now), now)


def appointment_by_code(session: Session, facts: SiteFacts, text: str) -> Appointment:
    """What its holder shows, in whatever state but held. Raises: UnknownCode."""
    code = read_appointment_code(text)
    query = select(Appointment).where(Appointment.site_id == facts.id, Appointment.code == code)
    found = session.scalars(query).one_or_none() if code else None
    if found is None or found.state in ("held", "lapsed"):
        raise UnknownCode
    return found


def find_appointment(office: Office, text: str) -> tuple[int, int]:
    """(site id, appointment id) of a code at whatever site. Raises: UnknownCode."""
    code = read_appointment_code(text)
    with office.read() as session:
        row = session.execute(
            select(Appointment.site_id, Appointment.id).where(
                Appointment.code == code, Appointment.state.not_in(("held", "lapsed"))
            )
        ).one_or_none()
    if code is None or row is None:
        raise UnknownCode
    return row.site_id, row.id


def appointment_by_id(session: Session, facts: SiteFacts, appointment_id: int) -> Appointment:
    """Raises: UnknownAppointment."""
    found = session.get(Appointment, appointment_id) if appointment_id < 2**31 else None
    if found is None or found.site_id != facts.id:
        raise UnknownAppointment(id=appointment_id)
    return found


def appointments_between(
    session: Session, facts: SiteFacts, begin: datetime, end: datetime, states: Iterable[str] = ("booked",)
) -> Sequence[Appointment]:
    """Those that start in [begin, end), by start."""
    query = select(Appointment).where(
        Appointment.site_id == facts.id,
        Appointment.starts_at >= begin,
        Appointment.starts_at < end,
        Appointment.state.in_(tuple(states)),
    )
    return session.scalars(query.order_by(Appointment.starts_at, Appointment.id)).all()


def mark_no_shows(unit: Unit) -> int:
    """Booked, and the slot is over: missed. Returns how many."""
    running = (
        select(Slot.id)
        .where(
            Slot.site_id == unit.site_id,
            Slot.closed_at.is_(None),
            Slot.opens_at <= Appointment.starts_at,
            Slot.ends_at > Appointment.starts_at,
            Slot.ends_at > unit.now,
        )
        .correlate(Appointment)
        .exists()
    )
    missed = unit.session.scalars(
        select(Appointment).where(
            Appointment.site_id == unit.site_id,
            Appointment.state == "booked",
            Appointment.ends_at <= unit.now,
            ~running,
        )
    ).all()
    for appointment in missed:
        appointment.state = "missed"
    unit.session.flush()
    return len(missed)


def let_go_of_lapsed(unit: Unit) -> None:
    """Holds that have run out give their time back: before somebody else wants it, and at night."""
    lapsed = select(Appointment.id).where(
        Appointment.site_id == unit.site_id, Appointment.state == "held", Appointment.held_until <= unit.now
    )
    ids = list(unit.session.scalars(lapsed))
    if not ids:
        return
    unit.session.execute(delete(AppointmentCell).where(AppointmentCell.appointment_id.in_(ids)))
    unit.session.execute(update(Appointment).where(Appointment.id.in_(ids)).values(state="lapsed", code=None))


def _note(unit: Unit, action: Logged, appointment: Appointment, by: str) -> None:
    """What staff did stands in their log; visitors are in none."""
    if by == STAFF:
        note(unit, action, appointment=appointment.id)


def _search(
    facts: SiteFacts,
    booking: Booking,
    languages: Iterable[str],
    now: datetime,
    first: date | None = None,
    last: date | None = None,
) -> Search:
    return Search(
        booking.wish.topic,
        frozenset(languages),
        booking.staff_id,
        booking.by,
        first or facts.local_day(now),
        last or horizon(facts, now),
    )


def _chosen(unit: Unit, search: Search, starts_at: datetime) -> FreeTime:
    """The free time that begins then; a slot across midnight begins the day before. Raises: JustTaken."""
    on = unit.facts.local_day(starts_at)
    for days in (replace(search, first=max(on, search.first), last=min(on, search.last)), search):
        free = free_times_of(unit.session, unit.facts, days, unit.now)
        for one in free:
            if one.starts_at == starts_at:
                return one
        if len(free) >= NEXT_TIMES and free[-NEXT_TIMES].starts_at > starts_at:
            break  # enough to offer on the same day
    raise _just_taken(free, starts_at)


def _just_taken(free: Sequence[FreeTime], starts_at: datetime) -> JustTaken:
    """The next free times after the one that is gone; at the end of the horizon, the last ones."""
    later = [one for one in free if one.starts_at > starts_at] or free[-NEXT_TIMES:]
    return JustTaken(next_times=[iso(one.starts_at) for one in later[:NEXT_TIMES]])


def _take(unit: Unit, appointment: Appointment, search: Search) -> None:
    """Its cells. The index refuses a second one even if the order of the site's writes were lost."""
    try:
        with unit.session.begin_nested():
            for cell_at in cells_of(appointment.starts_at, appointment.ends_at):
                unit.session.add(_cell(appointment, cell_at))
    except IntegrityError as error:
        free = free_times_of(unit.session, unit.facts, replace(search, but=None), unit.now)
        raise _just_taken(free, appointment.starts_at) from error


def _cell(appointment: Appointment, cell_at: datetime) -> AppointmentCell:
    return AppointmentCell(
        site_id=appointment.site_id, seat=appointment.seat, cell_at=cell_at, appointment_id=appointment.id
    )


def _give_back(unit: Unit, appointment: Appointment) -> None:
    unit.session.execute(delete(AppointmentCell).where(AppointmentCell.appointment_id == appointment.id))


def _check_changeable(unit: Unit, appointment: Appointment) -> None:
    is_lapsed = appointment.held_until is not None and appointment.held_until <= unit.now
    if appointment.state not in CHANGEABLE or is_lapsed:
        raise AppointmentOver
