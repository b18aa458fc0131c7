"""Pauses of the kiosks, and what kiosks say of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sites") as sites:
        sites.add_column(sa.Column("paused_why", sa.String(), nullable=True))
        sites.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("devices") as devices:
        devices.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
        devices.add_column(sa.Column("page_since", sa.DateTime(timezone=True), nullable=True))
        devices.add_column(sa.Column("page", sa.String(), nullable=True))
        devices.add_column(sa.Column("clock_offset_s", sa.Integer(), nullable=False, server_default="0"))
        devices.add_column(sa.Column("unsent", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Column by column: copying a table anew would drop rows that others refer to."""
    for name in ("unsent", "clock_offset_s", "page", "page_since", "seen_at"):
        op.drop_column("devices", name)
    for name in ("paused_at", "paused_why"):
        op.drop_column("sites", name)
