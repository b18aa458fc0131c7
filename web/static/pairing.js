// A screen that belongs to nobody yet: it shows a code that somebody types in at the console, and asks with a secret of its
// own whether that was done. The secret is nowhere but in this page's memory.

import { post } from "./api.js";
import { h } from "./dom.js";

const AGAIN_MS = 3_000; // without a line; a screen often starts before its network
const TOO_OFTEN_MS = 15_000; // the server said so; sooner than the watchdog minds
const LOST_AFTER = 2; // questions in a row without an answer
const SHORT = { requestId: false, timeoutMs: 6_000, pauses: [] };

/**
 * face      "kiosk" or "display"
 * onCode    (code) "BCDF-GHJK", a new one every ten minutes; again after a lost line
 * onLost    () the server does not answer
 * onPaired  (name) the cookie is set: load the page anew
 * onTurn    () it has asked, whatever came of it
 *
 * Returns stop().
 */
export function pairByCode(face, { onCode, onLost, onPaired, onTurn = () => {} }) {
  let [begun, failures, isStopped] = [null, 0, false];
  step();
  return () => (isStopped = true);

  async function step() {
    if (isStopped) return;
    const answer = begun ? await post(`/${face}/api/pairings/claim`, { secret: begun.secret }, SHORT) : await post(`/${face}/api/pairings`, {}, SHORT);
    if (isStopped) return;
    onTurn();
    setTimeout(step, answer.ok ? hear(answer.body) : miss(answer.status));
  }

  function hear({ state, name, ...first }) {
    const wasLost = failures >= LOST_AFTER;
    failures = 0;
    if (state === "paired") {
      isStopped = true;
      onPaired(name);
    }
    if (state === "over") begun = null;
    if (!state) begun = first;
    if (!state || (wasLost && begun)) onCode(begun.code);
    return begun ? begun.every_s * 1000 : 0;
  }

  function miss(status) {
    failures += 1;
    if (failures === LOST_AFTER) onLost();
    return status === 429 ? TOO_OFTEN_MS : AGAIN_MS;
  }
}

/** The code as it stands on the screen: left to right in every language, read out letter by letter. */
export function codeNode(code) {
  return h("p", { class: "pairing-code" }, h("bdi", { dir: "ltr", role: "img", "aria-label": [...code.replace("-", "")].join(" ") }, code.split("-").map((part) => h("span", {}, part))));
}
