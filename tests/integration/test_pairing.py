"""Pairing a kiosk or display by the code on its screen: who sees the code gains nothing, who types it decides."""

from collections.abc import Callable
from typing import Any

import pytest
from flask_socketio import SocketIO, SocketIOTestClient
from sqlalchemy import func, select

from models import AuditEntry, Device, Pairing
from rules.pairing import MOST_WAITING, read_code
from service_point.devices import KnownDevice, device_of
from service_point.pairing import begin_pairing
from tests.support.cast import AYLIN, DISPLAY_TOKEN, LEAD, OPERATOR, ServicePoint, kiosk_token
from tests.support.faces import PASSWORD, Console, FlaskLine, Reply

Make = Callable[..., ServicePoint]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only, but for the one test that says otherwise."""
    return sqlite_url


class Screen:
    """A browser of nobody's that shows a code."""

    def __init__(self, point: ServicePoint, kind: str = "kiosk") -> None:
        self.kind, self.line = kind, point.line()
        reply = self.line.ask("POST", f"/{kind}/api/pairings", {})
        assert reply.status == 201, reply
        self.code, self.secret = reply.body["code"], reply.body["secret"]

    def claim(self) -> Reply:
        return self.line.ask("POST", f"/{self.kind}/api/pairings/claim", {"secret": self.secret})

    @property
    def state(self) -> str:
        return str(self.claim().body["state"])

    @property
    def works(self) -> bool:
        """Its cookie lets it in."""
        path = {"kiosk": "/kiosk/api/offer", "display": "/display/api/board"}[self.kind]
        return self.line.ask("GET", path).status == 200


def fresh(point: ServicePoint, username: str = OPERATOR) -> Console:
    """Just signed in: that counts as confirmed for ten minutes."""
    return point.console(username)


def connect(console: Console, code: str, name: str = "Foyer", **more: Any) -> Reply:
    return console.post("/staff/api/devices", {"code": code, "name": name, **more})


def entries(point: ServicePoint) -> list[str]:
    with point.read() as session:
        query = (
            select(AuditEntry.action).where(AuditEntry.action.startswith("device_")).order_by(AuditEntry.id)
        )
        return [action for action in session.scalars(query) if action != "device_added"]


@pytest.mark.parametrize("kind", ["kiosk", "display"])
def test_the_code_typed_at_the_console_lets_the_screen_in(point: ServicePoint, kind: str) -> None:
    screen = Screen(point, kind)
    assert (screen.state, screen.works) == ("waiting", False)
    reply = connect(fresh(point), screen.code.lower().replace("-", " "))
    assert (reply.status, reply.body["device"]["kind"]) == (201, kind)
    claim = screen.claim()
    assert claim.body == {"state": "paired", "name": "Foyer"}
    assert screen.works
    cookie = claim.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict"))
    assert entries(point) == ["device_paired"]


def test_the_code_itself_opens_nothing_and_the_secret_is_not_in_the_database(point: ServicePoint) -> None:
    screen = Screen(point)
    connect(fresh(point), screen.code)
    other = point.line()
    for guess in (screen.code, screen.code.replace("-", "")):
        assert other.ask("POST", "/kiosk/api/pairings/claim", {"secret": guess}).body["state"] == "over"
        assert other.ask("POST", "/kiosk/api/device", {"token": guess}).status == 401
    assert other.ask("POST", "/display/api/pairings/claim", {"secret": screen.secret}).body["state"] == "over"
    with point.read() as session:
        row = repr(session.execute(select(Pairing.__table__)).all())
    assert screen.secret not in row
    assert str(read_code(screen.code)) not in row


def test_a_code_is_good_once_and_for_ten_minutes(point: ServicePoint) -> None:
    lead, first, second = fresh(point, LEAD), Screen(point), Screen(point)
    assert connect(lead, first.code).status == 201
    assert connect(lead, first.code, "Other").code == "UnknownPairing"
    point.clock.forward(minutes=10)
    assert connect(lead, second.code, "Other").code in ("UnknownPairing", "ConfirmNeeded")
    assert connect(fresh(point), second.code, "Other").code == "UnknownPairing"
    assert second.state == "over"
    assert connect(fresh(point), "AEIO-UUUU", "Other").code == "UnknownPairing"


