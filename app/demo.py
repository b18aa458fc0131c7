"""The demo: Leverkusen's site file, invented people with logins, open now whatever the hour, on loopback only."""

import os
import secrets
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import select

from app import migrations
from app.config import DEMO_DATABASE, INSTANCE, ROOT
from app.demo_logins import DISPLAY_TOKEN, KIOSK_TOKEN, PASSWORD
from models import Database, RosterEntry, Slot, StaffMember
from rules.roles import Role
from service_point.devices import add_device
from service_point.passwords import hash_password
from service_point.people import NewStaff, add_staff, people_of_site, site_id_of
from service_point.sites import load_site
from service_point.slots import open_until
from service_point.unit_of_work import Office, Unit

SITE_FILE = ROOT / "sites" / "leverkusen.toml"
OPEN_FOR = timedelta(hours=4)  # as a real slot
PLANNED_FOR = timedelta(days=14)
RECEPTION = "empfang"
LEAD = "leitung"


def run(port: int, prepare_only: bool = False) -> None:
    """Prepare the demo's own database and become its server."""
    names = prepare(DEMO_DATABASE)
    _print_ways_in(port, names)
    if prepare_only:
        return
    os.environ.update(
        LOTSE_DATABASE_URL=DEMO_DATABASE,
        LOTSE_DEMO="true",
        LOTSE_PUBLIC_URL=f"http://127.0.0.1:{port}",  # so that the QR codes and the phone page can be seen
        LOTSE_BIND=f"127.0.0.1:{port}",
        LOTSE_SECRET_KEY=secrets.token_hex(32),
        LOTSE_LOG_LEVEL="WARNING",
    )
    arguments = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        str(ROOT / "app" / "gunicorn_conf.py"),
        "wsgi:app",
    ]
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(sys.executable, arguments)  # noqa: S606 (fixed words, no shell)


def prepare(url: str) -> list[str]:
    """Database, site, devices, logins, and a slot that is open now. Returns the logins' user names."""
    INSTANCE.mkdir(exist_ok=True)
    database = Database(url)
    migrations.upgrade(database)
    office = Office(database, lambda: datetime.now(UTC))
    load_site(office, SITE_FILE.read_text(encoding="utf-8"))
    with office.read() as session:
        site_id = site_id_of(session, None)
    with office.write(site_id) as unit:
        names = _people(unit)
        add_device(unit, "kiosk", "Demo", printer="none", token=KIOSK_TOKEN)
        add_device(unit, "display", "Demo", token=DISPLAY_TOKEN)
        open_until(unit, (unit.now + OPEN_FOR).astimezone(unit.facts.zone).time())
        _plan_two_weeks(unit)
    database.dispose()
    return names


def _plan_two_weeks(unit: Unit) -> None:
    """Two of three case managers come on each day with a slot, so that the roster has something to show."""
    today = unit.facts.local_day(unit.now)
    days = (Slot.site_id == unit.site_id, Slot.on >= today, Slot.on < today + PLANNED_FOR)
    members = [one for one in people_of_site(unit) if one.role == Role.CASE_MANAGER]
    taken = {(row.staff_id, row.on) for row in unit.session.scalars(select(RosterEntry))}
    for on in unit.session.scalars(select(Slot.on).where(*days).distinct()).all():
        for place, member in enumerate(members):
            if (place + on.toordinal()) % 3 and (member.id, on) not in taken:
                entry = RosterEntry(
                    site_id=unit.site_id, staff_id=member.id, on=on, planned_by=member.id, planned_at=unit.now
                )
                unit.session.add(entry)


def _people(unit: Unit) -> list[str]:
    """A login for everybody of the site file, a lead and a reception; one hash for all."""
    known = people_of_site(unit)
    new = [*_file_people(known), *_more_people(unit, {member.username for member in known})]
    password_hash = hash_password(PASSWORD) if new else ""
    for person in new:
        add_staff(unit, replace(person, password_hash=password_hash))
    return [member.username or "" for member in people_of_site(unit)]


def _file_people(known: list[StaffMember]) -> list[NewStaff]:
    return [
        NewStaff(
            username=member.code,
            password="",
            role=Role(member.role),
            carrier=member.carrier,
            languages=tuple(member.languages),
            topics=None if member.topics is None else tuple(member.topics),
            is_demo=True,
        )
        for member in known
        if member.username is None
    ]


def _more_people(unit: Unit, have: set[str | None]) -> list[NewStaff]:
    return [
        NewStaff(username, "", role, None, ("de", "en"), _ordinary(unit), name, is_demo=True)
        for username, name, role in ((LEAD, "R. Winter", Role.LEAD), (RECEPTION, "M. Sommer", Role.RECEPTION))
        if username not in have
    ]


def _ordinary(unit: Unit) -> tuple[str, ...]:
    return tuple(code for code, topic in unit.facts.topics.items() if not topic.discreet)


def _print_ways_in(port: int, names: list[str]) -> None:
    base = f"http://127.0.0.1:{port}"
    click.echo(f"Lotse, demo of Leverkusen's service point (invented people): {base}/")
    click.echo(f"  kiosk    {base}/kiosk/#device={KIOSK_TOKEN}")
    click.echo(f"  display  {base}/display/#device={DISPLAY_TOKEN}")
    click.echo(f"  console  {base}/staff/   user names: {', '.join(names)}")
    click.echo(f"           password of all: {PASSWORD}")
    click.echo("  phone    the code on a slip leads there: take a ticket at the kiosk first")
    click.echo("Stop with Ctrl+C.")
