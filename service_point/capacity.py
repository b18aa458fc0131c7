"""What can be booked: slots with who is planned for them, and what is taken already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Appointment, Slot, StaffMember
from rules.appointments import BookableSlot, BookingWish, FreeTime, Seat, Taken, free_times_in
from rules.errors import NotBookable
from rules.roles import Permission, Role, is_allowed
from rules.site_file_plan import Topic
from service_point.facts import SiteFacts
from service_point.rosters import Planned, planned_on
from service_point.slots import is_hidden

ORDER = ("nobody", "staff", "visitors")  # of rules.site_file_schema.BOOKED_BY


@dataclass(frozen=True)
class Search:
    """What free times are looked for. `by`: "staff" or "visitors"; days are the site's local dates, both included.

    `but`: an appointment that is being moved, whose own time counts as free.
    """

    topic: str
    languages: frozenset[str]
    staff_id: int | None
    by: str
    first: date
    last: date
    but: int | None = None


def may_book(facts: SiteFacts, topic: str, by: str) -> bool:
    """Whether the site gives appointments for this topic to staff or visitors."""
    allowed = (facts.site_plan.appointments.by, _topic(facts, topic).booked_by)
    return all(ORDER.index(one) >= ORDER.index(by) for one in allowed)


def check_may_book(facts: SiteFacts, topic: str, by: str) -> None:
    """Raises: UnknownTopic, NotBookable."""
    facts.topic(topic)
    if not may_book(facts, topic, by):
        raise NotBookable(topic=topic)


def minutes_for(facts: SiteFacts, topic: str) -> int:
    """How long an appointment for this topic is."""
    planned = _topic(facts, topic)
    return planned.appointment_minutes or planned.expected_minutes


def horizon(facts: SiteFacts, now: datetime) -> date:
    """The last day that can be booked."""
    return facts.local_day(now) + timedelta(days=facts.site_plan.appointments.horizon_days)


def free_times_of(session: Session, facts: SiteFacts, search: Search, now: datetime) -> list[FreeTime]:
    """Every free time between the days, the earliest first; of equal times the one with a seat comes once."""
    settings = facts.site_plan.appointments
    last = min(search.last, horizon(facts, now))
    slots = bookable_slots(session, facts, search.first, last)
    taken = taken_between(session, facts, search.first, last, now, but=search.but)
    wish = BookingWish(
        search.topic,
        _wanted(session, facts, search),
        search.staff_id,
        minutes_for(facts, search.topic),
        _topic(facts, search.topic).share_percent,
    )
    notice = timedelta(hours=settings.notice_hours) if search.by == "visitors" else timedelta()
    found: dict[datetime, FreeTime] = {}
    for slot in slots:
        for one in free_times_in(slot, wish, taken, settings.grid_minutes, now + notice):
            found.setdefault(one.starts_at, one)
    return [found[at] for at in sorted(found)]


def bookable_slots(session: Session, facts: SiteFacts, first: date, last: date) -> list[BookableSlot]:
    """The slots of these days that are open to appointments, with the seats of who is planned."""
    rows: Sequence[Slot] = session.scalars(
        select(Slot)
        .where(Slot.site_id == facts.id, Slot.closed_at.is_(None), Slot.on >= first, Slot.on <= last)
        .order_by(Slot.opens_at, Slot.id)
    ).all()
    rows = [row for row in rows if row.bookable and not is_hidden(facts, row)]
    people = _people(session, facts)
    planned = planned_on(session, facts, {row.on for row in rows})
    return [_bookable(facts, row, people, planned.get(row.on)) for row in rows]


def taken_between(
    session: Session, facts: SiteFacts, first: date, last: date, now: datetime, *, but: int | None = None
) -> list[Taken]:
    """Living appointments of these days; a hold lives until it runs out."""
    begin = datetime.combine(first, time.min, facts.zone) - timedelta(
        days=1
    )  # a slot may run across midnight
    end = datetime.combine(last, time.max, facts.zone) + timedelta(days=1)
    query = select(Appointment.seat, Appointment.topic, Appointment.starts_at, Appointment.ends_at).where(
        Appointment.site_id == facts.id,
        Appointment.starts_at >= begin,
        Appointment.starts_at <= end,
        is_living(now),
        Appointment.id != (but or 0),
    )
    return [Taken(*row) for row in session.execute(query)]


def is_living(now: datetime):  # type: ignore[no-untyped-def]
    """A condition: the appointment takes its time."""
    held = (Appointment.state == "held") & (Appointment.held_until > now)
    return or_(Appointment.state.in_(("booked", "checked_in")), held)


def _bookable(
    facts: SiteFacts, row: Slot, people: Sequence[StaffMember], planned: Sequence[Planned] | None
) -> BookableSlot:
    seats = _seats(facts, row, people, planned)
    if not seats and row.kind == "guest":
        seats = [_adviser_to_come(row)]
    share = facts.site_plan.appointments.share_percent if row.walk_in else 100
    desks = len(row.desks) or max(1, len(facts.desks))
    return BookableSlot(row.opens_at, row.ends_at, frozenset(row.topics), seats, desks, share)


def _seats(
    facts: SiteFacts, row: Slot, people: Sequence[StaffMember], planned: Sequence[Planned] | None
) -> list[Seat]:
    """Who gives advice in a slot.

    A day that nobody has planned yet is not a day without people: then everybody who works here counts, at most as
    many at once as there are desks. Otherwise nothing could be booked before a lead has written the roster; once it
    is written, `rules.broken` finds the appointments that it breaks. Guests come on their dates, without a roster.
    """
    times = {one.staff_id: one for one in planned or ()}
    seats = []
    for member in people:
        is_guest = member.role == Role.GUEST
        if is_guest != (row.kind == "guest") and is_guest:
            continue
        if not is_guest and planned is not None and member.id not in times:
            continue
        if member.topics is not None and not set(member.topics) & set(row.topics):
            continue
        seat = _seat(facts, row, member, times.get(member.id))
        if seat.minutes:
            seats.append(seat)
    return seats


def _seat(facts: SiteFacts, row: Slot, member: StaffMember, planned: Planned | None) -> Seat:
    comes, leaves = (planned.comes, planned.leaves) if planned else (None, None)
    return Seat(
        key=f"staff:{member.id}",
        staff_id=member.id,
        languages=frozenset(member.languages),
        topics=None if member.topics is None else frozenset(member.topics),
        from_at=max(row.opens_at, _at(facts, row.on, comes)) if comes else row.opens_at,
        until_at=min(row.ends_at, _at(facts, row.on, leaves)) if leaves else row.ends_at,
    )


def _adviser_to_come(row: Slot) -> Seat:
    """A partner body sends somebody, who has no account yet."""
    return Seat(f"slot:{row.id}", None, None, frozenset(row.topics), row.opens_at, row.ends_at)


def _people(session: Session, facts: SiteFacts) -> Sequence[StaffMember]:
    roles = [role for role in Role if is_allowed(role, Permission.SERVE)]
    query = select(StaffMember).where(
        StaffMember.site_id == facts.id, StaffMember.active, StaffMember.role.in_(roles)
    )
    return session.scalars(query.order_by(StaffMember.id)).all()


def _wanted(session: Session, facts: SiteFacts, search: Search) -> frozenset[str]:
    """The languages that count: none, if nobody of the site speaks any of them (then an interpreter helps)."""
    spoken = {code for member in _people(session, facts) for code in member.languages}
    return search.languages if search.languages & spoken else frozenset()


def _topic(facts: SiteFacts, code: str) -> Topic:
    return next(topic for topic in facts.site_plan.topics if topic.code == code)


def _at(facts: SiteFacts, on: date, clock: time) -> datetime:
    return datetime.combine(on, clock, facts.zone)
