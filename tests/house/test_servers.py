"""The servers that other tests build on: PostgreSQL, Redis and Chromium really run here."""

import psycopg
from redis import Redis

from tests.support.chromium import People, accessibility_faults
from tests.support.postgres import Postgres
from tools import system

PAGE = "<!doctype html><html lang='en'><title>A page</title><main><h1>A page</h1>{}</main></html>"


def test_each_test_gets_its_own_empty_database(postgres: Postgres, postgres_url: str) -> None:
    other = postgres.create()
    with psycopg.connect(plain(postgres_url)) as one:
        one.execute("CREATE TABLE here (number integer)")
    with psycopg.connect(plain(other)) as two:
        assert two.execute("SELECT to_regclass('here')").fetchone() == (None,)
    postgres.drop(other)


def test_a_database_is_copied_from_a_prepared_one(postgres: Postgres, postgres_url: str) -> None:
    with psycopg.connect(plain(postgres_url)) as connection:
        connection.execute("CREATE TABLE here (number integer)")
    copy = postgres.create(template=postgres_url.split("@/")[1].split("?")[0])
    with psycopg.connect(plain(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM here").fetchone() == (0,)
    postgres.drop(copy)


def test_postgresql_is_one_that_the_product_supports(postgres_url: str) -> None:
    with psycopg.connect(plain(postgres_url)) as connection:
        assert connection.info.server_version >= 150000


def test_redis_answers(redis_url: str) -> None:
    assert Redis.from_url(redis_url).ping() is True


def test_two_people_share_no_cookies(people: People) -> None:
    one, two = people.arrive(), people.arrive(width=390, height=844)
    one.context.add_cookies([{"name": "seen", "value": "1", "url": "http://127.0.0.1"}])
    assert [cookie["name"] for cookie in one.context.cookies()] == ["seen"]
    assert two.context.cookies() == []


def test_an_uncaught_error_on_a_page_is_noticed(people: People) -> None:
    people.arrive().goto("data:text/html,<script>nobody.knows()</script>")
    assert any("nobody is not defined" in error for error in people.errors)
    people.errors.clear()


def test_axe_finds_a_picture_without_words_and_accepts_one_with_them(people: People) -> None:
    page = people.arrive()
    page.set_content(PAGE.format("<img src='data:,'>"))
    assert any(fault.startswith("image-alt") for fault in accessibility_faults(page))
    page.set_content(PAGE.format("<img src='data:,' alt='A ticket'>"))
    assert accessibility_faults(page) == []


def test_every_system_program_is_found() -> None:
    assert system.missing() == []


def test_a_missing_program_is_named_with_its_package_and_variable(monkeypatch) -> None:
    monkeypatch.setenv("PDFTOPPM", "/nowhere/pdftoppm")
    assert system.find("pdftoppm") is None
    assert system.missing() == ["pdftoppm"]


def plain(address: str) -> str:
    """libpq's form of an SQLAlchemy address."""
    return address.replace("postgresql+psycopg://", "postgresql://")
