"""A real server in this process: Leverkusen's site on a temporary database, its own clock, on a free port.

The clock stands in a regular slot (Monday, 14:07 in Leverkusen) and runs on from there; `clock.pass_time` moves it.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from werkzeug.serving import make_server

from app import migrations
from app.config import ROOT, Settings
from app.factory import create_app
from models import StaffMember
from models.database import Database
from rules.roles import Role
from service_point.devices import add_device
from service_point.issuing import TicketWish, issue
from service_point.people import hash_password, site_id_of
from service_point.sites import load_site
from service_point.unit_of_work import Office

IN_A_SLOT = datetime(2026, 11, 23, 13, 7, tzinfo=UTC)
PASSWORD = "at-the-desk"
KIOSK_TOKEN = "kiosk-of-the-tests"
DISPLAY_TOKEN = "display-of-the-tests"
LEAD = "leitung"
RECEPTION = "empfang"


class RunningClock:
    """The server's clock: runs like any other, and can be moved on."""

    def __init__(self, starts_at: datetime = IN_A_SLOT) -> None:
        self._starts_at = starts_at
        self._started = time.monotonic()

    def __call__(self) -> datetime:
        return self._starts_at + timedelta(seconds=time.monotonic() - self._started)

    def pass_time(self, **length: float) -> None:
        """`pass_time(minutes=3)`."""
        self._starts_at += timedelta(**length)


@dataclass
class SiteServer:
    """The address of the running server, and its office for what a test prepares or looks up."""

    url: str
    office: Office
    clock: RunningClock
    site_id: int

    def issue(
        self,
        topic: str = "housing",
        languages: Sequence[str] = ("de",),
        needs: Sequence[str] = (),
        persons: int | None = None,
        language: str = "de",
    ) -> int:
        """A visitor takes a ticket now. Returns its number."""
        wish = TicketWish(topic, language, tuple(languages), tuple(needs), persons)
        with self.office.write(self.site_id) as unit:
            number: int = issue(unit, wish, "kiosk").number
            return number


def make_template(path: Path) -> None:
    """A database with the newest form, the site of Leverkusen, a login for everybody of it, and two devices."""
    database = Database(f"sqlite:///{path}")
    migrations.upgrade(database)
    office = Office(database, lambda: IN_A_SLOT)
    load_site(office, (ROOT / "sites" / "leverkusen.toml").read_text(encoding="utf-8"))
    with office.read() as session:
        site_id = site_id_of(session, None)
    with office.write(site_id) as unit:
        password_hash = hash_password(PASSWORD)  # once: it takes a while on purpose
        for member in unit.session.query(StaffMember):
            member.username, member.password_hash = member.code, password_hash
        ordinary = [code for code, topic in unit.facts.topics.items() if not topic.discreet]
        for code, name, role in ((LEAD, "R. Winter", Role.LEAD), (RECEPTION, "M. Sommer", Role.RECEPTION)):
            unit.session.add(
                StaffMember(
                    site_id=site_id, code=code, username=code, name=name, role=role, carrier="city",
                    languages=["de", "en"], topics=ordinary, password_hash=password_hash, active=True,
                )
            )  # fmt: skip
        add_device(unit, "kiosk", "Tests", printer="none", token=KIOSK_TOKEN)
        add_device(unit, "display", "Tests", token=DISPLAY_TOKEN)
    database.dispose()


@contextmanager
def running_site(template: Path, path: Path, **settings: object) -> Iterator[SiteServer]:
    """Serve a fresh copy of the template at `path` until the block ends. `settings` as in app.config.Settings."""
    with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    clock = RunningClock()
    app = create_app(Settings(database_url=f"sqlite:///{path}", log_level="ERROR", **settings), clock)  # type: ignore[arg-type]
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    office: Office = app.extensions["lotse"].office
    with office.read() as session:
        site_id = site_id_of(session, None)
    try:
        yield SiteServer(f"http://127.0.0.1:{server.server_port}", office, clock, site_id)
    finally:
        app.extensions["broadcaster"].stop()
        server.shutdown()
        thread.join(5)
        server.server_close()
        office.database.dispose()
