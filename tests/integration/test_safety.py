"""Safe from the first day: cookies, sessions, same origin, CSRF, limits, headers, logs, sizes, figures."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.cast import (
    AUDITOR,
    AYLIN,
    CASE_MANAGERS,
    DISPLAY_TOKEN,
    GUEST,
    LEAD,
    OPERATOR,
    RECEPTION,
    ServicePoint,
    kiosk_token,
)
from tests.support.faces import PASSWORD, Console, FlaskLine, Reply, request_id

Make = Callable[..., ServicePoint]
SIGN_IN = {"username": AYLIN, "password": PASSWORD}
HTTPS = "https://lotse.example.org"


def cookies(reply: Reply) -> dict[str, list[str]]:
    """Name → its attributes, in small letters, without the value."""
    found = {}
    for header in reply.headers.getlist("Set-Cookie"):
        name, *attributes = header.split(";")
        found[name.split("=")[0]] = sorted(attribute.strip().lower() for attribute in attributes)
    return found


def kept_session(line: FlaskLine) -> str:
    """What the browser keeps."""
    cookie = line.client.get_cookie("lotse-session")
    assert cookie is not None
    return cookie.value


def sign_in(line: FlaskLine, **more: Any) -> Reply:
    return line.ask("POST", "/staff/api/session", SIGN_IN, **more)


# --- cookies and sessions ---


def test_cookies_on_a_plain_line(point_with: Make) -> None:
    point = point_with()
    (session,) = cookies(sign_in(point.line())).items()
    assert session[0] == "lotse-session"
    assert {"httponly", "samesite=lax", "path=/"} <= set(session[1])
    assert "secure" not in session[1]
    paired = point.line().ask("POST", "/kiosk/api/device", {"token": kiosk_token()})
    (device,) = cookies(paired).items()
    assert (paired.status, device[0]) == (204, "lotse-kiosk")
    assert {"httponly", "samesite=strict", "path=/"} <= set(device[1])


def test_cookies_on_https_are_secure_and_bound_to_the_host(point_with: Make) -> None:
    point = point_with(public_url=HTTPS)
    replies = [
        sign_in(point.line()),
        point.line().ask("POST", "/kiosk/api/device", {"token": kiosk_token()}),
        point.line().ask("POST", "/display/api/device", {"token": DISPLAY_TOKEN}),
    ]
    found = {name: attributes for reply in replies for name, attributes in cookies(reply).items()}
    assert sorted(found) == ["__Host-lotse-display", "__Host-lotse-kiosk", "__Host-lotse-session"]
    for attributes in found.values():
        assert {"secure", "httponly", "path=/"} <= set(attributes)
        assert not any(attribute.startswith("domain") for attribute in attributes)


def test_a_device_cookie_does_as_its_token(point_with: Make) -> None:
    line = point_with().line()
    assert line.ask("GET", "/kiosk/api/offer").status == 401
    line.ask("POST", "/kiosk/api/device", {"token": kiosk_token()})
    assert line.ask("GET", "/kiosk/api/offer").status == 200
    assert line.ask("GET", "/display/api/board").status == 401, "a kiosk is no display"


def test_each_sign_in_has_a_new_id_and_signing_out_ends_it(point_with: Make) -> None:
    line = point_with().line()
    seen = set()
    for _ in range(2):
        reply = sign_in(line)
        seen.add(kept_session(line))
    assert len(seen) == 2
    mine = kept_session(line)
    assert line.ask("DELETE", "/staff/api/session").status == 204
    assert line.ask("GET", "/staff/api/queue").status == 401
    line.client.set_cookie("lotse-session", mine)
    assert line.ask("GET", "/staff/api/queue").status == 401, "gone for good, not only from the browser"
    assert reply.status == 200


def test_a_cookie_somebody_planted_is_not_taken_over(point_with: Make) -> None:
    line = point_with().line()
    line.client.set_cookie("lotse-session", "planted")
    sign_in(line)
    assert kept_session(line) != "planted"


def test_a_session_ends_after_a_working_day(point_with: Make) -> None:
    point = point_with()
    aylin = point.console(AYLIN)
    point.clock.forward(hours=11, minutes=59)
    assert aylin.get("/staff/api/session").status == 200
    point.clock.forward(minutes=1)
    assert aylin.get("/staff/api/session").code == "NotSignedIn"


def test_the_same_words_for_a_wrong_name_and_a_wrong_password(point_with: Make) -> None:
    line = point_with().line()
    replies = [
        line.ask("POST", "/staff/api/session", {"username": name, "password": "wrong"})
        for name in (AYLIN, "nobody", "")
    ]
    assert {reply.status for reply in replies} == {401}
    assert len({str(reply.body) for reply in replies}) == 1


def test_no_token_and_no_password_is_kept_readable(point_with: Make) -> None:
    point = point_with()
    aylin = point.console(AYLIN)
    raw = b"".join(path.read_bytes() for path in [*_database_files(point)])
    session_token = kept_session(aylin.line)  # type: ignore[arg-type]
    for secret in (PASSWORD, kiosk_token(), DISPLAY_TOKEN, session_token):
        assert secret.encode() not in raw
    assert b"$argon2id$" in raw


def _database_files(point: ServicePoint) -> Any:
    from pathlib import Path

    path = Path(point.url.removeprefix("sqlite:///"))
    return path.parent.glob(f"{path.name}*")


# --- who sends it ---


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"},
                                     {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])  # fmt: skip
def test_a_post_from_another_site_is_refused(point_with: Make, headers: dict[str, str]) -> None:
    point = point_with()
    aylin, issued = point.console(AYLIN, desk=3), point.kiosk().take()
    kiosk = point.line()
    kiosk.ask("POST", "/kiosk/api/device", {"token": kiosk_token()})
    version = point.version
    wish = {"topic": "housing", "language": "de", "request_id": request_id()}
    replies = [
        aylin.line.ask("POST", "/staff/api/calls", {"request_id": request_id()},
                       headers={**headers, "X-CSRF-Token": aylin.csrf_token}),
        aylin.line.ask("DELETE", "/staff/api/session", headers=headers),
        kiosk.ask("POST", "/kiosk/api/tickets", wish, headers=headers),
        point.line().ask("POST", f"/t/{issued.ticket['code']}/withdraw", {}, headers=headers),
        sign_in(point.line(), headers=headers),
    ]  # fmt: skip
    assert [(reply.status, reply.code) for reply in replies] == [(403, "OtherOrigin")] * len(replies)
    assert point.version == version


@pytest.mark.parametrize("public_url", ["", HTTPS])
def test_a_post_from_our_own_page_is_taken(point_with: Make, public_url: str) -> None:
    point = point_with(public_url=public_url)
    origins = ["http://localhost", *([public_url] if public_url else [])]
    for origin in origins:
        reply = sign_in(point.line(), headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"})
        assert reply.status == 200, origin


@pytest.mark.parametrize("token", [None, "", "wrong", "ä"])
def test_a_staff_post_needs_the_sessions_csrf_token(point_with: Make, token: str | None) -> None:
    point = point_with()
    aylin = point.console(AYLIN)
    headers = {} if token is None else {"X-CSRF-Token": token}
    for path in ("/staff/api/duty", "/staff/api/calls", "/staff/api/tickets", "/staff/api/tickets/1/start"):
        reply = aylin.line.ask("POST", path, {"request_id": request_id()}, headers=headers)
        assert (reply.status, reply.code) in {(403, "CsrfMissing"), (422, "NotValid")}, path
    reply = aylin.line.ask("POST", "/staff/api/duty", {"desk": 3}, headers=headers)
    assert (reply.status, reply.code) == (403, "CsrfMissing")


def test_the_token_of_another_session_does_not_help(point_with: Make) -> None:
    point = point_with()
    aylin, other = point.console(AYLIN), point.console(AYLIN)
    reply = aylin.line.ask("POST", "/staff/api/duty", {"desk": 3}, headers={"X-CSRF-Token": other.csrf_token})
    assert reply.code == "CsrfMissing"


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
def test_only_json_is_read(point_with: Make, kind: str) -> None:
    """What a form of another site can send without asking first."""
    point = point_with()
    body = '{"username": "a-demir", "password": "correct horse"}'
    reply = point.line().ask("POST", "/staff/api/session", data=body, content_type=kind)
    assert (reply.status, reply.code) == (415, "NotReadable")
    assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize("path", ["/kiosk/api/tickets", "/staff/api/session", "/kiosk/api/device"])
def test_more_than_64_kib_is_too_large(point_with: Make, path: str) -> None:
    point = point_with()
    body = b'{"topic": "' + b"x" * 65 * 1024 + b'"}'
    reply = point.kiosk().line.ask(
        "POST", path, data=body, content_type="application/json", headers=point.kiosk().headers
    )
    assert (reply.status, reply.code) == (413, "TooLarge")


# --- anonymous ---


@pytest.mark.parametrize(
    "path",
    ["/kiosk/api/offer", "/display/api/board", "/staff/api/queue", "/staff/api/session", "/t/NOCODE/status",
     "/t/NOCODE/slip.pdf", "/t/NOCODE/qr.svg"],
)  # fmt: skip
def test_a_stranger_gets_nothing(point_with: Make, path: str) -> None:
    point = point_with()
    point.kiosk().take()
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        reply = point.line().ask("GET", path, headers=headers)
        assert reply.status == (404 if path.startswith("/t/") else 401)
        assert set(reply.body) == {"type", "title", "status", "code", "detail"}


def test_a_revoked_device_gets_nothing(point_with: Make) -> None:
    from sqlalchemy import update

    from models import Device

    point = point_with()
    kiosk = point.kiosk()
    with point.write() as unit:
        unit.session.execute(update(Device).values(revoked_at=unit.now))
    assert kiosk.offer().status == 401
    assert kiosk.take().status == 401


# --- limits ---


def test_a_pin_is_not_to_be_tried_out(point_with: Make) -> None:
    point = point_with(rate_limits="on")
    mine, other = point.kiosk().take().ticket, point.kiosk().take().ticket
    wrong = f"{(int(mine['pin']) + 1) % 10_000:04d}"
    tries = [point.kiosk(turn).where(number=mine["number"], pin=wrong) for turn in (1, 2, 3, 4, 5)]
    assert {reply.code for reply in tries} == {"UnknownCode"}
    locked = point.kiosk(6).where(number=mine["number"], pin=mine["pin"])
    assert (locked.status, locked.code) == (429, "TooManyAttempts"), "the number is locked, at every kiosk"
    assert point.kiosk().where(number=other["number"], pin=other["pin"]).status == 200
    assert point.kiosk().where(code=mine["code"]).status == 200


def test_who_knows_the_pin_may_ask_again_and_again(point_with: Make) -> None:
    point = point_with(rate_limits="on")
    mine = point.kiosk().take().ticket
    replies = [point.kiosk().where(number=mine["number"], pin=mine["pin"]) for _ in range(8)]
    assert {reply.status for reply in replies} == {200}


def test_a_password_is_not_to_be_tried_out(point_with: Make) -> None:
    """Five tries, then each wait is twice as long; the right password has to wait as well."""
    point = point_with(rate_limits="on")
    wrong = {"username": AYLIN, "password": "wrong"}
    for _ in range(5):
        assert point.line().ask("POST", "/staff/api/session", wrong).code == "SignInFailed"
    waits = []
    for _ in range(3):
        locked = point.line().ask("POST", "/staff/api/session", {**SIGN_IN, "username": AYLIN.upper()})
        assert (locked.status, locked.code) == (429, "TooManyAttempts")
        assert locked.headers["Retry-After"] == str(locked.body["wait_s"])
        waits.append(locked.body["wait_s"])
        point.clock.forward(seconds=locked.body["wait_s"])
        assert point.line().ask("POST", "/staff/api/session", wrong).code == "SignInFailed"
    assert waits == [16, 31, 61]
    assert Console(point.line(), "j-hoffmann").me["code"] == "j-hoffmann", "only this account is locked"
    point.clock.forward(minutes=3)
    assert sign_in(point.line()).status == 200
    assert point.line().ask("POST", "/staff/api/session", wrong).code == "SignInFailed", "forgiven"


def test_a_hundred_guesses_at_the_same_moment_are_a_hundred(point_with: Make) -> None:
    from concurrent.futures import ThreadPoolExecutor

    point = point_with(rate_limits="on")
    wrong = {"username": AYLIN, "password": "wrong"}
    with ThreadPoolExecutor(12) as pool:
        replies = list(
            pool.map(lambda _: point.line().ask("POST", "/staff/api/session", wrong).code, range(30))
        )
    assert replies.count("SignInFailed") <= 5
    assert set(replies) == {"SignInFailed", "TooManyAttempts"}


def test_one_address_cannot_try_every_name(point_with: Make) -> None:
    """Real names, whose hashes are cheap in tests; each of them less often than would lock it."""
    point = point_with(rate_limits="on")
    names = (*CASE_MANAGERS, LEAD, RECEPTION, GUEST, OPERATOR, AUDITOR)

    def guess(number: int, address: str) -> Reply:
        body = {"username": names[number % len(names)], "password": "wrong"}
        return point.line().ask("POST", "/staff/api/session", body, environ_base={"REMOTE_ADDR": address})

    codes = [guess(number, "192.0.2.7").code for number in range(42)]
    assert (codes[:40], codes[40:]) == (["SignInFailed"] * 40, ["TooManyAttempts"] * 2)
    assert guess(16, "192.0.2.8").code == "SignInFailed", "others are not in the way"
    point.clock.forward(hours=1)
    assert guess(15, "192.0.2.7").code == "SignInFailed"


def test_a_stuck_finger_is_stopped_at_one_kiosk_only(point_with: Make) -> None:
    point = point_with(rate_limits="on")
    kiosk = point.kiosk()
    replies = [kiosk.take("gardening") for _ in range(121)]
    assert [replies[0].status, replies[-1].status] == [422, 429]
    assert point.kiosk(2).take().status == 201


# --- headers and logs ---


def test_every_answer_carries_the_strict_policy(point_with: Make) -> None:
    point = point_with()
    for path in (
        "/",
        "/kiosk/",
        "/display/",
        "/staff/",
        "/nothing",
        "/staff/api/queue",
        "/static/web/dom.js",
    ):
        headers = point.line().ask("GET", path).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert (policy["default-src"], policy["script-src"], policy["style-src"]) == (
            "'none'",
            "'self'",
            "'self'",
        )
        assert (policy["base-uri"], policy["connect-src"]) == ("'none'", "'self'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in headers
        assert headers["Cache-Control"] in ("no-store", "no-cache"), path


def test_nothing_of_a_phone_page_is_kept_or_told(point_with: Make) -> None:
    point = point_with(public_url=HTTPS)
    code = point.kiosk().take().ticket["code"]
    for path in ("", "/status", "/slip.pdf", "/qr.svg"):
        for known in (code, "NOCODE"):
            reply = point.line().ask("GET", f"/t/{known}{path}")
            assert reply.headers["Cache-Control"] == "no-store", path
            assert reply.headers["Referrer-Policy"] == "no-referrer", path


def test_no_code_is_written_into_the_log(point_with: Make, caplog: pytest.LogCaptureFixture) -> None:
    point = point_with()
    issued = point.kiosk().take()
    phone = point.phone(issued)
    with caplog.at_level(logging.DEBUG):
        phone.status()
        phone.post("step-out")
        point.line().ask("GET", f"/t/{phone.code}?from={phone.code}")
        point.line().ask("GET", f"/t/{phone.code}/nothing")
        point.line().ask("GET", f"/x/t/{phone.code}")
        point.kiosk().where(code=phone.code)
    written = [record.getMessage() for record in caplog.records]
    assert any("/t/…/status" in line for line in written)
    assert not any(phone.code in line or issued.ticket["pin"] in line for line in written)


# --- operators ---


def test_figures_are_for_this_machine_or_with_a_token(point_with: Make) -> None:
    point = point_with(metrics_token="t0ken")
    point.kiosk().take("family", "ar")

    def ask(address: str, **headers: str) -> Reply:
        return point.line().ask("GET", "/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})

    assert ask("127.0.0.1").status == ask("::1").status == 200
    assert ask("192.0.2.7").status == 401
    assert ask("127.0.0.1", **{"X-Forwarded-For": "192.0.2.7"}).status == 401
    assert ask("192.0.2.7", Authorization="Bearer wrong").status == 401
    text = ask("192.0.2.7", Authorization="Bearer t0ken").data.decode()
    assert 'lotse_tickets{site="leverkusen",state="waiting"} 1.0' in text
    assert "family" not in text
    assert '"ar"' not in text


def test_alive_and_ready(point_with: Make) -> None:
    line = point_with().line()
    assert line.ask("GET", "/healthz").status == 200
    ready = line.ask("GET", "/readyz")
    assert (ready.status, ready.body) == (
        200,
        {"database": "ok", "migrations": "ok", "broker": "none", "speech": "ok"},
    )


def test_not_ready_without_migrations(point_with: Make) -> None:
    from app import migrations

    point = point_with()
    migrations.downgrade(point.office.database, "base")
    ready = point.line().ask("GET", "/readyz")
    assert (ready.status, ready.body["migrations"]) == (503, "pending")
