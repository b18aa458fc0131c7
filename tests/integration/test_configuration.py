"""Configuration by address: judged like the site file, saved whole or not at all, logged, undone, and the first run."""

import copy
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as within
from hypothesis import strategies as st
from sqlalchemy import select

from app import migrations
from app.config import Settings
from app.factory import create_app
from app.startup_checks import invitation_to_set_up
from models import AuditEntry, Database, StaffMember
from rules.site_file_writing import write_site_file
from service_point.set_up import make_setup_link
from service_point.unit_of_work import Office
from tests.support.cast import AYLIN, LEAD, LEVERKUSEN, OLHA, OPERATOR, Clock, ServicePoint
from tests.support.faces import PASSWORD, Console, FlaskLine, Kiosk, Reply

CONFIGURATION = "/staff/api/configuration"
DOCUMENT = tomllib.loads(LEVERKUSEN.read_text(encoding="utf-8"))


@pytest.fixture
def point(point_with: Callable[..., ServicePoint]) -> ServicePoint:
    """With a lead for the whole site."""
    made = point_with()
    with made.write() as unit:
        members = {member.code: member for member in unit.session.scalars(select(StaffMember))}
        members[LEAD].carrier = members[OPERATOR].carrier = None
    return made


def revision(console: Console) -> int:
    return int(console.get(CONFIGURATION).body["revision"])


def document(console: Console) -> dict[str, Any]:
    found: dict[str, Any] = console.get(CONFIGURATION).body["document"]
    return found


def save(console: Console, at: int | None = None, **tables: Any) -> Reply:
    return console.post(
        CONFIGURATION, {"revision": revision(console) if at is None else at, "tables": tables}
    )


def _called_new(code: str, people: list[Any]) -> None:
    next(one for one in people if one["code"] == code).update(name="Neu")


def rows(table: str, edit: Callable[[list[Any]], Any]) -> dict[str, Any]:
    """A table of Leverkusen's with an edit, as a draft."""
    made = copy.deepcopy(DOCUMENT[table])
    edit(made)
    return {table: made}


def renamed(name: str = "Zimmer 3", desk: int = 3) -> dict[str, Any]:
    return rows("desks", lambda desks: desks[desk - 1].update(name=name))


def test_a_renamed_desk_is_there_at_once_logged_and_undone(point: ServicePoint) -> None:
    lead, kiosk = point.console(LEAD), point.kiosk()
    page = heartbeat(kiosk)
    saved = save(lead, **renamed())
    assert (saved.status, saved.body["revision"]) == (200, 2)
    assert point.console(AYLIN).get("/staff/api/session").body["site"]["desks"][2]["name"] == "Zimmer 3"
    assert heartbeat(kiosk) != page, "the kiosk hears that it should load its page anew"
    newest, first = lead.get(CONFIGURATION).body["history"]
    assert (newest["by"], newest["how"], newest["changes"]) == (
        "Lead", "edited", [{"table": "desks", "row": "3", "kind": "changed", "keys": ["name"]}],
    )  # fmt: skip
    assert not first["may_be_undone"]
    with point.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "plan_changed")).all()[-1]
    assert entry.details == {"how": "edited", "revision": 2, "tables": {"desks": ["name"]}}
    undone = lead.post(f"{CONFIGURATION}/undo", {"revision": 2, "change": 2})
    assert (undone.status, undone.body["revision"]) == (200, 3)
    assert document(lead) == DOCUMENT
    assert [entry["may_be_undone"] for entry in lead.get(CONFIGURATION).body["history"]] == [
        True,
        False,
        False,
    ]


def heartbeat(kiosk: Kiosk) -> str:
    beat = {"page": "x", "up_for_s": 1, "clock_offset_s": 0, "unsent": 0}
    return str(kiosk.post("/kiosk/api/heartbeat", beat).body["page"])


