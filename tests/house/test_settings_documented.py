"""Operators read docs/operating.md: its table of settings is the program's."""

import re

from app.config import Settings
from tests.support.source import ROOT

OPERATING = ROOT / "docs" / "operating.md"
ENVIRONMENT = ROOT / "deploy" / "lotse.env.example"
ROW = re.compile(r"^\| `(LOTSE_[A-Z_]+)` \| (\S+) \| (.+) \|$", re.MULTILINE)


def test_every_setting_is_documented_with_its_default_and_none_besides() -> None:
    documented = {name: default for name, default, _meaning in ROW.findall(OPERATING.read_text())}
    assert documented == {f"LOTSE_{name.upper()}": default_of(name) for name in Settings.model_fields}


def test_files_for_operators_name_only_settings_that_exist() -> None:
    known = {f"LOTSE_{name.upper()}" for name in Settings.model_fields}
    written = set(re.findall(r"^#? ?(LOTSE_\w+)=", ENVIRONMENT.read_text(), re.MULTILINE))
    assert "LOTSE_SECRET_KEY" in written
    assert written <= known


def default_of(name: str) -> str:
    default = Settings.model_fields[name].default
    words = str(default).lower() if isinstance(default, bool) else str(default)
    return f"`{words}`" if words else "empty"
