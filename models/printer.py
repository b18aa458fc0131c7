from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Printer(Base):
    """A thermal printer on the network. Kiosks that name the same one share it."""

    __tablename__ = "printers"
    __table_args__ = (UniqueConstraint("site_id", "host", "port"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    host: Mapped[str]
    port: Mapped[int]
    width_dots: Mapped[int] = mapped_column(default=576)  # of the head: 576 on 80 mm at 203 dpi
    state: Mapped[str] = mapped_column(default="unknown")  # a word of rules/printers.py
    state_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # last asked, whatever came back
    kept_by: Mapped[str | None]  # the process whose thread prints on it, while `checked_at` is fresh
