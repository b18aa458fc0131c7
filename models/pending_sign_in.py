from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class PendingSignIn(Base):
    """Somebody was sent to the identity provider and is not back yet. Good once, for ten minutes."""

    __tablename__ = "pending_sign_ins"

    state_hash: Mapped[str] = mapped_column(
        primary_key=True
    )  # of what the browser's cookie and the address hold
    nonce: Mapped[str]
    verifier: Mapped[str]  # PKCE
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
