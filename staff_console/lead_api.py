"""What only a lead asks for."""

from flask import Response

from rules.roles import Permission
from service_point.lead_page import lead_picture
from staff_console.blueprint import staff_console
from staff_console.forms import ForecastsAnswer
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house


@staff_console.get("/api/forecasts")
@for_staff(Permission.LEAD)
@staff_console.output(ForecastsAnswer)
@staff_console.doc(responses=[401, 403])
def get_forecasts() -> Response:
    """How right the forecasts were, what they learned, whose promise weakens, and who was turned away."""
    office, who = house().office, current_staff()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        return json_answer(lead_picture(session, facts, who, office.clock()), 200)
