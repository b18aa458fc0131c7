"""Counts for operators: no topic, no language, no person."""

from sqlalchemy import func, select

from models import Site, Ticket
from service_point.unit_of_work import Office


def tickets_by_state(office: Office) -> list[tuple[str, str, int]]:
    """(site code, state, count) of each site's tickets of its local today."""
    rows: list[tuple[str, str, int]] = []
    with office.read() as session:
        for site in session.scalars(select(Site)):
            today = office.facts(session, site.id).local_day(office.clock())
            query = select(Ticket.state, func.count()).where(Ticket.site_id == site.id, Ticket.on == today)
            rows += [
                (site.code, state, count) for state, count in session.execute(query.group_by(Ticket.state))
            ]
    return rows
