from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class PaperNumbers(Base):
    """Numbers of a day kept for the emergency list: from the same counter, so no kiosk ever gives them out."""

    __tablename__ = "paper_numbers"
    __table_args__ = (UniqueConstraint("site_id", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    on: Mapped[date]  # the day of the numbers
    first: Mapped[int]
    count: Mapped[int]
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
