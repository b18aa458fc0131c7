"""Who reaches which address: every address of the url map with every role, compared with the table of docs/roles.md."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from models import StaffMember
from rules.roles import Role
from tests.support.cast import (
    AUDITOR,
    AYLIN,
    DISPLAY_TOKEN,
    GUEST,
    JONAS,
    LEAD,
    OLHA,
    OPERATOR,
    RECEPTION,
    ServicePoint,
    kiosk_token,
)
from tests.support.faces import Console, Reply
from tests.support.source import ROOT

STAFF = {"case-manager": AYLIN, "lead": LEAD, "reception": RECEPTION, "guest": GUEST, "operator": OPERATOR,
         "auditor": AUDITOR}  # fmt: skip
EVERYBODY = ("nobody", "kiosk", "display", *STAFF)
ENDS_THE_SESSION = ("DELETE /staff/api/session", "POST /staff/api/account/sessions/end")
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}  # another machine
NOT_THERE = 99_999  # id of a ticket, person, printer that nobody has
ROW = re.compile(r"^\| `([A-Z]+ /\S*)` \|(.+)\|$", re.MULTILINE)


@pytest.fixture
def point(point_with: Callable[..., ServicePoint]) -> ServicePoint:
    return point_with()


def table() -> dict[str, dict[str, bool]]:
    """Address → role → whether it is let in, as written."""
    text = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
    rows = {address: [cell.strip() for cell in cells.split("|")] for address, cells in ROW.findall(text)}
    assert all(len(cells) == len(EVERYBODY) and set(cells) <= {"yes", "–"} for cells in rows.values())
    return {
        address: {who: cell == "yes" for who, cell in zip(EVERYBODY, cells, strict=True)}
        for address, cells in rows.items()
    }


def addresses(point: ServicePoint) -> list[str]:
    found = {
        f"{method} {rule.rule}"
        for rule in point.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    return sorted(found, key=lambda address: (address in ENDS_THE_SESSION, address))  # those last


def asking(point: ServicePoint, who: str) -> Callable[[str, str], Reply]:
    """A way to ask as somebody: signed in, freshly confirmed, or with a device's token."""
    if who in STAFF:
        console = point.console(STAFF[who])
        headers = {"X-CSRF-Token": console.csrf_token}
        return lambda method, path: console.line.ask(
            method, path, *_body(method), headers=headers, environ_base=ELSEWHERE
        )
    token = {"kiosk": kiosk_token(), "display": DISPLAY_TOKEN}.get(who)
    line = point.line()
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    return lambda method, path: line.ask(method, path, *_body(method), headers=bearer, environ_base=ELSEWHERE)


def _body(method: str) -> tuple[dict[str, Any], ...]:
    return () if method == "GET" else ({},)


def is_let_in(reply: Reply) -> bool:
    """A guard said no, or anything else answered: the rule of the thing, a missing field, the page."""
    assert reply.status < 500, reply
    return not (reply.status == 401 and reply.code in ("NotSignedIn", "Unauthorized")) and not (
        reply.status == 403 and reply.code == "NotAllowed"
    )


def test_every_address_is_in_the_table(point: ServicePoint) -> None:
    assert sorted(table()) == sorted(addresses(point))
    assert set(STAFF) == set(Role)


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_address_lets_in_whom_the_table_says_and_nobody_else(point: ServicePoint, who: str) -> None:
    written, ask = table(), asking(point, who)
    found = {}
    for address in addresses(point):
        method, path = address.split(" ")
        path = re.sub(r"<int:\w+>", str(NOT_THERE), path).replace("<code>", "NOCODE")
        path = path.replace("<face>/<path:name>", "web/dom.js").replace("<face>/<name>", "kiosk/de.x.json")
        if address in ENDS_THE_SESSION:
            ask = asking(point, who)
        found[address] = is_let_in(ask(method, path))
    assert found == {address: written[address][who] for address in found}


# --- carriers ---


def other_carriers_lead(point: ServicePoint) -> Console:
    """A lead of Olha's carrier, which is not Aylin's."""
    with point.write() as unit:
        members = {m.code: m for m in unit.session.scalars(select(StaffMember))}
        assert members[OLHA].carrier != members[AYLIN].carrier
        members[LEAD].carrier = members[OLHA].carrier
    return point.console(LEAD)


def finished_later(point: ServicePoint, username: str = AYLIN) -> int:
    console = point.console(username, desk=3)
    ticket_id: int = point.kiosk().take().ticket["id"]
    console.call()
    console.move(ticket_id, "start")
    console.move(ticket_id, "finish-later")
    return ticket_id


