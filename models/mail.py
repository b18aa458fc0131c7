from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Mail(Base):
    """A message to the holder of an appointment: written in its transaction, sent afterwards, at most once.

    Address and text are not kept here: both are read from the appointment when it is sent.
    """

    __tablename__ = "mails"
    __table_args__ = (Index(None, "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"), index=True)
    kind: Mapped[str]  # "reminder", "moved", "cancelled"
    state: Mapped[str]  # "queued", "sending", "sent", "failed", "lapsed" (not needed any more)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]  # why the last try failed: a code, never an address
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # sent, or given up
