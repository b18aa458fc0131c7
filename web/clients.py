"""Who is at the other end of the line, as far as a sign-in needs it."""

from ipaddress import ip_address

from flask import request

from rules.browsers import browser_words


def client_address() -> str:
    """The network address of the browser; behind a proxy on this machine, what the proxy says last."""
    direct = request.remote_addr or ""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return told if told and _is_this_machine(direct) else direct


def client_browser() -> str:
    """ "Firefox, Linux"."""
    return browser_words(request.headers.get("User-Agent", ""))


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return not address  # a socket of this machine
