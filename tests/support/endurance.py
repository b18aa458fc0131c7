"""Many visits in one browser page, one after the other, and what is left of them in its memory."""

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

from tests.support.cast import kiosk_token
from tests.support.chromium import People, open_face

SETTLED_MS = 100
# Half a second passes between two touches without being waited for.
CLOCK = """(() => {
  const real = performance.now.bind(performance);
  let ahead = 0;
  performance.now = () => real() + ahead;
  globalThis.passes = (milliseconds) => (ahead += milliseconds);
})()"""
# One visit: a ticket in some language with some panels opened on the way; then with number and PIN out of the queue.
VISIT = """globalThis.visit = async ([turn, languages]) => {
  const soon = () => new Promise((resolve) => setTimeout(resolve, 4));
  const find = async (selector) => {
    for (let round = 0; round < 5000; round += 1) {
      const found = document.querySelector(selector);
      if (found) return found;
      await soon();
    }
    throw new Error(`visit ${turn}: no ${selector} on ${document.getElementById("main").className}`);
  };
  const tap = async (selector) => {
    const found = await find(selector);
    passes(600);
    found.click();
  };
  const type = async (digits) => {
    for (const digit of digits) await tap(`[data-key="${digit}"]`);
  };
  const tiles = document.querySelectorAll(".screen-start [data-language]");
  const language = tiles[turn % Math.min(languages, tiles.length)].dataset.language;

  await tap(`.screen-start [data-language="${language}"]`);
  await find(".screen-topics");
  for (const place of [2, 3, 4]) {
    await tap(`#bar > :nth-child(${place})`);
    await tap("dialog > .button");
    if (turn % 3) break;
  }
  await tap('[data-topic="housing"]');
  await tap('[data-need="children"]');
  await tap(".screen-needs .go .primary");
  const number = (await find(".screen-ticket .big-number")).innerText.trim();
  const pin = document.querySelector(".pin-number").innerText.replace(/[^0-9]/g, "");
  await tap(".done");

  await tap(".screen-start .doors .tile:nth-child(2)");
  await type(number);
  await tap(".go .primary");
  await type(pin);
  await tap(".go .primary");
  await tap(".screen-place .go .button:not(.primary)");
  await tap("dialog .danger");
  await find(".screen-place .go .stack > .button:only-child");
  await tap(".screen-place .go .primary");
  await find(".screen-start");
}"""


@dataclass(frozen=True)
class Footprint:
    """After the rubbish was collected."""

    heap_bytes: int
    nodes: int
    listeners: int
    documents: int


class Memory:
    """Of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._line: CDPSession = page.context.new_cdp_session(page)

    def footprint(self) -> Footprint:
        counters = self._collected()
        while (again := self._collected())["nodes"] < counters["nodes"]:  # what one round frees may hold more
            counters = again
        heap = self._line.send("Runtime.getHeapUsage")["usedSize"]
        return Footprint(int(heap), counters["nodes"], counters["jsEventListeners"], counters["documents"])

    def _collected(self) -> dict[str, int]:
        self._page.wait_for_timeout(SETTLED_MS)
        self._line.send("HeapProfiler.collectGarbage")
        found: dict[str, int] = self._line.send("Memory.getDOMCounters")
        return found


class Marathon:
    """A kiosk's page and its memory."""

    def __init__(self, people: People, address: str, languages: int = 22) -> None:
        """`languages`: of the first so many tiles; texts and formats of a language stay, once it was asked for."""
        self._languages = languages
        self.page: Page = people.arrive(1080, 1920)
        self.page.set_default_timeout(60_000)
        self.page.add_init_script(
            f"{CLOCK};\n{VISIT}"
        )  # once: every text that is evaluated stays for a while
        self._memory = Memory(self.page)
        open_face(self.page, address, "kiosk", kiosk_token())
        self.page.locator(".head-state").wait_for()
        self._turn = 0

    def visits(self, count: int) -> None:
        """One after the other, in one language after the other."""
        for _ in range(count):
            self.page.evaluate("(turn) => visit(turn)", [self._turn, self._languages])
            self._turn += 1

    def footprint(self) -> Footprint:
        return self._memory.footprint()
