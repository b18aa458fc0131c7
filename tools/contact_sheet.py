"""One HTML page with all pictures of the kiosk side by side: a row for each screen, a column for each language."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from i18n.languages import find_language

STYLE = """
body { background: #faf6ef; color: #12262b; font: 16px sans-serif; margin: 24px; }
table { border-collapse: collapse; }
th { background: #faf6ef; padding: 6px; position: sticky; text-align: start; vertical-align: top; z-index: 1; }
thead th { inset-block-start: 0; }
tbody th { inset-inline-start: 0; }
td { padding: 6px; }
img { border: 1px solid #ded6c8; display: block; }
.portrait img { width: 216px; }
.landscape img { width: 384px; }
"""


def write_contact_sheet(
    folder: Path, panels: Iterable[str], languages: list[str], screens: list[str]
) -> Path:
    """`folder`/index.html, from the pictures that are there (`kiosk-PANEL-LANGUAGE-SCREEN.png`)."""
    tables = "".join(_table(folder, panel, languages, screens) for panel in panels)
    path = folder / "index.html"
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Kiosk</title><style>{STYLE}</style>{tables}'
    path.write_text(page, encoding="utf-8")
    return path


def _table(folder: Path, panel: str, languages: list[str], screens: list[str]) -> str:
    shown = [code for code in languages if any(folder.glob(f"kiosk-{panel}-{code}-*.png"))]
    heads = "".join(f"<th>{escape(find_language(code).name)} ({code})</th>" for code in shown)
    rows = "".join(_row(folder, panel, shown, screen) for screen in screens)
    return (
        f'<h1>{panel}</h1><table class="{panel}"><thead><tr><th></th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(folder: Path, panel: str, languages: list[str], screen: str) -> str:
    cells = "".join(_cell(folder, f"kiosk-{panel}-{code}-{screen}.png") for code in languages)
    return f"<tr><th>{screen}</th>{cells}</tr>"


def _cell(folder: Path, name: str) -> str:
    if not (folder / name).exists():
        return "<td></td>"
    return f'<td><a href="{name}"><img src="{name}" alt="{name}" loading="lazy"></a></td>'
