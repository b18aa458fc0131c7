"""Promises 7 and 9: what is remembered about visitors, and what the board may say, is on a list that one has to change."""

import json
from typing import Any

import pytest
from sqlalchemy import Text

from models import Base
from tests.support.cast import AYLIN, ServicePoint, everything

REMEMBERED = {
    "tickets": """id site_id slot_id on number code pin state topic language advice_languages needs persons issued_by
        issued_at key_at skipped only_staff_id only_desk missed_at ended_at passed_by_any passed_by_ordinary promised
        first_forecast handed_over_why appointment_at appointment_lapsed""",
    "appointments": """id site_id code state topic language advice_languages needs staff_id seat starts_at ends_at
        held_until booked_by made_at changed_at changed_by ticket_id email_sealed""",
    "appointment_cells": "id site_id seat cell_at appointment_id",
    "mails": "id site_id appointment_id kind state tries problem written_at next_try_at ended_at",
    "calls": """id site_id ticket_id slot_id staff_id desk by_hand why reason called_from called_at last_called_at times
        started_at ended_at ended_by is_ordinary passed""",
    "consultations": """id site_id ticket_id call_id staff_id carrier desk topic started_at ended_at ended_by outcomes
        referred_to case_management_carrier long_term_need contact persons talk_language interpreted_by further_topics
        gap recorded_at""",
    "ticket_events": """id site_id ticket_id at action from_state to_state actor_kind actor_id desk why request_id
        details""",
    "refusals": "id site_id at topic language why",
    "refused_tickets": """id site_id device_id request_id number made_at topic language why reported_at settled_at
        settled_by""",
    "next_steps": """id site_id ticket_id written_by written_at referred_to documents case_management_carrier
        come_again come_again_at on_page""",
    "print_jobs": """id site_id printer_id ticket_id date_key language staff_id sheet state tries problem queued_at
        next_try_at ended_at""",
    "leased_numbers": """id site_id device_id on number code_hash pin leased_at ticket_id request_id handed_in_at""",
    "answered_requests": "actor request_id fingerprint status answer answered_at",
}
WITHOUT_VISITORS = {
    "sites", "slots", "desks", "carriers", "topics", "staff", "sessions", "devices", "duties", "number_counters",
    "printers", "outages", "leases", "notices", "events", "ticketing_changes", "open_recordings", "roster",
    "paper_numbers", "plan_revisions", "setup_links",
    "pairings", "audit_log", "staff_links", "recovery_codes", "staff_identities", "pending_sign_ins",
    "help_calls", "interpreter_days", "interpreter_requests",
    "sign_in_failures", "forecasts", "learning",  # waits and counts of a slot
}  # fmt: skip
PERSONAL = (
    "birth",
    "phone",
    "mail",
    "address",
    "surname",
    "first_name",
    "nationality",
    "passport",
    "gender",
    "note",
)
ON_THE_BOARD = {"version", "epoch", "site", "now", "calls", "recent", "missed", "waiting", "notice", "dates"}
OF_THE_SITE = {
    "name", "zone", "settings", "open", "reason", "reason_texts", "opens_at", "closes_at", "last_call_at", "next_opens_at",
    "next_closes_at",
}  # fmt: skip
OF_A_CALL = {"number", "desk", "called_at", "times"}
SMUGGLED = "Maria Muster 01701234567"


def columns(table: str) -> set[str]:
    return {column.name for column in Base.metadata.tables[table].columns}


def test_every_table_is_judged() -> None:
    assert set(Base.metadata.tables) == {*REMEMBERED, *WITHOUT_VISITORS}


@pytest.mark.parametrize("table", REMEMBERED)
def test_about_visitors_only_this_is_remembered(table: str) -> None:
    assert columns(table) == set(REMEMBERED[table].split())


def test_no_column_has_the_name_of_something_personal() -> None:
    found = [
        f"{name}.{column}" for name in Base.metadata.tables for column in columns(name)
        if any(word in column for word in PERSONAL)
    ]  # fmt: skip
    assert found == ["appointments.email_sealed", "staff.email"], (
        "sealed, or at work: docs/data-protection.md"
    )
    assert not any(
        isinstance(column.type, Text) for table in Base.metadata.tables.values() for column in table.c
    )


def test_the_board_says_numbers_desks_times_and_counts(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    tickets = [point.kiosk().take("housing", "ar", needs=["wheelchair"], persons=3).ticket for _ in range(3)]
    for end in ("missed", "start"):
        called = aylin.call().ticket
        aylin.move(called["id"], end)
    aylin.move(called["id"], "finish", outcomes=["settled"])
    aylin.call()
    board = point.display().board()
    assert board["calls"], "a board without calls proves nothing"
    assert board["recent"]
    assert board["missed"] == [tickets[0]["number"]]
    assert set(board) == ON_THE_BOARD
    assert set(board["site"]) <= OF_THE_SITE
    assert {key for call in (*board["calls"], *board["recent"]) for key in call} == OF_A_CALL
    said = json.dumps({**board, "dates": []})  # words of the house, by language
    for word in ("housing", "wheelchair", "city", "Aylin", '"ar"', tickets[0]["code"]):
        assert word not in said, word


def smuggling() -> dict[str, dict[str, Any]]:
    """Every text field of every POST about a visitor, with a person's name in it."""
    wish = {"topic": "housing", "language": "de"}
    return {
        "topic": {**wish, "topic": SMUGGLED},
        "language": {**wish, "language": SMUGGLED},
        "language beside advice": {**wish, "language": SMUGGLED, "advice_languages": ["de"]},
        "advice language": {**wish, "advice_languages": [SMUGGLED]},
        "need": {**wish, "needs": [SMUGGLED]},
        "a field of its own": {**wish, "name": SMUGGLED},
    }


@pytest.mark.parametrize("way", smuggling())
@pytest.mark.parametrize("hour", ["open", "closed"])
def test_no_name_can_be_written_into_a_ticket_or_a_refusal(point: ServicePoint, way: str, hour: str) -> None:
    if hour == "closed":
        point.clock.forward(hours=5)
    wish = smuggling()[way]
    assert point.kiosk().take(**wish).status == 422
    assert point.console(AYLIN).take(**wish).status == 422
    assert SMUGGLED not in remembered(point)


@pytest.mark.parametrize(
    ("move", "body"),
    [
        ("suspend", {"why": SMUGGLED}),
        ("hand-over", {"topic": "work", "note": SMUGGLED}),
        ("finish", {"outcomes": [SMUGGLED]}),
        ("finish", {"outcomes": ["settled"], "gap": SMUGGLED}),
        ("finish", {"outcomes": ["referred"], "referred_to": [SMUGGLED]}),
        ("withdraw", {"why": SMUGGLED}),
    ],
)
def test_no_name_can_be_written_into_a_talk(point: ServicePoint, move: str, body: dict[str, Any]) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = point.kiosk().take().ticket["id"]
    aylin.call()
    aylin.move(ticket_id, "start")
    assert aylin.move(ticket_id, move, **body).status == 422
    assert SMUGGLED not in remembered(point)


def remembered(point: ServicePoint) -> str:
    with point.read() as session:
        return repr(everything(session))
