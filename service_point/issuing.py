"""Issuing tickets: at the kiosk by the visitor, at a console on a visitor's behalf."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from i18n.languages import EASY_GERMAN, find_language, is_known
from models import NumberCounter, Refusal, Slot, StaffMember, Ticket
from rules.errors import SlotClosed, UnknownChoice, UnknownTopic
from rules.hours import Opening
from rules.life_cycle import Action, State
from rules.numbering import CODE_BITS, PINS, code_from, first_number, pin_from
from service_point.admission import admit
from service_point.facts import SiteFacts, TopicFacts
from service_point.slots import opening, slot_for
from service_point.ticketing import check_not_paused, current_pause
from service_point.unit_of_work import Office, Unit

LANGUAGE_UNKNOWN = "und"  # BCP 47's "undetermined": the tile "other language"


@dataclass(frozen=True)
class TicketWish:
    """What a visitor asked for. `advice_languages` empty: the page's language; ("und",): nobody knows yet."""

    topic: str
    language: str
    advice_languages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    persons: int | None = None
    stay: bool = False  # told that it is uncertain, the visitor stays


@dataclass(frozen=True)
class Offer:
    opening: Opening[Slot]
    topics: list[TopicFacts]
    waiting: int


def offer(session: Session, facts: SiteFacts, now: datetime) -> Offer:
    """What the kiosk may offer now: only topics that somebody of the site serves."""
    state = opening(session, facts, now)
    gives = state.open and current_pause(session, facts, now) is None
    topics = [facts.topics[code] for code in facts.topics if gives and _is_offered(session, facts, code, now)]
    served = served_topics(session, facts)
    return Offer(state, [topic for topic in topics if topic.code in served], count_waiting(session, facts.id))


def _is_offered(session: Session, facts: SiteFacts, topic: str, now: datetime) -> bool:
    try:
        slot_for(session, facts, topic, now)
    except SlotClosed:
        return False
    return True


def served_topics(session: Session, facts: SiteFacts) -> set[str]:
    """Codes of the topics that at least one person of the site gives advice on."""
    lists = session.scalars(
        select(StaffMember.topics).where(
            StaffMember.site_id == facts.id,
            StaffMember.active,
            StaffMember.role.in_(("case-manager", "lead", "guest")),
        )
    ).all()
    if any(topics is None for topics in lists):
        return set(facts.topics)
    return {code for topics in lists for code in topics or ()}


def count_waiting(session: Session, site_id: int) -> int:
    query = (
        select(func.count())
        .select_from(Ticket)
        .where(Ticket.site_id == site_id, Ticket.state == State.WAITING)
    )
    return session.scalars(query).one()


def count_ahead(session: Session, ticket: Ticket) -> int:
    """Waiting tickets with an earlier order key."""
    query = (
        select(func.count())
        .select_from(Ticket)
        .where(
            Ticket.site_id == ticket.site_id,
            Ticket.state == State.WAITING,
            Ticket.id != ticket.id,
            (Ticket.key_at < ticket.key_at)
            | ((Ticket.key_at == ticket.key_at) & (Ticket.number < ticket.number)),
        )
    )
    return session.scalars(query).one()


def issue(unit: Unit, wish: TicketWish, issued_by: str) -> Ticket:
    """A new waiting ticket with the day's next number.

    Raises: UnknownTopic, UnknownLanguage, UnknownChoice for what the site doesn't know; SlotClosed; at the kiosk
    TicketingPaused while staff have paused it, and NotToday, Uncertain of a site that refuses.
    """
    facts = unit.facts
    topic = facts.topic(wish.topic)
    language, languages, needs = checked_wish(facts, wish)
    by_staff = issued_by != "kiosk"
    if not by_staff:
        check_not_paused(unit)
    slot = slot_for(unit.session, facts, topic.code, unit.now, by_staff=by_staff)
    if topic.code not in served_topics(unit.session, facts):
        raise UnknownTopic(topic=topic.code)
    admission = admit(unit, slot, topic.code, languages, stay=wish.stay, by_staff=by_staff)
    by_hand = {"admitted_by_hand": True} if admission.decision.by_hand else {}
    return write_ticket(
        unit,
        new_stub(unit, slot.on),
        by_hand,
        slot_id=slot.id,
        topic=topic.code,
        language=language,
        advice_languages=languages,
        needs=needs,
        persons=wish.persons,
        issued_by=issued_by,
        first_forecast=admission.first_forecast,
        promised=admission.promised,
    )