def test_the_same_checks_as_for_a_file_and_nothing_is_half_saved(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    wrong = {**renamed(), **rows("hours", lambda hours: hours[0].update(ends="12:00"))}
    for answer in (save(lead, **wrong), check(lead, wrong)):
        assert [finding["path"] for finding in answer.body["findings"]] == [["hours", 0, "ends"]]
    refused = lead.line.ask(
        "POST", CONFIGURATION, {"revision": 1, "tables": wrong},
        headers={"X-CSRF-Token": lead.csrf_token, "Accept-Language": "de"},
    )  # fmt: skip
    assert (refused.status, refused.code) == (422, "PlanRefused")
    assert refused.body["findings"][0]["message"] == "12:00 ist nicht nach 12:45"
    assert (revision(lead), document(lead)) == (1, DOCUMENT)
    oddities: list[dict[str, Any]] = [
        {"desks": 3},
        {"desks": ["x"]},
        {"desk": []},
        {"site": []},
        {"topics": [{"code": 3}]},
        {"hours": None},
    ]
    for odd in oddities:
        assert check(lead, odd).body["findings"], odd
        assert save(lead, **odd).code == "PlanRefused", odd


def check(console: Console, tables: Any) -> Reply:
    return console.post(f"{CONFIGURATION}/check", {"revision": 1, "tables": tables})


def test_of_two_who_edit_at_once_the_second_is_told_and_loses_nothing(point: ServicePoint) -> None:
    lead, operator = point.console(LEAD), point.console(OPERATOR)
    assert save(operator, at=1, **renamed("Beratung", desk=5)).status == 200
    mine = renamed()
    late = save(lead, at=1, **mine)
    assert (late.status, late.code) == (409, "PlanChanged")
    together = lead.post(f"{CONFIGURATION}/rebase", {"revision": 1, "tables": mine}).body
    assert [desk["name"] for desk in together["tables"]["desks"]][2:5] == ["Zimmer 3", "Raum 4", "Beratung"]
    assert save(lead, at=together["revision"], **together["tables"]).status == 200
    assert [desk["name"] for desk in document(lead)["desks"]][2:5] == ["Zimmer 3", "Raum 4", "Beratung"]
    clash = lead.post(f"{CONFIGURATION}/rebase", {"revision": 1, "tables": renamed("Büro")})
    assert (clash.status, clash.code) == (409, "NoLongerFits")


def test_a_click_that_is_sent_again_counts_once(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    body = {"revision": 1, "tables": renamed(), "request_id": "6f2cbe7e-8a53-4b0c-9e0b-0b3a1f6a9c11"}
    assert [lead.post(CONFIGURATION, body).status for _ in range(2)] == [200, 200]
    assert revision(lead) == 2


def test_what_was_changed_again_is_not_undone(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    save(lead, **renamed())
    save(lead, **renamed("Büro"))
    refused = lead.post(f"{CONFIGURATION}/undo", {"revision": 3, "change": 2})
    assert (refused.status, refused.code) == (409, "NoLongerFits")
    assert lead.post(f"{CONFIGURATION}/undo", {"revision": 3, "change": 1}).code == "UnknownRevision"
    assert document(lead)["desks"][2]["name"] == "Büro"


def test_removing_what_is_in_use_says_so_and_asks_for_the_password(point: ServicePoint) -> None:
    lead, aylin = point.console(LEAD), point.console(AYLIN, desk=3)
    issued = point.kiosk().take("volunteering").ticket
    gone = rows("topics", lambda topics: topics.pop(4))
    gone |= rows(
        "case_managers",
        lambda people: [
            one["topics"].remove("volunteering") for one in people if "volunteering" in one["topics"]
        ],
    )
    assert "gerade jemand da" in check(lead, gone).body["findings"][0]["message"]
    assert (
        "im Dienst" in check(lead, rows("desks", lambda desks: desks.pop(2))).body["findings"][0]["message"]
    )
    aylin.move(issued["id"], "withdraw")
    assert check(lead, gone).body["touched"] == [{"table": "topics", "row": "volunteering", "uses": 1}]
    point.clock.forward(minutes=11)
    assert save(lead, **gone).code == "ConfirmNeeded"
    assert lead.post("/staff/api/session/confirm", {"password": PASSWORD}).status == 200
    assert save(lead, **gone).status == 200


def test_a_lead_of_a_carrier_leaves_other_carriers_and_their_people_alone(point: ServicePoint) -> None:
    with point.write() as unit:
        unit.session.scalars(select(StaffMember).where(StaffMember.code == LEAD)).one().carrier = "caritas"
    lead = point.console(LEAD)
    own, other = (
        rows(
            "case_managers",
            partial(_called_new, code),
        )
        for code in (OLHA, AYLIN)
    )
    stolen = rows("case_managers", lambda people: people[0].update(carrier="caritas"))
    renamed_carrier = rows("carriers", lambda carriers: carriers[0].update(name="Stadt"))
    for tables in (other, stolen, renamed_carrier):
        refused = save(lead, **tables)
        assert refused.code == "PlanRefused", tables
        assert "anderen Träger" in refused.body["findings"][0]["message"]
    assert save(lead, **own).status == 200
    assert save(lead, **renamed()).status == 200, "what belongs to no carrier"
    changed = {**DOCUMENT, **renamed_carrier}
    answer = lead.post(f"{CONFIGURATION}/file", {"revision": revision(lead), "text": written(changed)})
    assert answer.code == "PlanRefused"


def written(document: dict[str, Any]) -> str:
    return write_site_file(document)


def test_a_file_goes_out_and_in_again_equal(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    text = lead.get(f"{CONFIGURATION}/file").data.decode()
    assert tomllib.loads(text) == DOCUMENT
    save(lead, **renamed())
    told = lead.post(f"{CONFIGURATION}/file/check", {"text": text}).body
    assert told["changes"] == [{"table": "desks", "row": "3", "kind": "changed", "keys": ["name"]}]
    assert lead.post(f"{CONFIGURATION}/file", {"text": text, "revision": 1}).code == "PlanChanged"
    assert lead.post(f"{CONFIGURATION}/file", {"text": text, "revision": 2}).status == 200
    assert document(lead) == DOCUMENT
    assert lead.post(f"{CONFIGURATION}/file/check", {"text": "not = [toml"}).code == "PlanRefused"
    elsewhere = text.replace('code = "leverkusen"', 'code = "elsewhere"')
    assert lead.post(f"{CONFIGURATION}/file/check", {"text": elsewhere}).body["findings"]


@within(max_examples=8, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edit=st.data())
def test_any_valid_edit_and_its_undoing_leave_the_configuration_as_it_was(
    point: ServicePoint, edit: st.DataObject
) -> None:
    lead = point.console(LEAD)
    before = document(lead)
    tables = {}
    for name in edit.draw(
        st.sets(st.sampled_from(["desks", "topics", "outcomes", "closed_days"]), min_size=1, max_size=2)
    ):
        found = edit.draw(st.permutations(before[name]))
        row = dict(found[0])
        if name == "desks":
            row["name"] = edit.draw(st.text("abcäß ", min_size=1, max_size=20).map(str.strip).filter(bool))
        if name == "topics":
            row["expected_minutes"] = edit.draw(st.integers(5, 120))
        tables[name] = (
            [row, *found[1:]] if edit.draw(st.booleans()) or name in ("desks", "topics") else found[1:]
        )
    at = revision(lead)
    saved = save(lead, at=at, **tables)
    assert saved.status == 200, saved.body
    if saved.body["revision"] == at:
        assert document(lead) == before, "nothing had changed"
        return
    undone = lead.post(
        f"{CONFIGURATION}/undo", {"revision": saved.body["revision"], "change": saved.body["revision"]}
    )
    assert undone.status == 200, undone.body
    assert document(lead) == before


def test_a_preview_shows_the_draft_on_its_day_and_changes_nothing(point: ServicePoint) -> None:
    lead, version = point.console(LEAD), point.version
    draft = rows("topics", lambda topics: topics[0]["name"].update(uk="Інше"))

    def preview(at: str, tables: Any = draft) -> Reply:
        return lead.post("/kiosk/api/preview", {"tables": tables, "at": at, "language": "uk"})

    monday = preview("2026-11-23T13:00:00+01:00").body
    assert monday["picture"]["open"]
    assert "language-courses" in monday["picture"]["topics"]
    assert "naturalisation" not in monday["picture"]["topics"], "a guest topic"
    assert monday["boot"]["topics"][0]["name"]["uk"] == "Інше"
    assert monday["texts"]["language"] == "uk"
    christmas = preview("2026-12-28T13:00:00+01:00").body["picture"]
    assert (christmas["open"], christmas["reason"], christmas["topics"]) == (False, "closed_day", [])
    assert (
        preview("2026-12-25T13:00:00+01:00", rows("closed_days", lambda days: days.clear())).body["picture"][
            "reason"
        ]
        == "holiday"
    )
    assert preview("2026-12-09T14:30:00+01:00").body["picture"]["topics"] == ["naturalisation"]
    assert preview("2026-11-23T13:00:00+01:00", {"desks": []}).code == "PlanRefused"
    assert (point.version, revision(lead)) == (version, 1)


def test_somebody_who_is_erased_is_in_no_older_configuration(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    save(lead, **renamed())
    with point.read() as session:
        olha = session.scalars(select(StaffMember).where(StaffMember.code == OLHA)).one()
    assert lead.post(f"/staff/api/people/{olha.id}/erase").status == 200
    assert lead.post(f"{CONFIGURATION}/undo", {"revision": 3, "change": 2}).status == 200
    assert olha.name not in lead.get(CONFIGURATION).data.decode()


def test_how_long_changes_and_the_log_are_kept(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    save(lead, retention={"changes_days": 30})
    save(lead, **renamed())
    save(lead, **renamed("Büro"))
    point.clock.forward(days=29)
    point.night()
    assert len(point.console(LEAD).get(CONFIGURATION).body["history"]) == 4
    point.clock.forward(days=2)
    point.night()
    assert len(point.console(LEAD).get(CONFIGURATION).body["history"]) == 2, (
        "the last change can still be undone"
    )


# --- the first run ---

FIRST = {
    "name": "Servicestelle Neustadt", "short_name": "Neustadt", "code": "neustadt", "time_zone": "Europe/Berlin",
    "holidays": "DE-BY", "default_language": "de", "languages": ["de", "en", "uk", "ar"], "carrier": "Stadt Neustadt",
    "desks": 2, "desk_name": "Raum", "lead_name": "Mia Berg", "username": "m-berg", "password": "ein ganzer Satz reicht",
}  # fmt: skip


@pytest.fixture
def empty(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    database = Database(url)
    migrations.upgrade(database)
    database.dispose()
    return url


def test_the_first_run_needs_the_servers_link_and_ends_with_a_whole_site(empty: str) -> None:
    printed = invitation_to_set_up(Settings(database_url=empty, bind="127.0.0.1:7399"))
    assert "http://127.0.0.1:7399/staff/configuration#setup=" in printed
    point = NewPoint(empty)
    line = FlaskLine(point.app)
    assert line.ask("POST", "/staff/api/setup", {"token": "guessed", **FIRST}).code == "UnknownSetup"
    token = make_setup_link(point.office) or ""
    old = printed.strip().rsplit("=", 1)[1]
    assert line.ask("POST", "/staff/api/setup/look", {"token": old}).code == "UnknownSetup", (
        "a new link voids the old"
    )
    assert len(line.ask("POST", "/staff/api/setup/look", {"token": token}).body["languages"]) == 23
    weak = line.ask("POST", "/staff/api/setup", {"token": token, **FIRST, "password": "neustadt"})
    assert weak.code == "PasswordTooWeak"
    odd = line.ask("POST", "/staff/api/setup", {"token": token, **FIRST, "time_zone": "Mars/Base"})
    assert odd.body["findings"][0]["path"] == ["site", "time_zone"]
    made = line.ask("POST", "/staff/api/setup", {"token": token, **FIRST})
    assert (made.status, made.body["case_manager"]["role"], made.body["case_manager"]["carrier"]) == (
        200,
        "lead",
        None,
    )
    assert line.ask("POST", "/staff/api/setup", {"token": token, **FIRST}).code == "UnknownSetup", "good once"
    assert make_setup_link(point.office) is None
    assert invitation_to_set_up(Settings(database_url=empty)) == ""
    csrf = {"X-CSRF-Token": made.body["csrf_token"]}
    plan = line.ask("GET", CONFIGURATION).body
    judged = line.ask("POST", f"{CONFIGURATION}/check", {"revision": 1, "tables": {}}, headers=csrf).body
    assert judged == {"findings": [], "notes": [], "changes": [], "touched": []}
    assert all({"de", "en", "uk", "ar"} <= set(topic["name"]) for topic in plan["document"]["topics"])
    me = plan["document"]["case_managers"][0]
    mine = {**me, "languages": ["de", "en"]}
    hours = [{"weekday": "monday", "opens": "12:00", "ends": "16:00"}]
    body = {"revision": 1, "tables": {"hours": hours, "case_managers": [mine]}}
    assert line.ask("POST", CONFIGURATION, body, headers=csrf).status == 200
    session = line.ask("GET", "/staff/api/session").body["case_manager"]
    assert (session["role"], session["carrier"], session["languages"]) == ("lead", None, ["de", "en"])
    device = line.ask("POST", "/staff/api/setup/device", {"kind": "kiosk", "name": "Foyer"}, headers=csrf)
    kiosk = Kiosk(FlaskLine(point.app), device.body["link"].split("=")[1])
    assert kiosk.take("housing", "uk").status == 201
    point.office.database.dispose()


class NewPoint(ServicePoint):
    """Without a site yet."""

    def __init__(self, url: str) -> None:
        self.clock = Clock()
        given: dict[str, Any] = {"database_url": url, "rate_limits": "off", "log_level": "WARNING"}
        self.app = create_app(Settings(**given), self.clock)
        for threads in ("broadcaster", "printers"):
            self.app.extensions[threads].stop()
        self.office: Office = self.app.extensions["lotse"].office
