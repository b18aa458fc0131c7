"""Tickets that a kiosk made without the server: handed in afterwards, each once, none lost (docs/decisions/0015)."""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from i18n.languages import find_language, is_known
from models import AnsweredRequest, Device, LeasedNumber, Outage, PrintJob, Slot, Ticket, TicketEvent
from rules.errors import RequestIdReused, SlotClosed, UnknownCode
from rules.life_cycle import Action, State
from rules.numbering import read_code
from rules.offline import corrected, slot_of
from rules.printers import JobState
from service_point.boards import iso
from service_point.facts import SiteFacts
from service_point.issuing import LANGUAGE_UNKNOWN, Stub, TicketWish, write_ticket
from service_point.passwords import hash_token
from service_point.refused import taken_after_all
from service_point.slots import is_hidden
from service_point.unit_of_work import Unit

RENUMBERED = "TicketRenumbered"  # in the log, beside the actions of the life cycle
ASKED_BEFORE = timedelta(
    days=1
)  # a ticket that the server made and could not tell: at most so long before the lease
LONGEST_OUTAGE = timedelta(days=14)
OUTAGES_SHOWN = timedelta(days=1)


@dataclass(frozen=True)
class OfflineTicket:
    """A ticket as the kiosk made it. `issued_at` by the kiosk's clock, which is `clock_offset` behind ours."""

    number: int
    code: str
    pin: str
    issued_at: datetime
    clock_offset: timedelta
    wish: TicketWish


@dataclass(frozen=True)
class HandedIn:
    ticket: Ticket
    renumbered_from: int | None = None  # the number that the server had given and nobody had heard of


def hand_in(unit: Unit, device_id: int, made: OfflineTicket) -> HandedIn:
    """The ticket with the number that was printed. What the site no longer offers is replaced, never refused.

    Raises: UnknownCode for a number that this kiosk doesn't hold; RequestIdReused when another visit had it;
    SlotClosed at a site that has no slot at all.
    """
    lease = _lease_of(unit, device_id, made)
    if lease.ticket_id is not None:
        return HandedIn(_handed_in_before(unit, lease))
    if ticket_handed_in(unit, device_id):
        raise RequestIdReused(request_id=unit.request_id)
    made = replace(made, code=read_code(made.code) or "")
    known = _made_without_telling(unit, lease)
    renumbered_from = None if known is None or known.number == lease.number else known.number
    ticket = _new_ticket(unit, lease, made) if known is None else _renumber(unit, known, lease, made)
    lease.ticket_id, lease.request_id, lease.handed_in_at = ticket.id, unit.request_id, unit.now
    unit.session.flush()
    taken_after_all(unit, device_id)
    return HandedIn(ticket, renumbered_from)


def ticket_handed_in(unit: Unit, device_id: int) -> Ticket | None:
    """The ticket that this request became without the server: its POST may still arrive late, from some proxy."""
    query = select(Ticket).join(LeasedNumber, LeasedNumber.ticket_id == Ticket.id)
    known = query.where(LeasedNumber.device_id == device_id, LeasedNumber.request_id == unit.request_id)
    return unit.session.scalars(known).one_or_none()


def report_outage(unit: Unit, device_id: int, began_at: datetime, ended_at: datetime) -> Outage:
    """How long a kiosk had no server, told when everything is handed in; times later than now are now."""
    ended_at = min(ended_at, unit.now)
    outage = Outage(
        site_id=unit.site_id,
        device_id=device_id,
        began_at=min(max(began_at, unit.now - LONGEST_OUTAGE), ended_at),
        ended_at=ended_at,
        reported_at=unit.now,
    )
    unit.session.add(outage)
    unit.session.flush()
    return outage


def outages_json(session: Session, facts: SiteFacts, now: datetime) -> list[dict[str, Any]]:
    """The last day's outages, the newest first, with the tickets that were handed in and those that came too late."""
    rows = session.execute(
        select(Outage, Device.name)
        .join(Device, Device.id == Outage.device_id)
        .where(Outage.site_id == facts.id, Outage.ended_at > now - OUTAGES_SHOWN)
        .order_by(Outage.ended_at.desc(), Outage.id.desc())
    )
    return [_outage_json(session, row.Outage, row.name) for row in rows]


def _outage_json(session: Session, outage: Outage, kiosk: str) -> dict[str, Any]:
    """Its tickets are those handed in since the kiosk's last report: that holds whatever its clock said."""
    device = LeasedNumber.device_id == outage.device_id
    reported_before = (
        select(func.max(Outage.reported_at))
        .where(Outage.device_id == outage.device_id, Outage.id < outage.id)
        .scalar_subquery()
    )
    since = LeasedNumber.handed_in_at > func.coalesce(reported_before, LeasedNumber.leased_at)
    query = select(Ticket.ended_at, LeasedNumber.handed_in_at)
    query = query.join(LeasedNumber, LeasedNumber.ticket_id == Ticket.id)
    came_in = session.execute(
        query.where(device, since, LeasedNumber.handed_in_at <= outage.reported_at)
    ).all()
    return {
        "kiosk": kiosk,
        "began_at": iso(outage.began_at),
        "ended_at": iso(outage.ended_at),
        "tickets": len(came_in),
        "late": sum(row.ended_at == row.handed_in_at for row in came_in),
    }


def _lease_of(unit: Unit, device_id: int, made: OfflineTicket) -> LeasedNumber:
    lease = unit.session.scalars(
        select(LeasedNumber).where(
            LeasedNumber.site_id == unit.site_id,
            LeasedNumber.device_id == device_id,
            LeasedNumber.number == made.number,
            LeasedNumber.code_hash == hash_token(read_code(made.code) or ""),
        )
    ).one_or_none()
    if lease is None or (lease.pin is not None and not hmac.compare_digest(lease.pin, made.pin)):
        raise UnknownCode
    return lease


