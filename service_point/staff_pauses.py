"""Pauses of the kiosks as staff see them: with the name of who decided. Visitors never get this."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from service_point.boards import iso, pause_json
from service_point.facts import SiteFacts
from service_point.ticketing import current_pause, paused_by, pauses_lately

Picture = dict[str, Any]


def ticketing_json(session: Session, facts: SiteFacts, now: datetime) -> Picture | None:
    """`{reason, since, by}`, or null: the kiosks are not paused."""
    told = pause_json(current_pause(session, facts, now))
    return {**told, "by": paused_by(session, facts)} if told else None


def pauses_json(session: Session, facts: SiteFacts, now: datetime) -> list[Picture]:
    """`[{reason, began_at, by, ended_at, ended_by}]` of the last day, the newest first. `ended_at` null: it holds, or
    ended with its day.
    """
    return [
        {
            "reason": span.reason,
            "began_at": iso(span.began_at),
            "by": span.by,
            "ended_at": iso(span.ended_at) if span.ended_at else None,
            "ended_by": span.ended_by,
        }
        for span in pauses_lately(session, facts, now)
    ]
