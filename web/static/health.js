// A page on a wall or in a kiosk says every 20 s that it is there, and hears which version it should show: another one is
// loaded only while nobody minds.

import { post } from "./api.js";
import { clockOffset, every } from "./clock.js";

const BEAT_S = 20;
const TRIED = "lotse-loaded-for"; // a page is loaded once for a version, should two servers disagree
const SHORT = { requestId: false, timeoutMs: 4_000, pauses: [] }; // the next one comes anyway

/**
 * Begins to tell `url`. `page`: the version shown; `isFree()`: may be loaded anew now; `more()`: resolves to what else is
 * told; `onAnswer(body)`: what was answered. Returns {renew()}: now is a good moment.
 */
export function tellHealth({ url, page, isFree, more = async () => ({}), onAnswer = () => {} }) {
  let wanted = page;
  beat();
  every(BEAT_S, beat);
  return { renew };

  async function beat() {
    const { ok, body } = await post(url, { ...reportOf(page), ...(await more()) }, SHORT);
    if (ok) wanted = body.page;
    if (ok) onAnswer(body);
    renew();
  }

  function renew() {
    if (wanted === page || !isFree() || sessionStorage.getItem(TRIED) === wanted) return;
    sessionStorage.setItem(TRIED, wanted);
    location.reload();
  }
}

function reportOf(page) {
  return { page, up_for_s: Math.round(performance.now() / 1000), clock_offset_s: Math.round(clockOffset() / 1000) };
}
