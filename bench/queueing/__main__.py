"""`python -m bench.queueing --slots N --seed S [--json] [--scenario NAME …] [--processes P] [--plots FOLDER]`."""

import argparse
import json
import os
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from bench.queueing.plots import write_plots
from bench.queueing.scenario import run_scenario
from bench.queueing.table import table
from bench.queueing.timing import milliseconds
from bench.queueing.world import SCENARIOS

HEAVIEST_FIRST = ("overloaded", "scarce", "normal", "calm", "quiet")


def main() -> None:
    given = _arguments()
    names = [name for name in HEAVIEST_FIRST if name in given.scenario]
    cold = bool(given.plots) or not given.json  # the JSON does not hold it
    with Pool(min(given.processes, len(names))) as pool:
        work = [pool.apply_async(_run, (name, given.slots, given.seed, cold)) for name in names]
        found = {name: result.get() for name, result in zip(names, work, strict=True)}
    ordered = {name: found[name] for name in SCENARIOS if name in found}
    answer = {
        "slots": given.slots,
        "seed": given.seed,
        "scenarios": {name: figures for name, (figures, _) in ordered.items()},
        "milliseconds": milliseconds(),
    }
    notes = {name: more for name, (_, more) in ordered.items()}
    print(json.dumps(answer, indent=1) if given.json else table(answer, notes))
    if given.plots:
        write_plots(Path(given.plots), answer, notes)
        text = json.dumps({**answer, "notes": notes}, indent=1) + "\n"
        (Path(given.plots) / "figures.json").write_text(text, encoding="utf-8")


def _run(name: str, slots: int, seed: int, cold: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    results = run_scenario(name, slots, seed, cold=cold)
    return results.figures(), results.notes()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.queueing", description="The slot simulator.")
    parser.add_argument("--slots", type=int, default=20, help="slots a scenario")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--scenario", nargs="*", choices=list(SCENARIOS), default=list(SCENARIOS))
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--plots", help="folder for SVG plots and figures.json")
    return parser.parse_args()


if __name__ == "__main__":
    main()
