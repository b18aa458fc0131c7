from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Appointment(Base):
    """A booked time. Never a person: its code is all that its holder has to show (promise 9).

    No slot is named: opening hours may move, and then a question shows which appointments they break.
    """

    __tablename__ = "appointments"
    __table_args__ = (Index(None, "site_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    code: Mapped[str | None] = mapped_column(unique=True)  # None a week after its day
    state: Mapped[
        str
    ]  # "held", "booked", "checked_in", "missed", "cancelled", "lapsed" (a hold that ran out)
    topic: Mapped[str]
    language: Mapped[str]  # of the slip and the reminder
    advice_languages: Mapped[list[str]] = mapped_column(JSON)  # empty: unknown
    needs: Mapped[list[str]] = mapped_column(JSON)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # the same case manager; None: any
    seat: Mapped[str]  # whose time it takes: rules.appointments.Seat.key
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # while "held"
    booked_by: Mapped[str]  # "staff", "visitor"
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # moved or cancelled
    changed_by: Mapped[str | None]  # "staff", "visitor"
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)  # since check-in
    email_sealed: Mapped[str | None]  # for one reminder, encrypted; erased the day after


class AppointmentCell(Base):
    """Five minutes of a seat that are taken: the constraint that makes double booking impossible."""

    __tablename__ = "appointment_cells"
    __table_args__ = (UniqueConstraint("site_id", "seat", "cell_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    seat: Mapped[str]
    cell_at: Mapped[datetime] = mapped_column(UtcDateTime)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"), index=True)
