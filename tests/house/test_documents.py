"""Documents: links lead somewhere, and the commands they promise to work do work."""

import subprocess
from pathlib import Path

from tests.support.source import ROOT
from tools.check_docs import documents, faults, runnable_commands


def test_a_dead_link_and_a_dead_path_are_found(tmp_path: Path) -> None:
    (tmp_path / "tour.md").write_text("# The tour\n## Second `floor`!\n")
    letter = tmp_path / "letter.md"
    letter.write_text(
        "[a](tour.md) [b](tour.md#second-floor) [c](https://example.org) `tools/check_docs.py`\n"
    )
    assert list(faults(letter)) == []
    letter.write_text("[a](nowhere.md) [b](tour.md#attic) `rules/nowhere.py`\n```\n[d](code.md)\n```\n")
    assert list(faults(letter)) == [
        "the link nowhere.md leads nowhere",
        "the link tour.md#attic leads nowhere",
        "rules/nowhere.py does not exist",
    ]


def test_every_document_is_true() -> None:
    assert {name: list(faults(ROOT / name)) for name in documents() if list(faults(ROOT / name))} == {}


def test_blocks_marked_to_run_are_found(tmp_path: Path) -> None:
    (tmp_path / "how.md").write_text("```sh run\nmake help\n```\n```sh\nrm everything\n```\n")
    assert runnable_commands(tmp_path / "how.md") == ["make help\n"]


def test_every_promised_command_works() -> None:
    promised = [(name, command) for name in documents() for command in runnable_commands(ROOT / name)]
    answers = {f"{name}: {command}": run(command) for name, command in promised}
    assert {what: answer.stderr for what, answer in answers.items() if answer.returncode} == {}


def run(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
