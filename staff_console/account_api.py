"""My account: password, second factor, sessions, and what is logged about me."""

from datetime import datetime
from typing import Any

from flask import Response

from printing.qr import qr_svg
from rules.sign_in import FRESH_FOR, is_fresh
from rules.tours import Tour
from service_point.accounts import (
    account_picture,
    begin_second_factor,
    confirm_second_factor,
    end_own_sessions,
    new_recovery_codes,
    note_tour,
    set_password,
    turn_second_factor_off,
)
from service_point.boards import iso
from service_point.log_page import Wanted, log_picture
from service_point.unit_of_work import Request
from staff_console.account_forms import (
    AccountAnswer,
    EndedAnswer,
    EndSessions,
    FirstCode,
    LogAnswer,
    NewPassword,
    RecoveryCodesAnswer,
    SecretAnswer,
    SeenTour,
    ToursAnswer,
)
from staff_console.blueprint import staff_console
from staff_console.log_api import LogQuery
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import MaybeOnce, request_of

REFUSALS = [401, 403, 409, 422]


@staff_console.get("/api/account")
@for_staff(before_second_factor=True)
@staff_console.output(AccountAnswer)
@staff_console.doc(responses=[401])
def get_account() -> Response:
    """How I sign in, and where I am signed in."""
    office, who, provider = house().office, current_staff(), house().provider
    now = office.clock()
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        found = account_picture(session, facts, who, now, provider.name if provider else None)
    return json_answer({**found, "confirmed_until": _confirmed_until(who.confirmed_at, now)}, 200)


@staff_console.post("/api/account/password")
@for_staff(before_second_factor=True)
@staff_console.input(NewPassword, arg_name="given")
@staff_console.output(EndedAnswer)
@staff_console.doc(responses=REFUSALS)
def change_password(given: NewPassword) -> Response:
    """A new password; all my other sessions end. 403 `ConfirmNeeded`; 422 `PasswordTooWeak`."""
    return json_answer({"ended": set_password(house().office, current_staff(), given.password)}, 200)


@staff_console.post("/api/account/second-factor")
@for_staff(before_second_factor=True)
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.output(SecretAnswer)
@staff_console.doc(responses=REFUSALS)
def start_second_factor(click: MaybeOnce) -> Response:
    """A new secret for an app; asked for from the first right code on. 403 `ConfirmNeeded`; 409 when one is on."""
    who, office = current_staff(), house().office
    with office.write(who.site_id, _by(who)) as unit:
        secret, address = begin_second_factor(unit, who, office.secret)
    return json_answer({"secret": secret, "address": address, "qr": qr_svg(address)}, 200)


@staff_console.post("/api/account/second-factor/confirm")
@for_staff(before_second_factor=True)
@staff_console.input(FirstCode, arg_name="given")
@staff_console.output(RecoveryCodesAnswer)
@staff_console.doc(responses=[*REFUSALS, 429])
def finish_second_factor(given: FirstCode) -> Response:
    """The app's first code. From now on it is asked for; answers with recovery codes. 422 `WrongCode`."""
    who, office = current_staff(), house().office
    house().count_attempt("10/minute", "first-code", who.staff_id)
    with office.write(who.site_id, _by(who)) as unit:
        codes = confirm_second_factor(unit, who, given.code, office.secret)
    return json_answer({"recovery_codes": codes}, 200)


@staff_console.post("/api/account/second-factor/off")
@for_staff()
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.doc(responses=[204, *REFUSALS])
def stop_second_factor(click: MaybeOnce) -> Response:
    """No code any more. 403 `ConfirmNeeded`; 409 `SecondFactorRequired` where the site asks for one."""
    who = current_staff()
    with house().office.write(who.site_id, _by(who)) as unit:
        turn_second_factor_off(unit, who)
    return Response(status=204)


@staff_console.post("/api/account/recovery-codes")
@for_staff()
@staff_console.input(MaybeOnce, arg_name="click")
@staff_console.output(RecoveryCodesAnswer)
@staff_console.doc(responses=REFUSALS)
def renew_codes(click: MaybeOnce) -> Response:
    """Eight new recovery codes; the old ones are void. 403 `ConfirmNeeded`."""
    who = current_staff()
    with house().office.write(who.site_id, _by(who)) as unit:
        codes = new_recovery_codes(unit, who)
    return json_answer({"recovery_codes": codes}, 200)


@staff_console.post("/api/account/sessions/end")
@for_staff(before_second_factor=True)
@staff_console.input(EndSessions, arg_name="wanted")
@staff_console.output(EndedAnswer)
@staff_console.doc(responses=REFUSALS)
def stop_sessions(wanted: EndSessions) -> Response:
    """One of my sessions, all others, or all: sign out everywhere."""
    who = current_staff()
    with house().office.write(who.site_id, _by(who)) as unit:
        ended = end_own_sessions(unit, who, wanted.session, but_this=wanted.but_this)
    return json_answer({"ended": ended}, 200)


@staff_console.post("/api/account/tours")
@for_staff()
@staff_console.input(SeenTour, arg_name="seen")
@staff_console.output(ToursAnswer)
@staff_console.doc(responses=REFUSALS)
def keep_tour_seen(seen: SeenTour) -> Response:
    """A tour of the console was seen, or is not wanted: it is not offered again."""
    who, tour = current_staff(), Tour(seen.tour)
    answer = house().office.once(
        who.site_id,
        request_of(who.actor, seen),
        lambda unit: {"tours_seen": note_tour(unit, who, tour)},
    )
    return json_answer(answer.body, answer.status)


@staff_console.get("/api/account/log")
@for_staff()
@staff_console.input(LogQuery, location="query", arg_name="asked")
@staff_console.output(LogAnswer)
@staff_console.doc(responses=[401, 403, 422])
def get_own_log(asked: LogQuery) -> Response:
    """What is logged about me, also who looked at it."""
    office, who = house().office, current_staff()
    wanted = Wanted(asked.first, asked.last, who.staff_id, asked.action, asked.before)
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        return json_answer(log_picture(session, facts, who, wanted, only_own=True), 200)


def _by(who: Any) -> Request:
    """Says who does it; kept answers would keep secrets, so these have none."""
    return Request(who.actor, None, "")


def _confirmed_until(confirmed_at: datetime | None, now: datetime) -> str | None:
    return iso(confirmed_at + FRESH_FOR) if confirmed_at and is_fresh(confirmed_at, now) else None
