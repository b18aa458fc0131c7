from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Device(Base):
    """A registered kiosk or display. Only the hash of its token is kept. From `seen_at` on: what it last said of
    itself; from `volume` on: how a display sounds and looks, and its last sound check."""

    __tablename__ = "devices"
    __table_args__ = (UniqueConstraint("site_id", "kind", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    kind: Mapped[str]  # "kiosk", "display"
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    printer: Mapped[str] = mapped_column(default="browser")  # "escpos", "browser", "none"
    printer_id: Mapped[int | None] = mapped_column(ForeignKey("printers.id"))  # exactly when "escpos"
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    page_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # its page was opened
    page: Mapped[str | None]  # version of that page
    clock_offset_s: Mapped[int] = mapped_column(default=0, server_default="0")  # our clock less the kiosk's
    unsent: Mapped[int] = mapped_column(default=0, server_default="0")  # tickets not handed in yet
    sound: Mapped[str | None]  # a rules.displays.Sound, as the display said
    volume: Mapped[int] = mapped_column(default=80, server_default="80")  # percent; 0: it only shows
    theme: Mapped[str | None]  # a rules.displays.Theme; None: as the site's plan says
    check_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    check_answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    check_sounded: Mapped[bool | None]  # of the last check that was answered
