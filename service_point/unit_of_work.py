"""One request = one transaction: the site's version first, then the work, its log and its answer (promises 3-5)."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import AnsweredRequest, Database, Site, Ticket, TicketEvent
from rules.errors import IllegalMove, RequestIdReused
from rules.life_cycle import Action, State, state_after
from service_point.facts import FactsCache, SiteFacts

type_of_answer = dict[str, Any]


@dataclass(frozen=True)
class Actor:
    """Who does something: a kiosk, somebody of the staff, a phone's holder, the system."""

    kind: str  # "kiosk", "display", "staff", "phone", "system", "command"
    id: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


SYSTEM = Actor("system")


@dataclass(frozen=True)
class Request:
    """What makes one POST recognisable: who, its request id, and what exactly was asked."""

    actor: Actor
    request_id: str | None
    fingerprint: str
    drawer: str = ""  # answers of a second address that takes the same ids are kept apart

    @classmethod
    def of(cls, actor: Actor, request_id: str | None, address: str, body: Any, drawer: str = "") -> "Request":
        text = json.dumps([address, body], sort_keys=True, default=str)
        return cls(actor, request_id, hashlib.sha256(text.encode()).hexdigest(), drawer)

    @property
    def key(self) -> str:
        return self.actor.key + self.drawer


@dataclass(frozen=True)
class Answer:
    status: int
    body: type_of_answer
    replayed: bool = False


class Unit:
    """One write transaction of one site. `now` is the same for everything in it."""

    def __init__(
        self,
        session: Session,
        site_id: int,
        now: datetime,
        version: int,
        facts: SiteFacts,
        request: Request | None,
    ) -> None:
        self.session = session
        self.site_id = site_id
        self.now = now
        self.version = version
        self.facts = facts
        self.actor = request.actor if request else SYSTEM
        self.request_id = request.request_id if request else None

    def move(
        self,
        ticket: Ticket,
        action: Action,
        *,
        desk: int | None = None,
        why: str | None = None,
        details: dict[str, Any] | None = None,
        **changes: Any,
    ) -> None:
        """Move a ticket along the table and log it. Raises: IllegalMove; also when another got there first."""
        before = State(ticket.state)
        after = state_after(before, action)
        moved = self.session.execute(
            update(Ticket)
            .where(Ticket.id == ticket.id, Ticket.state == before)
            .values(state=after, **changes)
            .execution_options(synchronize_session=False)
        )
        if moved.rowcount != 1:  # type: ignore[attr-defined]
            raise IllegalMove(state=str(before), action=str(action))
        self.session.refresh(ticket)
        self.record(ticket, action, before, desk=desk, why=why, details=details)

    def record(
        self,
        ticket: Ticket,
        action: Action | str,
        before: State | None,
        *,
        desk: int | None = None,
        why: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        """Append one row to the log."""
        self.session.add(
            TicketEvent(
                site_id=self.site_id,
                ticket_id=ticket.id,
                at=self.now,
                action=str(action),
                from_state=before,
                to_state=ticket.state,
                actor_kind=self.actor.kind,
                actor_id=self.actor.id,
                desk=desk,
                why=why,
                request_id=self.request_id,
                details=details,
            )
        )


class _Replay(Exception):
    """The request was answered before: leave the transaction without a trace."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


class Office:
    """What every use case needs: the database, the time, and whom to tell after a commit."""

    def __init__(self, database: Database, clock: Callable[[], datetime], secret: str = "") -> None:
        self.database = database
        self.clock = clock
        self.secret = secret  # seals what must be read again: secrets of second factors
        self.facts_cache = FactsCache()
        self.after_commit: list[Callable[[int], None]] = []  # called with the site's id
        self.around_write: Callable[[], AbstractContextManager[None]] = nullcontext

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self.database.read() as session:
            yield session

    @contextmanager
    def write(self, site_id: int, request: Request | None = None) -> Iterator[Unit]:
        """A unit of work. Its first statement raises the site's version: so writes of a site have one order."""
        with self.around_write():
            with self.database.write() as session:
                row = session.execute(
                    update(Site)
                    .where(Site.id == site_id)
                    .values(version=Site.version + 1)
                    .returning(Site.version, Site.plan_revision)
                    .execution_options(synchronize_session=False)
                ).one()
                facts = self.facts_cache.of(session, site_id, row.plan_revision)
                yield Unit(session, site_id, self.clock(), row.version, facts, request)
            for tell in self.after_commit:
                tell(site_id)

    def once(
        self, site_id: int, request: Request, work: Callable[[Unit], type_of_answer], *, status: int = 200
    ) -> Answer:
        """Do `work` and keep its answer, or give the kept answer again (promise 4).

        Raises: RequestIdReused when the id came with another body or address; whatever `work` raises (then
        nothing is kept, and the same id may try again).
        """
        try:
            with self.write(site_id, request) as unit:
                _give_again(unit, request)
                body = work(unit)
                _keep(unit, request, status, body)
        except _Replay as replay:
            return replay.answer
        return Answer(status, body)

    def facts(self, session: Session, site_id: int) -> SiteFacts:
        revision = session.scalars(select(Site.plan_revision).where(Site.id == site_id)).one()
        return self.facts_cache.of(session, site_id, revision)


def _give_again(unit: Unit, request: Request) -> None:
    if request.request_id is None:
        return
    known = unit.session.get(AnsweredRequest, (request.key, request.request_id))
    if known is None:
        return
    if known.fingerprint != request.fingerprint:
        raise RequestIdReused(request_id=request.request_id)
    raise _Replay(Answer(known.status, known.answer, replayed=True))


def _keep(unit: Unit, request: Request, status: int, body: type_of_answer) -> None:
    if request.request_id is None:
        return
    unit.session.add(
        AnsweredRequest(
            actor=request.key,
            request_id=request.request_id,
            fingerprint=request.fingerprint,
            status=status,
            answer=body,
            answered_at=unit.now,
        )
    )
