"""What the documents tell operators and programmers to type does work, in the order in which they tell it."""

import os
import re
import shlex
import sqlite3
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from app.config import Settings
from app.factory import create_app
from tests.support.cast import AYLIN, DISPLAY_TOKEN, ROOT, kiosk_token
from tests.support.faces import PASSWORD
from tests.support.served import served_point


def blocks(document: str, kind: str) -> str:
    """Every block ```sh KIND of a document, as one script."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    return "\n".join(re.findall(rf"^```sh {kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL))


def run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        timeout=110,
    )


def test_an_operators_first_start_from_an_empty_database_to_a_restore(tmp_path: Path) -> None:
    database, backups = tmp_path / "lotse.db", tmp_path / "backups"
    app = create_app(Settings(database_url=f"sqlite:///{database}", log_level="WARNING"))
    places = {"LOTSE_DATABASE_FILE": str(database), "BACKUP_FOLDER": str(backups)}
    said = [obey(line, app, places) for line in blocks("operating.md", "steps").splitlines() if line]
    assert "a-demir may sign in.\n" in said
    [copy] = backups.iterdir()
    with sqlite3.connect(copy) as kept, sqlite3.connect(database) as live:
        assert kept.execute("SELECT code FROM sites").fetchall() == [("leverkusen",)]
        epoch = "SELECT epoch FROM sites"
        assert kept.execute(epoch).fetchall() != live.execute(epoch).fetchall()


def obey(line: str, app: Flask, environment: dict[str, str]) -> str:
    """What a documented line says. Flask's commands run in this process: a start of the program takes seconds."""
    command = re.fullmatch(r"(?:echo '(.*)' \| )?\.venv/bin/flask --app wsgi (.*)", line)
    if command is None:
        answer = run(line, **environment)
        assert answer.returncode == 0, f"{line}: {answer.stderr}"
        return answer.stdout
    with app.app_context():
        result = app.test_cli_runner().invoke(args=shlex.split(command[2]), input=command[1])
    assert result.exit_code == 0, f"{line}: {result.output}"
    return result.output


def test_backups_beyond_the_wished_number_are_removed(tmp_path: Path) -> None:
    database, folder = tmp_path / "lotse.db", tmp_path / "backups"
    sqlite3.connect(database).execute("CREATE TABLE notes (text)")
    folder.mkdir()
    for day in range(1, 4):
        (folder / f"lotse-2026010{day}-020000.db").touch()
    answer = run(f"deploy/lotse-backup.sh {database} {folder} 2")
    assert answer.returncode == 0, answer.stderr
    older, newest = sorted(path.name for path in folder.iterdir())
    assert older == "lotse-20260103-020000.db"
    assert answer.stdout.strip().endswith(newest)


@pytest.mark.parametrize(("script", "page"), [("kiosk", "/kiosk/"), ("display", "/display/")])
def test_a_screen_opens_its_page_in_kiosk_mode_with_sound(tmp_path: Path, script: str, page: str) -> None:
    answer = run(
        f"deploy/lotse-{script}.sh https://nummer.example.org/ SECRET",
        CHROMIUM="echo",
        LOTSE_PROFILE=str(tmp_path / "profile"),
        LOTSE_LOOK_S="0.1",
    )
    assert answer.returncode == 0, answer.stderr
    words = answer.stdout.split()
    assert {"--kiosk", "--autoplay-policy=no-user-gesture-required"} <= set(words)
    assert ("--kiosk-printing" in words) is (script == "kiosk")
    assert words[-1] == f"https://nummer.example.org{page}#device=SECRET"


def test_the_examples_of_the_interface_work_one_after_the_other(sqlite_url: str) -> None:
    with served_point(sqlite_url) as point:
        answer = run(
            f"set -x\n{blocks('api.md', 'example')}",  # so that a failure tells its line
            SERVER=point.url,
            KIOSK_TOKEN=kiosk_token(),
            DISPLAY_TOKEN=DISPLAY_TOKEN,
            USERNAME=AYLIN,
            PASSWORD=PASSWORD,
        )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert answer.stdout.strip().splitlines()[-1] == "done"
