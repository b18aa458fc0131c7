// Two senses on the phone: the gong and, where the browser can, a vibration.

import { chime, gong, soundState, wakeSound } from "/static/web/sound.js";

const VIBRATION_MS = [400, 200, 400, 200, 800];
const NUDGE_MS = [200, 150, 200];
const SECOND_GONG_S = 2.5; // one gong is easily missed in a pocket
const REPEATS_S = [30, 75]; // as on the board, while the call is open

let timers = [];

/** Rings now and again later, as long as `isStillCalled()`. */
export function ring(isStillCalled) {
  timers.forEach(clearTimeout);
  const sound = () => isStillCalled() && alarm();
  timers = [0, SECOND_GONG_S, ...REPEATS_S].map((seconds) => setTimeout(sound, seconds * 1000));
}

/** A small sign that it is nearly their turn. */
export function nudge() {
  navigator.vibrate?.(NUDGE_MS);
  chime({ volume: 0.6 });
}

/** Wakes the sound and lets it be heard; "on", "blocked" or "none". For a tap of the holder. */
export async function testSound() {
  await wakeSound();
  alarm();
  return soundState();
}

function alarm() {
  navigator.vibrate?.(VIBRATION_MS);
  gong({ volume: 1 });
}
