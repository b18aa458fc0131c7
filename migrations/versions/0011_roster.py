"""The roster: who is planned for which day."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("comes", sa.Time(), nullable=True),
        sa.Column("leaves", sa.Time(), nullable=True),
        sa.Column("ill_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_by", sa.Integer(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_roster_site_id_sites")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_roster_staff_id_staff")),
        sa.ForeignKeyConstraint(["planned_by"], ["staff.id"], name=op.f("fk_roster_planned_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
        sa.UniqueConstraint("staff_id", "on", name=op.f("uq_roster_staff_id_on")),
    )
    op.create_index(op.f("ix_roster_site_id_roster_on"), "roster", ["site_id", "on"])


def downgrade() -> None:
    op.drop_table("roster")
