from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Desk(Base):
    """Where a consultation happens; shown and spoken by number."""

    __tablename__ = "desks"
    __table_args__ = (UniqueConstraint("site_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    step_free: Mapped[bool] = mapped_column(default=False)
    quiet: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
