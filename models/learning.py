from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Learning(Base):
    """What past slots taught a site's forecast: counts and sums, nobody's single talk or visit."""

    __tablename__ = "learning"

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    correction: Mapped[dict[str, Any]] = mapped_column(JSON)  # {up: [3], down: [3], scored}
    durations: Mapped[dict[str, Any]] = mapped_column(
        JSON
    )  # {topics: {code: [count, minutes]}, log_count, log_squares}
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)  # {slots, counts: by quarter hour from the opening}
    slots: Mapped[list[Any]] = mapped_column(
        JSON
    )  # the last ten: {slot, correction, scored: [[q10, …, naive], …]}
