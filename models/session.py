from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class StaffSession(Base):
    """A sign-in. Only the hash of the cookie's token is kept."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    csrf_token: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # to five minutes
    confirmed_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # when the person last proved who they are
    how: Mapped[str] = mapped_column(default="password", server_default="password")  # a rules.sign_in.How
    browser: Mapped[str] = mapped_column(default="", server_default="")  # "Firefox, Linux": to know it again
