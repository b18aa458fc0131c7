"""Devices that are paired by a code, and which tours of the console somebody has seen."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "pairings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("expires_at", time, nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", time, nullable=True),
        sa.Column("claimed_at", time, nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_pairings_device_id_devices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairings")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_pairings_code_hash")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_pairings_secret_hash")),
    )
    op.create_index(op.f("ix_pairings_device_id"), "pairings", ["device_id"])
    op.add_column("staff", sa.Column("tours_seen", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("staff", "tours_seen")
    op.drop_index(op.f("ix_pairings_device_id"), "pairings")
    op.drop_table("pairings")
