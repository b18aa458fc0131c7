// Taps at a kiosk's page from within it: no waiting for pictures, and the half second between two taps passes by itself.
// Runs before the page's own scripts, so its own waiting is real even where the page's time is the test's.
(() => {
  const later = globalThis.setTimeout.bind(globalThis);
  const soon = () => new Promise((resolve) => later(resolve, 4));
  let ahead = 0;
  let isOurs = false;

  globalThis.passes = (milliseconds) => {
    if (!isOurs) {
      const clock = performance.now.bind(performance);
      performance.now = () => clock() + ahead;
      isOurs = true;
    }
    ahead += milliseconds;
  };

  globalThis.find = async (selector) => {
    for (let round = 0; round < 5000; round += 1) {
      const found = document.querySelector(selector);
      if (found) return found;
      await soon();
    }
    throw new Error(`no ${selector} on ${document.getElementById("main").className}`);
  };

  globalThis.tap = async (selector) => {
    const found = await find(selector);
    passes(600);
    found.click();
  };

  /** From the start to the number, in `language`; the next visitor may come. */
  globalThis.takeTicket = async (language) => {
    if (document.querySelector(".screen-attract")) document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true }));
    await tap(`.screen-start [data-language="${language}"]`);
    await tap('.screen-topics [data-topic="housing"]');
    await tap(".screen-needs .go .primary");
    const number = Number((await find(".screen-ticket .big-number")).innerText);
    await tap(".done");
    await find(".screen-start");
    return number;
  };
})();
