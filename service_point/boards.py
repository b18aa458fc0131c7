"""The pictures of board, kiosk and phone: whole, small, each from one snapshot with its version (promises 5, 7)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Call, Site, Slot, Ticket
from rules.hours import Opening
from rules.life_cycle import MISSED_ON_BOARD, State
from rules.ticketing import Pause
from service_point.coming import ComingDate, coming_dates, dates_json, mark_of
from service_point.facts import SiteFacts
from service_point.issuing import count_ahead, count_waiting, offer
from service_point.notices import notice_on_board
from service_point.outlooks import Newest, wait_json
from service_point.printers import kiosk_printers
from service_point.slots import opening
from service_point.ticketing import current_pause
from service_point.times import iso as iso

RECENT_CALLS = 5  # ended calls on the board
DATES_ON_BOARD = 3  # what can be read from the far end of a room
DATES_AHEAD = timedelta(days=28)
WITH_A_PLACE = (State.WAITING, State.PARKED)  # who stepped out must know when it would be their turn
Picture = dict[str, Any]


def version_of(session: Session, site_id: int) -> tuple[int, str]:
    """(version, epoch) of the site in this snapshot."""
    row = session.execute(select(Site.version, Site.epoch).where(Site.id == site_id)).one()
    return row.version, row.epoch


def board_picture(session: Session, facts: SiteFacts, now: datetime) -> Picture:
    """What every display of the site shows: numbers, desks, times, counts; nothing else about visitors."""
    version, epoch = version_of(session, facts.id)
    return {
        "version": version,
        "epoch": epoch,
        "site": {**_site(session, facts), **opening_json(session, facts, now)},
        "now": iso(now),
        "calls": [_call(row) for row in _open_calls(session, facts.id)],
        "recent": [_call(row) for row in _recent_calls(session, facts, now)],
        "missed": list(_missed_numbers(session, facts.id, now)),
        "waiting": count_waiting(session, facts.id),
        "notice": notice_on_board(session, facts, now),
        "dates": dates_json(dates_on_board(coming_dates(session, facts, now), now)),
    }


def kiosk_picture(session: Session, facts: SiteFacts, now: datetime) -> Picture:
    """What a kiosk must know at once: whether it gives numbers, how many wait, how its printer is."""
    version, epoch = version_of(session, facts.id)
    state = offer(session, facts, now)
    return {
        "version": version,
        "epoch": epoch,
        "now": iso(now),
        **_giving_numbers(session, facts, now),
        "topics": [topic.code for topic in state.topics],
        "waiting": state.waiting,
        "printers": kiosk_printers(session, facts, now),
        "notice": notice_on_board(session, facts, now),
        "dates": mark_of(coming_dates(session, facts, now)),
    }


def dates_on_board(dates: Sequence[ComingDate], now: datetime) -> list[ComingDate]:
    """The next ones, in the time in which people still make plans for them."""
    return [date for date in dates if date.begins_at <= now + DATES_AHEAD][:DATES_ON_BOARD]


def _giving_numbers(session: Session, facts: SiteFacts, now: datetime) -> Picture:
    """The hours, and over them a pause: while it holds, an open site gives no numbers, for the reason "paused"."""
    hours, pause = opening_json(session, facts, now), current_pause(session, facts, now)
    if pause is None or not hours["open"]:
        return {**hours, "pause": None}
    return {**hours, "open": False, "reason": "paused", "pause": pause_json(pause)}


def pause_json(pause: Pause | None) -> Picture | None:
    """`{reason, since}`, or null: the kiosks are not paused."""
    return {"reason": pause.reason, "since": iso(pause.since)} if pause else None


def ticket_picture(session: Session, facts: SiteFacts, ticket: Ticket, now: datetime) -> Picture:
    """What the holder of a slip sees on the phone."""
    version, epoch = version_of(session, facts.id)
    waiting = ticket.state == State.WAITING
    answer = Newest(session, facts, now).of(ticket) if waiting else None
    return {
        "number": ticket.number,
        "state": ticket.state,
        "ahead": count_ahead(session, ticket) if ticket.state in WITH_A_PLACE else None,
        "wait": wait_json(answer),
        **call_json(_open_call_of(session, ticket)),
        "version": version,
        "epoch": epoch,
    }


def opening_json(session: Session, facts: SiteFacts, now: datetime) -> Picture:
    """`{open, reason, reason_texts, opens_at, closes_at, …}` of the slot that counts now, else of the next."""
    return state_json(opening(session, facts, now), facts)


def state_json(state: Opening[Any], facts: SiteFacts) -> Picture:
    """The same of a state that is known."""
    slot = state.slot or state.next_slot
    return {
        "open": state.open,
        "reason": state.reason,
        "reason_texts": dict(state.day_off.texts) if state.day_off else None,  # by language
        "opens_at": iso(slot.opens_at) if slot else None,
        "closes_at": iso(slot.ends_at) if slot else None,
        "last_call_at": iso(slot.ends_at - facts.last_call) if slot else None,
        "next_opens_at": iso(state.next_slot.opens_at) if state.next_slot else None,
        "next_closes_at": iso(state.next_slot.ends_at) if state.next_slot else None,
    }


def _site(session: Session, facts: SiteFacts) -> Picture:
    """`settings` grows whenever something was set on a display: then each asks what is set on it."""
    settings = session.scalars(select(Site.display_settings).where(Site.id == facts.id)).one()
    return {"name": facts.short_name, "zone": facts.zone.key, "settings": settings}


def _open_calls(session: Session, site_id: int) -> Sequence[Any]:
    return session.execute(
        _calls(site_id)
        .where(Call.ended_at.is_(None), Call.started_at.is_(None))
        .order_by(Call.last_called_at.desc(), Call.id.desc())
    ).all()


def _recent_calls(session: Session, facts: SiteFacts, now: datetime) -> Sequence[Any]:
    """Calls that were answered, of slots that still run or have just ended."""
    return session.execute(
        _calls(facts.id)
        .join(Slot, Slot.id == Call.slot_id)
        .where(Call.started_at.is_not(None), Slot.ends_at > now - MISSED_ON_BOARD)
        .order_by(Call.last_called_at.desc(), Call.id.desc())
        .limit(RECENT_CALLS)
    ).all()


def _calls(site_id: int):  # type: ignore[no-untyped-def]
    return (
        select(Ticket.number, Call.desk, Call.last_called_at, Call.times)
        .join(Ticket, Ticket.id == Call.ticket_id)
        .where(Call.site_id == site_id)
    )


def _call(row: Any) -> Picture:
    """`called_at`: the last time it was called, so that everybody sees whether a repeated call is news."""
    return {"number": row.number, "desk": row.desk, "called_at": iso(row.last_called_at), "times": row.times}


def _missed_numbers(session: Session, site_id: int, now: datetime) -> Sequence[int]:
    return session.scalars(
        select(Ticket.number)
        .where(
            Ticket.site_id == site_id, Ticket.state == State.MISSED, Ticket.missed_at > now - MISSED_ON_BOARD
        )
        .order_by(Ticket.missed_at.desc())
    ).all()


def call_json(call: Any) -> Picture:
    """`{desk, times}` of an open call or talk, both null without: `times` tells a phone that it was called again."""
    return {"desk": call.desk if call else None, "times": call.times if call else None}


def _open_call_of(session: Session, ticket: Ticket) -> Any:
    if ticket.state not in (State.CALLED, State.IN_CONSULTATION):
        return None
    query = select(Call.desk, Call.times).where(Call.ticket_id == ticket.id, Call.ended_at.is_(None))
    return session.execute(query).one_or_none()
