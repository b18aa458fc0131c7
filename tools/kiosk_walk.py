"""One kiosk in one browser page that walks from screen to screen: nothing is loaded twice, no second is waited for.

Its server gives page, texts and tickets. What the place offers (open, closed, paused, which printer is out of paper) is
told to the page here, so that every screen can be had at any moment.
"""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Request, Route

Words = dict[str, Any]
Answer = Callable[[Route], None]

AFTER_A_TAP_MS = 650  # the kiosk takes one tap in half a second
FAR_AHEAD = 1_000_000  # added to a picture's version: no true one may replace it
MOST_STEPS_BACK = 8
MOST_TRIES = 1_000
VIEWS = {"normal": None, "large": 0, "contrast": 1, "lowered": 2}  # tile of the panel "View"

TAP = """(element) => {
  element.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  element.click();
}"""
STEP_BACK = """() => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  const { theme, text, lowered } = document.documentElement.dataset;
  const isPlain = theme !== "contrast" && text !== "large" && lowered === undefined;
  const main = document.getElementById("main");
  if (main.matches(".screen-start") && isPlain) return true;
  if (main.matches(".screen-attract")) dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
  const back = document.querySelector("#bar > :first-child:is(button)");
  const way = main.querySelector("button.done") ?? back ?? main.querySelector(".go .button:last-child, .doors .tile");
  way?.click();
  return false;
}"""
STAY = "() => dispatchEvent(new PointerEvent('pointerdown'))"  # somebody is still here
COUNT_NUMBERS = """() => new Promise((resolve) => {
  const opening = indexedDB.open("lotse-kiosk");
  opening.onupgradeneeded = () => opening.transaction.abort(); // the page has not made it yet
  opening.onerror = () => resolve(0);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("numbers").objectStore("numbers").count();
    asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
  };
})"""
NO_NUMBERS = """() => new Promise((resolve) => {
  const opening = indexedDB.open("lotse-kiosk");
  opening.onsuccess = () => {
    const change = opening.result.transaction("numbers", "readwrite");
    change.objectStore("numbers").clear();
    change.oncomplete = () => { opening.result.close(); resolve(); };
  };
})"""


class Walk:
    """A visitor who wants to see every screen. `page` is the kiosk's."""

    def __init__(self, page: Page, base_url: str, token: str, **boot: Any) -> None:
        """`boot` replaces parts of the page's start data, as `printer="escpos"`. The page's clock is ours."""
        self.page = page
        self.boot = boot
        self.offer: Words = {}
        self._picture: Words = {}
        self._is_lost = False
        self._answers: list[str] = []
        self._under_way: set[Request] = set()
        page.on("request", self._note_question)
        page.on("requestfinished", self._note_answer)
        page.on("requestfailed", self._note_answer)
        page.clock.install()
        page.context.add_cookies([{"name": "lotse-kiosk", "value": token, "url": base_url}])
        page.route_web_socket("**/socket.io/**", lambda _socket: None)  # it asks for its pictures
        page.route("**/kiosk/api/offer*", self._tell)
        page.route("**/slip.pdf", lambda route: route.abort())  # nothing is printed here
        if boot:
            page.route("**/kiosk/", self._with_boot)
        page.goto(f"{base_url}/kiosk/")
        page.locator(".head-state").wait_for()
        self.device = str(page.evaluate("JSON.parse(document.getElementById('boot').textContent).device"))

    # --- where to ---

    def begin(self, view: str = "normal") -> None:
        """At the first screen, everything as it was, then seen in this view."""
        for address in self._answers:
            self.page.unroute(address)
        self._answers.clear()
        if self._picture or self._is_lost:
            self.told()
        for _ in range(MOST_STEPS_BACK):
            self.page.clock.run_for(AFTER_A_TAP_MS)
            if self.page.evaluate(STEP_BACK):
                break
        else:
            raise AssertionError(f"no way back from {self.page.locator('#main').get_attribute('class')}")
        if VIEWS[view] is not None:
            self.open_bar(3)
            self.tap(f"dialog .tile >> nth={VIEWS[view]}")
            self.close()

    def tap(self, selector: str) -> None:
        """A calm tap: the kiosk takes one again."""
        self.page.clock.run_for(AFTER_A_TAP_MS)
        self.page.locator(selector).first.evaluate(TAP)

    def close(self) -> None:
        """The panel in front, by its button."""
        self.tap("dialog > .button")
        self.page.locator("dialog").wait_for(state="detached")

    def open_bar(self, place: int) -> None:
        """0: back or clock, 1: help, 2: language, 3: view, 4: listen."""
        self.tap(f"#bar > :nth-child({place + 1})")

    def pass_time(self, seconds: int) -> None:
        """Two seconds at a time, so that the line does not seem lost."""
        for _ in range(0, seconds, 2):
            self.page.clock.run_for(2_000)

    def is_at(self, selector: str) -> None:
        self.page.locator(selector).first.wait_for()

    # --- what the server says ---

    def told(self, **picture: Any) -> None:
        """From now on the place offers what it really does, but for `picture`."""
        self._picture, self._is_lost = picture, False
        self.offer["version"] = self.offer["version"] + 1
        self._ask()
        self.page.locator("#strip .icon use[href$='#cloud-off']").wait_for(state="detached")

    def lost(self) -> None:
        """The line breaks, and the kiosk has noticed."""
        self._is_lost = True
        self.answers("**/kiosk/api/tickets", lambda route: route.abort())
        for _ in range(8):
            self.page.clock.run_for(1_000)
        self.is_at("#strip .line-lost")

    def has_numbers(self) -> None:
        """Of its own, from the true server."""
        for _ in range(MOST_TRIES):
            if self.page.evaluate(COUNT_NUMBERS):
                return
            if self._under_way:
                self.page.wait_for_timeout(20)  # the page's clock must not outrun its questions
            else:
                self.page.evaluate(STAY)
                self.page.clock.run_for(1_000)
        raise AssertionError("it never got numbers")

    def has_no_numbers(self) -> None:
        """Its own stock is used up, and gets no more."""
        self.answers("**/kiosk/api/reserve", lambda route: route.abort())
        self.page.evaluate(NO_NUMBERS)

    def answers(self, address: str, answer: Answer) -> None:
        """Until the next visitor: what this address answers."""
        self._answers.append(address)
        self.page.route(address, answer)

    def changes_answers(self, address: str, change: Callable[[Words], object]) -> None:
        """Until the next visitor: the true answer with a change."""

        def answer(route: Route) -> None:
            given = route.fetch()
            body = given.json()
            change(body)
            route.fulfill(response=given, json=body)

        self.answers(address, answer)

    def _note_question(self, request: Request) -> None:
        self._under_way.add(request)

    def _note_answer(self, request: Request) -> None:
        self._under_way.discard(request)

    def _ask(self) -> None:
        with self.page.expect_response("**/kiosk/api/offer*"):
            self.page.evaluate("() => dispatchEvent(new Event('online'))")

    def _tell(self, route: Route) -> None:
        if self._is_lost:
            route.abort()
            return
        if not self.offer:
            self.offer = route.fetch().json()
            self.offer["version"] += FAR_AHEAD
        route.fulfill(json={**self.offer, **self._picture})

    def _with_boot(self, route: Route) -> None:
        given = route.fetch()
        before, rest = given.text().split('id="boot">', 1)
        data, after = rest.split("</script>", 1)
        data = json.dumps({**json.loads(data), **self.boot}).replace("<", "\\u003c")
        route.fulfill(response=given, body=f'{before}id="boot">{data}</script>{after}')
