"""Compiles functions once and keeps the machine code in the user's cache directory, never beside the sources."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar, cast

import numba

import rules

Function = TypeVar("Function", bound=Callable[..., Any])

SOURCES = (Path(rules.__path__[0]).glob("*_numbers.py"), Path(__file__).parent.glob("*.py"))


def compiled(function: Function) -> Function:
    """Machine code for `function`; releases the interpreter lock while it runs."""
    return cast(Function, numba.njit(cache=IS_KEPT, nogil=True)(function))


def compiled_rule(function: Callable[..., Any], **known: Any) -> Any:
    """Machine code for a function of `rules`, whose calls to other rules go to their compiled namesakes in `known`.

    It takes arrays where the rule takes lists.
    """
    plain = function
    assert isinstance(plain, FunctionType)
    twin = FunctionType(plain.__code__, {**plain.__globals__, **known}, plain.__name__, plain.__defaults__)
    twin.__qualname__, twin.__module__ = plain.__qualname__, plain.__module__
    return compiled(twin)


def _keep_code() -> bool:
    """One directory for each version of the sources: code that calls another file's code is never stale."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lotse"
    folder = base / f"engine-{_fingerprint()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False  # a read-only home: compile at every start (some seconds)
    if not os.access(folder, os.W_OK):
        return False
    numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sorted(path for folder in SOURCES for path in folder):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


IS_KEPT = _keep_code()
