// The board says every 20 s that it is there and whether it can be heard, and hears what is set on it: volume, colours,
// a sound check, and which page it should show.

import { post } from "/static/web/api.js";
import { every } from "/static/web/clock.js";

const BEAT_S = 20;
const FIRST_S = 2; // by then the browser has said whether there is sound
const TRIED = "lotse-board-loaded-for"; // a page is loaded once for a version, should two servers disagree
const SHORT = { requestId: false, timeoutMs: 4_000, pauses: [] }; // the next one comes anyway

/**
 * page      the version of this page
 * soundOf   () → "on", "blocked", "none"
 * onOrders  ({volume, theme}) when they were heard
 * check     () → Promise of whether the sound check sounded
 * isFree    () → nobody is called and nothing sounds
 *
 * Returns {beat(), see(picture), renew()}: `see` beats when something was set.
 */
export function followOrders({ page, soundOf, onOrders, check, isFree }) {
  let [wanted, seen, checked, owed, isBeating, again] = [page, null, null, null, false, false];
  setTimeout(beat, FIRST_S * 1000);
  every(BEAT_S, beat);
  return { beat, see, renew };

  function see({ site: { settings } }) {
    if (seen !== null && settings !== seen) beat();
    seen = settings;
  }

  async function beat() {
    again = isBeating;
    if (isBeating) return;
    isBeating = true;
    const told = owed;
    const report = { page, up_for_s: Math.round(performance.now() / 1000), sound: soundOf(), ...(told && { check: told }) };
    const answer = await post("/display/api/heartbeat", report, SHORT);
    isBeating = false;
    if (answer.ok && owed === told) owed = null;
    if (answer.ok) obey(answer.body);
    if (again) beat();
  }

  function obey(orders) {
    wanted = orders.page;
    onOrders(orders);
    renew();
    if (orders.sound_check && orders.sound_check !== checked) answerCheck(orders.sound_check);
  }

  async function answerCheck(askedAt) {
    checked = askedAt;
    owed = { asked_at: askedAt, sounded: await check() };
    beat();
  }

  /** Loads the page anew if it is of another program or plan, at a moment when nobody is called. */
  function renew() {
    if (wanted === page || !isFree() || sessionStorage.getItem(TRIED) === wanted) return;
    sessionStorage.setItem(TRIED, wanted);
    location.reload();
  }
}
