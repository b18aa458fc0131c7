"""Events of the house; guests with desks of their own; slips of dates to come."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Column by column: copying a table anew would drop rows that others refer to."""
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_events_site_id_sites")),
        sa.ForeignKeyConstraint(["changed_by"], ["staff.id"], name=op.f("fk_events_changed_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("uid", name=op.f("uq_events_uid")),
    )
    op.create_index(op.f("ix_events_site_id_events_ends_at"), "events", ["site_id", "ends_at"])
    op.add_column("slots", sa.Column("desks", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("slots", sa.Column("walk_in", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("slots", sa.Column("bookable", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("staff_links", sa.Column("slot_id", sa.Integer(), nullable=True))
    op.add_column("print_jobs", sa.Column("date_key", sa.String(), nullable=True))
    op.add_column("print_jobs", sa.Column("language", sa.String(), nullable=True))


def downgrade() -> None:
    for name in ("language", "date_key"):
        op.drop_column("print_jobs", name)
    op.drop_column("staff_links", "slot_id")
    for name in ("bookable", "walk_in", "desks"):
        op.drop_column("slots", name)
    op.drop_table("events")
