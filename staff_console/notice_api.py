"""A lead's notices on the board."""

from datetime import UTC, datetime

from flask import Response

from rules.roles import Permission
from service_point.boards import Picture, iso
from service_point.notices import notice_json, notices_json, take_down, write_notice
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.device_forms import NewNotice, NoticeAnswer, NoticesAnswer, TakeDown
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import request_of


@staff_console.get("/api/notices")
@for_staff(Permission.LEAD)
@staff_console.output(NoticesAnswer)
@staff_console.doc(responses=[401, 403])
def get_notices() -> Response:
    """Every notice that stands on the board, will, or did in the last 30 days; and the languages to write in."""
    office, who = house().office, current_staff()
    now = office.clock()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        own = facts.default_language
        languages = list(dict.fromkeys([own, *facts.board_languages, *facts.page_languages]))
        found = notices_json(session, facts, now)
    return json_answer({"now": iso(now), "languages": languages, "notices": found}, 200)


@staff_console.post("/api/notices")
@for_staff(Permission.LEAD)
@staff_console.input(NewNotice, arg_name="wanted")
@staff_console.output(NoticeAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 409, 422])
def post_notice(wanted: NewNotice) -> Response:
    """A new notice. 422 `UnknownChoice`: a language without pages here, none in the site's own, an end that is over."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        times = (_utc(wanted.from_at), _utc(wanted.until_at))
        notice = write_notice(unit, who, wanted.texts, wanted.urgent, *times)
        return {"notice": notice_json(notice, unit.now)}

    answer = house().office.once(who.site_id, request_of(who.actor, wanted), work, status=201)
    return json_answer(answer.body, answer.status)


@staff_console.post("/api/notices/<int:notice_id>/take-down")
@for_staff(Permission.LEAD)
@staff_console.input(TakeDown, arg_name="click")
@staff_console.output(NoticeAnswer)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def take_notice_down(notice_id: int, click: TakeDown) -> Response:
    """Off the board at once. 404 `UnknownNotice`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        return {"notice": notice_json(take_down(unit, who, notice_id), unit.now)}

    answer = house().office.once(who.site_id, request_of(who.actor, click), work)
    return json_answer(answer.body, answer.status)


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at else None
