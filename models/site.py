from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Site(Base):
    """A service point. `version` grows with every write of the site; `epoch` changes when a backup is restored."""

    __tablename__ = "sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    zone: Mapped[str]  # IANA name
    version: Mapped[int] = mapped_column(BigInteger, default=0)
    epoch: Mapped[str]
    plan: Mapped[dict[str, Any]] = mapped_column(
        JSON, deferred=True
    )  # the parsed site file, dates as ISO text
    plan_revision: Mapped[int] = mapped_column(default=1)  # grows when the plan changes
    paused_why: Mapped[str | None]  # a rules.ticketing.PauseReason while the kiosks give no numbers
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    display_settings: Mapped[int] = mapped_column(
        default=0, server_default="0"
    )  # grows: displays ask what is set
