// A page that runs for weeks looks after itself: when its own work stands still, or the server answers and yet no picture is
// confirmed, it loads itself anew. And it leaves a sign of life on the disk, which deploy/lotse-watch.sh looks at: a page that
// hangs altogether can't help itself, so that script starts the browser anew.

import { get } from "./api.js";
import { every } from "./clock.js";

const LOOK_S = 5;
const LOOKS = 3; // so often in a row it must look bad: a machine that slept for an hour wakes up with everything late
const STILL_MS = 20_000; // no turn of the page's work, or no frame
const UNCONFIRMED_MS = 150_000; // pictures are confirmed at least every minute while the server answers
const BETWEEN_RELOADS_MS = 300_000; // should a reload not help
const FRAME_EVERY_MS = 1_000;
const SIGN_EVERY_MS = 30_000; // browsers write it down about once a minute
const SIGN = "lotse-alive";
const RELOADED = "lotse-watchdog";

/**
 * confirmedAt()  performance.now() of when the server last confirmed the picture; left out: there is none
 * mayReload()    whether nobody minds; asked only for unconfirmed pictures, since a page that stands still serves nobody
 *
 * Returns {turn()}: to be called whenever the page's work has gone round without a fault, at least every few seconds.
 */
export function watchPage({ confirmedAt = null, mayReload = () => true } = {}) {
  let [turnedAt, frameAt, signedAt, isAsking] = [performance.now(), performance.now(), -Infinity, false];
  const [turnIsLate, frameIsLate, pictureIsLate] = [lateness(STILL_MS), lateness(STILL_MS), lateness(UNCONFIRMED_MS)];
  every(LOOK_S, look);
  nextFrame();
  return { turn: () => (turnedAt = performance.now()) };

  function look() {
    if (document.visibilityState !== "visible") frameAt = performance.now(); // hidden pages draw none; nobody looks either
    const still = Math.max(turnIsLate(turnedAt), frameIsLate(frameAt));
    const unconfirmed = confirmedAt && mayReload() ? pictureIsLate(confirmedAt()) : 0;
    if (still === 0) leaveSign();
    if (still >= LOOKS) reload("the page stood still");
    else if (unconfirmed >= LOOKS) reload("no picture although the server answers");
  }

  function nextFrame() {
    frameAt = performance.now();
    setTimeout(() => requestAnimationFrame(nextFrame), FRAME_EVERY_MS);
  }

  function leaveSign() {
    if (since(signedAt) < SIGN_EVERY_MS) return;
    signedAt = performance.now();
    keep(localStorage, SIGN, String(Date.now()));
  }

  /** Only while the server answers: without it the page would become the browser's error. */
  async function reload(why) {
    const last = Number(kept(sessionStorage, RELOADED));
    if (isAsking || (last && Math.abs(Date.now() - last) < BETWEEN_RELOADS_MS)) return;
    isAsking = true;
    const answer = await get("/healthz", { timeoutMs: 4_000, pauses: [] });
    isAsking = false;
    if (!answer.ok) return;
    console.error(`watchdog: ${why}`);
    keep(sessionStorage, RELOADED, String(Date.now()));
    location.reload();
  }
}

/** At how many looks in a row the same moment was longer ago than `most` ms. */
function lateness(most) {
  let [seen, looks] = [null, 0];
  return (at) => {
    looks = since(at) <= most ? 0 : at === seen ? looks + 1 : 1;
    seen = at;
    return looks;
  };
}

function since(at) {
  return performance.now() - at;
}

function keep(storage, name, value) {
  try {
    storage.setItem(name, value);
  } catch {
    // a browser that keeps nothing: then nobody outside can look after this page
  }
}

function kept(storage, name) {
  try {
    return storage.getItem(name);
  } catch {
    return null;
  }
}
