"""Pin what requirements*.in and package.json ask for: `make lock`, or `make lock UPGRADE=--upgrade` for newer versions.

The locks hold hashes and no address of a registry, and suit every Python from 3.11.0 on any system: Debian 12's 3.11.2
needs a package that 3.11.3 no longer does.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools.setup import BIN, OLDEST_PYTHON, ROOT, npm_from_wheel, npm_on_path

UV = [
    str(BIN / "uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes",
    "--python-version", ".".join(map(str, OLDEST_PYTHON)),
    "--annotation-style", "line", "--no-header", "--no-emit-index-url", "--no-emit-find-links",
]  # fmt: skip


def main(arguments: list[str]) -> int:
    run([*UV, *arguments, "requirements.in", "-o", "requirements.txt"])
    run([*UV, *arguments, "requirements-dev.in", "-c", "requirements.txt", "-o", "requirements-dev.txt"])
    npm = npm_on_path() or npm_from_wheel()
    run(
        [npm, "update" if arguments else "install", "--package-lock-only", "--ignore-scripts", "--no-audit"],
        Path(npm),
    )
    return 0


def run(command: list[str], program: Path | None = None) -> None:
    """Raises: CalledProcessError. `program` finds its neighbours (npm its node) on PATH."""
    path = os.pathsep.join([*([str(program.parent)] if program else []), os.environ.get("PATH", os.defpath)])
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
