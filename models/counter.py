from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class NumberCounter(Base):
    """The next ticket number of a site and day: one row, changed in place (never count + 1)."""

    __tablename__ = "number_counters"

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    next_number: Mapped[int]
