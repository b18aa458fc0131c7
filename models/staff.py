from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class StaffMember(Base):
    """Somebody who works at a site: case manager, lead, reception, … Without `username` no sign-in is possible."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("site_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    code: Mapped[str]  # from the site file, or the user name
    name: Mapped[str]
    role: Mapped[str]
    carrier: Mapped[str | None]  # code
    funding: Mapped[str | None]  # code
    languages: Mapped[list[str]] = mapped_column(JSON)
    topics: Mapped[list[str] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # None: all, guest and discreet too
    woman_adviser: Mapped[bool] = mapped_column(default=False)
    username: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    is_demo: Mapped[bool] = mapped_column(default=False)  # the production server refuses to start with these
    active: Mapped[bool] = mapped_column(default=True)
    email: Mapped[str | None] = mapped_column(index=True, unique=True)  # at work, small letters
    asks_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # came by the provider, waits for a lead
    totp_sealed: Mapped[str | None]  # secret of the second factor, encrypted
    totp_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # from when on it is asked for
    tours_seen: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")  # rules.tours.Tour
    totp_last_step: Mapped[int] = mapped_column(default=0, server_default="0")  # a code is good once
