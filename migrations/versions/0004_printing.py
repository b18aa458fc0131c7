"""Network printers, which kiosk prints on which, and the jobs that wait for paper."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "printers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("width_dots", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_printers_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printers")),
        sa.UniqueConstraint("site_id", "host", "port", name=op.f("uq_printers_site_id_host_port")),
    )
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("printer_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_print_jobs_site_id_sites")),
        sa.ForeignKeyConstraint(
            ["printer_id"], ["printers.id"], name=op.f("fk_print_jobs_printer_id_printers")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_print_jobs_ticket_id_tickets")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_print_jobs_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
    )
    with op.batch_alter_table("print_jobs") as jobs:
        jobs.create_index(op.f("ix_print_jobs_printer_id_print_jobs_state"), ["printer_id", "state"])
        jobs.create_index(op.f("ix_print_jobs_ticket_id"), ["ticket_id"])
    with op.batch_alter_table("devices") as devices:
        devices.add_column(sa.Column("printer_id", sa.Integer(), nullable=True))
        devices.create_foreign_key(op.f("fk_devices_printer_id_printers"), "printers", ["printer_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("devices") as devices:
        devices.drop_constraint(op.f("fk_devices_printer_id_printers"), type_="foreignkey")
        devices.drop_column("printer_id")
    op.execute("UPDATE devices SET printer = 'browser' WHERE printer = 'escpos'")
    op.drop_table("print_jobs")
    op.drop_table("printers")
