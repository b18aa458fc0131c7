from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Topic(Base):
    """What a visitor comes for. `discreet` ones show only at the desks that serve them; `guest` ones on their dates."""

    __tablename__ = "topics"
    __table_args__ = (UniqueConstraint("site_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    code: Mapped[str]
    position: Mapped[int]  # order of the tiles
    icon: Mapped[str]
    name: Mapped[dict[str, str]] = mapped_column(JSON)  # language → text
    expected_minutes: Mapped[int]
    parent: Mapped[str | None]
    discreet: Mapped[bool] = mapped_column(default=False)
    guest: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
