"""Many visits in one browser page, one after the other, and what is left of them in its memory."""

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

from tests.support.cast import kiosk_token
from tests.support.chromium import People, open_face
from tests.support.visitor import TAPS

SETTLED_MS = 100
SMALL = {"width": 270, "height": 480}  # the same page; painting it large is most of what a visit costs
# A whole visit: a ticket in some language with some panels opened on the way; then with number and PIN out of the queue.
VISIT = """globalThis.languageOf = (turn, languages) => {
  const tiles = document.querySelectorAll(".screen-start [data-language]");
  return tiles[turn % Math.min(languages, tiles.length)].dataset.language;
};
globalThis.visit = async ([turn, languages]) => {
  const type = async (digits) => {
    for (const digit of digits) await tap(`[data-key="${digit}"]`);
  };
  await tap(`.screen-start [data-language="${languageOf(turn, languages)}"]`);
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
};
globalThis.visits = async ([from, count, languages, wholeEvery]) => {
  for (let turn = from; turn < from + count; turn += 1) {
    if (turn % wholeEvery === 0) await visit([turn / wholeEvery, languages]);
    else await takeTicket(languageOf(turn, languages));
  }
}"""
AT_ONCE = 10  # visits in one call from here


@dataclass(frozen=True)
class Footprint:
    """After the rubbish was collected."""

    heap_bytes: int
    nodes: int
    listeners: int
    documents: int


class Marathon:
    """A kiosk's page and its memory."""

    def __init__(self, people: People, address: str, languages: int = 22, whole_every: int = 1) -> None:
        """`languages`: of the first so many tiles; texts and formats of a language stay, once it was asked for.

        `whole_every`: so many visitors after each other only take a ticket, but one; the others cost a third.
        """
        self._turns = (languages, whole_every)
        self.page: Page = people.arrive(**SMALL, reduced_motion="reduce")
        self.page.set_default_timeout(60_000)
        self.page.add_init_script(f"{TAPS};\n{VISIT}")  # once: every text that is evaluated stays for a while
        self._line: CDPSession = self.page.context.new_cdp_session(self.page)
        open_face(self.page, address, "kiosk", kiosk_token())
        self.page.locator(".head-state").wait_for()
        self._turn = 0

    def visits(self, count: int) -> None:
        """One after the other, in one language after the other."""
        while count > 0:
            now = min(count, AT_ONCE)
            self.page.evaluate("(turns) => visits(turns)", [self._turn, now, *self._turns])
            self._turn, count = self._turn + now, count - now

    def footprint(self) -> Footprint:
        counters = self._collected()
        while (again := self._collected())["nodes"] < counters["nodes"]:  # what one round frees may hold more
            counters = again
        heap = self._line.send("Runtime.getHeapUsage")["usedSize"]
        return Footprint(int(heap), counters["nodes"], counters["jsEventListeners"], counters["documents"])

    def _collected(self) -> dict[str, int]:
        self.page.wait_for_timeout(SETTLED_MS)
        self._line.send("HeapProfiler.collectGarbage")
        found: dict[str, int] = self._line.send("Memory.getDOMCounters")
        return found
