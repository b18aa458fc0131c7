"""Who paused the kiosks, tickets refused at hand-in, and languages whose voice colleagues may record."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "refused_tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        *_refers_to(
            "refused_tickets", ("site_id", "sites"), ("device_id", "devices"), ("settled_by", "staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_tickets")),
        sa.UniqueConstraint("device_id", "request_id", name=op.f("uq_refused_tickets_device_id_request_id")),
    )
    op.create_index(op.f("ix_refused_tickets_site_id"), "refused_tickets", ["site_id"])
    op.create_table(
        "ticketing_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        *_refers_to("ticketing_changes", ("site_id", "sites"), ("staff_id", "staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticketing_changes")),
    )
    op.create_index(
        op.f("ix_ticketing_changes_site_id_ticketing_changes_at"), "ticketing_changes", ["site_id", "at"]
    )
    op.create_table(
        "open_recordings",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        *_refers_to("open_recordings", ("site_id", "sites"), ("staff_id", "staff")),
        sa.PrimaryKeyConstraint("site_id", "language", name=op.f("pk_open_recordings")),
    )


def downgrade() -> None:
    for name in ("open_recordings", "ticketing_changes", "refused_tickets"):
        op.drop_table(name)


def _refers_to(table: str, *columns: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in columns
    ]
