"""Who may use an address. Every route has one of these; a house rule fails for a route without (tests/house)."""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import g, request

from rules.errors import CsrfMissing, NotSignedIn, OtherOrigin, SecondFactorMissing
from rules.roles import Permission
from service_point.devices import KnownDevice, device_of
from service_point.people import SignedIn
from service_point.sessions import who_is
from web.house import house

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """No data about visitors behind this address."""
    view.guarded_by = "open"  # type: ignore[attr-defined]
    return view


def for_holder(view: View) -> View:
    """Who knows the 130 bits of the code in the address holds the slip."""
    view.guarded_by = "holder"  # type: ignore[attr-defined]
    return view


def for_device(kind: str) -> Callable[[View], View]:
    """A registered kiosk or display: by `Authorization: Bearer` or by its cookie (then same origin only)."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.device = known_device(kind)
            return view(*args, **kwargs)

        guarded.guarded_by = f"device:{kind}"  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def for_staff(
    permission: Permission | None = None, *, before_second_factor: bool = False
) -> Callable[[View], View]:
    """Somebody signed in, with the permission; a POST also needs the session's X-CSRF-Token.

    Where the site asks for a second factor, whoever has none reaches only what is marked `before_second_factor`.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.staff = signed_in()
            if request.method == "POST":
                check_same_origin()
                _check_csrf(g.staff)
            if g.staff.lacks_second_factor and not before_second_factor:
                raise SecondFactorMissing
            if permission is not None:
                g.staff.require(permission)
            return view(*args, **kwargs)

        guarded.guarded_by = f"staff:{permission or 'any'}"  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def known_device(kind: str, token: str | None = None) -> KnownDevice:
    """The device that asks. Raises: NotSignedIn, OtherOrigin."""
    bearer = token or _bearer()
    if bearer:
        return device_of(house().office, bearer, kind)
    device = device_of(house().office, request.cookies.get(house().cookie(kind)), kind)
    if request.method != "GET":
        check_same_origin()
    return device


def signed_in() -> SignedIn:
    """Raises: NotSignedIn."""
    return who_is(house().office, request.cookies.get(house().cookie("session")))


def check_same_origin() -> None:
    """A browser says where a POST comes from; other clients say nothing. Raises: OtherOrigin."""
    origin = request.headers.get("Origin")
    if origin is not None and not is_own_origin(origin, request.host, house().public_url):
        raise OtherOrigin
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise OtherOrigin


def is_own_origin(origin: str, host: str, public_url: str) -> bool:
    """The page came from the host it asks, or from our public address (a proxy may change the host)."""
    return urlsplit(origin).netloc in {host, urlsplit(public_url).netloc} - {""}


def _bearer() -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind.lower() == "bearer" and token else None


def _check_csrf(who: SignedIn) -> None:
    given = request.headers.get("X-CSRF-Token", "")
    if not hmac.compare_digest(given.encode(), who.csrf_token.encode()):
        raise CsrfMissing


def current_device() -> KnownDevice:
    device: KnownDevice = g.device
    return device


def current_staff() -> SignedIn:
    if "staff" not in g:
        raise NotSignedIn
    who: SignedIn = g.staff
    return who
