// Sounds made here, not loaded: a warm two-tone gong for calls, a soft chime for the console, and recorded speech.

// A gong is a few slow, slightly inharmonic partials: [times the tone, loudness, seconds until it has died away]
const GONG_PARTIALS = [
  [1, 1, 2.6],
  [2.01, 0.42, 1.7],
  [3.02, 0.16, 1.0],
  [4.17, 0.06, 0.6],
];
const CHIME_PARTIALS = [
  [1, 1, 0.9],
  [2, 0.18, 0.5],
];
const [E5, C5, G5, A5] = [659.26, 523.25, 783.99, 880]; // Hz
const ATTACK_S = 0.012;
const UNLOCKING = ["pointerdown", "keydown", "touchend"];

let audio = null;
let speaking = null;

/** The call: two warm tones, high then low. Resolves when it has rung out enough to speak (1.4 s). volume 0 to 1. */
export function gong({ volume = 0.6 } = {}) {
  return ring([[E5, 0], [C5, 0.55]], GONG_PARTIALS, volume, 1.4);
}

/** A small rising sign that somebody came; for a room where people talk. */
export function chime({ volume = 0.18 } = {}) {
  return ring([[G5, 0], [A5, 0.16]], CHIME_PARTIALS, volume, 0.6);
}

/** Plays a sound file of ours (speech). Resolves when it ended or was stopped; false if it could not be played. */
export async function play(url, { volume = 1, rate = 1 } = {}) {
  stopPlaying();
  const element = new Audio(url);
  Object.assign(element, { volume, playbackRate: rate, preservesPitch: true });
  speaking = element;
  const ended = new Promise((resolve) => {
    for (const event of ["ended", "error", "pause"]) element.addEventListener(event, () => resolve(event !== "error"));
  });
  try {
    await element.play();
    return await ended;
  } catch {
    return false;
  }
}

/** Stops what `play` plays. */
export function stopPlaying() {
  speaking?.pause();
  speaking = null;
}

/** The one AudioContext of the page, or null; running once the browser allows sound. */
export function audioContext() {
  if (audio || typeof AudioContext === "undefined") return audio;
  audio = new AudioContext();
  const wake = () => audio.state === "suspended" && audio.resume().catch(() => {});
  for (const event of UNLOCKING) addEventListener(event, wake, { passive: true, capture: true });
  return audio;
}

/** "on", "blocked" (the browser waits for a touch) or "none" (this browser has no sound). */
export function soundState() {
  const context = audioContext();
  if (!context) return "none";
  return context.state === "running" ? "on" : "blocked";
}

/** Calls `run(state)` now and whenever `soundState()` changes. */
export function onSoundState(run) {
  audioContext()?.addEventListener("statechange", () => run(soundState()));
  run(soundState());
}

/** Wakes the sound; works inside a touch or a key press (any touch on the page does the same). */
export async function wakeSound() {
  await audioContext()?.resume().catch(() => {});
  return soundState();
}

async function ring(tones, partials, volume, restSeconds) {
  const context = audioContext();
  if (!context || context.state !== "running") return false;
  const out = context.createGain();
  out.gain.value = volume / 2; // two tones overlap
  out.connect(context.destination);
  for (const [hertz, after] of tones) strike(context, out, hertz, context.currentTime + after, partials);
  const lastSeconds = Math.max(...tones.map(([, after]) => after)) + Math.max(...partials.map(([, , decay]) => decay));
  setTimeout(() => out.disconnect(), lastSeconds * 1000 + 200);
  await new Promise((resolve) => setTimeout(resolve, restSeconds * 1000));
  return true;
}

function strike(context, out, hertz, at, partials) {
  for (const [times, loudness, decay] of partials) {
    const tone = new OscillatorNode(context, { type: "sine", frequency: hertz * times });
    const shape = new GainNode(context, { gain: 0 });
    shape.gain.setValueAtTime(0, at);
    shape.gain.linearRampToValueAtTime(loudness, at + ATTACK_S);
    shape.gain.exponentialRampToValueAtTime(0.0001, at + decay);
    tone.connect(shape).connect(out);
    tone.start(at);
    tone.stop(at + decay + 0.05);
  }
}
