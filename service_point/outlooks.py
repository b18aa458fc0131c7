"""The newest forecasts, as everybody reads them: never older than a minute, else nobody knows.

An answer is, in minutes: `q10`, `q50`, `q90`, `latest` (last call) and `naive` counted from the opening, as waits in
figures are; `low` and `high`, the corrected range, counted from now; `chance`, the share of draws in which it is
called by last call; `kind`, `from` and `to`, what a page may show (`rules.forecast.Shown`).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Forecast, Ticket
from rules.admission import Mode, Outlook, has_weakened, outlook
from rules.forecast import is_fresh
from rules.life_cycle import State
from service_point.facts import SiteFacts

Answer = dict[str, Any]


class Newest:
    """The newest batch's answers for tickets that wait."""

    def __init__(self, session: Session, facts: SiteFacts, now: datetime) -> None:
        query = select(Forecast.computed_at, Forecast.tickets).where(Forecast.site_id == facts.id)
        row = session.execute(query).one_or_none()
        self._row = row if row and is_fresh(row.computed_at, now) else None
        self._mode = mode_of(facts)

    def of(self, ticket: Ticket) -> Answer | None:
        """Its answer; until a batch knows a new ticket, what it was told at first."""
        if self._row is None or ticket.state != State.WAITING:
            return None
        answer: Answer | None = self._row.tickets.get(str(ticket.id))
        is_new = ticket.issued_at >= self._row.computed_at
        return ticket.first_forecast if answer is None and is_new else answer

    def row_of(self, ticket: Ticket) -> dict[str, Any]:
        """What a console's list says about a waiting ticket: `{wait, chance, outlook, weakened}`."""
        answer = self.of(ticket)
        chance = answer["chance"] if answer else None
        return {
            "wait": wait_json(answer),
            "chance": chance,
            "outlook": Outlook.TODAY if self._mode is Mode.OFF else outlook(chance),
            "weakened": ticket.promised is not None and has_weakened(Outlook(ticket.promised), chance),
        }


class Newcomers:
    """The newest batch's answers for visitors who have no ticket yet: one read of one row."""

    def __init__(self, session: Session, facts: SiteFacts, now: datetime) -> None:
        query = select(Forecast.computed_at, Forecast.newcomers).where(Forecast.site_id == facts.id)
        row = session.execute(query).one_or_none()
        self._batch: Mapping[str, Any] = row.newcomers if row and is_fresh(row.computed_at, now) else {}

    def answer(self, topic: str, languages: Iterable[str]) -> Answer | None:
        """Of the advice languages (none: unknown) the one in which it goes fastest."""
        places = self._batch.get("of", {})
        keys = [newcomer_key(topic, language) for language in list(languages) or [""]]
        answers: list[Answer] = [self._batch["answers"][places[key]] for key in keys if key in places]
        return max(answers, key=lambda one: (one["chance"], -one["q50"]), default=None)


def newcomer_key(topic: str, language: str) -> str:
    return f"{topic}|{language}"


def mode_of(facts: SiteFacts) -> Mode:
    return Mode(facts.plan.get("admission", {}).get("mode", Mode.ADVISE))


def wait_json(answer: Answer | None) -> dict[str, Any] | None:
    """`{from_minutes, to_minutes, kind}`, or None when nobody knows. `kind`: "next", "range", "position"."""
    if answer is None or answer["kind"] == "unknown":
        return None
    return {"from_minutes": answer["from"], "to_minutes": answer["to"], "kind": answer["kind"]}


def offer_json(newcomers: Newcomers, facts: SiteFacts, topic: str, language: str) -> dict[str, Any]:
    """What a tile may say before a ticket is taken: `{wait, outlook}`."""
    answer = newcomers.answer(topic, [language])
    seen = Outlook.TODAY if mode_of(facts) is Mode.OFF else outlook(answer["chance"] if answer else None)
    return {"wait": wait_json(answer), "outlook": seen}
