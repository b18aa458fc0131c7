"""What an operator types, and what it says; on both databases. And why the production server would not start."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select, update

from app.config import Settings
from app.factory import create_app
from app.startup_checks import refusals
from models import Database, Slot, StaffMember
from service_point.printers import printers_to_keep
from tests.support.cast import AYLIN, LEVERKUSEN, ROOT, ServicePoint, kiosk_token
from tests.support.faces import Console, FlaskLine, Kiosk
from tests.support.server import SECRET

SAFE = {"secret_key": SECRET, "log_level": "WARNING"}


class Shell:
    """`flask --app wsgi …` on one database, in this process."""

    def __init__(self, url: str) -> None:
        self.app = create_app(Settings(database_url=url, log_level="WARNING"))
        for threads in ("broadcaster", "printers"):
            self.app.extensions[threads].stop()

    def __call__(self, *words: str, said: str = "") -> Result:
        return self.app.test_cli_runner().invoke(args=list(words), input=said or None)

    def good(self, *words: str, said: str = "") -> str:
        result = self(*words, said=said)
        assert result.exit_code == 0, result.output
        return result.output

    def bad(self, *words: str, said: str = "") -> str:
        result = self(*words, said=said)
        assert result.exit_code not in (0, None)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.output


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    address = (
        f"sqlite:///{tmp_path / 'empty.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    shell = Shell(address)
    yield shell
    shell.app.extensions["lotse"].office.database.dispose()


@pytest.fixture
def shell(point: ServicePoint) -> Iterator[Shell]:
    """On a prepared database, with the clock of the wall."""
    shell = Shell(point.url)
    yield shell
    shell.app.extensions["lotse"].office.database.dispose()


def test_from_an_empty_database_to_the_first_ticket(empty: Shell) -> None:
    assert "database upgrade" in empty.bad("site", "load", str(LEVERKUSEN)), "it says what to do first"
    empty.good("database", "upgrade")
    assert "leverkusen: new site" in empty.good("site", "load", str(LEVERKUSEN))
    assert "nothing changed" in empty.good("site", "load", str(LEVERKUSEN))
    token = empty.good("device", "add", "kiosk", "Entrance").splitlines()[-1]
    assert len(token) > 30
    empty.good("slot", "open", "--until", "23:59")
    empty.good(
        "staff", "add", "mia", "--role", "case-manager", "--carrier", "caritas", "--languages", "de,ar",
        "--topics", "all", "--password-stdin", said="s3cret word\n",
    )  # fmt: skip
    issued = Kiosk(FlaskLine(empty.app), token).take("family", "ar")
    assert issued.status == 201
    mia = Console(FlaskLine(empty.app), "mia", "s3cret word").on_duty(8)
    assert mia.call().ticket["id"] == issued.ticket["id"], "`all` includes discreet topics"


def test_down_to_nothing_and_up_again(empty: Shell) -> None:
    empty.good("database", "upgrade")
    empty.good("database", "downgrade", "base")
    assert "database upgrade" in empty.bad("site", "load", str(LEVERKUSEN))
    empty.good("database", "upgrade")
    empty.good("site", "load", str(LEVERKUSEN))


def test_a_dumped_site_is_the_one_that_was_loaded(shell: Shell, tmp_path: Path) -> None:
    dumped = shell.good("site", "dump")
    assert tomllib.loads(dumped) == tomllib.loads(LEVERKUSEN.read_text(encoding="utf-8"))
    again = tmp_path / "again.toml"
    again.write_text(dumped, encoding="utf-8")
    assert "nothing changed" in shell.good("site", "load", str(again))
    assert "good" in shell.good("site", "check", str(again))


def test_a_wrong_site_file_is_refused_with_its_lines(shell: Shell, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(LEVERKUSEN.read_text(encoding="utf-8").replace('"Europe/Berlin"', '"Europe/Leverkusen"'))
    for command in ("load", "check"):
        said = shell.bad("site", command, str(wrong))
        line = 1 + wrong.read_text().split("Europe/Leverkusen")[0].count("\n")
        assert f":{line}:" in said or f"line {line}" in said, said


def test_a_new_token_replaces_the_old_one(shell: Shell, point: ServicePoint) -> None:
    assert point.kiosk().offer().status == 200
    token = shell.good("device", "add", "kiosk", "Kiosk 1").splitlines()[-1]
    assert point.kiosk().offer().status == 401
    assert Kiosk(point.line(), token).offer().status == 200
    assert kiosk_token() != token


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("192.168.1.50:9100", ("192.168.1.50", 9100)),
        ("drucker.example.org", ("drucker.example.org", 9100)),
        ("[fe80::1]:9101", ("fe80::1", 9101)),
    ],
)
def test_a_kiosk_gets_a_printer_and_gives_it_back(
    shell: Shell, point: ServicePoint, written: str, place: tuple[str, int]
) -> None:
    assert shell.good("device", "printer", "Kiosk 1", "--escpos", written).startswith("Kiosk 1: ")
    assert [one.place for one in printers_to_keep(point.office)] == [place]
    assert point.kiosk().take().body["print"] == "queued"
    for kind in ("browser", "none"):
        assert shell.good("device", "printer", "Kiosk 1", f"--{kind}") == f"Kiosk 1: {kind}\n"
        assert printers_to_keep(point.office) == []
        assert point.kiosk().take().body["print"] == "none"


def test_a_printer_that_cannot_be_is_refused_in_one_line(shell: Shell) -> None:
    assert "UnknownChoice" in shell.bad("device", "printer", "Nowhere", "--none")
    assert "Say one of" in shell.bad("device", "printer", "Kiosk 1")
    assert "Say one of" in shell.bad("device", "printer", "Kiosk 1", "--none", "--escpos", "host")
    for place in ("host:", ":9100", "host:0", "host:65536", "host:usb"):
        assert "is not an address" in shell.bad("device", "printer", "Kiosk 1", "--escpos", place), place


def test_somebody_of_the_site_file_gets_a_login(shell: Shell, point: ServicePoint) -> None:
    shell.good(
        "staff", "add", AYLIN, "--role", "lead", "--carrier", "city", "--languages", "de", "--topics",
        "housing,family", "--password-stdin", said="another\n",
    )  # fmt: skip
    me = Console(point.line(), AYLIN, "another").me
    assert (me["name"], me["role"], me["topics"]) == ("Aylin Demir", "lead", ["housing", "family"])
    with point.read() as session:
        assert len(session.scalars(select(StaffMember).where(StaffMember.code == AYLIN)).all()) == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (("--carrier", "moon"), "UnknownChoice"),
        (("--languages", "tlh"), "UnknownLanguage"),
        (("--topics", "gardening"), "UnknownTopic"),
        (("--topics", "family"), "UnknownChoice"),
        (("--role", "king"), "Invalid value"),
    ],
)
def test_a_wrong_account_is_refused_in_one_line(shell: Shell, changed: tuple[str, str], code: str) -> None:
    options = {"--role": "case-manager", "--carrier": "city", "--languages": "de", "--topics": "housing"}
    options |= {changed[0]: changed[1]}
    words = [word for pair in options.items() for word in pair]
    assert code in shell.bad("staff", "add", "x", *words, "--password-stdin", said="s3cret\n")


def test_an_empty_password_is_refused(shell: Shell) -> None:
    assert "empty" in shell.bad("staff", "add", "x", "--role", "operator", "--password-stdin", said="\n")


def test_a_slot_is_opened_across_midnight_and_closed(shell: Shell, point: ServicePoint) -> None:
    with point.read() as session:
        zone = point.office.facts(session, point.site_id).zone
    local = datetime.now(zone)
    until = f"{(local.hour - 1) % 24:02d}:00"
    said = shell.good("slot", "open", "--until", until)
    assert re.search(rf"Open until \w+ \d\d\.\d\d\.\d{{4}} {until}\.", said)
    with point.read() as session:
        (slot,) = [row for row in session.scalars(select(Slot)) if row.origin == "command"]
        assert 22 <= (slot.ends_at - datetime.now(UTC)).total_seconds() / 3600 < 24, (
            "tomorrow's, if today's has passed"
        )
        assert len(slot.topics) == 10
    assert "1 slots closed" in shell.good("slot", "close")
    assert "0 slots closed" in shell.good("slot", "close")


@pytest.mark.parametrize("wrong", ["25:00", "noon", "", "12:60"])
def test_a_wrong_time_is_refused(shell: Shell, wrong: str) -> None:
    assert "is not a time" in shell.bad("slot", "open", "--until", wrong)


def test_an_unknown_site_is_refused(shell: Shell) -> None:
    assert "UnknownChoice" in shell.bad("slot", "close", "--site", "moon")


def test_housekeeping_can_be_repeated(shell: Shell) -> None:
    assert shell.good("housekeeping") == shell.good("housekeeping")


# --- starting ---


def reasons(url: str, **settings: Any) -> str:
    return "\n".join(refusals(Settings(**{"database_url": url, **SAFE, **settings})))


def test_a_prepared_server_may_start(database_url: str) -> None:
    assert reasons(database_url) == ""


@pytest.mark.parametrize("secret", ["", "short", "x" * 31])
def test_not_without_a_secret(database_url: str, secret: str) -> None:
    said = reasons(database_url, secret_key=secret)
    assert "LOTSE_SECRET_KEY" in said
    assert "token_hex" in said, "it says what to do"


def test_not_with_pending_migrations(empty: Shell) -> None:
    url = empty.app.extensions["lotse"].office.database.url
    assert "database upgrade" in reasons(url)


def test_not_with_demo_logins(point: ServicePoint) -> None:
    with point.write() as unit:
        unit.session.execute(update(StaffMember).where(StaffMember.code == AYLIN).values(is_demo=True))
    assert "demo logins" in reasons(point.url)
    assert "LOTSE_DEMO" in reasons(point.url, demo=True)


def test_several_workers_need_postgresql_and_redis(database_url: str) -> None:
    is_sqlite = database_url.startswith("sqlite")
    assert "LOTSE_WORKERS" in reasons(database_url, workers=2)
    said = reasons(database_url, workers=2, redis_url="redis://127.0.0.1:1/0")
    assert ("LOTSE_WORKERS" in said) == is_sqlite


def test_not_with_a_database_that_is_not_there() -> None:
    assert "can't be reached" in reasons("postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2")


def test_the_server_says_why_and_ends(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path / 'new.db'}").dispose()
    environment = {
        "LOTSE_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}",
        "LOTSE_BIND": "127.0.0.1:0",
        "PATH": "/bin",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--config", "app/gunicorn_conf.py", "wsgi:app"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode != 0
    said = ended.stderr + ended.stdout
    assert "LOTSE_SECRET_KEY" in said
    assert "database upgrade" in said
    assert "Traceback" not in said
