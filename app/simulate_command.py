"""`flask --app wsgi simulate`: what other numbers of the credit rule would have done."""

import json
import os
import sys

import click
from flask.cli import with_appcontext

from app.command_support import SITE, clear_refusals, the_office
from app.config import ROOT
from service_point.people import site_id_of
from service_point.replay import replay


@click.command("simulate")
@click.option(
    "--replay", "slot_id", type=int, help="Number of a past slot: play it again with other settings."
)
@click.option(
    "--set",
    "changed",
    multiple=True,
    metavar="NAME=NUMBER",
    help="A setting of the rule, e.g. topic_weight=1.",
)
@click.option("--slots", default=20, show_default=True, help="Without --replay: synthetic slots a scenario.")
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True)
@SITE
@with_appcontext
def simulate(
    slot_id: int | None, changed: tuple[str, ...], slots: int, seed: int, as_json: bool, site_code: str | None
) -> None:
    """What other numbers of the rule would have done: in a past slot, or in synthetic ones (slow)."""
    if slot_id is None:
        words = ["--slots", str(slots), "--seed", str(seed), *(["--json"] if as_json else [])]
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "bench.queueing", *words])  # noqa: S606 (no shell)
    with clear_refusals(), the_office().read() as session:
        facts = the_office().facts(session, site_id_of(session, site_code))
        found = replay(session, facts, slot_id, dict(map(_setting, changed)))
    click.echo(json.dumps({name: waits.as_json() for name, waits in found.items()}, indent=2))


def _setting(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError:
        raise click.ClickException(f"{text!r} is not NAME=NUMBER, as topic_weight=1") from None
