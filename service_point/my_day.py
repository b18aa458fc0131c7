"""What somebody did today, for nobody but themselves: no figures of a person go anywhere else."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import Call, Consultation, Ticket
from rules.life_cycle import Action
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.times import iso

Picture = dict[str, Any]


def my_counts(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> Picture:
    """`{talks, missed}` of today, for the side of the console."""
    since = _midnight(facts, now)
    talks = select(func.count()).select_from(Consultation).where(*_mine(facts, who, since))
    return {"talks": session.scalars(talks).one(), "missed": _calls(session, facts, who, since)[0]}


def my_day(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> Picture:
    """`{counts: {talks, visitors, missed, handed_over, suspended, chosen_by_hand, open_outcomes}, talks: […]}`.

    A talk: `{id, number, topic, languages, state, started_at, ended_at, ended_by, outcomes, desk}`, `id` of its ticket.
    """
    since = _midnight(facts, now)
    talks = _talks(session, facts, who, since)
    missed, by_hand = _calls(session, facts, who, since)
    ended = [talk.ended_by for talk, _ in talks]
    return {
        "counts": {
            "talks": len(talks),
            "visitors": len({ticket.id for _, ticket in talks}),
            "missed": missed,
            "handed_over": ended.count(Action.HAND_OVER),
            "suspended": ended.count(Action.SUSPEND),
            "chosen_by_hand": by_hand,
            "open_outcomes": sum(_is_open(talk) for talk, _ in talks),
        },
        "talks": [_talk_json(talk, ticket) for talk, ticket in talks],
    }


def _midnight(facts: SiteFacts, now: datetime) -> datetime:
    return datetime.combine(facts.local_day(now), time.min, facts.zone)


def _mine(facts: SiteFacts, who: SignedIn, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Consultation.site_id == facts.id,
        Consultation.staff_id == who.staff_id,
        Consultation.started_at >= since,
    )


def _talks(
    session: Session, facts: SiteFacts, who: SignedIn, since: datetime
) -> Sequence[tuple[Consultation, Ticket]]:
    query = (
        select(Consultation, Ticket)
        .join(Ticket, Ticket.id == Consultation.ticket_id)
        .where(*_mine(facts, who, since))
        .order_by(Consultation.id.desc())
    )
    return [(row.Consultation, row.Ticket) for row in session.execute(query)]


def _calls(session: Session, facts: SiteFacts, who: SignedIn, since: datetime) -> tuple[int, int]:
    """(missed, chosen by hand)."""
    mine = (
        select(func.count())
        .select_from(Call)
        .where(Call.site_id == facts.id, Call.called_at >= since, Call.staff_id == who.staff_id)
    )
    missed = session.scalars(mine.where(Call.ended_by == Action.MARK_MISSED)).one()
    return missed, session.scalars(mine.where(Call.by_hand)).one()


def _is_open(talk: Consultation) -> bool:
    return talk.outcomes is None and talk.ended_by in (Action.FINISH_LATER, Action.CLOSE_DAY)


def _talk_json(talk: Consultation, ticket: Ticket) -> Picture:
    return {
        "id": ticket.id,
        "number": ticket.number,
        "topic": talk.topic,
        "languages": ticket.advice_languages,
        "needs": ticket.needs,
        "persons": ticket.persons,
        "state": ticket.state,
        "started_at": iso(talk.started_at),
        "ended_at": iso(talk.ended_at) if talk.ended_at else None,
        "ended_by": talk.ended_by,
        "outcomes": talk.outcomes,
        "desk": talk.desk,
    }
