"""Rules of signing in: waits that double, passwords worth having, what counts as lately, who looks after whom."""

from datetime import UTC, datetime, timedelta

import pytest

from rules.browsers import browser_words
from rules.roles import Permission, Role, is_allowed, is_within
from rules.sign_in import FREE_TRIES_ACCOUNT, LONGEST_WAIT, is_fresh, is_good_password, wait_after

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_the_first_tries_are_free_then_each_wait_is_twice_as_long() -> None:
    waits = [wait_after(failures, FREE_TRIES_ACCOUNT).total_seconds() for failures in range(1, 9)]
    assert waits == [0, 0, 0, 0, 15, 30, 60, 120]


def test_nobody_is_locked_out_for_longer_than_a_quarter_of_an_hour() -> None:
    assert wait_after(10_000, FREE_TRIES_ACCOUNT) == LONGEST_WAIT == timedelta(minutes=15)


@pytest.mark.parametrize(
    "password", ["a dozen green geese", "viele grüne Gänse", "correct horse", "x7-kP2_mQ9zL"]
)
def test_long_passwords_are_good(password: str) -> None:
    assert is_good_password(password, ("a-demir", "Aylin", "Demir", "Leverkusen"))


@pytest.mark.parametrize(
    "password",
    ["", "short", "elevenchars", "aaaaaaaaaaaaaaaa", "abababababab", "aylin demir aylin", "Passwort123456", "Lotse-Leverkusen",
     "a-demir-a-demir"],
)  # fmt: skip
def test_short_ones_names_and_famous_words_are_not(password: str) -> None:
    assert not is_good_password(password, ("a-demir", "Aylin", "Demir", "Leverkusen"))


def test_lately_is_less_than_ten_minutes_ago() -> None:
    assert is_fresh(NOW - timedelta(minutes=9, seconds=59), NOW)
    assert not is_fresh(NOW - timedelta(minutes=10), NOW)
    assert not is_fresh(None, NOW)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140", "Edge, Windows"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1", "Safari, iPad"),
        ("curl/8.0", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_browser_in_two_words(agent: str, words: str) -> None:
    assert browser_words(agent) == words


def test_only_auditors_read_the_log_and_only_leads_look_after_people() -> None:
    assert [role for role in Role if is_allowed(role, Permission.LOG)] == [Role.AUDITOR]
    assert [role for role in Role if is_allowed(role, Permission.PEOPLE)] == [Role.LEAD]


def test_who_has_a_carrier_looks_after_that_one_only() -> None:
    assert is_within(None, "city")
    assert is_within(None, None)
    assert is_within("city", "city")
    assert not is_within("city", "caritas")
    assert not is_within("city", None)
