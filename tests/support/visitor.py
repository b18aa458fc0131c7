"""A visitor at the kiosk's screen, who taps and looks."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Page, expect

from tests.support.cast import kiosk_token
from tests.support.chromium import People, open_face
from tools.kiosk_walk import NO_NUMBERS

Found = TypeVar("Found")
DEAD_TIME_MS = 600  # the kiosk takes one tap in half a second
STANDING, LYING = (1080, 1920), (1920, 1080)


TAPS = (Path(__file__).parent / "taps.js").read_text(encoding="utf-8")  # for Visitor(init=…)
PATIENCE_S = 60  # a second on a quiet machine
STOCK = 30  # rules/offline.py
KEPT = """(store) => new Promise((resolve) => {
  const opening = indexedDB.open("lotse-kiosk");
  opening.onupgradeneeded = () => opening.transaction.abort(); // the page has not made it yet
  opening.onerror = () => resolve([]);
  opening.onsuccess = () => {
    const database = opening.result;
    const asked = database.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => { database.close(); resolve(asked.result); };
  };
})"""


class Visitor:
    """One visitor after the other at the same kiosk. `page` is its browser."""

    def __init__(
        self,
        people: People,
        address: str,
        panel: tuple[int, int] = STANDING,
        init: str = "",
        **window: Any,
    ) -> None:
        """The browser's time can be moved on (`page.clock.run_for(ms)`). `init` is a script that runs first."""
        self.page: Page = people.arrive(*panel, **window)
        if init:
            self.page.add_init_script(init)
        self.page.clock.install()
        open_face(self.page, address, "kiosk", kiosk_token())
        self.is_at("start")
        expect(self.page.locator(".head-state")).to_be_visible()  # the server has said what is offered

    def is_at(self, screen: str) -> None:
        """On this screen; the names are those of kiosk/static/screens.js."""
        expect(self.page.locator(f".screen-{screen}")).to_be_visible()

    def tap(self, selector: str) -> None:
        """A calm tap: not within half a second of the last one."""
        self.page.locator(selector).first.wait_for()
        self.page.clock.run_for(DEAD_TIME_MS)
        self.page.locator(selector).first.click()

    def wakes_it(self) -> "Visitor":
        """A first touch, should nobody have been here for a while."""
        if self.page.locator(".screen-attract").count():
            self.page.keyboard.press("Shift")
            self.is_at("start")
        return self

    def speaks(self, language: str) -> "Visitor":
        self.wakes_it()
        self.tap(f'.screen [data-language="{language}"]')
        expect(self.page.locator(".screen-start")).to_have_count(0)  # its texts have come
        return self

    def wants(self, topic: str) -> "Visitor":
        self.tap(f'[data-topic="{topic}"]')
        self.is_at("needs")
        return self

    def takes_a_ticket(self, language: str = "de", topic: str = "housing") -> int:
        """From the start to the number."""
        self.speaks(language).wants(topic).tap(".go .primary")
        return self.number()

    def takes_a_ticket_quickly(self, language: str = "de") -> int:
        """The same without looking at each screen, at a page with TAPS, and back at the start."""
        number: int = self.page.evaluate("(language) => takeTicket(language)", language)
        return number

    def number(self) -> int:
        """The large number on the screen."""
        self.is_at("ticket")
        return int(self.page.locator(".big-number").inner_text())

    def types(self, keys: str) -> None:
        for key in keys:
            self.tap(f'[data-key="{key}"]')

    def shows_number_and_pin(self, number: int, pin: str) -> None:
        """Through "I already have a number", from the start."""
        self.tap(".doors .tile >> nth=1")
        self.types(str(number))
        self.tap(".go .primary")
        self.types(pin)
        self.tap(".go .primary")

    def kept(self, store: str) -> list[Any]:
        """What the kiosk's disk holds: "numbers" ahead, "tickets" to be handed in, "facts"."""
        found: list[Any] = self.page.evaluate(KEPT, store)
        return found

    def has_numbers_of_its_own(self) -> None:
        """It has been connected long enough to have them."""
        deadline = time.monotonic() + PATIENCE_S
        while len(self.kept("numbers")) < STOCK:
            assert time.monotonic() < deadline, "it never got numbers"
            self.page.clock.run_for(1_000)
            self.page.wait_for_timeout(100)

    def until(self, found: Callable[[], Found | None]) -> Found:
        """The kiosk's time goes on, a second at a time, until there is something."""
        deadline = time.monotonic() + PATIENCE_S
        while (what := found()) is None:
            assert time.monotonic() < deadline, "it never came"
            self.page.clock.run_for(1_000)
            self.page.wait_for_timeout(50)
        return what

    def uses_up_its_numbers(self) -> None:
        self.page.evaluate(NO_NUMBERS)

    def html(self, attribute: str) -> str | None:
        return self.page.locator("html").get_attribute(attribute)
