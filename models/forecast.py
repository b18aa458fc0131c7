from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class Forecast(Base):
    """The newest batch of forecasts of a site, replaced whole. Answers: service_point/outlooks.py."""

    __tablename__ = "forecasts"

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    slot_id: Mapped[int]
    event_id: Mapped[int]  # the last one of the log that it knows
    computed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tickets: Mapped[dict[str, Any]] = mapped_column(JSON)  # ticket id → answer
    newcomers: Mapped[dict[str, Any]] = mapped_column(
        JSON
    )  # "topic|advice language" → answer; read at every issue
