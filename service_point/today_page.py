"""A lead's day at a glance: hours, desks, who waits for what and how long, what needs somebody, devices."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Device, Slot, Ticket
from rules.life_cycle import State
from rules.roles import is_within
from service_point.appointment_lists import broken_appointments
from service_point.boards import opening_json, version_of
from service_point.desks_today import desks_today_json
from service_point.displays import displays_json
from service_point.facts import SiteFacts
from service_point.handing_in import outages_json
from service_point.kiosks import kiosks_json
from service_point.lead_page import weakened_promises
from service_point.outlooks import Newcomers, Newest, offer_json
from service_point.people import SignedIn
from service_point.printer_lists import devices_json
from service_point.refused import refused_json
from service_point.roster_page import gaps_on
from service_point.rosters import advisers_of_site, entries_on, is_planned
from service_point.slot_hours import next_today, people_of_slot
from service_point.slots import running_slots
from service_point.staff_pauses import pauses_json
from service_point.times import iso
from service_point.unserved import unserved_json

Picture = dict[str, Any]


def today_picture(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> Picture:
    """The whole page, from one snapshot. Discreet topics enter only as a count."""
    version, _ = version_of(session, facts.id)
    waiting = _waiting_tickets(session, facts)
    return {
        "version": version,
        "now": iso(now),
        "hours": _hours(session, facts, now),
        "desks": desks_today_json(session, facts, who),
        "people": _people(session, facts, who, now),
        "waiting": _waiting(facts, waiting),
        "forecast": _forecast(session, facts, waiting, now),
        "weakened": weakened_promises(session, facts, who, now),
        "unserved": unserved_json(session, facts, who, now),
        "broken_appointments": len(broken_appointments(session, facts, now)),
        "devices": _devices(session, facts, now),
        "outages": outages_json(session, facts, now),
        "refused_tickets": refused_json(session, facts),
        "pauses": pauses_json(session, facts, now),
    }


# --- hours ---


def _hours(session: Session, facts: SiteFacts, now: datetime) -> Picture:
    """As the kiosk says it, and today's slots, with whom it would mean to close one."""
    today = facts.local_day(now)
    query = select(Slot).where(Slot.site_id == facts.id, Slot.on == today)
    slots = {slot.id: slot for slot in session.scalars(query)}
    slots |= {slot.id: slot for slot in running_slots(session, facts, now)}  # yesterday's, past midnight
    coming = next_today(session, facts, now)
    return {
        **opening_json(session, facts, now),
        "slots": [
            _slot(session, facts, slot, now) for slot in sorted(slots.values(), key=lambda one: one.opens_at)
        ],
        "next_today": _slot(session, facts, coming, now) if coming else None,
    }


def _slot(session: Session, facts: SiteFacts, slot: Slot, now: datetime) -> Picture:
    return {
        "id": slot.id,
        "kind": slot.kind,
        "title": slot.title,
        "opens_at": iso(slot.opens_at),
        "ends_at": iso(slot.ends_at),
        "state": _state(facts, slot, now),
        "tickets": people_of_slot(session, slot),
    }


def _state(facts: SiteFacts, slot: Slot, now: datetime) -> str:
    """`coming`, `doors` (numbers before the opening), `open`, `last_call`, `over`."""
    if slot.closed_at is not None or slot.ends_at <= now:
        return "over"
    if now < slot.opens_at:
        return "doors" if now >= slot.opens_at - facts.doors else "coming"
    return "open" if now < slot.ends_at - facts.last_call else "last_call"


# --- people ---