def test_the_token_is_fetched_within_two_minutes_and_again_only_for_one(point: ServicePoint) -> None:
    late, screen = Screen(point), Screen(point)
    operator = fresh(point)
    connect(operator, late.code, "Late")
    connect(operator, screen.code, "In time")
    assert screen.state == "paired"
    assert screen.state == "paired", "that answer may have been lost on the line"
    assert screen.works, "the last token counts"
    point.clock.forward(seconds=61)
    assert screen.state == "over"
    assert screen.works
    point.clock.forward(seconds=60)
    assert late.state == "over"


def test_only_who_looks_after_devices_and_is_freshly_confirmed_may_connect(point: ServicePoint) -> None:
    lead = point.console(LEAD)
    point.clock.forward(minutes=11)
    screen = Screen(point)
    assert connect(point.console(AYLIN), screen.code).code == "NotAllowed"
    assert connect(lead, screen.code).code == "ConfirmNeeded"
    assert screen.state == "waiting"
    lead.post("/staff/api/session/confirm", {"password": PASSWORD})
    assert connect(lead, screen.code).status == 201


def test_a_new_machine_takes_the_place_of_an_old_one(point: ServicePoint) -> None:
    operator, screen = fresh(point), Screen(point)
    old = {one["name"]: one["id"] for one in operator.get("/staff/api/kiosks").body["kiosks"]}["Kiosk 2"]
    assert connect(operator, screen.code, "Kiosk 2").code == "DeviceNameTaken"
    assert connect(operator, screen.code, "Kiosk 2", in_place_of=old).body["device"]["id"] == old
    assert point.kiosk(2).offer().status == 401, "the old one is out at once"
    assert screen.state == "paired"
    assert known(point, screen).id == old


def test_a_display_takes_no_kiosks_place(point: ServicePoint) -> None:
    operator, screen = fresh(point), Screen(point, "display")
    kiosk = operator.get("/staff/api/kiosks").body["kiosks"][0]["id"]
    assert connect(operator, screen.code, in_place_of=kiosk).code == "NotAllowed"
    assert point.kiosk(1).offer().status == 200


def test_a_disconnected_device_is_out_and_its_name_is_free(point: ServicePoint) -> None:
    operator = fresh(point)
    kiosk = operator.get("/staff/api/kiosks").body["kiosks"][0]
    stub = point.kiosk(1).reserve().body["numbers"][0]
    assert operator.post(f"/staff/api/devices/{kiosk['id']}/revoke").status == 200
    assert point.kiosk(1).offer().status == 401
    assert point.kiosk(1).hand_in(stub).status == 401
    assert kiosk["name"] not in {one["name"] for one in operator.get("/staff/api/kiosks").body["kiosks"]}
    assert operator.post(f"/staff/api/devices/{kiosk['id']}/revoke").code == "UnknownDevice"
    other = operator.get("/staff/api/kiosks").body["kiosks"][0]
    assert operator.post(f"/staff/api/devices/{other['id']}", {"name": "Kiosk 1"}).status == 200
    assert entries(point) == ["device_revoked", "device_renamed"]


def test_connected_again_under_its_name_a_kiosk_hands_in_what_it_held(point: ServicePoint) -> None:
    operator = fresh(point)
    stub = point.kiosk(1).reserve().body["numbers"][0]
    kiosk = operator.get("/staff/api/kiosks").body["kiosks"][0]
    operator.post(f"/staff/api/devices/{kiosk['id']}/revoke")
    screen = Screen(point)
    assert connect(operator, screen.code, kiosk["name"]).body["device"]["id"] == kiosk["id"]
    screen.claim()
    made = {name: stub[name] for name in ("number", "code", "pin")}
    wish = {"topic": "housing", "language": "de", "request_id": "5f2d6a52-6a53-4b9f-9c7e-0a1d3b1c2d3e"}
    said = screen.line.ask(
        "POST", "/kiosk/api/offline-tickets", {**made, **wish, "issued_at": "2026-11-23T12:00:00Z"}
    )
    assert said.ticket["number"] == stub["number"]


