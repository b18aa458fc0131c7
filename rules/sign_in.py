"""Signing in: how long to wait after failures, what a password must be, when a sign-in is fresh enough."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum


class How(StrEnum):
    """How a session began."""

    PASSWORD = "password"  # noqa: S105 (a word, no secret)
    SECOND_FACTOR = "second_factor"  # password and code
    PROVIDER = "provider"
    LINK = "link"  # an invitation, or a guest's link


class SecondFactorRule(StrEnum):
    """What a site wants of everybody who signs in with a password."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


FREE_TRIES_ACCOUNT = 5  # a forgetful morning
FREE_TRIES_ADDRESS = 40  # a house full of people shares one
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)  # nobody can lock a colleague out for a day
FORGOTTEN_AFTER = timedelta(hours=1)  # of quiet

PENDING_LASTS = timedelta(minutes=10)  # somebody at the identity provider
FRESH_FOR = timedelta(minutes=10)
SHORTEST_PASSWORD = 12  # characters; length counts, not signs (NIST SP 800-63B)
LEFT_AT_LEAST = 6  # characters that are neither a name nor a famous word
FEWEST_DIFFERENT = 5
GUESSED_FIRST = ("password", "passwort", "123456", "qwert", "lotse", "leverkusen", "letmein", "hallo")


def wait_after(failures: int, free: int) -> timedelta:
    """How long the next try must wait: nothing for the first `free`, then doubling."""
    if failures < free:
        return timedelta(0)
    doublings = min(failures - free, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def is_fresh(confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether the person proved who they are lately enough for something dangerous."""
    return confirmed_at is not None and now - confirmed_at < FRESH_FOR


def is_good_password(password: str, about: Iterable[str]) -> bool:
    """Long, not one sign again and again, and more than a name or a famous word. `about`: user name, name, …"""
    plain = password.casefold()
    for word in (*GUESSED_FIRST, *(word.casefold() for word in about if len(word) > 2)):
        plain = plain.replace(word, "")
    return (
        len(password) >= SHORTEST_PASSWORD
        and len(plain) >= LEFT_AT_LEAST
        and len(set(password)) >= FEWEST_DIFFERENT
    )
