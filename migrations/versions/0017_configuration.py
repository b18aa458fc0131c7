"""Configuration in the browser: what each change made of a site, and the link of the first set-up."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

AS_IT_IS = (
    "INSERT INTO plan_revisions (site_id, revision, at, actor_kind, actor_id, how, undoes, changes, document)"
    " SELECT id, plan_revision, CURRENT_TIMESTAMP, 'system', NULL, 'loaded', NULL, '[]', plan FROM sites"
)


def upgrade() -> None:
    op.create_table(
        "plan_revisions",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_plan_revisions_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", "revision", name=op.f("pk_plan_revisions")),
    )
    op.create_table(
        "setup_links",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_setup_links")),
    )
    op.execute(AS_IT_IS)


def downgrade() -> None:
    op.drop_table("setup_links")
    op.drop_table("plan_revisions")
