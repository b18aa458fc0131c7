from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class OpenRecording(Base):
    """A language in which a lead lets everybody of the staff record the voice."""

    __tablename__ = "open_recordings"

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))  # the lead
