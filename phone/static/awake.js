// Keeping the screen on while the turn is near: a dark phone can't ring.

let isWanted = false;
let lock = null;
let isAsking = false;

document.addEventListener("visibilitychange", hold); // the browser lets go when the page is left

/** Keeps the screen on, or lets it sleep again. Browsers without this, or without https, do nothing. */
export function keepAwake(wanted) {
  isWanted = wanted;
  hold();
}

async function hold() {
  if (!isWanted) {
    lock?.release().catch(() => {});
    lock = null;
  } else if (navigator.wakeLock && document.visibilityState === "visible" && !isAsking && (!lock || lock.released)) {
    isAsking = true;
    lock = await navigator.wakeLock.request("screen").catch(() => null);
    isAsking = false;
  }
}
