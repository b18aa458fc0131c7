"""Accounts from the invitation to the end: links, second factor, sessions, confirming, and what the log says of it."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from models import AuditEntry, Site, StaffMember, TicketEvent
from rules.roles import Role
from tests.support.cast import AUDITOR, AYLIN, LEAD, ServicePoint, add_member
from tests.support.faces import PASSWORD, Console, Line, Reply

SENTENCE = "a dozen green geese"
GIVEN = {"name": "Nele Neu", "username": "n-neu", "role": "case-manager", "carrier": "city", "languages": ["de"],
         "topics": ["housing"]}  # fmt: skip


@pytest.fixture
def here(point_with: Callable[..., ServicePoint]) -> ServicePoint:
    """On SQLite: nothing depends on the kind of database, but where a test says so."""
    return point_with()


def token_of(reply: Reply) -> str:
    assert reply.status == 201, reply
    return str(reply.body["link"]).split("#link=")[1]


def use(line: Line, token: str, **given: Any) -> Reply:
    return line.ask("POST", "/staff/api/links/use", {"token": token, **given})


def sign_in(line: Line, username: str = AYLIN, password: str = PASSWORD, **more: Any) -> Reply:
    return line.ask("POST", "/staff/api/session", {"username": username, "password": password, **more})


def second_factor(point: ServicePoint, console: Console) -> tuple[pyotp.TOTP, list[str]]:
    """Turned on for somebody signed in; the clock is one step on, so that the next code is a fresh one."""
    secret = console.post("/staff/api/account/second-factor").body["secret"]
    totp = pyotp.TOTP(secret)
    reply = console.post("/staff/api/account/second-factor/confirm", {"code": totp.at(point.clock.now)})
    assert reply.status == 200, reply
    point.clock.forward(seconds=60)
    return totp, reply.body["recovery_codes"]


def rule(point: ServicePoint, second_factor: str) -> None:
    with point.write() as unit:
        site = unit.session.get_one(Site, point.site_id)
        site.plan = {**site.plan, "sign_in": {"second_factor": second_factor}}
        site.plan_revision += 1


def logged(point: ServicePoint, console: Console | None = None) -> list[str]:
    """Actions, oldest first, as the auditor reads them."""
    entries = (console or point.console(AUDITOR)).get("/staff/api/log").body["entries"]
    return [entry["action"] for entry in entries][::-1]


# --- invitations ---


def test_an_invited_colleague_sets_a_password_and_works(here: ServicePoint) -> None:
    token = token_of(here.console(LEAD).post("/staff/api/people", GIVEN))
    line = here.line()
    seen = line.ask("POST", "/staff/api/links", {"token": token}).body
    assert (seen["kind"], seen["name"], seen["username"]) == ("invitation", "Nele Neu", "n-neu")
    assert use(line, token, password="short").code == "PasswordTooWeak"
    assert use(line, token, password="nele neu nele neu").code == "PasswordTooWeak", "only the name"
    assert use(line, token, password=SENTENCE).body["case_manager"]["code"] == "n-neu"
    assert line.ask("GET", "/staff/api/queue").status == 200
    assert Console(here.line(), "n-neu", SENTENCE).on_duty(4).me["topics"] == ["housing"]


def test_a_link_is_good_once_and_for_seven_days(here: ServicePoint) -> None:
    lead = here.console(LEAD)
    used = token_of(lead.post("/staff/api/people", GIVEN))
    assert use(here.line(), used, password=SENTENCE).status == 200
    late = token_of(lead.post("/staff/api/people", {**GIVEN, "username": "other"}))
    here.clock.forward(days=7)
    for token in (used, late, "nonsense", ""):
        assert use(here.line(), token, password=SENTENCE).code == "UnknownLink"
        assert here.line().ask("POST", "/staff/api/links", {"token": token}).status == 404


def test_a_new_link_voids_the_old_one_and_a_new_password_ends_all_sessions(here: ServicePoint) -> None:
    lead, aylin = here.console(LEAD), here.console(AYLIN)
    path = f"/staff/api/people/{aylin.me['id']}/link"
    old, new = (token_of(lead.post(path)) for _ in range(2))
    assert use(here.line(), old, password=SENTENCE).code == "UnknownLink"
    assert aylin.get("/staff/api/session").status == 200, "nothing happened yet"
    assert use(here.line(), new, password=SENTENCE).status == 200
    assert aylin.get("/staff/api/session").status == 401
    assert sign_in(here.line()).code == "SignInFailed"


def test_a_link_does_not_lead_around_the_second_factor(here: ServicePoint) -> None:
    aylin = here.console(AYLIN)
    totp, _ = second_factor(here, aylin)
    token = token_of(here.console(LEAD).post(f"/staff/api/people/{aylin.me['id']}/link"))
    assert use(here.line(), token, password=SENTENCE).code == "CodeNeeded"
    assert use(here.line(), token, password=SENTENCE, code="000000").code == "WrongCode"
    assert use(here.line(), token, password=SENTENCE, code=totp.at(here.clock.now)).status == 200


def test_the_codes_of_a_link_are_not_to_be_tried_out(point_with: Callable[..., ServicePoint]) -> None:
    point = point_with(rate_limits="on")
    aylin = point.console(AYLIN)
    second_factor(point, aylin)
    token = token_of(point.console(LEAD).post(f"/staff/api/people/{aylin.me['id']}/link"))
    codes = [use(point.line(), token, password=SENTENCE, code=f"{number:06d}").code for number in range(6)]
    assert codes == ["WrongCode"] * 5 + ["TooManyAttempts"]


def test_a_guest_comes_in_for_one_slot_and_no_longer(here: ServicePoint) -> None:
    lead = here.console(LEAD)
    slots = lead.get("/staff/api/people").body["slots"]
    later = next(slot for slot in slots if slot["opens_at"] > here.clock.now.isoformat())
    guest = {
        "name": "G. Guest",
        "role": "guest",
        "carrier": "city",
        "languages": ["de"],
        "topics": ["naturalisation"],
    }
    now = token_of(lead.post("/staff/api/people", {**guest, "slot": slots[0]["id"]}))
    then = token_of(lead.post("/staff/api/people", {**guest, "slot": later["id"]}))
    assert use(here.line(), then).code == "LinkTooEarly"
    first, second = here.line(), here.line()
    assert use(first, now).body["case_manager"]["role"] == "guest"
    assert use(second, now).status == 200, "again in the same slot: another browser"
    assert first.ask("GET", "/staff/api/queue").status == 401, "one at a time"
    here.clock.forward(hours=4, minutes=16)  # 17:16; the slot ended at 16:45
    assert second.ask("GET", "/staff/api/queue").status == 401
    assert use(here.line(), now).code == "UnknownLink"
    here.night()
    people = {one["id"]: one for one in here.console(LEAD).get("/staff/api/people").body["people"]}
    guests = [one["state"] for one in people.values() if one["name"] == "G. Guest"]
    assert sorted(guests) == ["asleep", "invited"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"username": AYLIN}, "UsernameTaken"), ({"username": "without-login"}, "UsernameTaken"), ({"username": "A b"}, "UnknownChoice"), ({"username": None}, "UnknownChoice"),
        ({"carrier": "nobody"}, "UnknownChoice"), ({"topics": ["gardening"]}, "UnknownTopic"),
        ({"topics": ["family"]}, "UnknownChoice"), ({"languages": ["xx"]}, "UnknownLanguage"), ({"name": " "}, "NotValid"),
        ({"email": "nonsense"}, "UnknownChoice"), ({"role": "guest", "slot": 99_999}, "UnknownChoice"),
        ({"role": "king"}, "NotValid"),
    ],
    ids=str,
)  # fmt: skip
def test_an_invitation_that_cannot_be(here: ServicePoint, change: dict[str, Any], code: str) -> None:
    with here.write() as unit:
        add_member(unit, "without-login", Role.CASE_MANAGER, ("housing",)).username = None
    assert here.console(LEAD).post("/staff/api/people", {**GIVEN, **change}).code == code


# --- people ---


def test_who_sleeps_is_out_at_once_and_may_be_woken(here: ServicePoint) -> None:
    lead, aylin = here.console(LEAD), here.console(AYLIN, desk=3)
    path = f"/staff/api/people/{aylin.me['id']}"
    here.kiosk().take()
    aylin.call()
    assert lead.post(f"{path}/sleep").code == "StillServing"
    aylin.move(aylin.queue()["current"]["id"], "cancel-call")
    assert lead.post(f"{path}/sleep").status == 200
    assert aylin.get("/staff/api/queue").status == 401
    assert sign_in(here.line()).code == "SignInFailed"
    assert here.console("j-hoffmann").on_duty(3), "the desk is free"
    lead.post(f"{path}/wake")
    assert sign_in(here.line()).status == 200


def test_an_erased_person_leaves_no_name_and_no_way_in(here: ServicePoint) -> None:
    lead, aylin = here.console(LEAD), here.console(AYLIN)
    assert lead.post(f"/staff/api/people/{aylin.me['id']}/erase").status == 200
    assert sign_in(here.line()).code == "SignInFailed"
    with here.read() as session:
        member = session.get_one(StaffMember, aylin.me["id"])
        assert (member.username, member.password_hash, member.email, member.languages) == (
            None,
            None,
            None,
            [],
        )
        assert "Aylin" not in repr([vars(one) for one in session.scalars(select(StaffMember))])
        assert "Aylin" not in repr(session.scalars(select(Site.plan)).one())


def test_somebody_remains_who_can_invite(here: ServicePoint) -> None:
    lead = here.console(LEAD)
    me = next(one for one in lead.get("/staff/api/people").body["people"] if one["is_me"])
    skills = {name: me[name] for name in ("name", "carrier", "languages", "topics")}
    assert lead.post(f"/staff/api/people/{me['id']}", {**skills, "role": "reception"}).code == "LastLead"
    for path in ("sleep", "erase"):
        assert lead.post(f"/staff/api/people/{me['id']}/{path}").code == "NotAllowed", "oneself"


def test_what_a_lead_changes_counts_at_once(here: ServicePoint) -> None:
    lead, aylin = here.console(LEAD), here.console(AYLIN)
    skills = {
        "name": "Aylin Demir",
        "role": "reception",
        "carrier": "city",
        "languages": ["de"],
        "topics": [],
    }
    assert lead.post(f"/staff/api/people/{aylin.me['id']}", skills).status == 200
    assert aylin.post("/staff/api/duty", {"desk": 3}).code == "NotAllowed"


# --- confirming ---


def test_dangerous_things_want_a_password_of_the_last_ten_minutes(here: ServicePoint) -> None:
    lead = here.console(LEAD)
    aylin = here.console(AYLIN)
    me = f"/staff/api/people/{aylin.me['id']}"
    here.clock.forward(minutes=10)
    role = {"name": "Aylin", "role": "lead", "carrier": "city", "languages": ["de"], "topics": ["housing"]}
    dangerous: list[tuple[str, dict[str, Any]]] = [("/staff/api/people", GIVEN), (me, role), *((f"{me}/{what}", {}) for what in (
        "link", "sleep", "wake", "erase", "second-factor-off")), ("/staff/api/account/password", {"password": SENTENCE}),
        ("/staff/api/account/second-factor", {}), ("/staff/api/account/recovery-codes", {}),
        ("/staff/api/account/second-factor/off", {})]  # fmt: skip
    assert [lead.post(path, body).code for path, body in dangerous] == ["ConfirmNeeded"] * len(dangerous)
    harmless = {**role, "role": "case-manager"}
    assert lead.post(me, harmless).status == 200, "skills need none"
    assert lead.post("/staff/api/session/confirm", {"password": "wrong"}).code == "SignInFailed"
    assert lead.post(f"{me}/sleep").code == "ConfirmNeeded"
    assert lead.post("/staff/api/session/confirm", {"password": PASSWORD}).status == 200
    assert lead.post(f"{me}/sleep").status == 200


def test_confirming_is_not_to_be_tried_out(point_with: Callable[..., ServicePoint]) -> None:
    lead = point_with(rate_limits="on").console(LEAD)
    codes = [lead.post("/staff/api/session/confirm", {"password": "wrong"}).code for _ in range(6)]
    assert codes == ["SignInFailed"] * 5 + ["TooManyAttempts"]


# --- second factor ---


def test_with_a_second_factor_the_password_alone_is_not_enough(here: ServicePoint) -> None:
    totp, _ = second_factor(here, here.console(AYLIN))
    asked = sign_in(here.line())
    assert (asked.status, asked.code) == (401, "CodeNeeded")
    assert "Set-Cookie" not in asked.headers
    assert sign_in(here.line(), code="123").code == "WrongCode"
    assert sign_in(here.line(), password="wrong", code=totp.at(here.clock.now)).code == "SignInFailed"
    assert sign_in(here.line(), code=totp.at(here.clock.now)).status == 200


def test_a_code_is_good_once_and_for_a_minute(here: ServicePoint) -> None:
    totp, _ = second_factor(here, here.console(AYLIN))
    code = totp.at(here.clock.now)
    assert [sign_in(here.line(), code=code).status for _ in range(2)] == [200, 422]
    later = totp.at(here.clock.now + timedelta(seconds=30))
    here.clock.forward(seconds=95)
    assert sign_in(here.line(), code=later).code == "WrongCode"


def test_codes_are_not_to_be_tried_out(point_with: Callable[..., ServicePoint]) -> None:
    """Who knows the password may not reset the counter by it."""
    point = point_with(rate_limits="on")
    second_factor(point, point.console(AYLIN))
    codes = []
    for number in range(6):
        codes.append(sign_in(point.line(), code=f"{number:06d}").code)
        codes.append(sign_in(point.line()).code)
    assert codes.count("WrongCode") <= 5
    assert codes[-2:] == ["TooManyAttempts"] * 2


def test_a_recovery_code_lets_in_once(here: ServicePoint) -> None:
    _, recovery = second_factor(here, here.console(AYLIN))
    assert len(set(recovery)) == 8
    line = here.line()
    assert [sign_in(line, code=recovery[0].upper()).status for _ in range(2)] == [200, 422]
    sign_in(line, code=recovery[1])
    assert line.ask("GET", "/staff/api/account").body["second_factor"]["recovery_codes"] == 6
    here.console("j-hoffmann")
    assert sign_in(here.line(), "j-hoffmann", code=recovery[2]).status == 200, (
        "has no second factor: not looked at"
    )


def test_neither_secret_nor_recovery_codes_stand_in_the_database(
    point_with: Callable[..., ServicePoint],
) -> None:
    point = point_with(secret_key="s" * 40)
    totp, recovery = second_factor(point, point.console(AYLIN))
    with point.office.database.engine.connect() as connection:
        raw = "".join(connection.connection.dbapi_connection.iterdump())  # type: ignore[union-attr]
    assert "argon2id" in raw
    for secret in (totp.secret, *recovery, *(code.replace("-", "") for code in recovery)):
        assert secret not in raw


def test_where_the_site_asks_everybody_nothing_works_before_it_is_set_up(here: ServicePoint) -> None:
    aylin = here.console(AYLIN)
    rule(here, "required")
    assert aylin.get("/staff/api/queue").code == "SecondFactorMissing"
    assert aylin.post("/staff/api/duty", {"desk": 3}).code == "SecondFactorMissing"
    assert aylin.get("/staff/api/session").body["lacks_second_factor"] is True
    second_factor(here, aylin)
    assert aylin.get("/staff/api/queue").status == 200
    assert aylin.post("/staff/api/account/second-factor/off").code == "SecondFactorRequired"


def test_turned_off_by_oneself_or_by_the_lead_for_a_lost_phone(here: ServicePoint) -> None:
    aylin = here.console(AYLIN)
    second_factor(here, aylin)
    assert aylin.post("/staff/api/account/second-factor/off").status == 204
    assert sign_in(here.line()).status == 200
    second_factor(here, aylin)
    assert here.console(LEAD).post(f"/staff/api/people/{aylin.me['id']}/second-factor-off").status == 200
    assert aylin.get("/staff/api/session").status == 401, "and all sessions end"
    assert sign_in(here.line()).status == 200


# --- sessions ---


def test_a_stolen_cookie_dies_with_signing_out_everywhere(here: ServicePoint) -> None:
    aylin, elsewhere = here.console(AYLIN), here.console(AYLIN)
    stolen = here.line()
    stolen.client.set_cookie("lotse-session", aylin.line.client.get_cookie("lotse-session").value)  # type: ignore[attr-defined]
    assert stolen.ask("GET", "/staff/api/queue").status == 200
    sessions = aylin.get("/staff/api/account").body["sessions"]
    assert [one["is_this"] for one in sessions].count(True) == 1
    assert elsewhere.post("/staff/api/account/sessions/end").body["ended"] == len(sessions) == 2
    for line in (stolen, aylin.line, elsewhere.line):
        assert line.ask("GET", "/staff/api/queue").status == 401


def test_one_session_or_all_others(here: ServicePoint) -> None:
    consoles = [here.console(AYLIN) for _ in range(3)]
    listed = consoles[0].get("/staff/api/account").body["sessions"]
    other = next(one["id"] for one in listed if not one["is_this"])
    assert consoles[0].post("/staff/api/account/sessions/end", {"session": other}).body["ended"] == 1
    assert consoles[0].post("/staff/api/account/sessions/end", {"but_this": True}).body["ended"] == 1
    assert [console.get("/staff/api/session").status for console in consoles] == [200, 401, 401]
    jonas = here.console("j-hoffmann").get("/staff/api/account").body["sessions"][0]["id"]
    assert consoles[0].post("/staff/api/account/sessions/end", {"session": jonas}).body["ended"] == 0


def test_a_new_password_ends_the_other_sessions_only(here: ServicePoint) -> None:
    mine, other = here.console(AYLIN), here.console(AYLIN)
    assert mine.post("/staff/api/account/password", {"password": "servicestelle"}).status == 200
    assert mine.post("/staff/api/account/password", {"password": "aaaaaaaaaaaaaaa"}).code == "PasswordTooWeak"
    assert (mine.get("/staff/api/session").status, other.get("/staff/api/session").status) == (200, 401)
    assert sign_in(here.line(), password="servicestelle").status == 200


# --- the log ---


def test_the_log_tells_what_staff_did(here: ServicePoint) -> None:
    aylin = here.console(AYLIN, desk=3)
    here.clock.forward(seconds=1)
    ticket = here.kiosk().take("housing", "uk").ticket
    aylin.call()
    here.clock.forward(seconds=1)
    aylin.move(ticket["id"], "start")
    here.clock.forward(seconds=1)
    sign_in(here.line(), password="wrong")
    here.console(LEAD).post("/staff/api/ticketing", {"paused": True, "reason": "short_break"})
    auditor = here.console(AUDITOR)
    told = logged(here, auditor)
    expected = [
        "signed_in",
        "duty_began",
        "call",
        "start",
        "sign_in_failed",
        "signed_in",
        "kiosks_paused",
        "signed_in",
    ]
    assert [action for action in told if action in expected] == expected
    entry = next(e for e in auditor.get("/staff/api/log").body["entries"] if e["action"] == "call")
    assert (entry["by"], entry["number"], entry["desk"]) == ("Aylin Demir", ticket["number"], 3)
    whole = auditor.get("/staff/api/log").data.decode()
    assert "housing" not in whole, "what the visitor came for is no part of it"


def test_the_log_is_filtered_by_day_person_and_action(here: ServicePoint) -> None:
    aylin = here.console(AYLIN)
    here.clock.forward(days=1)
    here.console("j-hoffmann")
    auditor = here.console(AUDITOR)

    def by(query: str) -> set[str]:
        return {
            entry["by"] for entry in auditor.get(f"/staff/api/log?action=signed_in&{query}").body["entries"]
        }

    assert by("") == {"Aylin Demir", "Jonas Hoffmann", "Auditor"}
    assert by("last=2026-11-23") == {"Aylin Demir"}
    assert by("first=2026-11-24") == {"Jonas Hoffmann", "Auditor"}
    assert by(f"person={aylin.me['id']}") == {"Aylin Demir"}
    for odd in (
        "first=yesterday",
        "first=0001-01-01",
        "last=9999-12-31",
        "before=0001-01-01T00:00:00%2B14:00",
        "person=0",
    ):
        assert auditor.get(f"/staff/api/log?{odd}").status == 422, odd


def test_the_log_comes_page_by_page_without_gap_or_doubles(here: ServicePoint) -> None:
    aylin = here.console(AYLIN).me["id"]
    with here.write() as unit:
        for number in range(260):
            at = here.clock.now + timedelta(seconds=number // 3)
            entry = {"action": "test_printed", "actor_kind": "staff", "actor_id": aylin}
            unit.session.add(AuditEntry(site_id=here.site_id, at=at, **entry))
    auditor, seen, before = here.console(AUDITOR), [], ""
    while before is not None:
        page = auditor.get(
            "/staff/api/log?action=test_printed" + (f"&before={before.replace('+', '%2B')}" if before else "")
        ).body
        seen += [entry["id"] for entry in page["entries"]]
        before = page["older"]
    assert len(seen) == len(set(seen)) == 260


def test_the_file_holds_no_formula(here: ServicePoint) -> None:
    lead = here.console(LEAD)
    token_of(lead.post("/staff/api/people", {**GIVEN, "name": "=HYPERLINK(1)"}))
    reply = here.console(AUDITOR).get("/staff/api/log.csv")
    assert reply.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(reply.data.decode("utf-8-sig"))))
    assert rows[0][:4] == ["time", "action", "by", "about"]
    assert "'=HYPERLINK(1)" in {row[3] for row in rows}
    assert not [cell for row in rows for cell in row if cell[:1] in "=+@" and cell]


def test_everybody_sees_what_is_logged_about_them_and_who_read_it(here: ServicePoint) -> None:
    aylin = here.console(AYLIN)
    here.console("j-hoffmann")
    here.console(AUDITOR).get(f"/staff/api/log?person={aylin.me['id']}")
    mine = aylin.get("/staff/api/account/log").body["entries"]
    assert {(entry["action"], entry["by"]) for entry in mine} == {
        ("signed_in", "Aylin Demir"),
        ("log_read", "Auditor"),
    }


def test_the_log_cannot_be_changed_and_is_erased_after_90_days(point: ServicePoint) -> None:
    """On both databases, by their triggers: not even a program with all rights does it by mistake."""
    point.kiosk().take()
    aylin = point.console(AYLIN, desk=3)
    aylin.call()
    forbidden = [
        update(AuditEntry).values(action="nothing"), delete(AuditEntry), update(TicketEvent).values(actor_id=None),
        update(TicketEvent).values(action="nothing"), update(AuditEntry).values(details=None),
    ]  # fmt: skip
    for statement in forbidden:
        with pytest.raises(DBAPIError, match=r"append-only|90 days"), point.write() as unit:
            unit.session.execute(statement)
    with point.write() as unit:
        unit.session.execute(update(TicketEvent).values(details=None))  # needs are erased there
        old = datetime.now(UTC) - timedelta(days=91)
        unit.session.add(AuditEntry(site_id=point.site_id, at=old, action="signed_in", actor_kind="system"))
    with point.read() as session:
        before = session.scalar(select(text("count(*)")).select_from(AuditEntry))
    point.night()
    with point.read() as session:
        assert session.scalar(select(text("count(*)")).select_from(AuditEntry)) == before - 1
