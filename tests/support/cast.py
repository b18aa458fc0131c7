"""A small cast: Leverkusen's service point on an ordinary Monday, its devices, and people who can sign in.

`prepare` fills a database once; tests work on copies of it. `ServicePoint` is the application of this process on such
a copy, with a clock that the test sets and no thread of its own: `tick` and `night` do what the server's threads do.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import migrations
from app.config import Settings
from app.factory import create_app
from app.printer_keeper import PrinterWorker
from models import Call, Consultation, Database, Device, Site, Slot, StaffMember, Ticket, TicketEvent
from rules.roles import Role
from service_point.devices import add_device
from service_point.housekeeping import clean_up, end_what_is_due
from service_point.printers import printers_to_keep
from service_point.sites import load_site
from service_point.unit_of_work import Office, Unit
from tests.support import statements
from tests.support.faces import PASSWORD, Console, Display, FlaskLine, Kiosk, Phone, Reply

statements.share_among_tests()

ROOT = Path(__file__).resolve().parents[2]
LEVERKUSEN = ROOT / "sites" / "leverkusen.toml"
MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # 13:00 in Leverkusen: the slot of 12:45-16:45 runs
KIOSKS = 8

LEAD, RECEPTION, GUEST, OPERATOR, AUDITOR = "lead", "reception", "guest", "operator", "auditor"
AYLIN, JONAS, OLHA, SORAYA = "a-demir", "j-hoffmann", "o-kravets", "s-rahimi"  # all but Jonas serve `family`
CASE_MANAGERS = (
    AYLIN, JONAS, OLHA, "n-haddad", "e-nowicka", SORAYA, "m-petrescu", "r-aziz", "t-weiss",
)  # fmt: skip
ORDINARY = ("language-courses", "day-care", "work", "housing", "volunteering", "something-else")
DISCREET = "family"

_cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # the hash itself says how it was made


def kiosk_token(number: int = 1) -> str:
    return f"token-of-kiosk-{number}"


DISPLAY_TOKEN = "token-of-the-display"


class Clock:
    """Says what the test set."""

    def __init__(self, now: datetime = MONDAY_NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **duration: float) -> None:
        self.now += timedelta(**duration)


def prepare(url: str) -> None:
    """Migrate an empty database and fill it with site, devices and logins (everybody's password is PASSWORD)."""
    database = Database(url)
    migrations.upgrade(database)
    office = Office(database, Clock())
    load_site(office, LEVERKUSEN.read_text(encoding="utf-8"))
    with office.read() as session:
        site_id = session.scalars(select(Site.id)).one()
    with office.write(site_id) as unit:
        for number in range(1, KIOSKS + 1):
            add_device(unit, "kiosk", f"Kiosk {number}", token=kiosk_token(number))
        add_device(unit, "display", "Board", token=DISPLAY_TOKEN)
        _give_logins(unit)
    database.dispose()


@cache
def password_hash() -> str:
    """argon2id at its cheapest: tests sign in hundreds of times."""
    return _cheap.hash(PASSWORD)


def _give_logins(unit: Unit) -> None:
    for member in unit.session.scalars(select(StaffMember).where(StaffMember.site_id == unit.site_id)):
        member.username, member.password_hash = member.code, password_hash()
    for role in (Role.LEAD, Role.RECEPTION, Role.GUEST, Role.OPERATOR, Role.AUDITOR):
        add_member(unit, str(role), role, ("naturalisation",) if role is Role.GUEST else ORDINARY)


def add_member(
    unit: Unit,
    username: str,
    role: Role,
    topics: tuple[str, ...] | None,
    languages: tuple[str, ...] = ("de",),
) -> StaffMember:
    """Somebody with a login, without the price of hashing a password. `topics` None: all."""
    member = StaffMember(
        site_id=unit.site_id, code=username, name=username.title(), role=role, carrier="city",
        languages=list(languages), topics=None if topics is None else list(topics),
        username=username, password_hash=password_hash(),
    )  # fmt: skip
    unit.session.add(member)
    unit.session.flush()
    return member


class ServicePoint:
    """The application on a prepared database, and the people who use it."""

    def __init__(self, url: str, clock: Clock | None = None, **settings: Any) -> None:
        self.url = url
        self.clock = clock or Clock()
        given = {"database_url": url, "rate_limits": "off", "log_level": "WARNING", **settings}
        self.app = create_app(Settings(**given), self.clock)
        for threads in ("broadcaster", "printers"):
            self.app.extensions[
                threads
            ].stop()  # none of its own: tests say when the clock and a printer are asked
        self.office: Office = self.app.extensions["lotse"].office
        with self.office.read() as session:
            self.site_id = session.scalars(select(Site.id)).one()

    def close(self) -> None:
        self.office.database.dispose()

    # --- people and devices ---

    def line(self) -> FlaskLine:
        """A new browser."""
        return FlaskLine(self.app)

    def kiosk(self, number: int = 1) -> Kiosk:
        return Kiosk(self.line(), kiosk_token(number))

    def display(self) -> Display:
        return Display(self.line(), DISPLAY_TOKEN)

    def console(self, username: str, desk: int | None = None) -> Console:
        """Signed in, and on duty if a desk is given."""
        console = Console(self.line(), username)
        return console if desk is None else console.on_duty(desk)

    def phone(self, issued: Reply) -> Phone:
        return Phone(self.line(), issued.ticket["code"])

    # --- what the server's threads do ---

    def tick(self) -> None:
        """What happens once a second."""
        end_what_is_due(self.office, self.site_id)

    def night(self) -> None:
        """What happens every quarter of an hour."""
        clean_up(self.office)

    def printer_worker(self, number: int = 1, me: str = "") -> PrinterWorker:
        """Looks after the printer of kiosk `number`; `look()` does one round. `me`: another process."""
        with self.read() as session:
            printer_id = session.scalars(
                select(Device.printer_id).where(Device.name == f"Kiosk {number}")
            ).one()
        printer = next(one for one in printers_to_keep(self.office) if one.id == printer_id)
        phone_url = self.app.extensions["lotse"].phone_url
        return PrinterWorker(self.office, printer, phone_url, me)

    # --- what is remembered ---

    def read(self) -> Any:
        """A session on one snapshot, as a context manager."""
        return self.office.read()

    def write(self) -> Any:
        """A unit of work by the system, as a context manager."""
        return self.office.write(self.site_id)

    @property
    def version(self) -> int:
        with self.read() as session:
            return int(session.scalars(select(Site.version)).one())

    def ticket(self, ticket_id: int) -> Ticket:
        with self.read() as session:
            found: Ticket = session.get_one(Ticket, ticket_id)
            return found

    def state(self, ticket_id: int) -> str:
        return self.ticket(ticket_id).state

    def events(self, ticket_id: int) -> list[TicketEvent]:
        return self._rows(TicketEvent, TicketEvent.ticket_id == ticket_id)

    def calls(self, ticket_id: int) -> list[Call]:
        return self._rows(Call, Call.ticket_id == ticket_id)

    def consultations(self, ticket_id: int) -> list[Consultation]:
        return self._rows(Consultation, Consultation.ticket_id == ticket_id)

    def slots(self) -> list[Slot]:
        return self._rows(Slot, Slot.site_id == self.site_id)

    def _rows(self, table: Any, condition: Any) -> list[Any]:
        with self.read() as session:
            return list(session.scalars(select(table).where(condition).order_by(table.id)))


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to see that nothing changed; but for when somebody was last heard of."""
    found = {}
    for table in Site.metadata.sorted_tables:
        query = select(*(column for column in table.columns if column.name != "seen_at"))
        found[table.name] = sorted(map(tuple, session.execute(query)), key=repr)
    return found