def test_a_lead_sees_open_outcomes_of_the_own_carrier_only(point: ServicePoint) -> None:
    ticket_id = finished_later(point)
    assert [one["id"] for one in point.console(LEAD).queue()["open_outcomes"]] == [ticket_id]
    assert other_carriers_lead(point).queue()["open_outcomes"] == []


def test_no_lead_records_the_outcome_of_another_carriers_talk(point: ServicePoint) -> None:
    ticket_id = finished_later(point)
    reply = other_carriers_lead(point).move(ticket_id, "outcome", outcomes=["settled"])
    assert (reply.status, reply.code) == (403, "NotYours")
    assert point.consultations(ticket_id)[0].outcomes is None


def test_an_auditor_of_a_carrier_reads_that_carriers_people_only(point: ServicePoint) -> None:
    finished_later(point)
    point.console(OLHA, desk=4)
    with point.write() as unit:
        members = {m.code: m for m in unit.session.scalars(select(StaffMember))}
        members[AUDITOR].carrier = members[OLHA].carrier
        aylin, olha = members[AYLIN].name, members[OLHA].name
    log = point.console(AUDITOR).get("/staff/api/log").body
    by = {entry["by"] for entry in log["entries"]}
    assert olha in by
    assert aylin not in by
    assert aylin not in {one["name"] for one in log["people"]}
    aylins = point.console(AUDITOR).get(f"/staff/api/log?person={members[AYLIN].id}").body["entries"]
    assert {entry["by"] for entry in aylins} <= {"Auditor"}, "only that the auditor asked"


def test_a_lead_of_a_carrier_looks_after_its_own_people_only(point: ServicePoint) -> None:
    lead = other_carriers_lead(point)
    people = {one["name"]: one for one in lead.get("/staff/api/people").body["people"]}
    with point.read() as session:
        names = {m.code: m.name for m in session.scalars(select(StaffMember))}
    aylin, olha = people[names[AYLIN]], people[names[OLHA]]
    assert (aylin["is_mine"], olha["is_mine"]) == (False, True)
    assert {"username", "email", "second_factor", "state"} & set(aylin) == set()
    assert olha["username"] == OLHA
    for path in ("", "/link", "/sleep", "/wake", "/erase", "/second-factor-off", "/sign-out"):
        body = {"name": "X", "role": "lead", "topics": []} if path == "" else {}
        reply = lead.post(f"/staff/api/people/{aylin['id']}{path}", body)
        assert (reply.status, reply.code) == (404, "UnknownPerson"), path
    promoted = {"name": olha["name"], "role": "lead", "carrier": None, "topics": olha["topics"]}
    assert lead.post(f"/staff/api/people/{olha['id']}", promoted).status == 404, (
        "nobody rises above the own carrier"
    )
    invited = {"name": "Y", "username": "y-y-y", "role": "lead", "carrier": "city", "topics": []}
    assert lead.post("/staff/api/people", invited).code == "UnknownChoice"


def test_nothing_that_a_colleague_of_another_carrier_reads_tells_of_a_finished_talk(
    point: ServicePoint,
) -> None:
    """What Aylin recorded is nowhere in what Jonas's or Olha's console is sent."""
    aylin = point.console(AYLIN, desk=3)
    issued = point.kiosk().take("housing", "uk").ticket
    shown = {
        username: point.console(username).get("/staff/api/queue").data.decode() for username in (JONAS, OLHA)
    }
    assert all(f'"number":{issued["number"]}' in text.replace(" ", "") for text in shown.values()), (
        "while waiting"
    )
    aylin.call()
    aylin.move(issued["id"], "start")
    done = {"outcomes": ["referred"], "referred_to": ["job-centre"], "talk_language": "tr", "persons": 7}
    reply = aylin.move(issued["id"], "finish", **done)
    assert reply.status in (200, 422), reply
    if reply.status == 422:
        assert aylin.move(issued["id"], "finish", outcomes=["settled"], persons=7).status == 200
    for username in (JONAS, OLHA, RECEPTION):
        console = point.console(username)
        for path in reading(point):
            text = console.get(path).data.decode()
            assert f'"number":{issued["number"]}' not in text.replace(" ", ""), (username, path)


def reading(point: ServicePoint) -> Iterator[str]:
    for rule in point.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and str(rule.rule).startswith("/staff/api/") and not rule.arguments:
            yield str(rule.rule)
