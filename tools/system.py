"""The system programs that tests need, where they are, and how to get them.

    tools/system.py                 say what is there; exit status 1 if something is missing
    tools/system.py --install       the same, after fetching what is missing with apt-get (as root on Debian)

Each program can be named by an environment variable instead. Tests never skip for want of one: `need` fails loudly.
Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program, the variable that may name it, and the Debian package that holds it."""

    why: str
    variable: str
    names: tuple[str, ...]
    package: str
    folders: tuple[str, ...] = ()  # patterns below / searched after PATH, newest version first


PROGRAMS = {
    "chromium": Program(
        "browser tests and screenshots",
        "CHROMIUM",
        (
            "chromium-headless-shell",
            "chromium",
            "chromium-browser",
            "google-chrome",
        ),  # the first is the lightest
        "chromium-headless-shell",
    ),
    "postgres": Program(
        "tests on PostgreSQL", "PG_BINDIR", ("postgres",), "postgresql", ("usr/lib/postgresql/*/bin",)
    ),
    "redis-server": Program("tests with several workers", "REDIS_SERVER", ("redis-server",), "redis-server"),
    "pdftoppm": Program("looking at printed slips", "PDFTOPPM", ("pdftoppm",), "poppler-utils"),
    "zbarimg": Program("reading QR codes off slips", "ZBARIMG", ("zbarimg",), "zbar-tools"),
}


class MissingProgram(RuntimeError):
    """A program that a test needs is not on this machine."""


def find(name: str) -> Path | None:
    """The program's path (for "postgres": the one in the newest server's folder), or None."""
    program = PROGRAMS[name]
    named = os.environ.get(program.variable)
    if named:
        return _named(Path(named), name)
    on_path = next((found for word in program.names if (found := shutil.which(word))), None)
    return Path(on_path) if on_path else _in_folders(program)


def need(name: str) -> Path:
    """The program's path. Raises: MissingProgram, with what to do."""
    path = find(name)
    if path is None:
        raise MissingProgram(_advice(name))
    return path


def missing() -> list[str]:
    return [name for name in PROGRAMS if find(name) is None]


def main(arguments: list[str]) -> int:
    if "--install" in arguments and missing() and _can_install():
        _install(sorted({PROGRAMS[name].package for name in missing()}))
    for name in missing():
        print(f"system: {_advice(name)}", file=sys.stderr)
    if not missing() and "--quiet" not in arguments:
        print("system: " + ", ".join(f"{name} {find(name)}" for name in PROGRAMS))
    return 1 if missing() else 0


def _named(path: Path, name: str) -> Path | None:
    """What the variable names: the program itself, or the folder it is in."""
    path = path / PROGRAMS[name].names[0] if path.is_dir() else path
    return path if os.access(path, os.X_OK) else None


def _in_folders(program: Program) -> Path | None:
    folders = [folder for pattern in program.folders for folder in Path("/").glob(pattern)]
    folders.sort(key=lambda folder: float(folder.parent.name), reverse=True)
    paths = (folder / name for folder in folders for name in program.names)
    return next((path for path in paths if os.access(path, os.X_OK)), None)


def _advice(name: str) -> str:
    program = PROGRAMS[name]
    return (
        f"{name} is missing ({program.why}). On Debian: apt-get install {program.package}; "
        f"or name it in the environment: {program.variable}=/path/to/it"
    )


def _can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list[str]) -> None:
    """Raises: CalledProcessError."""
    print(f"system: apt-get install {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        subprocess.run(
            ["apt-get", *command],
            check=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
