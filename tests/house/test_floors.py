"""The house's rules that import-linter cannot see; each check is tried on planted code first."""

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from statistics import median

from tests.support.source import FLOORS, ROOT, Source, imports_in, lines_of_work, product

LONGEST_FUNCTION = 50  # lines, docstring and all
MEDIAN_FUNCTION = 8  # lines without the docstring
LONGEST_FILE = 350  # lines; "about 300" in the house's style
LONGEST_WELCOME = 6  # lines of a folder's docstring
NOT_PRODUCT = {"tests", "tools", "bench", "migrations"}


def test_rules_import_only_python_and_rules() -> None:
    planted = Source.of("import math\nfrom rules.hours import day\nfrom i18n import texts\nimport flask\n")
    assert list(strangers([planted])) == ["planted.py:3 i18n.texts", "planted.py:4 flask"]
    assert list(strangers(of_floor("rules"))) == []


def test_nothing_is_imported_inside_a_function() -> None:
    planted = Source.of("import os\ndef dodge():\n    if os:\n        from app import factory\n")
    assert list(hidden_imports([planted])) == ["planted.py:4 app.factory in dodge"]
    assert list(hidden_imports(product())) == []


def test_only_app_imports_the_broadcaster() -> None:
    planted = Source.of(
        "from realtime.broadcaster import Broadcaster\nfrom realtime import broadcaster\n", "web/x.py"
    )
    assert list(broadcaster_imports([planted])) == ["web/x.py:1", "web/x.py:2"]
    assert list(broadcaster_imports(product())) == []


def test_wsgi_imports_only_app() -> None:
    wsgi = [source for source in product() if source.name == "wsgi.py"]
    assert {name.split(".")[0] for source in wsgi for _, name in source.imports()} <= {"app", "__future__"}


def test_every_folder_says_shortly_what_lives_there_and_nothing_else() -> None:
    assert list(talkative_inits([Source.of("import os\n", "web/__init__.py")])) == ["web/__init__.py"]
    assert list(talkative_inits([Source.of('"""One."""\nimport os\n', "web/__init__.py")])) == [
        "web/__init__.py"
    ]
    assert list(talkative_inits([Source.of('"""One."""\n', "web/__init__.py")])) == []
    assert list(talkative_inits(product())) == []


def test_every_folder_with_python_says_so() -> None:
    folders = {(ROOT / source.name).parent for source in product() if "/" in source.name}
    assert [
        str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()
    ] == []


def test_functions_are_short() -> None:
    lengths = {f"{source.name} {f.name}": f for source in product() for f in source.functions()}
    too_long = {where: whole_length(f) for where, f in lengths.items() if whole_length(f) > LONGEST_FUNCTION}
    assert too_long == {}
    assert median(lines_of_work(function) for function in lengths.values()) <= MEDIAN_FUNCTION


def test_files_are_short() -> None:
    lengths = {source.name: source.text.count("\n") for source in product()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_every_floor_is_under_the_contracts() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - NOT_PRODUCT
    assert folders == set(FLOORS)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    assert folders <= {room.strip(" ()") for layer in layers for room in layer.split("|")}


def test_no_folder_hides_a_module_of_python() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert "rules" in folders
    assert folders & set(sys.stdlib_module_names) == set()


def of_floor(floor: str) -> list[Source]:
    sources = [source for source in product() if source.name.startswith(f"{floor}/")]
    assert len(sources) > 1, f"nothing to check on the floor {floor}"
    return sources


def strangers(sources: Iterable[Source]) -> Iterator[str]:
    known = {*sys.stdlib_module_names, "rules"}
    for source in sources:
        yield from (
            f"{source.name}:{line} {name}"
            for line, name in source.imports()
            if name.split(".")[0] not in known
        )


def hidden_imports(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for function in source.functions():
            for line, name in imports_in(function):
                yield f"{source.name}:{line} {name} in {function.name}"


def broadcaster_imports(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        if source.name.split("/")[0] not in {"app", "wsgi.py"}:
            for line, name in source.imports():
                if f"{name}.".startswith("realtime.broadcaster."):
                    yield f"{source.name}:{line}"


def talkative_inits(sources: Iterable[Source]) -> Iterator[str]:
    """Files `__init__.py` that are not exactly a short docstring; models imports its tables there."""
    for source in sources:
        if source.name.endswith("/__init__.py"):
            lines = len((ast.get_docstring(source.tree) or "").splitlines())
            silent = len(source.tree.body) == 1 or source.name == "models/__init__.py"
            if not 1 <= lines <= LONGEST_WELCOME or not silent:
                yield source.name


def whole_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
