"""The newest batch of forecasts, what past slots taught it, and what each ticket was told."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forecasts",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tickets", sa.JSON(), nullable=False),
        sa.Column("newcomers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_forecasts_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_forecasts")),
    )
    op.create_table(
        "learning",
        sa.Column("site_id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.JSON(), nullable=False)
            for name in ("correction", "durations", "profile", "slots")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_learning_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_learning")),
    )
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("first_forecast", sa.JSON(none_as_null=True), nullable=True))
        tickets.add_column(sa.Column("promised", sa.String(), nullable=True))
    with op.batch_alter_table("slots") as slots:
        slots.add_column(sa.Column("learned_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("slots") as slots:
        slots.drop_column("learned_at")
    with op.batch_alter_table("tickets") as tickets:
        tickets.drop_column("promised")
        tickets.drop_column("first_forecast")
    op.drop_table("learning")
    op.drop_table("forecasts")
