"""The benchmark's answer as text for people."""

from typing import Any

POLICY = (
    "j_relative",
    "mean_wait_min",
    "p95_wait_min",
    "served_share",
    "max_passed_by_ordinary",
    "max_passed_by_any",
    "worst_language_ratio",
)
FORECAST = ("mae_min", "coverage_80", "width_min")
ADMISSION = ("waited_in_vain", "turned_away", "wrongly_turned_away_share")


def table(answer: dict[str, Any], notes: dict[str, Any]) -> str:
    """One block a scenario: policies, forecasts, admission."""
    lines = [
        f"{answer['slots']} slots a scenario, seed {answer['seed']}; J relative to priority_fifo, minutes"
    ]
    for name, figures in answer["scenarios"].items():
        lines += ["", name.upper(), *_part("policy", POLICY, figures["policies"])]
        lines += _part("forecast", FORECAST, figures["forecasts"])
        lines += [_cold(notes[name]["cold_start"])]
        lines += _part("admission", ADMISSION, figures["admission"])
        lines += [f'  told "uncertain" and went by choice: {notes[name]["went_by_choice"]:.2f} a slot']
    lines += [
        "",
        "MILLISECONDS",
        *(f"  {key:24}{value:10.2f}" for key, value in answer["milliseconds"].items()),
    ]
    return "\n".join(lines)


def _part(title: str, names: tuple[str, ...], rows: dict[str, dict[str, float]]) -> list[str]:
    head = f"  {title:16}" + "".join(f"{name.removesuffix('_min')[:20]:>22}" for name in names)
    return [
        head,
        *(f"  {row:16}" + "".join(f"{values[name]:22.3f}" for name in names) for row, values in rows.items()),
    ]


def _cold(values: dict[str, float]) -> str:
    return f"  {'first day':16}" + "".join(f"{values[name]:22.3f}" for name in FORECAST)
