"""The desk: calls for help, interpreters and what they are asked for, next-step slips."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")
STILL_HERE = sa.text("left_at IS NULL")


def upgrade() -> None:
    _help_calls()
    _interpreters()
    _next_steps()
    op.add_column("print_jobs", sa.Column("sheet", sa.String(), nullable=False, server_default="ticket"))


def downgrade() -> None:
    op.drop_column("print_jobs", "sheet")
    for table in ("next_steps", "interpreter_requests", "interpreter_days", "help_calls"):
        op.drop_table(table)


def _time(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _one(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def _help_calls() -> None:
    op.create_table(
        "help_calls",
        _number("id"),
        _number("site_id"),
        _number("staff_id"),
        _number("desk"),
        _time("asked_at", nullable=False),
        _time("answered_at"),
        _number("answered_by", nullable=True),
        _time("ended_at"),
        _to("help_calls", "site_id", "sites"),
        _to("help_calls", "staff_id", "staff"),
        _to("help_calls", "answered_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_calls")),
    )
    _one("one_open_help_call", "help_calls", ["staff_id"], OPEN)
    op.create_index(op.f("ix_help_calls_site_id_help_calls_ended_at"), "help_calls", ["site_id", "ended_at"])


def _interpreters() -> None:
    op.create_table(
        "interpreter_days",
        _number("id"),
        _number("site_id"),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        _time("came_at", nullable=False),
        _time("left_at"),
        _to("interpreter_days", "site_id", "sites"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter_days")),
    )
    _one("one_presence_an_interpreter", "interpreter_days", ["site_id", "code"], STILL_HERE)
    op.create_index(
        op.f("ix_interpreter_days_site_id_interpreter_days_left_at"),
        "interpreter_days",
        ["site_id", "left_at"],
    )
    op.create_table(
        "interpreter_requests",
        _number("id"),
        _number("site_id"),
        _number("day_id"),
        _number("staff_id"),
        _number("desk"),
        _time("asked_at", nullable=False),
        _time("accepted_at"),
        _time("ended_at"),
        _to("interpreter_requests", "site_id", "sites"),
        _to("interpreter_requests", "day_id", "interpreter_days"),
        _to("interpreter_requests", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter_requests")),
    )
    _one("one_desk_an_interpreter", "interpreter_requests", ["day_id"], OPEN)
    op.create_index(
        op.f("ix_interpreter_requests_staff_id_interpreter_requests_ended_at"),
        "interpreter_requests",
        ["staff_id", "ended_at"],
    )


def _next_steps() -> None:
    op.create_table(
        "next_steps",
        _number("id"),
        _number("site_id"),
        _number("ticket_id"),
        _number("written_by"),
        _time("written_at", nullable=False),
        sa.Column("referred_to", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("case_management_carrier", sa.String(), nullable=True),
        sa.Column("come_again", sa.Boolean(), nullable=False),
        _time("come_again_at"),
        sa.Column("on_page", sa.Boolean(), nullable=False),
        _to("next_steps", "site_id", "sites"),
        _to("next_steps", "ticket_id", "tickets"),
        _to("next_steps", "written_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_steps")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_next_steps_ticket_id")),
    )
    op.create_index(op.f("ix_next_steps_site_id"), "next_steps", ["site_id"])
