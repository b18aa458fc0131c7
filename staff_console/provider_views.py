"""There and back again: signing in by the city's identity provider."""

from contextlib import suppress

from flask import Response, redirect, request

from rules.errors import NoProvider, RuleBroken
from rules.sign_in import PENDING_LASTS
from service_point.identity_provider import IdentityProvider
from service_point.outside_sign_in import back_from_provider, send_to_provider
from service_point.people import SignedIn
from service_point.sessions import sign_out
from staff_console.blueprint import staff_console
from staff_console.session_api import with_session
from web.answers import with_cookie
from web.clients import client_browser
from web.guards import open_to_all, signed_in
from web.house import house

CALLBACK = "/staff/provider/callback"
CONSOLE = "/staff/"
LIMIT = "120/minute"  # of this server: each costs two calls to the provider


@staff_console.get("/provider")
@open_to_all
@staff_console.doc(responses={302: "to the provider, or back to the console with `#refused=CODE`"})
def go_to_provider() -> Response:
    """Begin a sign-in by the identity provider; `?again=1`: prove it anew, for what is dangerous."""
    try:
        house().count_attempt(LIMIT, "provider")
        address, state = send_to_provider(
            house().office, _provider(), _callback(), again=request.args.get("again") == "1"
        )
    except RuleBroken as refused:
        return _refused(refused)
    answer: Response = redirect(address)  # type: ignore[assignment]
    return with_cookie(
        answer, "provider", state, same_site="Lax", max_age_s=int(PENDING_LASTS.total_seconds())
    )


@staff_console.get("/provider/callback")
@open_to_all
@staff_console.doc(responses={302: "to the console: signed in, or with `#refused=CODE`"})
def come_back_from_provider() -> Response:
    """The provider sends the browser here; only the one that began may end it."""
    try:
        token, who = back_from_provider(
            house().office,
            _provider(),
            state=request.args.get("state", ""),
            kept_state=request.cookies.get(house().cookie("provider"), ""),
            code=request.args.get("code", ""),
            redirect_uri=_callback(),
            browser=client_browser(),
        )
    except RuleBroken as refused:
        return _refused(refused)
    _end_former(who)
    answer: Response = redirect(CONSOLE)  # type: ignore[assignment]
    return with_session(_without_state(answer), token)


def _end_former(who: SignedIn) -> None:
    """This browser's session of the same person, which the new one replaces."""
    with suppress(RuleBroken):
        former = signed_in()
        if former.staff_id == who.staff_id:
            sign_out(house().office, former)


def _provider() -> IdentityProvider:
    """Raises: NoProvider."""
    provider = house().provider
    if provider is None:
        raise NoProvider
    return provider


def _callback() -> str:
    return house().own_url(CALLBACK, request.url_root)


def _refused(refused: RuleBroken) -> Response:
    answer: Response = redirect(f"{CONSOLE}#refused={refused.code}")  # type: ignore[assignment]
    return _without_state(answer)


def _without_state(answer: Response) -> Response:
    return with_cookie(answer, "provider", "", same_site="Lax", max_age_s=0)
