"""From the press of "next" to the board: `python -m bench.board_latency`.

50 boards listen by websocket; one of them is a real Chromium page, whose own clock says when the number stood in
the page. Times are milliseconds from the beginning of the POST. Then pairs of calls 10 ms apart: both must arrive.
"""

import argparse
import json
import selectors
import statistics
import threading
import time
from typing import Any

import websocket
from playwright.sync_api import Page, sync_playwright

from bench.service import Client, Service, request_id, service
from tools.system import need

BOARDS = 50
BETWEEN_CALLS_S = 3.7  # the stage keeps a call for three seconds
CALM_S = 0.5  # the push of the move before is over
PAIR_GAP_S = 0.010
WATCH = """() => {
  globalThis.seenNumbers = {};
  const look = () => {
    for (const found of document.querySelectorAll(".call .number, .earlier-number")) {
      globalThis.seenNumbers[found.textContent.trim()] ??= performance.timeOrigin + performance.now();
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
  look();
}"""


def measure(calls: int = 20, pairs: int = 10) -> dict[str, Any]:
    with service(consoles=2) as found:
        for _ in range(calls + 3 * pairs):
            _issue(found)
        desks = [_at_desk(found, name, desk) for desk, name in enumerate(found.usernames, 1)]
        room = _Room(found)
        with sync_playwright() as playwright:
            page = _page(playwright, found)
            in_browser = [_call_and_see(desks[0], page) for _ in range(calls)]
            page.context.browser.close()
        on_wire = [_call_and_hear(desks[0], room.boards) for _ in range(pairs)]
        lost = sum(_pair(desks, room.boards) for _ in range(pairs))
        room.close()
    return {
        "boards": BOARDS,
        "browser_ms": _summary(in_browser),
        "websocket_all_boards_ms": _summary(on_wire),
        "pairs_10_ms_apart": pairs,
        "calls_lost": lost,
    }


class _Board:
    """A board without a screen: remembers when each number was first in a picture."""

    def __init__(self, found: Service) -> None:
        self.heard: dict[int, float] = {}
        address = f"ws://127.0.0.1:{found.port}/socket.io/?EIO=4&transport=websocket"
        self.line = websocket.create_connection(address, suppress_origin=True)
        self.line.recv()
        self.line.send("40/display," + json.dumps({"token": found.tokens["display"][0]}))

    def take(self) -> None:
        """What has come: a ping, or a picture, whose numbers are read after the clock."""
        packet, now = str(self.line.recv()), time.time()
        if packet == "2":
            self.line.send("3")
        elif packet.startswith("42/display,"):
            _, picture = json.loads(packet.removeprefix("42/display,"))
            for call in picture["calls"]:
                self.heard.setdefault(call["number"], now)


class _Room:
    """All boards but the one with a screen, heard by one thread: the server is measured, not its clients."""

    def __init__(self, found: Service) -> None:
        self.boards = [_Board(found) for _ in range(BOARDS - 1)]
        self._selector = selectors.DefaultSelector()
        for board in self.boards:
            self._selector.register(board.line, selectors.EVENT_READ, board)
        self._is_open = True
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while self._is_open:
            for key, _ in self._selector.select(0.2):
                key.data.take()

    def close(self) -> None:
        self._is_open = False
        self._thread.join()
        for board in self.boards:
            board.line.close()


def _page(playwright: Any, found: Service) -> Page:
    browser = playwright.chromium.launch(
        executable_path=str(need("chromium")), args=["--no-sandbox", "--disable-gpu"]
    )
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"http://127.0.0.1:{found.port}/display/#device={found.tokens['display'][0]}")
    page.wait_for_timeout(2000)
    page.evaluate(WATCH)
    return page


def _call_and_see(desk: Client, page: Page) -> float:
    began, number, ticket = _call(desk)
    page.wait_for_timeout(1000)
    seen = page.evaluate("number => globalThis.seenNumbers[number]", str(number))
    _missed(desk, ticket)  # its own picture goes out while the stage is still taken
    page.wait_for_timeout((BETWEEN_CALLS_S - 1) * 1000)
    assert seen, f"{number} never came to the board"
    return float(seen) - began * 1000


def _call_and_hear(desk: Client, boards: list[_Board]) -> float:
    """Until the last of all boards had it."""
    began, number, ticket = _call(desk)
    time.sleep(0.5)
    last = max(board.heard[number] for board in boards)
    _missed(desk, ticket)
    time.sleep(CALM_S)
    return (last - began) * 1000


def _pair(desks: list[Client], boards: list[_Board]) -> int:
    """How many of two calls, 10 ms apart from two desks, some board never had."""
    called: list[tuple[float, int, int]] = []
    threads = [threading.Thread(target=lambda desk=desk: called.append(_call(desk))) for desk in desks]
    for thread in threads:
        thread.start()
        time.sleep(PAIR_GAP_S)
    for thread in threads:
        thread.join()
    time.sleep(0.5)
    for desk, (_, _, ticket) in zip(desks, sorted(called), strict=True):
        if desk.post(f"/staff/api/tickets/{ticket}/missed", request_id=request_id())[0] != 200:
            _missed(desks[1 - desks.index(desk)], ticket)
    return sum(any(number not in board.heard for board in boards) for _, number, _ in called)


def _issue(found: Service) -> None:
    client = found.client()
    client.headers["Authorization"] = f"Bearer {found.tokens['kiosk'][0]}"
    assert (
        client.post("/kiosk/api/tickets", topic="housing", language="de", request_id=request_id())[0] == 201
    )


def _at_desk(found: Service, username: str, desk: int) -> Client:
    client = found.client()
    client.sign_in(username)
    client.post("/staff/api/duty", desk=desk)
    return client


def _call(desk: Client) -> tuple[float, int, int]:
    began = time.time()
    status, answer = desk.post("/staff/api/calls", request_id=request_id())
    assert status == 201, answer
    return began, answer["ticket"]["number"], answer["ticket"]["id"]


def _missed(desk: Client, ticket: int) -> None:
    desk.post(f"/staff/api/tickets/{ticket}/missed", request_id=request_id())


def _summary(times: list[float]) -> dict[str, float]:
    cut = statistics.quantiles(times, n=20, method="inclusive")
    median = statistics.median(times)
    figures = {"median": median, "p95": cut[18], "max": max(times)}
    return {"n": len(times)} | {name: round(figure, 1) for name, figure in figures.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=20)
    print(json.dumps(measure(calls=parser.parse_args().calls), indent=2))
