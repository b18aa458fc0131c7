"""A PostgreSQL server for tests: own data folder, reached by a socket in it, no port, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support import servers
from tools import system

OWNER = "lotse"
UNPRIVILEGED = ("postgres", "nobody")  # whom PostgreSQL runs as when we are root, which it refuses to be
FAST_AND_FORGETFUL = (
    "-cfsync=off", "-csynchronous_commit=off", "-cfull_page_writes=off",
    "-cmax_connections=200", "-cshared_buffers=64MB", "-cautovacuum=off", "-clog_min_messages=warning",
)  # fmt: skip

SEQUENCES = "SELECT sequencename AS name, last_value AS at FROM pg_sequences WHERE schemaname = 'public'"
CUT_THE_OTHERS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
REFILL = sql.SQL("DELETE FROM public.{0}; INSERT INTO public.{0} SELECT * FROM kept.{0}")


@dataclass
class Postgres:
    """A running server. Databases are cheap: copies of `template1`, or of any database given as template."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def create(self, template: str = "template1") -> str:
        """Make a fresh database and return its SQLAlchemy address (`postgresql+psycopg://…`)."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.folder}"

    def drop(self, address: str) -> None:
        """Remove the database at this address, whoever is still connected."""
        name = address.split("@/", 1)[1].split("?", 1)[0]
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def remember(self, address: str) -> None:
        """Keep every row of this database beside it, for `restore`."""
        with self._open(address) as connection:
            connection.execute("CREATE SCHEMA kept")
            for table in _tables(connection):
                connection.execute(
                    sql.SQL("CREATE TABLE kept.{0} AS TABLE public.{0}").format(sql.Identifier(table))
                )
            connection.execute("CREATE TABLE kept.numbers_of_sequences AS " + SEQUENCES)

    def restore(self, address: str) -> None:
        """The rows as they were remembered, whatever a test did: some ten times faster than a fresh copy."""
        with self._open(address) as connection:
            connection.execute(CUT_THE_OTHERS)
            connection.execute("SET session_replication_role = replica")  # triggers and references rest
            for table in _tables(connection):
                connection.execute(REFILL.format(sql.Identifier(table)))
            connection.execute(
                "SELECT setval(format('public.%I', name)::regclass, coalesce(at, 1), at IS NOT NULL)"
                " FROM kept.numbers_of_sequences"
            )

    def _open(self, address: str) -> psycopg.Connection[tuple[str, ...]]:
        name = address.split("@/", 1)[1].split("?", 1)[0]
        return psycopg.connect(host=str(self.folder), user=OWNER, dbname=name)

    def is_ready(self) -> bool:
        try:
            self._run(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, statement: sql.Composed | sql.SQL) -> None:
        with psycopg.connect(
            host=str(self.folder), user=OWNER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


def _tables(connection: psycopg.Connection[tuple[str, ...]]) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in rows]


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server (about a second) and stop it. Raises: system.MissingProgram."""
    programs = system.need("postgres").parent
    user = _unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="lotse-pg-", dir="/tmp"))  # short: a socket's path has 107 bytes
    try:
        if user:
            shutil.chown(folder, user, user if user != "nobody" else "nogroup")
        _make_cluster(programs, folder, user)
        with _server(programs, folder, user) as postgres:
            yield postgres
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def _make_cluster(programs: Path, folder: Path, user: str | None) -> None:
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", OWNER, "-A", "trust", "-E", "UTF8"]
    command += ["--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    result = subprocess.run(
        command,
        check=False,
        user=user,
        extra_groups=[] if user else None,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    if result.returncode:
        raise RuntimeError(f"initdb failed: {result.stdout}{result.stderr}")


@contextmanager
def _server(programs: Path, folder: Path, user: str | None) -> Iterator[Postgres]:
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), "-h", ""]
    log = folder / "log"
    process = servers.start([*command, *FAST_AND_FORGETFUL], log, user)
    try:
        postgres = Postgres(folder)
        servers.wait_for(postgres.is_ready, process, log)
        yield postgres
    finally:
        process.send_signal(signal.SIGINT)  # fast shutdown: open connections are cut
        servers.stop(process)
