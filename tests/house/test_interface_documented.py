"""docs/api.md tells of every address and every refusal that the code has."""

import re

from rules import errors
from rules.errors import RuleBroken
from rules.life_cycle import moves
from staff_console.forms import ForecastsAnswer
from tests.support.cast import ServicePoint
from tests.support.source import ROOT
from tools.screens_console import FIGURES

API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_address_of_the_description_is_in_the_document_and_the_other_way_round(
    point: ServicePoint,
) -> None:
    described = point.line().ask("GET", "/api/openapi.json").body["paths"]
    there = {f"{method.upper()} {path}" for path, methods in described.items() for method in methods}
    pages = {
        "GET /",
        "GET /kiosk/",
        "GET /display/",
        "GET /staff/",
        "GET /staff/recording",
        "GET /staff/configuration",
        "GET /kiosk/preview",
        "GET /t/{code}",
        "GET /a/{code}",
        "GET /book/",
        "GET /events/",
        "GET /metrics",
    }
    assert "POST /kiosk/api/tickets" in there
    told = set(re.findall(r"^\| `([A-Z]+ /\S*)` \|", API, re.MULTILINE))
    assert told == there | pages | {"GET /api/openapi.json"}


def test_every_refusal_is_listed() -> None:
    names = {name for name, found in vars(errors).items() if is_refusal(found)}
    assert "SlotClosed" in names
    listed = set(re.findall(r"`([A-Z]\w+)`", API.split("## Refusals")[1].split("## A visit")[0]))
    assert names - listed == set()


def test_the_life_cycle_is_the_programs_table() -> None:
    section = API.split("## Life cycle of a ticket")[1].split("## Promises")[0]
    rows = re.findall(r"^\| ([^|–]+) \| ([a-z_, ]+) \| (\w+)[^|]* \|", section, re.MULTILINE)
    told = {
        (state.strip(), action.strip(), to)
        for states, actions, to in rows
        if states.strip() not in ("from", "---")
        for state in states.split(",")
        for action in actions.split(",")
    }
    assert told == {(str(state), str(action), str(to)) for state, action, to in moves()}


def is_refusal(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, RuleBroken) and found is not RuleBroken


def test_pictures_show_answers_of_today() -> None:
    """`make screens` makes up one answer: it has every field that the page expects."""
    ForecastsAnswer.model_validate(FIGURES)
