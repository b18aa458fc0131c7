from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcDateTime


class SetupLink(Base):
    """The way in for whoever sets up the first service point: made by the server, good once, for one day."""

    __tablename__ = "setup_links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
