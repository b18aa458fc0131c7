"""The log of the staff's actions: for auditors, by day, person and action, and as a file."""

import csv
import io
from datetime import UTC, date, datetime, time

from flask import Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from rules.logged import Logged
from rules.roles import Permission
from service_point.audit import note
from service_point.log_page import Wanted, log_picture, log_rows
from service_point.unit_of_work import Request
from staff_console.account_forms import LogAnswer
from staff_console.blueprint import staff_console
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house

LARGEST_ID = 2**31 - 1
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)  # what every zone and database can tell
BYTE_ORDER_MARK = "\ufeff"  # spreadsheets take it for UTF-8 then


class LogQuery(BaseModel):
    model_config = ConfigDict(extra="ignore")

    first: date | None = Field(None, ge=EARLIEST, le=LATEST, description="the first day, of the site")
    last: date | None = Field(None, ge=EARLIEST, le=LATEST, description="the last day")
    person: int | None = Field(None, ge=1, le=LARGEST_ID)
    action: str | None = Field(None, max_length=40)
    before: AwareDatetime | None = Field(
        None,
        ge=datetime.combine(EARLIEST, time.min, UTC),
        le=datetime.combine(LATEST, time.min, UTC),
        description="`older` of the page before",
    )


@staff_console.get("/api/log")
@for_staff(Permission.LOG)
@staff_console.input(LogQuery, location="query", arg_name="asked")
@staff_console.output(LogAnswer)
@staff_console.doc(responses=[401, 403, 422])
def get_log(asked: LogQuery) -> Response:
    """A page of it, newest first. Reading is logged too. An auditor of a carrier sees that carrier's people."""
    office, who = house().office, current_staff()
    wanted = _wanted(asked)
    if asked.before is None:
        _note(Logged.LOG_READ, wanted)
    with office.read() as session:
        return json_answer(log_picture(session, office.facts(session, who.site_id), who, wanted), 200)


@staff_console.get("/api/log.csv")
@for_staff(Permission.LOG)
@staff_console.input(LogQuery, location="query", arg_name="asked")
@staff_console.doc(responses=[200, 401, 403, 422])
def export_log(asked: LogQuery) -> Response:
    """The same as a file (CSV, UTF-8), at most 20,000 entries."""
    office, who = house().office, current_staff()
    wanted = _wanted(asked)
    _note(Logged.LOG_EXPORTED, wanted)
    text = io.StringIO()
    with office.read() as session:
        csv.writer(text).writerows(log_rows(session, office.facts(session, who.site_id), who, wanted))
    answer = Response(BYTE_ORDER_MARK + text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="lotse-log.csv"'
    return answer


def _wanted(asked: LogQuery) -> Wanted:
    before: datetime | None = asked.before
    return Wanted(asked.first, asked.last, asked.person, asked.action, before)


def _note(what: Logged, wanted: Wanted) -> None:
    who = current_staff()
    days = {name: str(day) for name, day in (("first", wanted.first), ("last", wanted.last)) if day}
    with house().office.write(who.site_id, Request(who.actor, None, "")) as unit:
        note(unit, what, about=wanted.person, **days)
