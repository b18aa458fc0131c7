"""The start page: what this is; in demo mode the four faces and the logins. And the description of the API."""

from typing import Any

from apiflask import APIBlueprint
from flask import abort

from app.demo_logins import faces, logins
from i18n.texts import translator
from service_point.people import only_site_name
from web.guards import open_to_all
from web.house import house
from web.languages import reader_language
from web.pages import page
from web.problems import PROBLEMS

start_page = APIBlueprint("start_page", __name__, tag="Start")


@start_page.get("/")
@open_to_all
@start_page.doc(hide=True)
def start() -> str:
    """No data: a name, and in demo mode the ways in."""
    language = reader_language()
    texts = translator(language)
    with house().office.read() as session:
        name = only_site_name(session) or "Lotse"
        people = logins(texts, session) if house().demo else []
    ways = faces(texts, house().demo)
    return page("web/start.html", language, site_name=name, faces=ways, logins=people)


@start_page.get("/api/problems/<code>")
@open_to_all
@start_page.doc(responses=[404])
def explain_problem(code: str) -> dict[str, Any]:
    """What a problem's `type` leads to: its status and text, in the reader's language."""
    known = {broken.__name__: broken for broken in PROBLEMS}
    if code not in known:
        abort(404)
    status, text = PROBLEMS[known[code]]
    detail = translator(reader_language()).gettext(text)
    return {"code": code, "status": status, "detail": detail, "rule": known[code].__doc__}
