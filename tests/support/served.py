"""The application of this process on a free port, for browsers, with a clock that runs and can be moved on.

`live_server` is a process of its own; here a test may let ten minutes pass, and can look into the database.
"""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from app.config import Settings
from app.factory import create_app
from models import Site, Ticket
from service_point.issuing import TicketWish, issue
from service_point.unit_of_work import Office

IN_A_SLOT = datetime(
    2026, 11, 23, 13, 7, tzinfo=UTC
)  # Monday, 14:07 in Leverkusen: the slot of 12:45-16:45 runs


class RunningClock:
    """The server's clock: runs like any other, and can be moved on."""

    def __init__(self, starts_at: datetime = IN_A_SLOT) -> None:
        self._starts_at = starts_at
        self._started = time.monotonic()

    def __call__(self) -> datetime:
        return self._starts_at + timedelta(seconds=time.monotonic() - self._started)

    def forward(self, **duration: float) -> None:
        """`forward(minutes=3)`."""
        self._starts_at += timedelta(**duration)


@dataclass
class ServedPoint:
    """A service point that browsers reach at `url`, and its office for what a test prepares or looks up."""

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
    ) -> int:
        """A visitor takes a ticket now. Returns its number."""
        wish = TicketWish(topic, "de", tuple(languages), tuple(needs), persons)
        with self.office.write(self.site_id) as unit:
            return issue(unit, wish, "kiosk").number

    def state(self, number: int) -> str:
        """The state of the ticket with this number."""
        with self.office.read() as session:
            return session.scalars(select(Ticket.state).where(Ticket.number == number)).one()


class KeepsTheLine(WSGIRequestHandler):
    """One connection for many files: a page has some sixty."""

    protocol_version = "HTTP/1.1"


@contextmanager
def served_point(database_url: str, **settings: Any) -> Iterator[ServedPoint]:
    """Serve a prepared database (see `cast.prepare`) until the block ends. `settings` as in app.config.Settings."""
    clock = RunningClock()
    given = {"database_url": database_url, "rate_limits": "off", "log_level": "ERROR", **settings}
    app = create_app(Settings(**given), clock)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=KeepsTheLine)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    office: Office = app.extensions["lotse"].office
    with office.read() as session:
        site_id = session.scalars(select(Site.id)).one_or_none() or 0  # none before the first run
    try:
        yield ServedPoint(f"http://127.0.0.1:{server.server_port}", office, clock, site_id)
    finally:
        app.extensions["broadcaster"].stop()
        app.extensions["printers"].stop()
        server.shutdown()
        thread.join(5)
        server.server_close()
        office.database.dispose()
