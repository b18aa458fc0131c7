from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Refusal(Base):
    """Somebody was turned away at the kiosk: no ticket, only a count by time, topic, language and why."""

    __tablename__ = "refusals"
    __table_args__ = (Index(None, "site_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    topic: Mapped[str]
    language: Mapped[str]
    why: Mapped[str]