@dataclass(frozen=True)
class Stub:
    """What stands on a slip: the number with its day, the code behind the QR code, the PIN."""

    on: date
    number: int
    code: str
    pin: str


def new_stub(unit: Unit, on: date) -> Stub:
    """The day's next number with a new code and PIN."""
    return new_stubs(unit, on, 1)[0]


def new_stubs(unit: Unit, on: date, count: int) -> list[Stub]:
    """The day's next numbers in a row. `count` at least 1."""
    first = _next_number(unit, on, count)
    return [
        Stub(on, number, code_from(secrets.randbits(CODE_BITS)), pin_from(secrets.randbelow(PINS)))
        for number in range(first, first + count)
    ]


def write_ticket(
    unit: Unit, stub: Stub, details: dict[str, Any], issued_at: datetime | None = None, **told: Any
) -> Ticket:
    """A waiting ticket and the first row of its log. `told`: the columns that differ from ticket to ticket.

    `key_at` among them for an appointment: its start, if that is later than the arrival.

    `issued_at`: now, unless it was made before, without the server.
    """
    at = issued_at or unit.now
    ticket = Ticket(
        site_id=unit.site_id,
        on=stub.on,
        number=stub.number,
        code=stub.code,
        pin=stub.pin,
        state=State.WAITING,
        issued_at=at,
        **{"key_at": at, **told},
    )
    unit.session.add(ticket)
    unit.session.flush()
    unit.record(ticket, Action.ISSUE, None, details={**_issue_details(ticket), **details})
    return ticket


def _next_number(unit: Unit, on: date, count: int) -> int:
    """The first of the day's next `count` numbers, from its counter row: the day's first is random (promise 1)."""
    after = unit.session.execute(
        update(NumberCounter)
        .where(NumberCounter.site_id == unit.site_id, NumberCounter.on == on)
        .values(next_number=NumberCounter.next_number + count)
        .returning(NumberCounter.next_number)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if after is not None:
        return after - count
    numbering: dict[str, Any] = unit.facts.plan.get("numbering", {})
    first = first_number(
        secrets.randbits(32),
        **{key: numbering[key] for key in ("first_from", "first_to") if key in numbering},
    )
    unit.session.add(NumberCounter(site_id=unit.site_id, on=on, next_number=first + count))
    unit.session.flush()
    return first


def checked_wish(facts: SiteFacts, wish: TicketWish) -> tuple[str, list[str], list[str]]:
    """(language of the pages, languages of advice, needs). Raises: UnknownLanguage, UnknownChoice."""
    _check_needs(facts, wish)
    return _page_language(facts, wish), _advice_languages(facts, wish), sorted(set(wish.needs))


def _advice_languages(facts: SiteFacts, wish: TicketWish) -> list[str]:
    if LANGUAGE_UNKNOWN in wish.advice_languages or (
        wish.language == LANGUAGE_UNKNOWN and not wish.advice_languages
    ):
        return []
    wanted = wish.advice_languages or (wish.language,)
    languages = list(dict.fromkeys(find_language(code).spoken if is_known(code) else code for code in wanted))
    for code in languages:
        facts.check_language(code)
    return languages


def _page_language(facts: SiteFacts, wish: TicketWish) -> str:
    if wish.language == LANGUAGE_UNKNOWN:
        return EASY_GERMAN.code if EASY_GERMAN.code in facts.page_languages else facts.default_language
    facts.check_language(wish.language)
    return wish.language


def _check_needs(facts: SiteFacts, wish: TicketWish) -> None:
    unknown = set(wish.needs) - facts.codes("needs")
    if unknown:
        raise UnknownChoice(field="needs", value=", ".join(sorted(unknown)))


def _issue_details(ticket: Ticket) -> dict[str, Any]:
    return {
        "topic": ticket.topic,
        "languages": ticket.advice_languages,
        "needs": ticket.needs,
        "by": ticket.issued_by,
        "slot": ticket.slot_id,
    }


def count_refusal(office: Office, site_id: int, wish: TicketWish, why: str) -> None:
    """Somebody was turned away: no ticket, but a count by time, topic (never a discreet one) and language."""
    with office.write(site_id) as unit:
        topic = "" if unit.facts.topic(wish.topic).discreet else wish.topic
        unit.session.add(Refusal(site_id=site_id, at=unit.now, topic=topic, language=wish.language, why=why))
