"""Interpreters come and go, are asked to a desk, accept, are free again. No login: staff say it for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from models import InterpreterDay, InterpreterRequest
from rules.errors import InterpreterBusy, UnknownChoice
from rules.logged import Logged
from rules.roles import Permission
from service_point.audit import note
from service_point.desks import serving_duty
from service_point.interpreters import Present, release, reserve
from service_point.people import SignedIn
from service_point.unit_of_work import Unit

LARGEST_ID = 2**31 - 1  # of a column of whole numbers; an address may hold more


def come(
    unit: Unit, who: SignedIn, code: str | None = None, name: str = "", languages: Sequence[str] = ()
) -> Present:
    """Somebody of the site file's list (by `code`), or somebody else, is here from now on.

    Raises: UnknownChoice, UnknownLanguage. Who is here already stays as before.
    """
    who.require(Permission.ISSUE)
    if code is not None:
        known = _of_the_list(unit, code)
        name, languages = known["name"], known["languages"]
    for language in languages:
        unit.facts.check_language(language)
    if not name.strip() or not languages:
        raise UnknownChoice(field="name" if languages else "languages", value="")
    here = _here(unit, code) if code else None
    return _present(unit, here or _write(unit, code, name.strip(), languages))


def leave(unit: Unit, who: SignedIn, day_id: int) -> Present:
    """Not here any more; nothing is asked of them. Raises: UnknownChoice."""
    who.require(Permission.ISSUE)
    day = _day(unit, day_id)
    release(unit, day.id)
    if day.left_at is None:
        day.left_at = unit.now
        note(unit, Logged.INTERPRETER_WENT, interpreter=day.code or "-")
    return Present(day, None)


def ask(unit: Unit, who: SignedIn, day_id: int) -> Present:
    """ "Please come to my desk." Raises: UnknownChoice, NotOnDuty, InterpreterBusy."""
    duty = serving_duty(unit, who)
    day = _day(unit, day_id)
    asked = _request(unit, day)
    if day.left_at is not None or (asked is not None and asked.staff_id != who.staff_id):
        raise InterpreterBusy
    if asked is None:
        asked = reserve(unit, day, who.staff_id, duty.desk)
        note(unit, Logged.INTERPRETER_ASKED, desk=duty.desk, interpreter=day.code or "-")
    return Present(day, asked)


def accept(unit: Unit, who: SignedIn, day_id: int) -> Present:
    """On the way, or at the desk already. Raises: UnknownChoice, InterpreterBusy when nobody asks any more."""
    who.require(Permission.SEE_QUEUE)
    day = _day(unit, day_id)
    asked = _request(unit, day)
    if asked is None:
        raise InterpreterBusy
    asked.accepted_at = asked.accepted_at or unit.now
    return Present(day, asked)


def set_free(unit: Unit, who: SignedIn, day_id: int) -> Present:
    """Cannot come, or has finished earlier. Raises: UnknownChoice."""
    who.require(Permission.SEE_QUEUE)
    day = _day(unit, day_id)
    release(unit, day.id)
    return Present(day, None)


def _of_the_list(unit: Unit, code: str) -> Mapping[str, Any]:
    listed: list[Mapping[str, Any]] = unit.facts.plan.get("interpreters", [])
    known = next((one for one in listed if one["code"] == code), None)
    if known is None:
        raise UnknownChoice(field="code", value=code)
    return known


def _here(unit: Unit, code: str) -> InterpreterDay | None:
    return unit.session.scalars(
        select(InterpreterDay).where(
            InterpreterDay.site_id == unit.site_id,
            InterpreterDay.code == code,
            InterpreterDay.left_at.is_(None),
        )
    ).one_or_none()


def _write(unit: Unit, code: str | None, name: str, languages: Sequence[str]) -> InterpreterDay:
    day = InterpreterDay(
        site_id=unit.site_id,
        on=unit.facts.local_day(unit.now),
        code=code,
        name=name,
        languages=list(dict.fromkeys(languages)),
        came_at=unit.now,
    )
    unit.session.add(day)
    unit.session.flush()
    note(unit, Logged.INTERPRETER_CAME, interpreter=code or "-")
    return day


def _day(unit: Unit, day_id: int) -> InterpreterDay:
    day = unit.session.get(InterpreterDay, day_id) if day_id <= LARGEST_ID else None
    if day is None or day.site_id != unit.site_id:
        raise UnknownChoice(field="interpreter", value=str(day_id))
    return day


def _request(unit: Unit, day: InterpreterDay) -> InterpreterRequest | None:
    return unit.session.scalars(
        select(InterpreterRequest).where(
            InterpreterRequest.day_id == day.id, InterpreterRequest.ended_at.is_(None)
        )
    ).one_or_none()


def _present(unit: Unit, day: InterpreterDay) -> Present:
    return Present(day, _request(unit, day))
