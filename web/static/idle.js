// Noticing that a visitor has left: a minute of quiet, then a warning that counts down, then the end.

import { every } from "./clock.js";

const SIGNS = ["pointerdown", "keydown", "wheel", "input"];

/**
 * seconds    quiet before the warning (60)
 * warning    how long the warning counts down (30)
 * onWarning  (secondsLeft) once a second during the warning, first with `warning`
 * onMore     (event?) somebody touched during the warning: close it
 * onEnd      the countdown is over
 *
 * Any touch or key counts as "I need more time", as often as wanted. Returns {more(), pause(), resume(), stop()};
 * while paused nothing is counted (the start screen has nothing to lose).
 */
export function watchIdle({ seconds = 60, warning = 30, onWarning, onMore = () => {}, onEnd }) {
  let quietSince = Date.now();
  let isPaused = false;
  let warned = false;

  for (const sign of SIGNS) addEventListener(sign, more, { passive: true, capture: true });
  const stopTimer = every(1, tick);
  return { more, pause: () => (isPaused = true), resume, stop };

  function more(event) {
    quietSince = Date.now();
    if (warned) onMore(event);
    warned = false;
  }

  function resume() {
    isPaused = false;
    more();
  }

  function stop() {
    stopTimer();
    for (const sign of SIGNS) removeEventListener(sign, more, { capture: true });
  }

  function tick() {
    if (isPaused) return;
    const left = seconds + warning - Math.floor((Date.now() - quietSince) / 1000);
    if (left > warning) return;
    if (left > 0) {
      warned = true;
      onWarning(Math.min(left, warning));
      return;
    }
    warned = false;
    quietSince = Date.now();
    onEnd();
  }
}
