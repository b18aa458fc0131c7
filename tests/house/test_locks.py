"""What is installed is pinned with hashes, and no lock file tells where somebody fetched it from."""

import json
import re
import tomllib

from tests.support.source import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")


def test_every_python_package_is_pinned_with_hashes() -> None:
    for name in LOCKS:
        blocks = requirement_blocks((ROOT / name).read_text())
        assert len(blocks) > 20
        assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


def test_what_runs_is_what_is_tested() -> None:
    runtime, development = (pins((ROOT / name).read_text()) for name in LOCKS)
    assert {name: pin for name, pin in runtime.items() if development.get(name) != pin} == {}


def test_every_front_end_package_has_a_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    third_party = {name: entry for name, entry in packages.items() if name}
    assert len(third_party) > 5
    assert [name for name, entry in third_party.items() if not entry["integrity"].startswith("sha512-")] == []


def test_no_lock_file_holds_the_address_of_a_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    for name in LOCKS:
        assert re.findall(r"https?://\S+|--(?:extra-)?index-url\S*", (ROOT / name).read_text()) == []


def test_no_linter_or_type_checker_is_switched_off_for_one_file() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    folders = settings["ruff"]["lint"]["per-file-ignores"]
    assert [pattern for pattern in folders if not pattern.endswith("/**")] == []
    assert not any(override.get("ignore_errors") for override in settings["mypy"]["overrides"])


def requirement_blocks(text: str) -> list[str]:
    """One text for each requirement, with the indented lines that belong to it."""
    return [block for block in re.split(r"\n(?=[a-z0-9])", text) if not block.startswith("#")]


def pins(text: str) -> dict[str, str]:
    found = (re.match(r"([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", block) for block in requirement_blocks(text))
    return {match[1]: match[2] for match in found if match}