def _people(session: Session, facts: SiteFacts, who: SignedIn, now: datetime) -> Picture:
    """Who is planned for today or ill: the own by name, others as a count by carrier."""
    members = {one.id: one for one in advisers_of_site(session, facts)}
    rows = [row for row in entries_on(session, facts, [facts.local_day(now)]) if row.staff_id in members]
    own = [row for row in rows if is_within(who.carrier, members[row.staff_id].carrier)]
    others = Counter(
        members[row.staff_id].carrier for row in rows if row not in own and row.ill_since is None
    )
    named = [
        {"id": row.staff_id, "name": members[row.staff_id].name, "is_ill": row.ill_since is not None}
        for row in own
    ]
    return {
        "is_planned": any(map(is_planned, rows)),
        "own": sorted(named, key=lambda one: str(one["name"]).casefold()),
        "free": [
            {"id": one.id, "name": one.name}
            for one in members.values()
            if is_within(who.carrier, one.carrier) and one.id not in {row.staff_id for row in own}
        ],
        "others": [{"carrier": carrier, "count": others[carrier]} for carrier in sorted(others, key=str)],
        "gaps": gaps_on(session, facts, who, facts.local_day(now)),
    }


# --- who waits ---


def _waiting_tickets(session: Session, facts: SiteFacts) -> list[Ticket]:
    query = select(Ticket).where(Ticket.site_id == facts.id, Ticket.state == State.WAITING)
    return list(session.scalars(query.order_by(Ticket.key_at, Ticket.number)))


def _waiting(facts: SiteFacts, tickets: Sequence[Ticket]) -> Picture:
    """By topic and by language, the most first; a discreet topic is in neither, whoever looks."""
    listed = [ticket for ticket in tickets if not _is_discreet(facts, ticket)]
    topics = Counter(ticket.topic for ticket in listed)
    languages = Counter(code for ticket in listed for code in ticket.advice_languages or ["und"])
    first: dict[str, datetime] = {}
    for ticket in listed:
        first.setdefault(ticket.topic, ticket.key_at)
    return {
        "count": len(tickets),
        "since": iso(tickets[0].key_at) if tickets else None,
        "topics": [
            {"topic": code, "count": count, "since": iso(first[code])} for code, count in topics.most_common()
        ],
        "languages": [{"language": code, "count": count} for code, count in languages.most_common()],
        "not_listed": len(tickets) - len(listed),
    }


def _is_discreet(facts: SiteFacts, ticket: Ticket) -> bool:
    topic = facts.topics.get(ticket.topic)
    return bool(topic and topic.discreet)


def _forecast(session: Session, facts: SiteFacts, tickets: Sequence[Ticket], now: datetime) -> Picture:
    """For somebody who takes a number now, by topic, in the site's language; and what those who wait may expect."""
    newcomers, newest = Newcomers(session, facts, now), Newest(session, facts, now)
    offered = {code for slot in running_slots(session, facts, now) for code in slot.topics}
    topics = [one for code, one in facts.topics.items() if code in offered and not one.discreet]
    outlooks = Counter(str(newest.row_of(ticket)["outlook"]) for ticket in tickets if newest.of(ticket))
    return {
        "topics": [
            {"topic": one.code, **offer_json(newcomers, facts, one.code, facts.default_language)}
            for one in topics
        ],
        "waiting": {outlook: outlooks[outlook] for outlook in ("today", "uncertain", "not_today")},
    }


# --- devices ---


def _devices(session: Session, facts: SiteFacts, now: datetime) -> list[Picture]:
    """Kiosks, displays, printers: `seen_at` is when each was last heard of, or asked."""
    query = select(Device.id, Device.seen_at).where(Device.site_id == facts.id)
    seen = {row.id: row.seen_at for row in session.execute(query)}
    known = {"kiosk": kiosks_json(session, facts, now), "display": displays_json(session, facts, now)}
    found = [
        {
            "kind": kind,
            "id": one["id"],
            "name": one["name"],
            "state": one["state"],
            "seen_at": _iso(seen.get(one["id"])),
        }
        for kind, devices in known.items()
        for one in devices
    ]
    return found + [
        {"kind": "printer", "id": one["id"], "name": ", ".join(one["kiosks"]), "state": one["state"],
         "seen_at": one["checked_at"]}
        for one in devices_json(session, facts, now)
    ]  # fmt: skip


def _iso(at: datetime | None) -> str | None:
    return iso(at) if at else None
