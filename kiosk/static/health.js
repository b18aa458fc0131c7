// The kiosk says every 20 s that it is there, and hears which page it should show: another one is loaded only while
// nobody stands here.

import { post } from "/static/web/api.js";
import { clockOffset, every } from "/static/web/clock.js";

const BEAT_S = 20;
const TRIED = "lotse-kiosk-loaded-for"; // a page is loaded once for a version, should two servers disagree
const SHORT = { requestId: false, timeoutMs: 4_000, pauses: [] }; // the next one comes anyway

/** Begins to tell about `app`; `isFree()`: nobody has touched anything. */
export function tellHealth(app, isFree) {
  let wanted = app.settings.page;
  beat();
  every(BEAT_S, beat);
  return { renew };

  async function beat() {
    const answer = await post("/kiosk/api/heartbeat", await report(app), SHORT);
    if (answer.ok) wanted = answer.body.page;
    if (answer.ok) app.keeper.settle(answer.body.settled ?? []);
    renew();
  }

  /** Loads the page anew if it is of another program and nobody stands here. */
  function renew() {
    if (wanted === app.settings.page || !isFree() || sessionStorage.getItem(TRIED) === wanted) return;
    sessionStorage.setItem(TRIED, wanted);
    location.reload();
  }
}

async function report({ settings, keeper }) {
  return {
    page: settings.page,
    up_for_s: Math.round(performance.now() / 1000),
    clock_offset_s: Math.round(clockOffset() / 1000),
    unsent: await keeper.countUnsent(),
  };
}
