from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime

STILL_HERE = text("left_at IS NULL")


class InterpreterDay(Base):
    """An interpreter who is, or was, present on a day: from the site file's list, or somebody who came by chance."""

    __tablename__ = "interpreter_days"
    __table_args__ = (
        Index(
            "one_presence_an_interpreter", "site_id", "code", unique=True,
            sqlite_where=STILL_HERE, postgresql_where=STILL_HERE,
        ),
        Index(None, "site_id", "left_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    on: Mapped[date]  # the site's local date
    code: Mapped[str | None]  # of the site file; None: not on its list
    name: Mapped[str]
    languages: Mapped[list[Any]] = mapped_column(JSON)
    came_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
