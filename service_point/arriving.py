"""Who has an appointment is here: it becomes a ticket in the same queue as everybody's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models import Appointment, Slot, Ticket
from rules.appointments import MAY_BE_CALLED_BEFORE, keeps_priority, note_of_arrival
from rules.errors import AppointmentCancelled, AppointmentOver, WrongDay
from service_point.appointments import appointment_by_code
from service_point.issuing import new_stub, write_ticket
from service_point.slots import is_hidden, slot_for
from service_point.times import iso
from service_point.unit_of_work import Unit


@dataclass(frozen=True)
class Arrival:
    """`note`: "early" (then nobody is called before `called_from`), "late", or None."""

    ticket: Ticket
    note: str | None
    starts_at: datetime

    @property
    def called_from(self) -> datetime | None:
        return self.starts_at - MAY_BE_CALLED_BEFORE if self.note == "early" else None


def check_in(unit: Unit, code: str) -> Arrival:
    """The holder of a code is here. Again: the same ticket.

    Raises: UnknownCode; WrongDay with `starts_at`; AppointmentCancelled; SlotClosed when nothing is open any more.
    """
    return arrive(unit, appointment_by_code(unit.session, unit.facts, code))


def arrive(unit: Unit, appointment: Appointment) -> Arrival:
    """Nobody is refused for being late: up to 15 min after the start the appointment counts, then the arrival does.

    Raises: as `check_in`; AppointmentOver for a time that is only held.
    """
    if appointment.state in ("held", "lapsed"):
        raise AppointmentOver
    if appointment.state == "cancelled":
        raise AppointmentCancelled
    if unit.facts.local_day(appointment.starts_at) != unit.facts.local_day(unit.now):
        raise WrongDay(starts_at=iso(appointment.starts_at))
    note = note_of_arrival(appointment.starts_at, unit.now)
    if appointment.ticket_id is not None:
        ticket = unit.session.get_one(Ticket, appointment.ticket_id)
        return Arrival(ticket, "late" if ticket.appointment_lapsed else note, appointment.starts_at)
    ticket = _ticket_for(unit, appointment)
    appointment.state, appointment.ticket_id = "checked_in", ticket.id
    unit.session.flush()
    return Arrival(ticket, note, appointment.starts_at)


def _ticket_for(unit: Unit, appointment: Appointment) -> Ticket:
    slot = _slot_of(unit, appointment)
    is_late = not keeps_priority(appointment.starts_at, unit.now)
    return write_ticket(
        unit,
        new_stub(unit, slot.on),
        {"appointment": iso(appointment.starts_at), "late": is_late},
        slot_id=slot.id,
        topic=appointment.topic,
        language=appointment.language,
        advice_languages=list(appointment.advice_languages),
        needs=list(appointment.needs),
        persons=None,
        issued_by="check_in",
        only_staff_id=appointment.staff_id,
        first_forecast=None,
        promised=None,
        key_at=max(unit.now, appointment.starts_at),
        appointment_at=appointment.starts_at,
        appointment_lapsed=is_late,
    )


def _slot_of(unit: Unit, appointment: Appointment) -> Slot:
    """The slot that the appointment is in, also before its doors open; else the one that runs. Raises: SlotClosed."""
    own = unit.session.scalars(
        select(Slot)
        .where(
            Slot.site_id == unit.site_id,
            Slot.closed_at.is_(None),
            Slot.opens_at <= appointment.starts_at,
            Slot.ends_at > appointment.starts_at,
            Slot.ends_at > unit.now,
        )
        .order_by(Slot.ends_at.desc(), Slot.id)
    ).all()
    for slot in own:
        if appointment.topic in slot.topics and not is_hidden(unit.facts, slot):
            return slot
    return slot_for(unit.session, unit.facts, appointment.topic, unit.now, by_staff=True)
