"""All checks of one change, the same at home, before a commit and in CI: `make check`.

Every step runs even if one before it failed; what a failed step said is printed at its place. Names of steps as
arguments run only those: `.venv/bin/python tools/check.py types floors`.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
FLOORS = (
    "app", "kiosk", "display", "staff_console", "phone", "web", "service_point", "models", "printing", "realtime",
    "i18n", "rules",
)  # fmt: skip
COLOURS = sys.stdout.isatty() and "NO_COLOR" not in os.environ
WIDTH = 34


@dataclass(frozen=True)
class Check:
    """A command of the virtual environment that ends with 0 when all is well."""

    name: str
    says: str
    command: tuple[str, ...]


CHECKS = (
    Check("form", "code is in its form", ("ruff", "format", "--check", "--output-format", "concise", ".")),
    Check("lint", "no likely mistakes", ("ruff", "check", "--output-format", "concise", ".")),
    Check("types", "types fit", ("mypy", "--no-error-summary", *FLOORS, "wsgi.py", "tools", "tests")),
    Check("floors", "imports point down", ("lint-imports", "--no-logo")),
    Check("catalogs", "every text is translated", ("python", "tools/catalogs.py", "check")),
    Check("documents", "links and paths in documents exist", ("python", "tools/check_docs.py")),
    Check("sites", "site files are valid", ("flask", "--app", "wsgi", "site", "check")),
)


def main(names: list[str]) -> int:
    chosen = [check for check in CHECKS if not names or check.name in names]
    failed = [check.name for check in chosen if not passes(check)]
    print(f"\n{'failed: ' + ', '.join(failed) if failed else f'all {len(chosen)} checks passed'}")
    return 1 if failed else 0


def passes(check: Check) -> bool:
    print(f"{check.name:10} {check.says:{WIDTH}}", end=" ", flush=True)
    began = time.monotonic()
    result = subprocess.run(
        [str(BIN / check.command[0]), *check.command[1:], *arguments_of(check)],
        check=False,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "110", **({} if COLOURS else {"NO_COLOR": "1"})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    report(result, time.monotonic() - began)
    return result.returncode == 0


def arguments_of(check: Check) -> list[str]:
    """Files that only exist by the time the check runs."""
    return (
        sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("sites/*.toml"))
        if check.name == "sites"
        else []
    )


def report(result: subprocess.CompletedProcess[str], seconds: float) -> None:
    word, colour = ("ok    ", 32) if result.returncode == 0 else ("FAILED", 31)
    print(f"{painted(word, colour)} {seconds:5.1f} s", flush=True)
    if result.returncode:
        print("".join(f"    {line}\n" for line in result.stdout.strip().splitlines()), flush=True)


def painted(word: str, colour: int) -> str:
    return f"\x1b[{colour}m{word}\x1b[0m" if COLOURS else word


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
