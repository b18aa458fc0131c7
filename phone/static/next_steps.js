// After the talk: what the visitor was told to do next, in the language of the page. Also when it is written a little later.

const LATER_MS = [20_000, 60_000, 180_000]; // a slip is often written while the visitor gets up
const TIMEOUT_MS = 6_000;

/** Asks while the talk is over and somebody looks; `onSteps(answer)`. Returns {ask()}. */
export function followSteps({ url, languageNow, stateNow, onSteps }) {
  let [shown, timers] = ["", []];

  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  return { ask };

  function ask() {
    timers.forEach(clearTimeout);
    timers = stateNow() === "done" ? LATER_MS.map((pause) => setTimeout(look, pause)) : [];
    return look();
  }

  async function look() {
    if (stateNow() !== "done") return;
    const found = await question(`${url}?language=${encodeURIComponent(languageNow())}`);
    const text = JSON.stringify(found);
    if (!found || text === shown || stateNow() !== "done") return;
    shown = text;
    onSteps(found);
  }
}

async function question(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
