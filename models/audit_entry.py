from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class AuditEntry(Base):
    """What staff did beside the moves of tickets. Triggers refuse changes, and erasing what is younger than 90 days."""

    __tablename__ = "audit_log"
    __table_args__ = (Index(None, "site_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str]  # a rules.logged.Logged
    actor_kind: Mapped[str]  # "staff", "command", "system"
    actor_id: Mapped[int | None] = mapped_column(index=True)  # of the staff
    about_id: Mapped[int | None] = mapped_column(index=True)  # the member of staff it was done to, if another
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
