"""The next-step slip: written by whoever gave the talk, printed or shown on the phone page, gone the same night."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Consultation, NextSteps, Ticket
from printing.next_steps import NextStepsSheet, Place
from rules.errors import IllegalMove, NothingToPrint, NotYours, UnknownChoice
from rules.life_cycle import State
from rules.logged import Logged
from rules.next_steps import DOCUMENTS, WEEKDAYS, OpenOn, read_hours
from rules.roles import Permission, is_within
from service_point.audit import note
from service_point.calling import visible_ticket, visible_ticket_in
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.serving import check_may_record, last_consultation
from service_point.times import iso
from service_point.unit_of_work import Unit

FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Steps:
    """Codes of the site's referral bodies, of rules.next_steps.DOCUMENTS and of a carrier."""

    referred_to: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    case_management_carrier: str | None = None
    come_again: bool = False
    come_again_at: datetime | None = None  # aware; None: in the opening hours
    on_page: bool = True


def write_next_steps(unit: Unit, who: SignedIn, ticket_id: int, steps: Steps) -> NextSteps:
    """During the talk or after it, by the same case manager until midnight, then a lead; the last one counts.

    Raises: UnknownTicket, IllegalMove without a talk, NotYours, TooLate, UnknownChoice.
    """
    who.require(Permission.SERVE)
    ticket = visible_ticket(unit, who, ticket_id)
    if ticket.state not in (State.IN_CONSULTATION, State.DONE):
        raise IllegalMove(state=ticket.state, action="next_steps")
    check_may_record(unit, who, last_consultation(unit, ticket))
    _check(unit, steps)
    unit.session.execute(delete(NextSteps).where(NextSteps.ticket_id == ticket.id))
    written = NextSteps(
        site_id=unit.site_id,
        ticket_id=ticket.id,
        written_by=who.staff_id,
        written_at=unit.now,
        referred_to=list(dict.fromkeys(steps.referred_to)),
        documents=list(dict.fromkeys(steps.documents)),
        case_management_carrier=steps.case_management_carrier,
        come_again=steps.come_again or steps.come_again_at is not None,
        come_again_at=steps.come_again_at,
        on_page=steps.on_page,
    )
    unit.session.add(written)
    unit.session.flush()
    note(unit, Logged.NEXT_STEPS_WRITTEN, number=ticket.number)
    return written


def next_steps_json(written: NextSteps) -> dict[str, Any]:
    return {
        "referred_to": written.referred_to,
        "documents": written.documents,
        "case_management_carrier": written.case_management_carrier,
        "come_again": written.come_again,
        "come_again_at": iso(written.come_again_at) if written.come_again_at else None,
        "on_page": written.on_page,
    }


def own_sheet(session: Session, facts: SiteFacts, who: SignedIn, ticket_id: int) -> NextStepsSheet:
    """For whoever gave the talk, and leads of the carrier: what was recorded is shown to nobody else.

    Raises: UnknownTicket, NothingToPrint, NotYours.
    """
    ticket = visible_ticket_in(session, facts, who, ticket_id)
    sheet = sheet_for_staff(session, facts, ticket)
    talks = select(Consultation).where(Consultation.ticket_id == ticket.id).order_by(Consultation.id.desc())
    talk = session.scalars(talks.limit(1)).one()
    if talk.staff_id != who.staff_id and not (who.is_lead and is_within(who.carrier, talk.carrier)):
        raise NotYours
    return sheet


def sheet_for_staff(session: Session, facts: SiteFacts, ticket: Ticket) -> NextStepsSheet:
    """What is printed. Raises: NothingToPrint."""
    written = _written(session, ticket.id)
    if written is None:
        raise NothingToPrint(id=ticket.id)
    return _sheet(facts, ticket, written, ticket.language)


def sheet_for_holder(
    session: Session, facts: SiteFacts, ticket: Ticket, language: str | None
) -> NextStepsSheet | None:
    """What the phone page shows when the talk is over; None: nothing, or only meant for paper."""
    written = _written(session, ticket.id)
    if written is None or not written.on_page or ticket.state != State.DONE:
        return None
    return _sheet(facts, ticket, written, language or ticket.language)


def forget_next_steps(unit: Unit, before: datetime) -> None:
    unit.session.execute(
        delete(NextSteps).where(NextSteps.site_id == unit.site_id, NextSteps.written_at < before)
    )


def _written(session: Session, ticket_id: int) -> NextSteps | None:
    return session.scalars(select(NextSteps).where(NextSteps.ticket_id == ticket_id)).one_or_none()


def _check(unit: Unit, steps: Steps) -> None:
    """Raises: UnknownChoice, also when there is nothing to say."""
    known = {
        "referred_to": (steps.referred_to, unit.facts.codes("referral_bodies")),
        "documents": (steps.documents, set(DOCUMENTS)),
        "case_management_carrier": (
            [steps.case_management_carrier] if steps.case_management_carrier else [],
            set(unit.facts.carriers),
        ),
    }
    for field, (given, choices) in known.items():
        for code in given:
            if code not in choices:
                raise UnknownChoice(field=field, value=code)
    at = steps.come_again_at
    if at is not None and not unit.now < at < unit.now + FURTHEST:
        raise UnknownChoice(field="come_again_at", value=at.isoformat())
    if not any((*steps.referred_to, *steps.documents, steps.case_management_carrier, steps.come_again, at)):
        raise UnknownChoice(field="referred_to", value="")


def _sheet(facts: SiteFacts, ticket: Ticket, written: NextSteps, language: str) -> NextStepsSheet:
    bodies = _by_code(facts, "referral_bodies")
    carriers = _by_code(facts, "carriers")
    carrier = written.case_management_carrier
    return NextStepsSheet(
        site_name=facts.short_name,
        number=ticket.number,
        language=language,
        written_at=written.written_at,
        zone=facts.zone.key,
        referred_to=tuple(_place(bodies[code]) for code in written.referred_to if code in bodies),
        documents=tuple(written.documents),
        carrier=_place(carriers[carrier]) if carrier and carrier in carriers else None,
        come_again=written.come_again,
        come_again_at=written.come_again_at,
        site_hours=_site_hours(facts, written.written_at),
    )


def _by_code(facts: SiteFacts, table: str) -> Mapping[str, Mapping[str, Any]]:
    rows: Iterable[Mapping[str, Any]] = facts.plan.get(table, [])
    return {row["code"]: row for row in rows}


def _place(row: Mapping[str, Any]) -> Place:
    name = row["name"] if isinstance(row["name"], Mapping) else {"de": row["name"]}
    return Place(
        name=name,
        place=row.get("place"),
        hours=read_hours(row.get("hours", ())),
        bring=tuple(row.get("bring", ())),
    )


def _site_hours(facts: SiteFacts, now: datetime) -> Sequence[OpenOn]:
    """The weekly hours of this day, without exceptions."""
    today = facts.local_day(now)
    return tuple(
        OpenOn(WEEKDAYS.index(one.weekday), one.opens, one.ends)
        for one in facts.timetable.hours
        if (one.first is None or one.first <= today) and (one.last is None or today <= one.last)
    )