def test_disconnecting_and_its_name_need_the_right_people(point: ServicePoint) -> None:
    operator = point.console(OPERATOR)
    kiosk = operator.get("/staff/api/kiosks").body["kiosks"][0]["id"]
    point.clock.forward(minutes=11)
    assert operator.post(f"/staff/api/devices/{kiosk}/revoke").code == "ConfirmNeeded"
    assert point.console(AYLIN).post(f"/staff/api/devices/{kiosk}", {"name": "x"}).code == "NotAllowed"
    taken = point.console(OPERATOR).post(f"/staff/api/devices/{kiosk}", {"name": " Kiosk  2 "})
    assert taken.code == "DeviceNameTaken"
    assert point.console(OPERATOR).post("/staff/api/devices/99999999999", {"name": "x"}).status in (404, 422)


def test_a_code_not_fetched_yet_dies_with_the_device(point: ServicePoint) -> None:
    operator, screen = fresh(point), Screen(point)
    device = connect(operator, screen.code).body["device"]["id"]
    operator.post(f"/staff/api/devices/{device}/revoke")
    assert screen.state == "over"


def test_wrong_codes_of_an_account_and_codes_for_an_address_are_limited(point_with: Make) -> None:
    point = point_with(rate_limits="on")
    operator, screen = fresh(point), Screen(point)
    answers = [connect(operator, "BCDF-GHJK").status for _ in range(11)]
    assert answers == [404] * 10 + [429]
    assert connect(operator, screen.code).status == 429, "also the right one"
    line: FlaskLine = point.line()
    started = [line.ask("POST", "/kiosk/api/pairings", {}).status for _ in range(30)]
    assert started == [201] * 29 + [429]


def test_however_many_screens_ask_only_so_many_codes_are_kept(point: ServicePoint) -> None:
    screen = Screen(point)
    for _ in range(MOST_WAITING):
        begin_pairing(point.office, "kiosk")
    with point.read() as session:
        assert session.scalars(select(func.count()).select_from(Pairing)).one() == MOST_WAITING
    assert screen.state == "over", "the oldest made room and begins anew"
    point.clock.forward(minutes=21)
    point.night()
    with point.read() as session:
        assert session.scalars(select(func.count()).select_from(Pairing)).one() == 0


def test_of_two_sites_that_type_the_same_code_one_gets_the_screen(point: ServicePoint) -> None:
    """Here as two consoles of one site: the row is taken by a conditional update."""
    screen = Screen(point)
    both = [
        connect(fresh(point, who), screen.code, name).status for who, name in ((LEAD, "A"), (OPERATOR, "B"))
    ]
    assert sorted(both) == [201, 404]


def test_a_page_of_another_origin_begins_no_pairing(point: ServicePoint) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert point.line().ask("POST", "/kiosk/api/pairings", {}, headers=elsewhere).code == "OtherOrigin"


def known(point: ServicePoint, screen: Screen) -> KnownDevice:
    cookie = screen.line.client.get_cookie(f"lotse-{screen.kind}")
    assert cookie is not None
    return device_of(point.office, cookie.value, screen.kind)


def test_the_device_that_the_command_made_still_comes_by_its_token(point: ServicePoint) -> None:
    with point.read() as session:
        assert session.scalars(select(Device.name).where(Device.name == "Kiosk 1")).one()
    assert device_of(point.office, kiosk_token(1), "kiosk").name == "Kiosk 1"


@pytest.mark.parametrize(("line", "kind"), [("/kiosk", "kiosks"), ("/display", "displays")])
def test_the_live_line_of_a_disconnected_device_ends_within_a_second(
    point: ServicePoint, line: str, kind: str
) -> None:
    token = kiosk_token(1) if kind == "kiosks" else DISPLAY_TOKEN
    ours = client_of(point, line, token)
    others = client_of(point, "/kiosk", kiosk_token(2))
    keeper = point.app.extensions["device_keeper"]
    assert (keeper.look(), ours.is_connected(line)) == (0, True), "the premise"
    device = fresh(point).get(f"/staff/api/{kind}").body[kind][0]["id"]
    assert fresh(point).post(f"/staff/api/devices/{device}/revoke").status == 200
    assert keeper.look() == 1
    assert not ours.is_connected(line)
    assert others.is_connected("/kiosk"), "only this one"
    assert not client_of(point, line, token).is_connected(line), "and none comes back"


def client_of(point: ServicePoint, line: str, token: str) -> SocketIOTestClient:
    live: SocketIO = point.app.extensions["live"]
    return live.test_client(point.app, namespace=line, auth={"token": token})
