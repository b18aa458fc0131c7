"""Does it still fit today: what the kiosk says to a visitor who asks for a ticket, and what staff may override."""

from dataclasses import dataclass
from typing import Any

from models import Slot
from rules.admission import Answer as Verdict
from rules.admission import Decision, Mode, decide
from rules.errors import NotToday, Uncertain
from service_point.outlooks import Answer, Newcomers, mode_of, wait_json
from service_point.slots import opening
from service_point.unit_of_work import Unit


@dataclass(frozen=True)
class Admission:
    """A ticket may be issued. `promised`: the outlook that was told, None while the site has admission off."""

    decision: Decision
    promised: str | None
    first_forecast: dict[str, Any] | None  # the answer that was told, with `at`; kept with the ticket


def admit(
    unit: Unit, slot: Slot, topic: str, languages: list[str], *, stay: bool, by_staff: bool
) -> Admission:
    """Reads the newest forecast (one row) and decides by the site's mode. Raises: NotToday, Uncertain."""
    answer = Newcomers(unit.session, unit.facts, unit.now).answer(topic, languages)
    mode = mode_of(unit.facts)
    decision = decide(_chance(unit, slot, answer), mode, stay=stay, by_staff=by_staff)
    if decision.answer is not Verdict.ISSUE:
        refusal = NotToday if decision.answer is Verdict.REFUSE else Uncertain
        raise refusal(wait=wait_json(answer), outlook=decision.outlook, next_opens_at=_next_opening(unit))
    told = {**answer, "at": unit.now.isoformat()} if answer else None
    return Admission(decision, None if mode is Mode.OFF else decision.outlook, told)


def _chance(unit: Unit, slot: Slot, answer: Answer | None) -> float | None:
    """Before the opening most desks aren't staffed yet: nobody is turned away by that."""
    return answer["chance"] if answer and unit.now >= slot.opens_at else None


def _next_opening(unit: Unit) -> str | None:
    later = opening(unit.session, unit.facts, unit.now).next_slot
    return later.opens_at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if later else None
