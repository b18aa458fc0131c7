// A tap counts once: for half a second after a tap or a change of screen no other tap is taken (people.md, row 7).

const DEAD_TIME_MS = 500;

let deadUntil = -Infinity;
let lastKey = null;

/** Sifts every tap of the page. Different keys of a keypad may follow each other at once; the same key may not. */
export function guardTaps() {
  addEventListener("click", sift, { capture: true });
}

/** Takes no tap for half a second: the screen has just changed under the finger. */
export function rest() {
  deadUntil = performance.now() + DEAD_TIME_MS;
  lastKey = null;
}

function sift(event) {
  const target = event.target.closest?.("button, a, input, label");
  if (!target) return;
  const key = target.closest("[data-key]");
  const isNextKey = key !== null && lastKey !== null && key !== lastKey;
  if (performance.now() < deadUntil && !isNextKey) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  deadUntil = performance.now() + DEAD_TIME_MS;
  lastKey = key;
}
