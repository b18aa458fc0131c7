"""The one table that turns a broken rule into an answer: RFC 9457 problem details in the reader's language."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, jsonify, request
from werkzeug.exceptions import HTTPException

from i18n.texts import N_, translator
from rules import errors
from rules.errors import RuleBroken
from web.languages import reader_language
from web.pages import page

log = logging.getLogger("lotse.web")

PROBLEMS: dict[type[RuleBroken], tuple[int, str]] = {
    errors.IllegalMove: (409, N_("This is not possible any more: the ticket has moved on.")),
    errors.TooSoon: (409, N_("Please wait ten seconds before calling again.")),
    errors.TooLate: (409, N_("It is too late for this change.")),
    errors.AlreadyCalled: (409, N_("A colleague has already called this number.")),
    errors.AlreadyServing: (409, N_("You still have a visitor. Please finish that first.")),
    errors.NobodyWaiting: (404, N_("Nobody you can help is waiting.")),
    errors.NotOnDuty: (409, N_("Nobody is on duty there.")),
    errors.StillServing: (409, N_("You still have a visitor. Please finish that first.")),
    errors.DeskTaken: (409, N_("A colleague is already at this desk.")),
    errors.UnknownDesk: (404, N_("There is no such desk.")),
    errors.UnknownTicket: (404, N_("There is no such ticket.")),
    errors.UnknownCode: (404, N_("We do not know this number. Please ask at the desk.")),
    errors.UnknownTopic: (422, N_("This topic is not offered here today.")),
    errors.UnknownLanguage: (422, N_("This language is not on our list.")),
    errors.UnknownChoice: (422, N_("This choice is not on the list: {field}.")),
    errors.WrongDay: (409, N_("Your appointment is on another day.")),
    errors.AppointmentCancelled: (409, N_("This appointment was cancelled. You can take a number.")),
    errors.AppointmentOver: (409, N_("This appointment cannot be changed any more.")),
    errors.JustTaken: (409, N_("Somebody else has just taken this time. Please choose another one.")),
    errors.NotBookable: (409, N_("There are no appointments for this topic.")),
    errors.SlotClosed: (409, N_("We are not giving out numbers right now.")),
    errors.TicketingPaused: (409, N_("We are not giving out numbers right now.")),
    errors.NotToday: (409, N_("Today there is no time left.")),
    errors.Uncertain: (409, N_("We do not know whether there is time left today. You decide.")),
    errors.OutcomeMissing: (422, N_("Please choose an outcome.")),
    errors.TargetMissing: (422, N_("Please choose who takes over.")),
    errors.NotYours: (403, N_("A colleague is serving this visitor.")),
    errors.NotAllowed: (403, N_("Your account may not do this.")),
    errors.RequestIdReused: (409, N_("This was sent before with other content.")),
    errors.NoVoice: (404, N_("There is no voice for this language yet.")),
    errors.NotSpeech: (422, N_("Something in this is missing or not right.")),
    errors.TooManyAttempts: (429, N_("Too many attempts. Please wait a few minutes.")),
    errors.SignInFailed: (401, N_("User name and password do not match.")),
    errors.UsernameTaken: (409, N_("Somebody already uses this user name.")),
    errors.NoPrinter: (409, N_("No printer is set up for slips.")),
    errors.UnknownPrinter: (404, N_("There is no such printer.")),
    errors.UnknownDisplay: (404, N_("There is no such display.")),
    errors.UnknownNotice: (404, N_("There is no such notice.")),
    errors.NothingToPrint: (409, N_("This number is over: there is no slip for it any more.")),
    errors.NotSignedIn: (401, N_("Please sign in first.")),
    errors.CsrfMissing: (403, N_("Please reload the page and try again.")),
    errors.OtherOrigin: (403, N_("This came from another website and was not accepted.")),
}

TOLD = (
    "field",
    "wait",
    "wait_s",
    "outlook",
    "next_opens_at",
    "next_times",
    "starts_at",
)  # values of a rule that its problem shows

HTTP_TEXTS = {
    400: N_("We could not read this."),
    401: N_("Please sign in first."),
    404: N_("This page does not exist."),
    405: N_("This is not possible here."),
    413: N_("This is too large."),
    415: N_("We could not read this."),
    422: N_("Something in this is missing or not right."),
    429: N_("Too many attempts. Please wait a few minutes."),
    500: N_("Something went wrong here. Please ask the staff."),
}


def add_problems(more: Mapping[type[RuleBroken], tuple[int, str]]) -> None:
    """A face's own rows of the table: refusals that only its readers meet, in its languages."""
    PROBLEMS.update(more)


def register_problems(app: APIFlask) -> None:
    """Every error of every address becomes a problem; a page's reader gets a page, see `web.pages`."""

    @app.errorhandler(RuleBroken)
    def rule_broken(error: RuleBroken) -> Response:
        return answer_rule(error)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        return problem(error.code or 500, _name(error.code or 500), HTTP_TEXTS.get(error.code or 500))

    @app.error_processor
    def api_error(error: HTTPError) -> Any:
        if _reads_pages():
            return _problem_page(error.status_code)
        extra = {"errors": error.detail} if error.detail else {}
        return problem(
            error.status_code, _name(error.status_code), HTTP_TEXTS.get(error.status_code), **extra
        )

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        log.exception("unforeseen error at %s", request.endpoint)
        if _reads_pages():
            return _problem_page(500)
        return problem(500, "InternalError", HTTP_TEXTS[500])


def answer_rule(error: RuleBroken) -> Response:
    status, text = PROBLEMS[type(error)]
    values = {name: value for name, value in error.values.items() if name in TOLD}
    answer = problem(status, error.code, text, **values)
    if "wait_s" in error.values:
        answer.headers["Retry-After"] = str(error.values["wait_s"])
    return answer


def problem(status: int, code: str, text: str | None, **extra: Any) -> Response:
    """`{type, title, status, code, detail}`; `text` is a msgid, translated for the reader."""
    language = reader_language()
    texts = translator(language)
    body = {
        "type": f"/api/problems/{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": texts.gettext(
            text or HTTP_TEXTS[400], **({"field": extra["field"]} if "field" in extra else {})
        ),
        **extra,
    }
    response = jsonify(body)
    response.status_code = status
    response.content_type = "application/problem+json"
    response.headers["Content-Language"] = language
    return response


def _reads_pages() -> bool:
    """A person with a browser at an address that is no API."""
    wanted = request.accept_mimetypes.best_match(("application/json", "text/html"))
    return request.method == "GET" and "/api/" not in request.path and wanted == "text/html"


def _problem_page(status: int) -> Response:
    language = reader_language()
    title = translator(language).gettext(HTTP_TEXTS.get(status, HTTP_TEXTS[400]))
    return Response(page("web/problem.html", language, site_name="Lotse", title=title), status)


def _name(status: int) -> str:
    names = {422: "NotValid", 400: "NotReadable", 415: "NotReadable", 413: "TooLarge"}
    return names.get(status) or HTTPStatus(status).phrase.replace(" ", "").replace("-", "")
