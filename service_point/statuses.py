"""Where every ticket of a site is, kept in memory for the phones that ask again and again.

A thousand phones ask a hundred times a second, and a site changes every few seconds. So all statuses of a site are
made together, from one snapshot, when the first phone asks after a change; the other answers are looked up. Own
writes are known at once, those of others within a second: so often the version is compared.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as clock_time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Call, Forecast, Slot, Ticket
from rules.forecast import FRESH_FOR, is_fresh
from rules.life_cycle import State
from rules.numbering import read_code
from service_point.boards import WITH_A_PLACE, Picture, call_json, version_of
from service_point.facts import SiteFacts
from service_point.outlooks import Newest, wait_json
from service_point.unit_of_work import Office
from service_point.visiting import find_by_code

LOOK_EVERY_S = 1.0
AT_A_TIME = 100  # tickets; then others may go first
FOLLOWED = (State.WAITING, State.PARKED, State.MISSED, State.CALLED, State.IN_CONSULTATION)
AT_A_DESK = (State.CALLED, State.IN_CONSULTATION)


@dataclass
class Status:
    """What the holder of one slip sees. `ready`: the answer as it was sent before, kept by whoever sends it."""

    picture: Picture
    ready: Any = None


@dataclass
class _Book:
    """All statuses of one site at one version."""

    version: tuple[int, str] = (0, "")
    by_code: dict[str, Status] = field(default_factory=dict)
    valid: tuple[datetime, datetime] | None = None  # from, until: then the clock changes something
    looked_at: float = float("-inf")
    has_changed: bool = True
    batch: tuple[datetime, Newest] | None = None  # the forecasts last read: large, and often still the newest
    turn: threading.Lock = field(default_factory=threading.Lock)


class Statuses:
    """Shared by all threads of the process. `clock_s` runs on by itself.

    `let_boards_go_first()`: waits a moment, when something is just being changed or pushed.
    """

    def __init__(self, office: Office, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._office, self._clock_s = office, clock_s
        self.let_boards_go_first: Callable[[], object] = lambda: None
        self._books: dict[int, _Book] = {}
        self._site_of: dict[str, int] = {}  # of codes that somebody asked for
        office.after_commit.append(self.changed)

    def changed(self, site_id: int) -> None:
        """The site has changed: the next phone that asks brings the book up to date."""
        book = self._books.get(site_id)
        if book:
            book.has_changed = True

    def of(self, text: str) -> Status | None:
        """None for a ticket that has ended: it is asked for once. Raises: UnknownCode."""
        code = read_code(text) or ""
        site_id = self._site_of.get(code)
        if site_id is None:
            site_id, _ = find_by_code(self._office, text)
            self._site_of[code] = site_id
        status = self._fresh_book(site_id).by_code.get(code)
        if status is None:
            self._site_of.pop(code, None)
        return status

    def _fresh_book(self, site_id: int) -> _Book:
        book = self._books.setdefault(site_id, _Book())
        if self._must_look(book):
            with book.turn:
                if self._must_look(book):
                    self.let_boards_go_first()
                    self._look(site_id, book)
        return book

    def _must_look(self, book: _Book) -> bool:
        return (
            book.has_changed
            or self._clock_s() - book.looked_at >= LOOK_EVERY_S
            or not _is_valid(book, self._office.clock())
        )

    def _look(self, site_id: int, book: _Book) -> None:
        """What changes from now on is seen by the next look: first the mark goes, then the snapshot is taken."""
        book.has_changed, looked_at, now = False, self._clock_s(), self._office.clock()
        try:
            with self._office.read() as session:
                version = version_of(session, site_id)
                if book.version != version or not _is_valid(book, now):
                    facts = self._office.facts(session, site_id)
                    _write_anew(book, session, facts, now, self.let_boards_go_first)
                    book.version = version
        except BaseException:
            book.has_changed = True
            raise
        book.looked_at = looked_at


def _is_valid(book: _Book, now: datetime) -> bool:
    return book.valid is not None and book.valid[0] <= now < book.valid[1]


def _write_anew(
    book: _Book, session: Session, facts: SiteFacts, now: datetime, give_way: Callable[[], object]
) -> None:
    """Of a thousand tickets it takes as long as a call: `give_way` is asked now and then."""
    rows = session.execute(
        select(
            *(
                Ticket.id,
                Ticket.code,
                Ticket.number,
                Ticket.state,
                Ticket.on,
                Ticket.key_at,
                Ticket.issued_at,
            ),
            *(Ticket.first_forecast, Slot.ends_at),
        )
        .join(Slot, Slot.id == Ticket.slot_id)
        .where(Ticket.site_id == facts.id, Ticket.state.in_(FOLLOWED))
        .order_by(Ticket.key_at, Ticket.number)
    ).all()
    give_way()
    newest, calls = _newest(book, session, facts, now), _open_calls(session, facts.id)
    pictures = _pictures(rows, calls, newest, version_of(session, facts.id))
    by_code: dict[str, Status] = {}
    today = facts.local_day(now)
    for place, (row, picture) in enumerate(zip(rows, pictures, strict=True)):
        if place % AT_A_TIME == 0:
            give_way()
        if row.code and (row.on == today or row.ends_at > now):  # as `visiting._living` (promise 1)
            by_code[row.code] = Status(picture)
    book.by_code = by_code
    book.valid = now, min(_changes_by_clock(rows, book, facts, now))


def _pictures(
    rows: Iterable[Any], calls: dict[int, Any], newest: Newest, version: tuple[int, str]
) -> Iterable[Picture]:
    """Of rows in the order of the queue."""
    ahead = 0
    for row in rows:
        waits = row.state == State.WAITING
        yield {
            "number": row.number,
            "state": row.state,
            "ahead": ahead if row.state in WITH_A_PLACE else None,
            "wait": wait_json(newest.of(row)) if waits else None,
            **call_json(calls.get(row.id) if row.state in AT_A_DESK else None),
            "version": version[0],
            "epoch": version[1],
        }
        ahead += waits


def _open_calls(session: Session, site_id: int) -> dict[int, Any]:
    """Desk and how often called, by the ticket's id."""
    query = select(Call.ticket_id, Call.desk, Call.times)
    query = query.where(Call.site_id == site_id, Call.ended_at.is_(None))
    return {row.ticket_id: row for row in session.execute(query)}


def _newest(book: _Book, session: Session, facts: SiteFacts, now: datetime) -> Newest:
    at = session.scalars(select(Forecast.computed_at).where(Forecast.site_id == facts.id)).one_or_none()
    if at is None or not is_fresh(at, now):
        book.batch = None
        return Newest(session, facts, now)
    if book.batch is None or book.batch[0] != at:
        book.batch = at, Newest(session, facts, now)
    return book.batch[1]


def _changes_by_clock(
    rows: Iterable[Any], book: _Book, facts: SiteFacts, now: datetime
) -> Iterable[datetime]:
    """When something here changes although nobody writes: the day ends, a slot of another day, the forecasts age."""
    tomorrow = facts.local_day(now) + timedelta(days=1)
    yield datetime.combine(tomorrow, clock_time.min, facts.zone)
    yield from {row.ends_at for row in rows if row.ends_at > now}
    if book.batch:
        yield book.batch[0] + FRESH_FOR
