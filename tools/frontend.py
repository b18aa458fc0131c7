"""Copy the few third-party files that pages, slips and tests need out of `node_modules`.

npm has already checked every package against the hashes in `package-lock.json`; this step checks that the
installed versions are the locked ones, fails if a file is missing, and writes only files that changed:

    web/static/vendor/            served at /static/web/vendor/: socket.io, icons.svg, fonts/, licences/
    printing/fonts/               TTFs that slips embed (NotoSans-Regular.ttf …)
    .setup/axe.min.js             the accessibility checker of the browser tests

None of them is committed. Standard library only: it runs before anything of ours is installed.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "web" / "static" / "vendor"
SLIP_FONTS = ROOT / "printing" / "fonts"
AXE = ROOT / ".setup" / "axe.min.js"

WEIGHTS = (400, 600, 800)
# (npm package, subset): each subset in each weight becomes vendor/fonts/<family>-<subset>-<weight>.woff2
PAGE_FONTS = (
    ("atkinson-hyperlegible-next", "latin"),
    ("atkinson-hyperlegible-next", "latin-ext"),
    ("noto-sans", "latin"),  # every digit is Noto's: its zero has no stroke
    ("noto-sans", "latin-ext"),
    ("noto-sans", "cyrillic"),
    ("noto-sans", "cyrillic-ext"),
    ("noto-sans-arabic", "arabic"),
    ("noto-sans-ethiopic", "ethiopic"),
)
PAPER_FONTS = (
    ("noto-sans", "NotoSans"),
    ("noto-sans-arabic", "NotoSansArabic"),
    ("noto-sans-ethiopic", "NotoSansEthiopic"),
)
PAPER_WEIGHTS = ("400Regular", "600SemiBold", "800ExtraBold")
LICENCES = (
    "socket.io-client/LICENSE",
    "lucide-static/LICENSE",
    "@fontsource/atkinson-hyperlegible-next/LICENSE",
    "@fontsource/noto-sans/LICENSE",
    "@fontsource/noto-sans-arabic/LICENSE",
    "@fontsource/noto-sans-ethiopic/LICENSE",
)
ICON_STROKE = "1.75"  # design.md: one stroke set at this weight

# lucide names; `icon("…")` in a page works for exactly these (tests/house/test_icons.py)
ICONS = """
accessibility activity a-large-small alarm-clock apple armchair arrow-down arrow-left arrow-left-right arrow-right
arrow-right-left arrow-up arrow-up-down audio-lines
baby backpack badge-alert badge-check badge-info ban banknote battery bell bell-off bell-plus bell-ring blocks
book-open bookmark brain briefcase building building-2 bus
calendar calendar-check calendar-clock calendar-days calendar-off calendar-plus calendar-x chart-column chart-line
check check-check chevron-down chevron-left chevron-right chevron-up chevrons-left chevrons-right circle circle-alert
circle-check circle-dot circle-minus circle-pause circle-play circle-plus circle-question-mark circle-stop
circle-user-round circle-x clipboard-check clipboard-list clock clock-alert cloud-off coffee concierge-bell contact
contrast copy corner-down-left corner-down-right corner-up-left credit-card
database delete door-closed door-open dot download
ear ear-off ellipsis ellipsis-vertical euro external-link eye eye-off
file-check file-text filter fingerprint flag folder footprints
gavel globe graduation-cap grip-vertical
hand hand-coins hand-heart hand-helping handshake hash heart heart-handshake heart-pulse history hourglass house
house-plus
id-card info
key key-round keyboard
landmark languages laptop lightbulb list list-checks list-ordered loader-circle lock lock-open log-in log-out
luggage
mail mail-open map map-pin maximize megaphone menu message-circle message-square message-square-text messages-square
mic minimize minus monitor monitor-smartphone monitor-speaker moon
navigation newspaper notebook-pen
octagon-alert octagon-x
paw-print pause pencil person-standing phone piggy-bank pill pin plane play plug plus power presentation printer puzzle
qr-code
rabbit receipt receipt-text refresh-cw repeat rotate-ccw route
save scale scan scan-line scan-qr-code school search send server settings share-2 shield shield-alert shield-check
signal signature signpost siren skip-forward sliders-horizontal smartphone speaker speech split sprout square
square-check star stethoscope sun sun-moon
tablet tag tags text ticket tickets timer timer-off toilet toy-brick trash-2 trending-down trending-up
triangle-alert turtle type
undo undo-2 upload user user-check user-minus user-plus user-round user-x users users-round utensils
video volume-2 volume-x vote
wallet wifi wifi-off wrench
x
zap zoom-in zoom-out
""".split()
# our name → lucide's, where ours is the word people look for
ALIASES = {"wheelchair": "accessibility", "circle-help": "circle-question-mark", "home": "house"}


def main() -> int:
    """Copy everything; return 0, or 1 after naming what is missing."""
    try:
        check_versions()
        wanted = {**page_files(), **paper_files(), AXE: source("axe-core/axe.min.js").read_bytes()}
    except Missing as error:
        print(f"front end: {error}\n  Run `make setup` again; it runs `npm ci` first.", file=sys.stderr)
        return 1
    written = sum(write(path, data) for path, data in wanted.items())
    removed = remove_others(VENDOR, wanted) + remove_others(SLIP_FONTS, wanted)
    print(f"front end: {len(wanted)} files, {written} written, {removed} removed")
    return 0


class Missing(Exception):
    """A file or a version that the lock promises is not in node_modules."""


def check_versions() -> None:
    """Raises: Missing, if an installed package is not the version in package-lock.json."""
    lock = json.loads((ROOT / "package-lock.json").read_text())
    for folder, entry in lock["packages"].items():
        if folder and not entry.get("optional"):
            installed = json.loads(readable(ROOT / folder / "package.json"))["version"]
            if installed != entry["version"]:
                raise Missing(f"{folder} is {installed}, the lock says {entry['version']}")


def page_files() -> dict[Path, bytes]:
    """Path below web/static/vendor → content."""
    client = readable(source("socket.io-client/dist/socket.io.esm.min.js"))
    files = {
        VENDOR / "socket.io.esm.min.js": without_source_map(client).encode(),
        VENDOR / "icons.svg": sprite().encode(),
    }
    for family, subset in PAGE_FONTS:
        for weight in WEIGHTS:
            font = source(f"@fontsource/{family}/files/{family}-{subset}-{weight}-normal.woff2")
            files[VENDOR / "fonts" / font_name(family, subset, weight)] = font.read_bytes()
    for name in LICENCES:
        package = name.rsplit("/", 2)[-2]
        files[VENDOR / "licences" / f"{package}.txt"] = source(name).read_bytes()
    return files


def font_name(family: str, subset: str, weight: int) -> str:
    """`noto-sans-cyrillic-400.woff2`; a family whose name ends with its subset is not said twice."""
    stem = family if family.endswith(f"-{subset}") else f"{family}-{subset}"
    return f"{stem}-{weight}.woff2"


def without_source_map(script: str) -> str:
    """Drop the comment that makes developer tools ask for a file that is not shipped."""
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", script)


def paper_files() -> dict[Path, bytes]:
    """Path below printing/fonts → content: NotoSans-Regular.ttf and so on."""
    files = {}
    for family, name in PAPER_FONTS:
        files[SLIP_FONTS / f"{name}-OFL.txt"] = source(
            f"@expo-google-fonts/{family}/LICENSE_FONT"
        ).read_bytes()
        for weight in PAPER_WEIGHTS:
            font = source(f"@expo-google-fonts/{family}/{weight}/{name}_{weight}.ttf")
            files[SLIP_FONTS / f"{name}-{weight.lstrip('0123456789')}.ttf"] = font.read_bytes()
    return files


def sprite() -> str:
    """One SVG with a `<symbol id="name">` for each icon, drawn in the colour of the text around it."""
    names = {name: ALIASES.get(name, name) for name in sorted({*ICONS, *ALIASES})}
    symbols = "".join(symbol(name, lucide) for name, lucide in names.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}</svg>\n'


def symbol(name: str, lucide: str) -> str:
    drawing = readable(source(f"lucide-static/icons/{lucide}.svg"))
    match = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
    if not match:
        raise Missing(f"lucide-static/icons/{lucide}.svg has no drawing")
    shapes = re.sub(r"\s*\n\s*", "", match[1]).replace(" />", "/>")
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="{ICON_STROKE}" stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>\n'
    )


def source(name: str) -> Path:
    """A file in node_modules. Raises: Missing."""
    path = NODE_MODULES / name
    if not path.is_file():
        raise Missing(f"node_modules/{name} is not there")
    return path


def readable(path: Path) -> str:
    """Raises: Missing."""
    if not path.is_file():
        raise Missing(f"{path.relative_to(ROOT)} is not there")
    return path.read_text(encoding="utf-8")


def write(path: Path, data: bytes) -> bool:
    """Whether the file had to be written; a reader never sees half of it."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.new")
    half.write_bytes(data)
    half.replace(path)
    return True


def remove_others(folder: Path, wanted: dict[Path, bytes]) -> int:
    """Remove what an earlier version copied and this one does not."""
    others = [path for path in folder.rglob("*") if path.is_file() and path not in wanted]
    for path in others:
        path.unlink()
    return len(others)


if __name__ == "__main__":
    sys.exit(main())
