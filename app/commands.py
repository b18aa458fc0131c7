"""`flask --app wsgi …`: what an operator does by hand. Refusals are one clear line, never a traceback."""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time
from pathlib import Path
from typing import Any

import click
from apiflask import APIFlask
from flask.cli import AppGroup, with_appcontext

from app import demo, forecaster_keeper, migrations
from app.command_support import SITE, clear_refusals, own_address, the_office
from app.simulate_command import simulate
from printing.printer_line import RAW_PORT, Place
from rules.roles import Role
from rules.site_file import notes_on
from service_point.devices import KINDS, PRINTERS, add_device
from service_point.housekeeping import clean_up
from service_point.invitations import NewColleague, invite_by_command
from service_point.passwords import hash_password
from service_point.people import NewStaff, add_staff, site_id_of
from service_point.printers import set_printer
from service_point.set_up import make_setup_link
from service_point.sites import check_site, dump_site, load_site, renew_epochs
from service_point.slots import close_now, open_until, past_slots
from service_point.unit_of_work import Actor, Request, Unit

BY_COMMAND = Request(Actor("command"), None, "")
database = AppGroup("database", help="Migrations.")
site = AppGroup("site", help="Site files.")
staff = AppGroup("staff", help="Accounts.")
device = AppGroup("device", help="Kiosks and displays.")
slot = AppGroup("slot", help="Open or close a slot by hand.")


def register_commands(app: APIFlask) -> None:
    for group in (database, site, staff, device, slot):
        app.cli.add_command(group)
    app.cli.add_command(housekeeping)
    app.cli.add_command(setup_link)
    app.cli.add_command(forecast)
    app.cli.add_command(simulate)
    app.cli.add_command(demo_command)


@database.command("upgrade")
@click.option("--to", default="head", show_default=True)
def upgrade(to: str) -> None:
    """Bring the database to the newest form (or to a revision)."""
    migrations.upgrade(the_office().database, to)
    click.echo("The database is up to date.")


@database.command("downgrade")
@click.argument("to")
def downgrade(to: str) -> None:
    """Back to a revision, or to `base`: an empty database."""
    migrations.downgrade(the_office().database, to)
    click.echo(f"The database is at {to}.")


@database.command("restored")
def restored() -> None:
    """After a backup was put back: pages that stayed open take what the database says now for new."""
    with clear_refusals():
        renew_epochs(the_office())
    click.echo("Open pages will follow.")


@site.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Load a site file. Loading it again changes nothing. Creates no logins."""
    with clear_refusals(str(file)):
        for line in load_site(the_office(), file.read_text(encoding="utf-8")).lines():
            click.echo(line)
        _tell_notes(file)


@site.command("dump")
@SITE
def dump(site_code: str | None) -> None:
    """Write the site's file to standard output."""
    with clear_refusals(), the_office().read() as session:
        code = _code_of(session, site_code)
    click.echo(dump_site(the_office(), code), nl=False)


