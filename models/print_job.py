from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class PrintJob(Base):
    """One slip to print on one printer. About the visitor it holds the ticket's id, or which date they want to keep."""

    __tablename__ = "print_jobs"
    __table_args__ = (Index(None, "printer_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    printer_id: Mapped[int] = mapped_column(ForeignKey("printers.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)  # None: a test print
    date_key: Mapped[str | None]  # a date to come (service_point/coming.py), printed in `language`
    language: Mapped[str | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # who asked; None: the kiosk
    sheet: Mapped[str] = mapped_column(default="ticket", server_default="ticket")  # or "next_steps"
    state: Mapped[str]  # "queued", "printing", "printed", "lapsed"
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]  # the printer's state at the last try that failed
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # printed, or given up
