"""The board on the wall, with the real server behind it: calls reach it, none is lost, nothing old is shown as new."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.cast import AYLIN, DISPLAY_TOKEN, JONAS, kiosk_token
from tests.support.chromium import People, accessibility_faults, open_face
from tests.support.ears import gongs, listen
from tests.support.faces import Console, Display, HttpLine, Kiosk
from tests.support.served import ServedPoint, served_point
from tests.support.server import LiveServer, running_server

STAY_MS = 3_000  # a call has the board to itself at least so long
CALL_AGAIN_S = 11
ABOUT_A_CALL = {"number", "desk", "called_at", "times"}
ABOUT_THE_QUEUE = {
    "version",
    "epoch",
    "site",
    "now",
    "calls",
    "recent",
    "missed",
    "waiting",
    "notice",
    "dates",
}
ABOUT_THE_SITE = {
    "name", "zone", "settings", "open", "reason", "reason_texts", "opens_at", "closes_at", "last_call_at", "next_opens_at", "next_closes_at",
}  # fmt: skip


@pytest.fixture
def place(sqlite_url: str) -> Iterator[ServedPoint]:
    """Leverkusen on a Monday at 14:07, with a clock that can be moved on."""
    with served_point(sqlite_url) as served:
        yield served


@pytest.mark.access(11)
def test_a_call_reaches_the_board_with_number_desk_and_gong(place: ServedPoint, people: People) -> None:
    board = open_board(people, place)
    expect(board.locator(".idle")).to_be_visible()
    number = place.issue()
    expect(board.locator(".foot")).to_contain_text("1 wartet")
    console(place, AYLIN, 3).call()
    expect(board.locator(".call .number")).to_have_text(str(number))
    expect(board.locator(".call .desk .num")).to_have_text("3")
    assert len(gongs(board)) == 1


def test_two_calls_at_the_same_moment_both_get_the_stage(place: ServedPoint, people: People) -> None:
    board = open_board(people, place)
    numbers = [place.issue() for _ in range(2)]
    consoles = [console(place, AYLIN, 1), console(place, JONAS, 2)]
    for caller in consoles:
        caller.call()
    for number in numbers:
        expect(board.locator(".call .number")).to_have_text(str(number))
    expect(board.locator(".earlier-number")).to_have_text([str(numbers[0])])
    first, second = gongs(board)
    assert second - first >= STAY_MS


def test_a_reload_shows_the_call_and_does_not_call_it_again(place: ServedPoint, people: People) -> None:
    board = open_board(people, place)
    number = place.issue()
    console(place, AYLIN, 1).call()
    expect(board.locator(".call .number")).to_have_text(str(number))
    assert len(gongs(board)) == 1
    board.reload()
    expect(board.locator(".call .number")).to_have_text(str(number))
    board.wait_for_timeout(700)
    assert gongs(board) == []
    assert board.locator(".call.enters").count() == 0


def test_a_call_repeated_at_the_desk_sounds_again(place: ServedPoint, people: People) -> None:
    number = place.issue()
    board = open_board(people, place)
    caller = console(place, AYLIN, 4)
    ticket = caller.call().ticket
    expect(board.locator(".call .number")).to_have_text(str(number))
    place.clock.forward(seconds=CALL_AGAIN_S)
    assert caller.move(ticket["id"], "call-again").status == 200
    board.wait_for_function("() => window.gongs.length === 2")
    expect(board.locator(".call .number")).to_have_text(str(number))


@pytest.mark.long
def test_an_answered_call_moves_aside_and_a_missed_one_is_asked_for(
    place: ServedPoint, people: People
) -> None:
    answered, missed = place.issue(), place.issue()
    board = open_board(people, place)
    one, two = console(place, AYLIN, 1), console(place, JONAS, 2)
    one.move(one.call().ticket["id"], "start")
    two.move(two.call().ticket["id"], "missed")
    expect(board.locator(".earlier-number")).to_have_text([str(answered)])
    expect(board.locator(".missed .num")).to_have_text([str(missed)])
    expect(board.locator(".idle")).to_be_visible(timeout=2 * STAY_MS)


def test_the_board_holds_nothing_about_visitors_but_numbers(place: ServedPoint, people: People) -> None:
    board, frames = people.arrive(1920, 1080), []
    listen(board).on(
        "websocket", lambda line: line.on("framereceived", lambda frame: frames.append(str(frame)))
    )
    board.goto(f"{place.url}/display/#device={DISPLAY_TOKEN}")
    expect(board.locator(".board")).to_be_attached()
    ticket = (
        Kiosk(HttpLine(place.url), kiosk_token())
        .take("housing", "uk", advice_languages=["uk"], needs=["wheelchair"])
        .ticket
    )
    caller = console(place, AYLIN, 3)
    called = caller.call(ticket["id"])
    expect(board.locator(".call .number")).to_have_text(str(ticket["number"]))
    pictures = [json.loads(frame[frame.index("[") :])[1] for frame in frames if '"picture"' in frame]
    assert pictures, "nothing came by the socket"
    for picture in [*pictures, Display(HttpLine(place.url), DISPLAY_TOKEN).board()]:
        assert set(picture) == ABOUT_THE_QUEUE
        assert set(picture["site"]) == ABOUT_THE_SITE
        assert all(set(call) == ABOUT_A_CALL for call in [*picture["calls"], *picture["recent"]])
    told = board.title() + board.url + board.locator("main").inner_html() + "".join(frames)
    secrets = ["housing", "Wohn", "wheelchair", "Україн", ticket["code"], caller.me["name"], DISPLAY_TOKEN]
    assert called.ticket["topic"] == "housing"
    assert [secret for secret in secrets if secret in told] == []


def test_a_board_without_its_server_says_so_and_comes_back(
    live_server: LiveServer, people: People, tmp_path: Path
) -> None:
    board = open_board(people, live_server)
    number = live_server.kiosk().take().ticket["number"]
    live_server.console(AYLIN, desk=1).call()
    expect(board.locator(".call .number")).to_have_text(str(number))
    live_server.kill()
    expect(board.locator(".lost")).to_be_visible(timeout=10_000)
    expect(board.locator(".call .number")).to_have_text(str(number))
    with running_server(live_server.database_url, tmp_path, live_server.port):
        expect(board.locator(".lost")).to_have_count(0, timeout=30_000)
        expect(board.locator(".call .number")).to_have_text(str(number))
        assert len(gongs(board)) == 1


def test_a_screen_without_a_token_gets_no_data(place: ServedPoint, people: People) -> None:
    place.issue()
    page = people.arrive()
    page.goto(f"{place.url}/display/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator(".board").count() == 0
    assert page.evaluate("() => fetch('/display/api/board').then((answer) => answer.status)") == 401
    assert "Leverkusen" not in page.content()


def test_the_token_leaves_the_address_and_works_once_opened(place: ServedPoint, people: People) -> None:
    page = people.arrive()
    page.goto(f"{place.url}/display/#device={DISPLAY_TOKEN}")
    expect(page.locator(".board")).to_be_attached()
    assert page.url == f"{place.url}/display/"
    assert DISPLAY_TOKEN not in page.evaluate("() => document.cookie")
    page.reload()
    expect(page.locator(".board")).to_be_attached()


def test_an_old_link_says_what_to_do(place: ServedPoint, people: People) -> None:
    page = people.arrive(locale="de-DE")
    page.goto(f"{place.url}/display/#device=of-yesterday")
    expect(page.locator(".old-link")).to_contain_text("ersetzt")
    assert page.url == f"{place.url}/display/"
    assert accessibility_faults(page) == []


def console(place: ServedPoint, who: str, desk: int) -> Console:
    """Somebody of the cast, signed in and on duty."""
    return Console(HttpLine(place.url), who).on_duty(desk)


def open_board(people: People, server: LiveServer | ServedPoint) -> Page:
    """A full-HD display of the site, paired, whose gongs are counted."""
    address: Any = server.address if isinstance(server, LiveServer) else server.url
    page = listen(people.arrive(1920, 1080))
    open_face(page, address, "display", DISPLAY_TOKEN)
    expect(page.locator(".board[data-phase=open]")).to_be_attached()
    return page
