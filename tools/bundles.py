"""Put each page's modules into one file and its style sheets into another, so that a browser asks twice.

Which pages there are is read from the templates (`entry` and `sheets`). `esbuild` comes with the front-end packages;
no page needs it, see `web/bundles.py`. Written to `web/static/bundles/`, not committed.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from web.bundles import FOLDER, MANIFEST, digest_of, path_of  # noqa: E402
from web.modules import modules_of  # noqa: E402
from web.static_files import FOLDERS  # noqa: E402

BASE = ROOT / "web" / "templates" / "web" / "base.html"
ENTRY = re.compile(r'{% set entry = "([^"]+)" %}')
SHEETS = re.compile(r"{% set sheets = (\[[^\]]*\]) %}")
KIT = re.compile(r"{% set kit = (\[[^\]]*\]) %}")
SMALL = ("--minify-whitespace", "--minify-syntax")  # names stay: an error names the function it is in


def main() -> int:
    """Make all bundles; return 0, or 1 after saying why not."""
    program = next((ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild"), None)
    FOLDER.mkdir(exist_ok=True)
    MANIFEST.unlink(missing_ok=True)
    if program is None:
        print("bundles: esbuild has nothing for this machine; pages load their files one by one")
        return 0
    made = dict(_made(program))
    for path in FOLDER.iterdir():
        if path.name not in made:
            path.unlink()
    MANIFEST.write_text(json.dumps(made, indent=1), encoding="utf-8")
    print(f"bundles: {len(made)} made")
    return 0


def _made(program: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """(name, digest of each source) of every bundle, once it is written."""
    kit = json.loads(KIT.findall(BASE.read_text(encoding="utf-8"))[0])
    for template in sorted(ROOT.glob("*/templates/*/*.html")):
        text = template.read_text(encoding="utf-8")
        for entry in ENTRY.findall(text):
            name = f"{Path(entry).stem}.js"
            _bundle_modules(program, entry, FOLDER / name)
            yield name, _digests([entry, *modules_of(entry)])
        for sheets in SHEETS.findall(text):
            name = f"{template.parent.name}-{template.stem}.css"
            _bundle_sheets(program, [*kit, *json.loads(sheets)], FOLDER / name)
            yield name, _digests([*kit, *json.loads(sheets)])


def _bundle_modules(program: Path, entry: str, target: Path) -> None:
    paths = {f"/static/{face}/*": [f"{folder}/*"] for face, folder in FOLDERS.items()}
    with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as settings:
        json.dump({"compilerOptions": {"paths": paths}}, settings)
        settings.flush()
        _run(
            [str(program), str(path_of(entry)), "--bundle", "--format=esm", "--legal-comments=inline", *SMALL,
             f"--tsconfig={settings.name}", f"--outfile={target}"]
        )  # fmt: skip


def _bundle_sheets(program: Path, sheets: list[str], target: Path) -> None:
    text = "\n".join(path_of(sheet).read_text(encoding="utf-8") for sheet in sheets)
    target.write_text(_run([str(program), "--loader=css", *SMALL], text), encoding="utf-8")


def _digests(addresses: list[str]) -> dict[str, str]:
    return {address: digest_of(path_of(address)) for address in addresses}


def _run(command: list[str], text: str = "") -> str:
    """What it writes. Raises: SystemExit with what esbuild said."""
    result = subprocess.run(
        [*command, "--log-level=warning"], check=False, input=text, capture_output=True, text=True
    )
    if result.returncode or result.stderr.strip():
        raise SystemExit(f"bundles: {result.stderr.strip()}")
    return result.stdout


if __name__ == "__main__":
    sys.exit(main())
