from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Notice(Base):
    """What a lead tells everybody in the waiting room. Never changed, only taken down: the rows are their own log."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    texts: Mapped[dict[str, Any]] = mapped_column(
        JSON
    )  # language → text, always with the site's own language
    is_urgent: Mapped[bool]
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    taken_down_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_down_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
