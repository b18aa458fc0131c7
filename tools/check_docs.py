"""Documents tell the truth about the tree: every relative link and every `path/in/backticks` in *.md exists.

Commands that are promised to work stand in blocks marked ```sh run; tests/house/test_documents.py runs them.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
RUNNABLE = re.compile(r"^```sh run\n(.*?)^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+\s+(.*?)\s*#*$", re.MULTILINE)
PATH = re.compile(r"`([a-z_]+(?:/[A-Za-z0-9_.-]+)*\.(?:py|md|js|css|html|toml|txt|po))`")


def main() -> int:
    found = [f"{name}: {fault}" for name in documents() for fault in faults(ROOT / name)]
    print("\n".join(found) if found else f"documents: {len(documents())} looked at")
    return 1 if found else 0


@cache
def tree() -> tuple[str, ...]:
    """Every file of the project, as git sees it (what it ignores is not ours)."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split("\n")
    return tuple(name for name in listed if name and (ROOT / name).exists())


def documents() -> list[str]:
    return [name for name in tree() if name.endswith(".md")]


def is_in_tree(path: str) -> bool:
    """Whether a file has this path, or the end of its path is this: `kiosk/start.html` names a template."""
    return any(f"/{name}".endswith(f"/{path}") for name in tree())


def faults(document: Path) -> Iterator[str]:
    """What a document promises and the tree does not hold."""
    text = document.read_text(encoding="utf-8")
    prose = CODE_BLOCK.sub("", text)
    for target in LINK.findall(prose):
        if not ELSEWHERE.match(target) and not leads_somewhere(document, target):
            yield f"the link {target} leads nowhere"
    for path in PATH.findall(prose):
        if "/" in path and not is_in_tree(path):
            yield f"{path} does not exist"


def leads_somewhere(document: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    goal = document.parent / path if path else document
    return goal.exists() and (not anchor or goal.suffix != ".md" or anchor in anchors(goal))


def anchors(document: Path) -> set[str]:
    """The names under which the headings of a document can be linked to."""
    headings = HEADING.findall(CODE_BLOCK.sub("", document.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def runnable_commands(document: Path) -> list[str]:
    """The blocks of a document that anybody may run in a clone after `make setup`."""
    return RUNNABLE.findall(document.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
