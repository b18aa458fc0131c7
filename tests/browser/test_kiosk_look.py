"""How the kiosk looks: sizes that are read and hit, contrast, room, the same place for the same thing, nothing that moves.

One page walks through all screens of a language and is measured on each (tests/support/looks.py); the tests ask what
was seen. Here: a choice of languages, panels and views; all of them in tests/long/test_kiosk_every_screen.py.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support import looks
from tests.support.effort import now_and_long
from tests.support.looks import Look, Tour, faults_of
from tests.support.served import ServedPoint, served_point
from tools.kiosk_screens import SCREENS
from tools.screens_kiosk import show

ALL = list(SCREENS)
SOME = [
    "start",
    "topics",
    "needs",
    "talk",
    "ticket-wait",
    "ticket-paper-out",
    "number",
    "uncertain",
    "closed",
    "view",
    "warning",
]
EVERY = "every screen"  # half a minute
TOURS: dict[str, tuple[list[str], dict[str, Any]]] = {
    EVERY: (ALL, {"language": "de", "axe": True}),
    "right to left": (SOME, {"language": "ar", "axe": True}),
    "lying, Cyrillic": (SOME, {"language": "uk", "panel": "landscape"}),
    "large text": (SOME, {"language": "uk", "view": "large"}),
    "strong contrast": (SOME, {"language": "de", "view": "contrast"}),
    "lowered": (SOME, {"language": "ar", "view": "lowered"}),
}
HARDEST = ["right to left", "large text"]
Seen = dict[str, Look]


@pytest.fixture(scope="module")
def place(prepared_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPoint]:
    """One server for all pictures."""
    copy = tmp_path_factory.mktemp("kiosk") / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    with served_point(f"sqlite:///{copy}", public_url="http://127.0.0.1") as served:
        yield served


@pytest.fixture(scope="module")
def tour(place: ServedPoint, browser: Browser) -> Iterator[Tour]:
    tour = Tour(browser, place.url)
    yield tour
    tour.close()


@pytest.fixture(params=now_and_long(HARDEST, [name for name in TOURS if name not in HARDEST]))
def seen(request: pytest.FixtureRequest, tour: Tour) -> Seen:
    """What one of the tours saw."""
    screens, how = TOURS[request.param]
    return tour.sees(screens, **how)


@pytest.mark.access(2)
def test_every_screen_can_be_read_aloud(seen: Seen) -> None:
    for name, look in seen.items():
        assert look["said"], name
        assert any(cell["isListen"] for cell in look["bar"]), name
        choices = {one["text"] for one in look["buttons"] if one["isChoice"]}
        assert {text for text in choices if not any(text in said for said in look["said"])} == set(), name


@pytest.mark.access(3)
def test_what_the_slip_says_is_shown_and_read_aloud(tour: Tour) -> None:
    look = tour.sees(["ticket-wait"], "de")["ticket-wait"]
    shown = {word["text"] for word in look["words"]}
    for what in (
        r"\d{3}",
        "ungefähr 20 bis 35 Minuten",
        "3 Personen vor Ihnen",
        "Heute kann es knapp werden",
    ):
        assert any(re.search(what, said) for said in look["said"]), what
        assert any(re.search(what, text) for text in shown), what


@pytest.mark.access(4)
def test_what_must_be_read_is_large_enough(seen: Seen) -> None:
    assert sum(word["isRead"] for look in seen.values() for word in look["words"]) > 2 * len(seen)
    assert faults_of(seen, looks.too_small_to_read) == {}


@pytest.mark.access(4)
def test_no_word_is_small_and_large_text_is_larger_everywhere(seen: Seen) -> None:
    assert faults_of(seen, looks.too_small_at_all) == {}


@pytest.mark.access(4)
def test_what_is_touched_is_large_and_apart(seen: Seen) -> None:
    assert sum(len(look["near"]) for look in seen.values()) > len(seen), "something lies side by side"
    assert faults_of(seen, looks.too_small_to_touch) == {}
    assert faults_of(seen, looks.too_near_to_touch) == {}


@pytest.mark.access(5)
def test_words_and_signs_stand_out_from_what_is_behind_them(seen: Seen) -> None:
    assert all(look["words"] for look in seen.values())
    assert sum(len(look["signs"]) for look in seen.values()) > 5 * len(seen)
    assert faults_of(seen, looks.without_contrast) == {}


def test_nothing_is_cut_off_broken_or_covered(seen: Seen) -> None:
    assert faults_of(seen, looks.without_room) == {}


def test_a_ticket_is_whole_on_the_screen(seen: Seen) -> None:
    """Who takes a photo, or writes it down, must see all of it."""
    tickets = {name: look for name, look in seen.items() if name.startswith("ticket")}
    assert tickets
    assert {
        name: look["hasMore"]
        for name, look in tickets.items()
        if look["view"] == "normal" and look["hasMore"]
    } == {}


@pytest.mark.access(8)
def test_what_leads_on_can_be_reached_from_a_wheelchair(seen: Seen) -> None:
    assert faults_of(seen, looks.too_high_to_reach) == {}


@pytest.mark.access(8)
def test_the_bar_has_the_same_things_in_the_same_place_on_every_screen(seen: Seen) -> None:
    bars = {name: look["bar"][1:] for name, look in seen.items() if name not in OTHER_BARS}
    first = bars["topics"]
    assert len(first) == BAR
    assert {name: bar for name, bar in bars.items() if bar != first} == {}
    assert all(len(look["bar"]) == BAR + 1 for look in seen.values()), "before them: back, or the time"


@pytest.mark.access(9)
def test_nothing_moves_for_who_wants_no_motion(seen: Seen) -> None:
    assert faults_of(seen, looks.moving) == {}


@pytest.mark.access(9)
def test_a_long_list_has_a_button_that_shows_the_rest(seen: Seen, request: pytest.FixtureRequest) -> None:
    assert faults_of(seen, looks.only_by_dragging) == {}
    if "large text" in request.node.name:
        assert any(look["isLong"] for look in seen.values())


@pytest.mark.access(9)
def test_a_long_list_is_reached_without_dragging(tour: Tour) -> None:
    walk = tour.walk("portrait")
    show(walk, "large", "de")
    last = walk.page.locator('[data-topic="something-else"]')
    expect(last).not_to_be_in_viewport(ratio=0.9)
    for _ in range(6):
        if walk.page.locator('.more[data-way="down"]').is_visible():
            walk.tap(".more")
        walk.page.wait_for_timeout(100)
    expect(last).to_be_in_viewport(ratio=0.9)
    expect(walk.page.locator(".more")).to_have_attribute("data-way", "up")


@pytest.mark.access(10)
@pytest.mark.parametrize("name", now_and_long(["right to left"], [EVERY]))
def test_screens_are_without_faults_for_assistive_techniques(tour: Tour, name: str) -> None:
    screens, how = TOURS[name]
    seen = tour.sees(screens, **how)
    assert faults_of(seen, looks.axe) == {}
    assert faults_of(seen, looks.not_one_heading) == {}


BAR = 4  # help, language, view, listen
OTHER_BARS = {
    *("start", "start-closed", "start-paused", "attract", "attract-closed"),  # in the place's language
    *("large", "contrast"),  # in another view than the rest of the tour
}
