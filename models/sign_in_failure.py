from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class SignInFailure(Base):
    """Failed sign-ins of an account or from a network address, by keyed hash; forgotten after an hour of quiet."""

    __tablename__ = "sign_in_failures"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    blocked_until: Mapped[datetime] = mapped_column(UtcDateTime)
