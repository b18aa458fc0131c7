from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Lease(Base):
    """Which process does a piece of work, and until when the others leave it alone."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)  # of the work
    holder: Mapped[str]  # host/pid/by chance, see app/this_process.py
    until: Mapped[datetime] = mapped_column(UtcDateTime)
