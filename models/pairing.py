from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Pairing(Base):
    """A screen that shows a code, until somebody types it in and it has fetched its token. Of no site before."""

    __tablename__ = "pairings"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # "kiosk", "display"
    code_hash: Mapped[str] = mapped_column(unique=True)  # keyed: eight letters could be tried out
    secret_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device_id: Mapped[int | None] = mapped_column(
        ForeignKey("devices.id"), index=True
    )  # from here on: typed in
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the first time
