"""Notices on the board; how displays sound and look, and what they say of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Column by column: copying a table anew would drop rows that others refer to."""
    op.add_column("devices", sa.Column("sound", sa.String(), nullable=True))
    op.add_column("devices", sa.Column("volume", sa.Integer(), nullable=False, server_default="80"))
    op.add_column("devices", sa.Column("theme", sa.String(), nullable=True))
    op.add_column("devices", sa.Column("check_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("devices", sa.Column("check_answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("devices", sa.Column("check_sounded", sa.Boolean(), nullable=True))
    op.add_column("sites", sa.Column("display_settings", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("taken_down_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_down_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_notices_site_id_sites")),
        sa.ForeignKeyConstraint(["written_by"], ["staff.id"], name=op.f("fk_notices_written_by_staff")),
        sa.ForeignKeyConstraint(["taken_down_by"], ["staff.id"], name=op.f("fk_notices_taken_down_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_site_id"), "notices", ["site_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_notices_site_id"), table_name="notices")
    op.drop_table("notices")
    op.drop_column("sites", "display_settings")
    for name in ("check_sounded", "check_answered_at", "check_asked_at", "theme", "volume", "sound"):
        op.drop_column("devices", name)
