from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Carrier(Base):
    """The organisation that employs a case manager. From the site file; `active` is False once it left the file."""

    __tablename__ = "carriers"
    __table_args__ = (UniqueConstraint("site_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    code: Mapped[str]
    name: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
