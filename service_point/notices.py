"""What a lead tells everybody in the waiting room: written once, shown on every board from one time until another."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Notice, StaffMember
from rules.errors import UnknownChoice, UnknownNotice
from rules.notices import Posted, notice_now
from rules.roles import Permission
from service_point.calling import LARGEST_ID
from service_point.facts import SiteFacts
from service_point.people import SignedIn
from service_point.times import iso
from service_point.unit_of_work import Unit

Picture = dict[str, Any]
KEPT_IN_LIST = timedelta(days=30)  # after their end: who wrote what


def write_notice(
    unit: Unit,
    who: SignedIn,
    texts: Mapping[str, str],
    is_urgent: bool,
    from_at: datetime | None,
    until_at: datetime | None,
) -> Notice:
    """From now, until the end of its first day at the site, unless said otherwise.

    Raises: NotAllowed; UnknownChoice for a language without pages here, no text in the site's own one, or an end that
    is over or before the beginning.
    """
    who.require(Permission.LEAD)
    said = check_texts(unit.facts, texts)
    start = from_at or unit.now
    end = until_at or _end_of_day(unit.facts, start)
    if end <= max(start, unit.now):
        raise UnknownChoice(field="until_at", value=end.isoformat())
    notice = Notice(
        site_id=unit.site_id, texts=said, is_urgent=is_urgent, from_at=start, until_at=end,
        written_at=unit.now, written_by=who.staff_id,
    )  # fmt: skip
    unit.session.add(notice)
    unit.session.flush()
    return notice


def take_down(unit: Unit, who: SignedIn, notice_id: int) -> Notice:
    """At once and for good; taking down again changes nothing. Raises: NotAllowed, UnknownNotice."""
    who.require(Permission.LEAD)
    notice = unit.session.get(Notice, notice_id) if notice_id <= LARGEST_ID else None
    if notice is None or notice.site_id != unit.site_id:
        raise UnknownNotice(id=notice_id)
    if notice.taken_down_at is None:
        notice.taken_down_at, notice.taken_down_by = unit.now, who.staff_id
    return notice


def notice_on_board(session: Session, facts: SiteFacts, now: datetime) -> Picture | None:
    """`{id, texts, urgent, since}` of the notice whose turn it is, or null."""
    posted = [
        (one, Posted(one.id, one.is_urgent, one.from_at, one.until_at)) for one in _up(session, facts, now)
    ]
    shown = notice_now([entry for _, entry in posted], now)
    notice = next((one for one, entry in posted if entry is shown), None)
    if notice is None:
        return None
    return {
        "id": notice.id,
        "texts": dict(notice.texts),
        "urgent": notice.is_urgent,
        "since": iso(max(notice.from_at, notice.written_at)),
    }


def notices_json(session: Session, facts: SiteFacts, now: datetime) -> list[Picture]:
    """Those that stand on the board, will, or did until lately; the newest first."""
    query = (
        select(Notice, StaffMember.name)
        .join(StaffMember, StaffMember.id == Notice.written_by)
        .where(Notice.site_id == facts.id, Notice.until_at > now - KEPT_IN_LIST)
        .order_by(Notice.id.desc())
    )
    return [{**notice_json(notice, now), "by": name} for notice, name in session.execute(query)]


def notice_json(notice: Notice, now: datetime) -> Picture:
    """As a lead sees it; `state`: "on", "later", "over", "taken_down"."""
    return {
        "id": notice.id,
        "texts": dict(notice.texts),
        "urgent": notice.is_urgent,
        "from_at": iso(notice.from_at),
        "until_at": iso(notice.until_at),
        "written_at": iso(notice.written_at),
        "state": _state(notice, now),
    }


def text_of(notice: Notice, facts: SiteFacts, language: str) -> tuple[str, str]:
    """(language, text): in `language` if it was written in it, else in the site's own."""
    spoken = language if language in notice.texts else facts.default_language
    return spoken, str(notice.texts[spoken])


def shown_notice(session: Session, facts: SiteFacts, notice_id: int, now: datetime) -> Notice:
    """A notice that stands on the board now. Raises: UnknownNotice."""
    found = next((one for one in _up(session, facts, now) if one.id == notice_id), None)
    if found is None:
        raise UnknownNotice(id=notice_id)
    return found


def check_texts(facts: SiteFacts, texts: Mapping[str, str], field: str = "texts") -> dict[str, str]:
    """Without needless space. Raises: UnknownChoice for a language without pages here, or no text in the site's own."""
    said = {language: " ".join(text.split()) for language, text in texts.items()}
    said = {language: text for language, text in said.items() if text}
    allowed = {facts.default_language, *facts.page_languages}
    unknown = sorted(set(said) - allowed)
    if unknown or facts.default_language not in said:
        raise UnknownChoice(field=field, value=", ".join(unknown) or facts.default_language)
    return said


def _up(session: Session, facts: SiteFacts, now: datetime) -> list[Notice]:
    query = select(Notice).where(
        Notice.site_id == facts.id,
        Notice.taken_down_at.is_(None),
        Notice.from_at <= now,
        Notice.until_at > now,
    )
    return list(session.scalars(query.order_by(Notice.id)))


def _end_of_day(facts: SiteFacts, start: datetime) -> datetime:
    following = facts.local_day(start) + timedelta(days=1)
    return datetime.combine(following, time(), facts.zone).astimezone(start.tzinfo)


def _state(notice: Notice, now: datetime) -> str:
    if notice.taken_down_at is not None:
        return "taken_down"
    if now < notice.from_at:
        return "later"
    return "on" if now < notice.until_at else "over"
