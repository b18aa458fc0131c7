"""How often a ticket was passed, and whom a call passes: the credit rule's caps."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tickets") as tickets:
        for name in ("passed_by_ordinary", "passed_by_any"):
            tickets.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("passed", sa.JSON(), nullable=False, server_default="[]"))
        calls.add_column(sa.Column("is_ordinary", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("is_ordinary")
        calls.drop_column("passed")
    with op.batch_alter_table("tickets") as tickets:
        tickets.drop_column("passed_by_any")
        tickets.drop_column("passed_by_ordinary")
