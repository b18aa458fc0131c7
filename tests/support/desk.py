"""Somebody of the staff at a console in a browser: the words of tests for the page /staff/."""

from contextlib import suppress

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.support.chromium import People
from tests.support.faces import PASSWORD
from tests.support.served import ServedPoint

PRESSES_AT_MOST = 4


class Desk:
    """One person's console. `page` is their browser's window."""

    def __init__(self, people: People, point: ServedPoint, language: str = "de", **window: object) -> None:
        self.point = point
        self.page: Page = people.arrive(1440, 900, locale=language, **window)
        self.posts: list[str] = []  # path and body of every POST the page made
        self.page.on("request", lambda request: self._note(request.method, request.url, request.post_data))

    def _note(self, method: str, url: str, body: str | None) -> None:
        if method == "POST" and "/staff/api/" in url:
            self.posts.append(f"{url.split('/staff/api/')[1]} {body}")

    def open(self) -> "Desk":
        self.page.goto(f"{self.point.url}/staff/")
        return self

    def sign_in(self, username: str, password: str = PASSWORD) -> "Desk":
        self.open()
        self.page.get_by_label("Benutzername").or_(self.page.get_by_label("User name")).fill(username)
        self.page.get_by_label("Passwort").or_(self.page.get_by_label("Password")).fill(password)
        self.page.keyboard.press("Enter")
        return self

    def sit_down(self, desk: int) -> "Desk":
        self.page.locator(".desk").nth(desk - 1).click()
        expect(self.page.locator(".bar-desk")).to_contain_text(str(desk))
        return self

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def begin_talk(self) -> None:
        """S, once more if the console was still busy with the call, as a person would."""
        for _ in range(PRESSES_AT_MOST):
            self.press("s")
            with suppress(PlaywrightTimeout):
                self.page.locator(".talking").wait_for(timeout=2_000)
                return
        raise AssertionError("S never began the talk")

    def button(self, name: str) -> Locator:
        """The only button whose name begins so."""
        return self.page.get_by_role("button", name=name)

    def tap(self, name: str) -> None:
        """Press an action by hand; a second tap within half a second would count as a tremor."""
        self.page.wait_for_timeout(550)
        self.button(name).click()

    @property
    def title(self) -> Locator:
        """The heading of the left side."""
        return self.page.locator("#here-title")

    @property
    def number(self) -> Locator:
        """The large number on the left side."""
        return self.page.locator(".here .big-number")

    @property
    def waiting(self) -> Locator:
        """The numbers of the waiting list, in order."""
        return self.page.locator(".waiting .row-number")

    def outcome(self, name: str) -> Locator:
        return self.page.locator(".outcome-tiles .tile", has_text=name)

    def calls_made(self) -> int:
        return sum(post.startswith("calls ") for post in self.posts)
