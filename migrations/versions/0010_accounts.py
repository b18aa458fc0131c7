"""Accounts: invitations, second factor, identity provider, lock-out, sessions to look at, and the log of the staff."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEPT_DAYS = 90
WHO_AND_WHAT = (
    "site_id, ticket_id, at, action, from_state, to_state, actor_kind, actor_id, desk, why, request_id"
)
SQLITE = (
    "CREATE TRIGGER audit_log_stays BEFORE UPDATE ON audit_log"
    " BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END",
    "CREATE TRIGGER audit_log_is_kept BEFORE DELETE ON audit_log"
    f" WHEN old.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-{KEPT_DAYS} days')"
    " BEGIN SELECT RAISE(ABORT, 'audit_log is kept for 90 days'); END",
    f"CREATE TRIGGER ticket_events_stay BEFORE UPDATE OF {WHO_AND_WHAT} ON ticket_events"
    " BEGIN SELECT RAISE(ABORT, 'ticket_events is append-only'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
    "CREATE TRIGGER audit_log_stays BEFORE UPDATE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER audit_log_is_kept BEFORE DELETE ON audit_log FOR EACH ROW"
    f" WHEN (old.at > now() - interval '{KEPT_DAYS} days') EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    f"CREATE TRIGGER ticket_events_stay BEFORE UPDATE OF {WHO_AND_WHAT} ON ticket_events"
    " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
)
APPEND_ONLY = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
OFF = {
    "sqlite": ("DROP TRIGGER ticket_events_stay", "DROP TABLE audit_log"),  # a table's own go with it
    "postgresql": (
        "DROP TRIGGER ticket_events_stay ON ticket_events",
        "DROP TABLE audit_log",
        "DROP FUNCTION refuse_change",
    ),
}
NEW = ("sign_in_failures", "pending_sign_ins", "staff_identities", "recovery_codes", "staff_links")


def _staff_columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("asks_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_sealed", sa.String(), nullable=True),
        sa.Column("totp_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=False, server_default="0"),
    )


def _session_columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("how", sa.String(), nullable=False, server_default="password"),
        sa.Column("browser", sa.String(), nullable=False, server_default=""),
    )


def upgrade() -> None:
    _audit_log()
    _ways_in()
    for column in _staff_columns():
        op.add_column("staff", column)
    for column in _session_columns():
        op.add_column("sessions", column)
    op.create_index(op.f("ix_staff_email"), "staff", ["email"], unique=True)
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_audit_log_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_site_id_audit_log_at"), "audit_log", ["site_id", "at"])
    for column in ("actor_id", "about_id"):
        op.create_index(op.f(f"ix_audit_log_{column}"), "audit_log", [column])


def _ways_in() -> None:
    time, to_staff = sa.DateTime(timezone=True), ["staff.id"]
    op.create_table(
        "staff_links",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("valid_from", time, nullable=False),
        sa.Column("expires_at", time, nullable=False),
        sa.Column("used_at", time, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], to_staff, name=op.f("fk_staff_links_staff_id_staff")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_links")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("used_at", time, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], to_staff, name=op.f("fk_recovery_codes_staff_id_staff")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_codes")),
    )
    op.create_table(
        "staff_identities",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", time, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], to_staff, name=op.f("fk_staff_identities_staff_id_staff")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_staff_identities")),
    )
    for table in ("staff_links", "recovery_codes", "staff_identities"):
        op.create_index(op.f(f"ix_{table}_staff_id"), table, ["staff_id"])
    op.create_table(
        "pending_sign_ins",
        sa.Column("state_hash", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("verifier", sa.String(), nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_pending_sign_ins")),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", time, nullable=False),
        sa.Column("blocked_until", time, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_failures")),
    )


def downgrade() -> None:
    """Column by column: copying a table anew would drop rows that others refer to."""
    for statement in OFF[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_index(op.f("ix_staff_email"), "staff")
    for column in reversed(_session_columns()):
        op.drop_column("sessions", column.name)
    for column in reversed(_staff_columns()):
        op.drop_column("staff", column.name)
    for table in NEW:
        op.drop_table(table)