@site.command("check")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Validate site files without loading them."""
    for file in files:
        with clear_refusals(str(file)):
            check_site(file.read_text(encoding="utf-8"))
        click.echo(f"{file}: good")
        _tell_notes(file)


def _tell_notes(file: Path) -> None:
    for note in notes_on(file.read_text(encoding="utf-8")):
        click.echo(f"  {note}")


@staff.command("add")
@click.argument("username")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--carrier", help="Code of a carrier.")
@click.option("--languages", default="", help="Codes, separated by commas.")
@click.option("--topics", default="", help="all, or codes separated by commas.")
@click.option("--name", help="As colleagues see it; else the user name.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@SITE
def add_person(
    username: str,
    role: str,
    carrier: str | None,
    languages: str,
    topics: str,
    name: str | None,
    password_stdin: bool,
    site_code: str | None,
) -> None:
    """Create an account, or give a person of the site file a login."""
    password = (
        sys.stdin.readline().rstrip("\r\n") if password_stdin else click.prompt("Password", hide_input=True)
    )
    if not password:
        raise click.ClickException("The password is empty.")
    listed = None if topics == "all" else tuple(_codes(topics))
    new = NewStaff(
        username, "", Role(role), carrier, tuple(_codes(languages)), listed, name,
        password_hash=hash_password(password),
    )  # fmt: skip
    _write(site_code, lambda unit: add_staff(unit, new))
    click.echo(f"{username} may sign in.")


@staff.command("invite")
@click.argument("username")
@click.option("--role", type=click.Choice([str(role) for role in Role if role != Role.GUEST]), required=True)
@click.option("--name", help="As colleagues see it; else the user name.")
@click.option("--carrier", help="Code of a carrier; left out: of the whole site.")
@click.option("--email", help="At work; for the sign-in by the identity provider.")
@SITE
def invite_person(
    username: str, role: str, name: str | None, carrier: str | None, email: str | None, site_code: str | None
) -> None:
    """The first lead or operator: prints a link, good once, by which they set their own password."""
    new = NewColleague(name or username, Role(role), carrier, (), (), username, email)
    _, link = _write(site_code, lambda unit: invite_by_command(unit, new))
    click.echo("Open this link once, within seven days (it is shown only now):")
    click.echo(own_address(f"/staff/#link={link.token}"))


@device.command("add")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option(
    "--printer", type=click.Choice(PRINTERS), help="Of a new one: browser. A known one keeps its own."
)
@SITE
def add(kind: str, name: str, printer: str | None, site_code: str | None) -> None:
    """Register a device; its token is the last line. A known name gets a new token."""
    token = _write(site_code, lambda unit: add_device(unit, kind, name, printer))
    click.echo(f"Open /{kind}/#device=TOKEN on the device, with this token (it is shown only now):")
    click.echo(token)


@device.command("printer")
@click.argument("name")
@click.option(
    "--escpos", "place", metavar="HOST:PORT", help="A thermal printer on the network; port 9100 if left out."
)
@click.option("--browser", "kind", flag_value="browser", help="Through the kiosk's browser.")
@click.option("--none", "kind", flag_value="none", help="No printer: the slip is shown.")
@SITE
def set_kiosk_printer(name: str, place: str | None, kind: str | None, site_code: str | None) -> None:
    """How the kiosk NAME prints. Counts from the next ticket on."""
    if (place is None) == (kind is None):
        raise click.ClickException("Say one of --escpos HOST:PORT, --browser, --none.")
    printer = _place(place) if place is not None else None
    _write(site_code, lambda unit: set_printer(unit, name, kind or "escpos", printer))
    click.echo(f"{name}: {f'{printer.host}:{printer.port}' if printer else kind}")


@slot.command("open")
@click.option("--until", required=True, help="HH:MM in site time; tomorrow's, if today's has passed.")
@SITE
def open_slot(until: str, site_code: str | None) -> None:
    """Open a slot now, or extend the running one, with every desk and topic."""
    end = _clock(until)

    def work(unit: Unit) -> datetime:
        return open_until(unit, end).ends_at.astimezone(unit.facts.zone)

    click.echo(f"Open until {_write(site_code, work):%A %d.%m.%Y %H:%M}.")


@slot.command("list")
@SITE
def list_slots(site_code: str | None) -> None:
    """The last slots with their numbers and how many tickets each had, newest last."""
    with clear_refusals(), the_office().read() as session:
        facts = the_office().facts(session, site_id_of(session, site_code))
        rows = past_slots(session, facts, the_office().clock())
    for slot_id, opens_at, ends_at, tickets in rows:
        local, end = opens_at.astimezone(facts.zone), ends_at.astimezone(facts.zone)
        click.echo(f"{slot_id:>6}  {local:%a %d.%m.%Y %H:%M}-{end:%H:%M}  {tickets} tickets")


@slot.command("close")
@SITE
def close_slot(site_code: str | None) -> None:
    """Close every running slot now: who still waits is unserved, running talks go on."""
    click.echo(f"{_write(site_code, close_now)} slots closed.")


@click.command("setup-link")
@with_appcontext
def setup_link() -> None:
    """While there is no service point: prints the link, good once, that leads a first lead through its set-up."""
    with clear_refusals():
        token = make_setup_link(the_office())
    if token is None:
        raise click.ClickException("There is a service point already. Invite people with `staff invite`.")
    click.echo("Open this link once, within a day (it is shown only now):")
    click.echo(own_address(f"/staff/configuration#setup={token}"))


@click.command("housekeeping")
@with_appcontext
def housekeeping() -> None:
    """End what is over, erase codes and kept answers; also done by the running server."""
    clean_up(the_office())
    click.echo("Done.")


@click.command("forecast")
@click.option("--once", is_flag=True, help="One batch for every site that is open, then stop.")
def forecast(once: bool) -> None:
    """Forecast until stopped, as the running server does by itself."""
    forecaster_keeper.run_by_hand(once)


@click.command("demo")
@click.option("--port", default=5000, show_default=True)
@click.option("--prepare-only", is_flag=True, help="Make the demo's database and stop.")
def demo_command(port: int, prepare_only: bool) -> None:
    """Leverkusen's service point with invented people, open now, on this machine only."""
    with clear_refusals():
        demo.run(port, prepare_only)


def _write(site_code: str | None, work: Callable[[Unit], Any]) -> Any:
    """One write transaction for a command; the running server shows it within a second."""
    office = the_office()
    with clear_refusals():
        with office.read() as session:
            site_id = site_id_of(session, site_code)
        with office.write(site_id, BY_COMMAND) as unit:
            return work(unit)


def _code_of(session: Any, site_code: str | None) -> str:
    return the_office().facts(session, site_id_of(session, site_code)).code


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.split(",") if code.strip()]


def _place(text: str) -> Place:
    host, _, port = text.rpartition(":") if ":" in text else (text, "", str(RAW_PORT))
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise click.ClickException(f"{text!r} is not an address like 192.168.1.50:9100.")
    return Place(host.strip("[]"), int(port))


def _clock(text: str) -> time:
    with suppress(ValueError):
        return time.fromisoformat(text)
    raise click.ClickException(f"{text!r} is not a time like 16:45.")
