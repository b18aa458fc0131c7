"""Errors are problem details: the rule's name for programs, a sentence in the reader's language for people."""

import pytest

from i18n.languages import SHIPPED
from rules import errors
from rules.errors import RuleBroken
from tests.support.cast import AYLIN, ServicePoint
from tests.support.effort import now_and_long
from tests.support.faces import Reply
from web.problems import PROBLEMS

CLOSED = {
    "de": "Im Moment geben wir keine Nummern aus.",
    "en": "We are not giving out numbers right now.",
    "uk": None,
    "ar": None,
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: nothing here depends on the kind of database, and test_moves.py walks through both."""
    return sqlite_url


def test_every_rule_has_an_answer() -> None:
    rules = {
        rule for rule in vars(errors).values() if isinstance(rule, type) and issubclass(rule, RuleBroken)
    }
    assert rules - {RuleBroken} - set(PROBLEMS) == set()
    assert {status for status, _ in PROBLEMS.values()} <= {401, 403, 404, 409, 422, 429}


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("way", now_and_long(["header"], ["query"]))
def test_the_detail_is_in_the_readers_language(point: ServicePoint, language: str, way: str) -> None:
    point.clock.forward(hours=8)
    kiosk = point.kiosk()
    if way == "header":
        kiosk.headers["Accept-Language"] = f"{language}, en;q=0.3"
    query = f"?language={language}" if way == "query" else ""
    wish = {"topic": "housing", "language": "de", "request_id": "8f14e45f-ceea-467f-a12d-000000000000"}
    reply = kiosk.post(f"/kiosk/api/tickets{query}", wish)
    check_problem(reply, 409, "SlotClosed")
    assert reply.headers["Content-Language"] == language
    if CLOSED.get(language):
        assert reply.body["detail"] == CLOSED[language]
    else:
        others = [found for code, found in CLOSED.items() if code != language.split("-")[0]]  # easy German
        assert reply.body["detail"] not in others, "translated"


def test_each_kind_of_refusal_is_a_problem(point: ServicePoint) -> None:
    aylin, stranger = point.console(AYLIN), point.line()
    check_problem(stranger.ask("GET", "/staff/api/queue"), 401, "NotSignedIn")
    check_problem(stranger.ask("GET", "/nothing"), 404, "NotFound")
    check_problem(stranger.ask("POST", "/healthz", {}), 405, "MethodNotAllowed")
    check_problem(aylin.call(), 409, "NotOnDuty")
    check_problem(aylin.post("/staff/api/duty", {"desk": "three"}), 422, "NotValid")
    check_problem(point.kiosk().where(), 404, "UnknownCode")
    check_problem(
        point.kiosk().post("/kiosk/api/check-ins", {"code": "X", "request_id": ID}), 404, "UnknownCode"
    )


ID = "8f14e45f-ceea-467f-a12d-000000000001"


def test_what_is_wrong_in_a_body_is_named_without_repeating_it(point: ServicePoint) -> None:
    reply = point.line().ask(
        "POST", "/staff/api/session", {"username": "a-demir", "password": ["s3cret"], "more": 1}
    )
    check_problem(reply, 422, "NotValid")
    said = str(reply.body)
    assert "password" in said
    assert "more" in said
    assert "s3cret" not in said


def check_problem(reply: Reply, status: int, code: str) -> None:
    assert (reply.status, reply.code) == (status, code), reply
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "code", "detail"} <= set(reply.body)
    assert reply.body["status"] == status
    assert reply.body["detail"]
