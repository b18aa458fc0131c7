"""Interpreters who are present: who is free, who is at which desk. Asking for them stands in `interpreting.py`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import InterpreterDay, InterpreterRequest
from rules.errors import InterpreterBusy
from rules.routing import Interpreter
from service_point.facts import SiteFacts
from service_point.times import iso
from service_point.unit_of_work import Unit

KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Present:
    """An interpreter who is here; `request`: who has asked, None while free."""

    day: InterpreterDay
    request: InterpreterRequest | None

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.day.languages)


def present(session: Session, site_id: int) -> list[Present]:
    """Everybody here, in the order in which they came."""
    rows = session.execute(
        select(InterpreterDay, InterpreterRequest)
        .outerjoin(
            InterpreterRequest,
            (InterpreterRequest.day_id == InterpreterDay.id) & InterpreterRequest.ended_at.is_(None),
        )
        .where(InterpreterDay.site_id == site_id, InterpreterDay.left_at.is_(None))
        .order_by(InterpreterDay.id)
    )
    return [Present(*row) for row in rows]


def interpreters_in(session: Session, site_id: int) -> list[Interpreter]:
    """The same as the routing rule sees them."""
    return [Interpreter(one.languages, one.request is None) for one in present(session, site_id)]


def interpreters_json(session: Session, facts: SiteFacts) -> list[dict[str, Any]]:
    """`[{id, code, name, languages, state: "free" / "asked" / "busy", desk, since}]` of everybody here."""
    return [interpreter_json(one) for one in present(session, facts.id)]


def interpreter_json(one: Present) -> dict[str, Any]:
    asked = one.request
    return {
        "id": one.day.id,
        "code": one.day.code,
        "name": one.day.name,
        "languages": one.day.languages,
        "state": "free" if asked is None else "busy" if asked.accepted_at else "asked",
        "desk": asked.desk if asked else None,
        "since": iso(asked.accepted_at or asked.asked_at) if asked else None,
    }


def ask_if_needed(
    unit: Unit, staff_id: int, desk: int, wanted: Collection[str], spoken: Collection[str]
) -> InterpreterRequest | None:
    """Whoever calls a visitor whose languages they don't speak gets the free interpreter the rule has counted on.

    Of several, the one with the fewest languages: the others stay free for more visitors.
    """
    if not wanted or set(wanted) & set(spoken):
        return None
    able = [
        one
        for one in present(unit.session, unit.site_id)
        if one.request is None and one.languages & set(wanted)
    ]
    return reserve(unit, _fewest(able), staff_id, desk) if able else None


def _fewest(able: Sequence[Present]) -> InterpreterDay:
    return min(able, key=lambda one: (len(one.languages), one.day.id)).day


def reserve(unit: Unit, day: InterpreterDay, staff_id: int, desk: int) -> InterpreterRequest:
    """Raises: InterpreterBusy when another desk was faster."""
    request = InterpreterRequest(
        site_id=unit.site_id, day_id=day.id, staff_id=staff_id, desk=desk, asked_at=unit.now
    )
    unit.session.add(request)
    try:
        unit.session.flush()
    except IntegrityError as error:  # the index holds even if the site's lock were lost
        raise InterpreterBusy from error
    return request


def release_asked_by(unit: Unit, staff_id: int) -> None:
    """Their talk, call or duty is over: whoever interpreted is free again."""
    _release(unit, InterpreterRequest.staff_id == staff_id)


def release(unit: Unit, day_id: int) -> None:
    _release(unit, InterpreterRequest.day_id == day_id)


def _release(unit: Unit, whose: Any) -> None:
    unit.session.execute(
        update(InterpreterRequest)
        .where(whose, InterpreterRequest.ended_at.is_(None))
        .values(ended_at=unit.now)
        .execution_options(synchronize_session=False)
    )


def send_home(unit: Unit, today: Any) -> None:
    """Nobody stays over night."""
    for one in present(unit.session, unit.site_id):
        if one.day.on < today:
            release(unit, one.day.id)
            one.day.left_at = unit.now


def forget_interpreters(unit: Unit, now: datetime) -> None:
    """Who interpreted when is nobody's business for longer than a quarter of a year."""
    before = now - KEPT_FOR
    mine = InterpreterRequest.site_id == unit.site_id
    unit.session.execute(delete(InterpreterRequest).where(mine, InterpreterRequest.ended_at < before))
    unit.session.execute(
        delete(InterpreterDay).where(
            InterpreterDay.site_id == unit.site_id,
            InterpreterDay.left_at < before,
            InterpreterDay.id.not_in(select(InterpreterRequest.day_id)),
        )
    )
