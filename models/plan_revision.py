from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class PlanRevision(Base):
    """One change of a site's configuration, and all that it said afterwards: undoing puts documents together."""

    __tablename__ = "plan_revisions"

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False
    )  # sites.plan_revision since then
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[str]  # "staff", "command", "system"
    actor_id: Mapped[int | None]  # of the staff
    how: Mapped[str]  # a rules.logged.PlanChange
    undoes: Mapped[int | None]  # the revision that this one takes back
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # rules.site_file_changes.Change
    document: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)  # as sites.plan