def _handed_in_before(unit: Unit, lease: LeasedNumber) -> Ticket:
    if lease.request_id != unit.request_id:
        raise RequestIdReused(request_id=unit.request_id)
    return unit.session.get_one(Ticket, lease.ticket_id)


def _made_without_telling(unit: Unit, lease: LeasedNumber) -> Ticket | None:
    """The server made a ticket for this request and died, or the line did, before the kiosk heard of it."""
    issued = select(TicketEvent.ticket_id).where(
        TicketEvent.site_id == unit.site_id,
        TicketEvent.at >= lease.leased_at - ASKED_BEFORE,
        TicketEvent.action == Action.ISSUE,
        TicketEvent.request_id == unit.request_id,
        TicketEvent.actor_kind == unit.actor.kind,
        TicketEvent.actor_id == unit.actor.id,
    )
    return unit.session.scalars(select(Ticket).where(Ticket.id.in_(issued))).one_or_none()


def _renumber(unit: Unit, ticket: Ticket, lease: LeasedNumber, made: OfflineTicket) -> Ticket:
    """The printed number stands. Who was called by the other one and missed it could not know, and is back at once."""
    before = ticket.number
    ticket.on, ticket.number = lease.on, lease.number
    ticket.code, ticket.pin = made.code, made.pin
    unit.session.flush()
    unit.record(ticket, RENUMBERED, State(ticket.state), details={"from": before, "to": lease.number})
    _forget_told(unit)
    _forget_slip(unit, ticket)
    slot = unit.session.get_one(Slot, ticket.slot_id)
    if ticket.state == State.MISSED and not _is_over(unit, slot):
        unit.move(ticket, Action.COME_BACK, missed_at=None)
    _forget_code_of_past_day(unit, ticket, slot)
    return ticket


def _forget_told(unit: Unit) -> None:
    """The answer kept for the first request names a number that is no longer any ticket's."""
    kept = unit.session.get(AnsweredRequest, (unit.actor.key, unit.request_id))
    if kept is not None:
        unit.session.delete(kept)


def _forget_slip(unit: Unit, ticket: Ticket) -> None:
    """A slip that still waits for its printer: the visitor has the kiosk's own, and sits elsewhere."""
    waits = PrintJob.state == JobState.QUEUED
    unit.session.execute(delete(PrintJob).where(PrintJob.ticket_id == ticket.id, waits))


def _new_ticket(unit: Unit, lease: LeasedNumber, made: OfflineTicket) -> Ticket:
    """In the slot in which it was made; if that has closed, unserved: counted, and seen by the lead."""
    at = corrected(made.issued_at, made.clock_offset, lease.leased_at, unit.now)
    wish = _as_the_site_knows_it(unit.facts, made.wish)
    slot = _slot(unit, lease, at, wish.topic)
    ticket = write_ticket(
        unit,
        Stub(lease.on, lease.number, made.code, made.pin),
        {"offline": True},
        issued_at=at,
        slot_id=slot.id,
        topic=wish.topic,
        language=wish.language,
        advice_languages=list(wish.advice_languages),
        needs=sorted(set(wish.needs)),
        persons=wish.persons,
        issued_by="kiosk",
    )
    if _is_over(unit, slot):
        unit.move(ticket, Action.CLOSE_SLOT, ended_at=unit.now)
    _forget_code_of_past_day(unit, ticket, slot)
    return ticket


def _slot(unit: Unit, lease: LeasedNumber, at: datetime, topic: str) -> Slot:
    began = or_(Slot.on == lease.on, Slot.opens_at <= unit.now + unit.facts.doors)
    query = select(Slot).where(Slot.site_id == unit.site_id, began).order_by(Slot.id)
    slots = [slot for slot in unit.session.scalars(query) if not is_hidden(unit.facts, slot)]
    slot = slot_of(slots, lease.on, at, topic, unit.facts.doors)
    if slot is None:
        raise SlotClosed(topic=topic)
    return slot


def _is_over(unit: Unit, slot: Slot) -> bool:
    return slot.closed_at is not None or slot.ends_at <= unit.now


def _forget_code_of_past_day(unit: Unit, ticket: Ticket, slot: Slot) -> None:
    """Codes die with the day of their slot (promise 1)."""
    if ticket.on < unit.facts.local_day(unit.now) and _is_over(unit, slot):
        ticket.code = ticket.pin = None
        unit.session.flush()


def _as_the_site_knows_it(facts: SiteFacts, wish: TicketWish) -> TicketWish:
    """The site file may have changed meanwhile, but the visitor has a number: what is gone gives way."""
    languages = {language["code"] for language in facts.languages}
    own = wish.language if wish.language in languages else facts.default_language
    is_unknown = LANGUAGE_UNKNOWN in (wish.language, *wish.advice_languages)
    spoken = tuple(_spoken(code) for code in dict.fromkeys(wish.advice_languages) if code in languages)
    return replace(
        wish,
        topic=wish.topic if wish.topic in facts.topics else _nearest_topic(facts),
        language=own,
        advice_languages=spoken or (() if is_unknown else (_spoken(own),)),
        needs=tuple(need for need in wish.needs if need in facts.codes("needs")),
    )


def _spoken(code: str) -> str:
    """The language in which readers of these pages are advised."""
    return find_language(code).spoken if is_known(code) else code


def _nearest_topic(facts: SiteFacts) -> str:
    """The last tile: it is the one for everything else."""
    ordinary = [code for code, topic in facts.topics.items() if not (topic.discreet or topic.guest)]
    return (ordinary or list(facts.topics))[-1]
