// Whether somebody touches the screen at all.

import { every } from "/static/web/clock.js";

const SIGNS = ["pointerdown", "keydown", "wheel"];

/** `onQuiet()` once a second when nobody has touched anything for `seconds`; `onTouch(event)` at every touch or key. Returns {restart}. */
export function watchQuiet({ seconds, onQuiet, onTouch }) {
  let touchedAt = performance.now();
  const touch = (event) => {
    touchedAt = performance.now();
    onTouch(event);
  };
  for (const sign of SIGNS) addEventListener(sign, touch, { passive: true, capture: true });
  every(1, () => performance.now() - touchedAt >= seconds * 1000 && onQuiet());
  return { restart: () => (touchedAt = performance.now()) };
}
