from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class AnsweredRequest(Base):
    """A success kept with its answer, so that the same request id is answered again and not done again (promise 4)."""

    __tablename__ = "answered_requests"

    actor: Mapped[str] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]  # of address and body
    status: Mapped[int]
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
