"""Booked times for tests: who is planned, what the site allows, and a time that is booked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from models import Appointment, RosterEntry, StaffMember
from service_point.appointments import Booking, book, free_times, hold
from service_point.issuing import TicketWish
from tests.support.cast import ServicePoint
from tests.support.plans import change_plan

GERMAN = TicketWish("housing", "de")


def setting(point: Any, topic: str = "", **values: Any) -> None:
    """From now on the site file says so, for [appointments] or for one topic."""

    def change(plan: dict[str, Any]) -> dict[str, Any]:
        if not topic:
            return {**plan, "appointments": {**plan.get("appointments", {}), **values}}
        rows = [{**row, **values} if row["code"] == topic else row for row in plan["topics"]]
        return {**plan, "topics": rows}

    change_plan(point.office, point.site_id, change)


def plan_only(point: ServicePoint, on: date, *codes: str, **times: Any) -> None:
    """The lead has planned these people, and nobody else, for a day."""
    with point.write() as unit:
        for code in codes:
            staff_id = unit.session.scalars(select(StaffMember.id).where(StaffMember.code == code)).one()
            unit.session.add(
                RosterEntry(site_id=point.site_id, staff_id=staff_id, on=on, planned_at=unit.now, **times)
            )


def free(point: ServicePoint, booking: Booking | None = None, on: date | None = None) -> list[datetime]:
    """The starts of all free times, those of one day if given."""
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        found = free_times(session, facts, booking or Booking(GERMAN), point.clock(), on, on)
        return [one.starts_at for one in found]


def booked(point: ServicePoint, starts_at: datetime, booking: Booking | None = None) -> Appointment:
    with point.write() as unit:
        return book(unit, hold(unit, booking or Booking(GERMAN), starts_at))
