"""SVG plots of the benchmark's figures, written without any library."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

WIDTH_PX, LEFT_PX, BAR_PX, GAP_PX = 720, 190, 16, 6
INK, FAINT = "#1f2933", "#9aa5b1"
COLOURS = ("#9aa5b1", "#5f6c7b", "#0b6e4f", "#d98e04", "#7b2d8b")
NAMES = {
    "fifo": "FIFO",
    "priority_fifo": "priority + FIFO",
    "credit": "credit rule",
    "look_ahead": "look-ahead (reference)",
    "naive": "position × mean ÷ desks",
    "les": "last one called (LES)",
    "hol": "head of the line (HOL)",
    "monte_carlo": "simulated",
    "corrected": "simulated, corrected",
    "nobody_refused": "nobody refused",
    "fixed_stop": "fixed stop",
}


def write_plots(folder: Path, answer: dict[str, Any], notes: dict[str, Any]) -> None:
    """One file a question."""
    folder.mkdir(parents=True, exist_ok=True)
    scenarios, seed = (
        answer["scenarios"],
        f"{answer['slots']} synthetic slots a scenario, seed {answer['seed']}",
    )
    for file, title, part, figure, limit in (
        ("objective", "Cost J relative to priority + FIFO (less is better)", "policies", "j_relative", 1.0),
        ("error", "Mean error of the first forecast, minutes", "forecasts", "mae_min", None),
        ("coverage", "Share of waits inside the told range (80 % wanted)", "forecasts", "coverage_80", 0.8),
        ("in-vain", "People a slot who waited in vain", "admission", "waited_in_vain", None),
    ):
        groups = {name: _column(found[part], figure) for name, found in scenarios.items()}
        (folder / f"{file}.svg").write_text(bars(title, seed, groups, limit), encoding="utf-8")
    waits = {name: notes[name]["language_waits"]["credit"] for name in scenarios}
    drawn = bars("Mean wait by first language under the credit rule, minutes", seed, waits)
    (folder / "languages.svg").write_text(drawn, encoding="utf-8")


def _column(rows: dict[str, dict[str, float]], figure: str) -> dict[str, float]:
    return {row: values[figure] for row, values in rows.items()}


def bars(title: str, subtitle: str, groups: dict[str, dict[str, float]], limit: float | None = None) -> str:
    """Horizontal bars, grouped; `limit` draws a line."""
    top, parts = 60, []
    most = max((value for rows in groups.values() for value in rows.values()), default=1.0) or 1.0
    scale = (WIDTH_PX - LEFT_PX - 70) / max(most, limit or 0.0)
    for group, rows in groups.items():
        parts.append(_text(12, top + 12, group, weight="bold"))
        top += BAR_PX + GAP_PX
        for place, (name, value) in enumerate(rows.items()):
            parts += _bar(top, name, value, scale, COLOURS[place % len(COLOURS)])
            top += BAR_PX + GAP_PX
        top += 12
    if limit is not None:
        parts.append(_line(LEFT_PX + limit * scale, 48, top - 10))
    return _document(title, subtitle, parts, top)


def _bar(top: float, name: str, value: float, scale: float, colour: str) -> list[str]:
    return [
        _text(LEFT_PX - 8, top + 12, NAMES.get(name, name), anchor="end"),
        f'<rect x="{LEFT_PX}" y="{top}" width="{value * scale:.1f}" height="{BAR_PX}" fill="{colour}"/>',
        _text(LEFT_PX + value * scale + 6, top + 12, f"{value:.2f}"),
    ]


def _text(
    x: float, y: float, words: str, anchor: str = "start", weight: str = "normal", size: int = 12
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" font-size="{size}" '
        f'fill="{INK}">{escape(words)}</text>'
    )


def _line(x: float, y1: float, y2: float) -> str:
    return f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y1:.1f}" y2="{y2:.1f}" stroke="{FAINT}" stroke-dasharray="4 3"/>'


def _document(title: str, subtitle: str, parts: Sequence[str], height: float) -> str:
    head = [_text(12, 22, title, weight="bold", size=15), _text(12, 40, subtitle)]
    body = "\n".join([*head, *parts])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {height:.0f}" role="img" '
        f'font-family="system-ui, sans-serif"><title>{escape(title)}</title>\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )
