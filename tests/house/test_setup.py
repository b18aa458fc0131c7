"""`make setup` does what is needed and no more, and the list of commands explains each."""

import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.source import ROOT
from tools import setup
from tools.setup import Step, locked

LOCK = """\
uv==1.0 \\
    --hash=sha256:aa
    # via x
uvloop==2.0 \\
    --hash=sha256:bb
zope[all]==3 \\
    --hash=sha256:cc
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the project's."""
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "STAMPS", tmp_path)
    return tmp_path


def test_a_step_is_done_again_when_its_input_changes_or_its_output_is_gone(house: Path) -> None:
    lock, made = house / "lock.txt", house / "made"
    lock.write_text("one")
    step = Step("making", made.touch, (lock,), (made,))
    assert not step.is_done()
    setup.perform(step)
    assert step.is_done()
    lock.write_text("two")
    assert not step.is_done()
    setup.perform(step)
    made.unlink()
    assert not step.is_done()


def test_a_failed_step_is_not_remembered_and_says_what_happened(house: Path) -> None:
    step = Step("failing", lambda: setup.run(["sh", "-c", "echo the disk is full; exit 3"]))
    with pytest.raises(setup.SetupError, match=r"ended with 3\nthe disk is full"):
        setup.perform(step)
    assert not step.is_done()


def test_only_the_packages_asked_for_are_taken_from_the_lock() -> None:
    assert locked(LOCK, ["uv"]) == "uv==1.0 \\\n    --hash=sha256:aa\n    # via x\n"
    assert locked(LOCK, ["zope"]).startswith("zope[all]==3")


def test_an_old_node_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, says in (("npm", "9.0.0"), ("node", "v16.20.0")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {says}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert setup.npm_on_path() is None
    (tmp_path / "node").write_text("#!/bin/sh\necho v18.0.0\n")
    assert setup.npm_on_path() == str(tmp_path / "npm")


def test_setting_up_once_more_is_silent_and_quick() -> None:
    subprocess.run(["make", "installed"], check=True, capture_output=True, cwd=ROOT)
    began = time.monotonic()
    result = subprocess.run(
        ["make", "--silent", "installed"], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert result.stdout == ""
    assert time.monotonic() - began < 3  # seconds; 0.1 on a quiet machine


def test_every_command_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text()
    commands = set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE)) - {
        "installed",
        "installed-to-run",
    }
    listed = subprocess.run(["make", "help"], check=True, capture_output=True, text=True, cwd=ROOT).stdout
    assert {"setup", "run", "serve", "test", "test-long", "check", "screens", "bench"} <= commands
    assert set(re.findall(r"^  make ([a-z-]+)  ", listed, re.MULTILINE)) == commands
