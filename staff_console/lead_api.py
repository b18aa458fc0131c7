"""What only a lead asks for."""

from flask import Response

from rules.roles import Permission
from service_point.language_page import languages_picture
from service_point.lead_page import lead_picture
from staff_console.blueprint import staff_console
from staff_console.forms import ForecastsAnswer, LanguagesAnswer
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


@staff_console.get("/api/languages")
@for_staff(Permission.LEAD)
@staff_console.output(LanguagesAnswer)
@staff_console.doc(responses=[401, 403])
def get_languages() -> Response:
    """Which languages there are, which are on here, and who has read their texts."""
    office, who = house().office, current_staff()
    with office.read() as session:
        return json_answer(
            languages_picture(office.facts(session, who.site_id), house().speaker.voice_of), 200
        )
